// The reader's own pace, by campaign. It stays in this browser.

import { itemsPerHour, paced, type Pace } from "../logic/pace.js";

/** A campaign among all chains. */
export interface Of {
  chainId: string;
  registry: string;
  campaign: number;
}

const nameOf = ({ chainId, registry, campaign }: Of) =>
  `pasar/pace/${chainId}/${registry}/${campaign}`;

/** What was kept; a browser that keeps nothing, or something else, knows no pace. */
function load(campaign: Of): Pace {
  try {
    const { items, seconds } = JSON.parse(localStorage.getItem(nameOf(campaign)) ?? "") as Pace;
    if (items > 0 && seconds > 0) return { items, seconds };
  } catch {
    // As below.
  }
  return { items: 0, seconds: 0 };
}

/** Counts an item that was answered, and the seconds that it took. */
export function keepPace(campaign: Of, took: number): void {
  try {
    localStorage.setItem(nameOf(campaign), JSON.stringify(paced(load(campaign), took)));
  } catch {
    // Where nothing is kept, labeling goes on.
  }
}

/** Items an hour of a campaign by the reader's own pace, where it is known. */
export const ownItemsPerHour = (campaign: Of): number | undefined => itemsPerHour(load(campaign));
