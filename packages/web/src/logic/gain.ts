// What it gains to do something that is due: its tip less the fee of the network, where both are in one coin.

import type { taskRegistry } from "pasar-client/reading";

type Denom = taskRegistry.Denom;

/** What a transaction takes. */
export interface Cost {
  /** Native denom of the fee. */
  denom: string;
  /** The fee, in the smallest unit. */
  amount: bigint;
  gas: bigint;
}

export interface Tip {
  amount: bigint;
  denom: Denom;
}

/** The gain, which may be negative; undefined where tip and fee are in different coins. */
export function gainOf(tip: Tip | undefined, { amount, denom }: Cost): bigint | undefined {
  if (!tip || tip.amount === 0n) return -amount;
  const same = "native" in tip.denom && tip.denom.native === denom;
  return same ? tip.amount - amount : undefined;
}

/** Whether the chain says of due work that somebody did it already: its task is in a later phase than that work needs. */
export const isPast = (asked: object | undefined): boolean =>
  asked !== undefined &&
  "error" in asked &&
  /it is (?:(?:resolved|settled|void),|revealing, expected coll)/.test(String(asked.error));
