// Panels of challenges: what is asked of those who judge, and what it pays them.

import type { taskRegistry } from "pasar-client/reading";
import { NONE } from "./draft.js";
import type { Asked } from "./terms.js";

/** Fewest seals that are to be opened. */
const MIN_SEATS = 3;

/**
 * What became of the stake of a seat once its panel ended. A seal that stayed closed costs all of it where seals were
 * to be opened: as many as that were there then, and none goes away. Where fewer came none was, and it is free.
 */
export function stakeEnd(
  seats: readonly { status: taskRegistry.SeatStatus }[],
  own: taskRegistry.SeatStatus | undefined,
): "lost" | "free" | "late" | undefined {
  if (own === "forfeited") return "late";
  if (own !== "sealed") return undefined;
  const seals = seats.filter(({ status }) => status === "sealed" || status === "revealed");
  return seals.length >= MIN_SEATS ? "lost" : "free";
}

/** Least skill of a panelist, and how far it is above what is asked of labelers, basis points. */
const LEAST_SKILL = 4_000;
const ABOVE = 2_000;

/** What a campaign asks of its panelists: more than of labelers, also when it is closed. */
export function askedOfPanelists(
  asked: Asked,
  { pay, challenge }: Pick<taskRegistry.Terms, "pay" | "challenge">,
): Asked {
  return {
    ...asked,
    open: true,
    minSkill: Math.max(LEAST_SKILL, Math.max(asked.minSkill, pay.floor) + ABOVE),
    minMass: Math.max(asked.minMass, challenge?.panel_mass ?? 0),
  };
}

/**
 * What a panelist earned with labels of classes: half a price for each that is the last verdict's, one and a half where
 * their panel changed it. `changed` are places among the answers.
 */
export function panelPay(
  price: bigint,
  given: ArrayLike<number>,
  last: readonly number[],
  changed: ReadonlySet<number>,
): bigint {
  const halves = last.map((label, at) =>
    label === NONE || given[at] !== label ? 0 : changed.has(at) ? 3 : 1,
  );
  return (price * BigInt(halves.reduce<number>((sum, one) => sum + one, 0))) / 2n;
}
