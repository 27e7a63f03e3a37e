import { campaigns } from "pasar-client/reading";
import { reader } from "./connection.js";

/** The entries of a list, at most so many. */
export async function all<T>(list: AsyncIterable<T>, most = Infinity): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of list) {
    found.push(entry);
    if (found.length >= most) break;
  }
  return found;
}

/** Every campaign, oldest first. */
export const everyCampaign = () => all(campaigns(reader().registry));
