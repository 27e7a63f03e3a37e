import type { Contract } from "../contract/contract.js";
import { fromBase64 } from "../formats/encoding.js";
import { unpackItems } from "../formats/item-set.js";
import type { SeatResponse, Types } from "../generated/task-registry.js";

/** The items that a seat was asked for, by their indices within the task, ascending. */
export async function askedItems(
  registry: Pick<Contract<Types>, "query">,
  campaign: number,
  { task, wave }: Pick<SeatResponse, "task" | "wave">,
  items?: number,
): Promise<number[]> {
  if (wave === 0) {
    // The first wave asks for every item.
    const count = items ?? (await registry.query("task", { campaign, task })).items;
    return Array.from({ length: count }, (_, item) => item);
  }
  const { bitmap } = await registry.query("asked", { campaign, task, wave });
  return unpackItems(fromBase64(bitmap));
}
