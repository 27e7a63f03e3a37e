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

function load(campaign: Of): Pace {
  try {
    const found = JSON.parse(localStorage.getItem(nameOf(campaign)) ?? "{}") as Partial<Pace>;
    return { items: Number(found.items ?? 0), seconds: Number(found.seconds ?? 0) };
  } catch {
    return { items: 0, seconds: 0 };
  }
}

/** Counts an item that was answered, and the seconds that it took. */
export function keepPace(campaign: Of, took: number): void {
  try {
    localStorage.setItem(nameOf(campaign), JSON.stringify(paced(load(campaign), took)));
  } catch {
    // A browser that keeps nothing knows no pace.
  }
}

/** Items an hour of a campaign by the reader's own pace, where it is known. */
export const ownItemsPerHour = (campaign: Of): number | undefined => itemsPerHour(load(campaign));
