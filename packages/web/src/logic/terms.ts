// What a campaign's terms mean to one labeler: whether they are fit for it, what it pays them, and what
// they can lose. The formulas are those of docs/mechanism.md and of the registry.

import { seconds, type taskRegistry } from "pasar-client/reading";

/** What 1 is in records: numbers of skill, mass and evidence are in parts of 4 096. */
export const ONE = 4_096;

const WHOLE = 10_000n;

export interface RecordNow {
  standing: number;
  mass: number;
  newcomer: boolean;
  suspended: boolean;
}

/** What is asked of a labeler. */
export interface Asked {
  requester: string;
  related: readonly string[];
  open: boolean;
  minSkill: number;
  minMass: number;
  minStake: bigint;
  seatStake: bigint;
  issuers: readonly string[];
}

/** What a labeler has. */
export interface Has {
  address: string;
  record: RecordNow;
  staked: bigint;
  /** Of the stake, what is exposed. */
  exposed: bigint;
  /** Whether an issuer that the campaign names vouches for them. */
  vouched: boolean;
}

/** Why somebody is not fit. */
export type Unfit =
  | { why: "closed" | "related" | "suspended" | "credential" | "newcomers" }
  | { why: "skill" | "mass"; found: number; wanted: number }
  | { why: "stake"; missing: bigint };

/** All reasons for which the registry would refuse a ticket now. */
export function unfit(asked: Asked, has: Has): Unfit[] {
  const { record } = has;
  const reasons: Unfit[] = [];
  if (!asked.open) reasons.push({ why: "closed" });
  if ([asked.requester, ...asked.related].includes(has.address)) reasons.push({ why: "related" });
  if (record.suspended) reasons.push({ why: "suspended" });
  if (asked.issuers.length > 0 && !has.vouched) reasons.push({ why: "credential" });
  const skill = Math.floor((record.standing * 10_000) / ONE);
  if (skill < asked.minSkill) {
    reasons.push({ why: "skill", found: skill, wanted: asked.minSkill });
  }
  const mass = Math.floor(record.mass / ONE);
  if (mass < asked.minMass) reasons.push({ why: "mass", found: mass, wanted: asked.minMass });
  const missing = missingStake(asked, has, 1n);
  if (missing > 0n) reasons.push({ why: "stake", missing });
  return reasons;
}

/** Stake that a labeler has to add for a number of further seats. */
export function missingStake(
  { minStake, seatStake }: Pick<Asked, "minStake" | "seatStake">,
  { staked, exposed }: Pick<Has, "staked" | "exposed">,
  seats: bigint,
): bigint {
  const wanted = exposed + seatStake * seats;
  const least = wanted > minStake ? wanted : minStake;
  return least > staked ? least - staked : 0n;
}

/** Part of the price that a skill earns, basis points: `(skill - floor) / (full - floor)`. */
export function rateOf(standing: number, pay: { floor: number; full: number }): number {
  const skill = (standing * 10_000) / ONE;
  const part = (skill - pay.floor) / (pay.full - pay.floor);
  return Math.round(10_000 * Math.min(1, Math.max(0, part)));
}

/**
 * When a seat opens that a labeler may have, in seconds since 1970; a ticket that is taken from then on can be drawn
 * into it. Undefined where none will, as far as is known now. `own` are tasks in which they sat already, and `most` is
 * how many seats of a task newcomers may have, where they are one.
 */
export function seatOpens(
  frontier: readonly taskRegistry.FrontierEntry[],
  own: readonly number[],
  most: number | null = null,
): number | undefined {
  const opens = frontier
    .filter(({ task, newcomers }) => !own.includes(task) && newcomers < (most ?? Infinity))
    .flatMap(({ openings }) => openings.filter(({ seats }) => seats > 0))
    .map(({ at }) => seconds(at));
  return opens.length > 0 ? Math.min(...opens) : undefined;
}

/** What a missed commit costs: a part of the seat's stake. */
export function missPenalty(seatStake: bigint, missedCommit: number): bigint {
  return (seatStake * BigInt(missedCommit)) / WHOLE;
}

/** Labels of so many items: one of each item and question. */
export function labelsOf({ questions }: { questions: readonly unknown[] }, items: number): number {
  return questions.length * items;
}

/** What a number of labels pays at a rate in basis points, rounded down. */
export function payFor(price: bigint, labels: number, rate: number): bigint {
  return (price * BigInt(labels) * BigInt(rate)) / WHOLE;
}

/** Part of the price that a panelist earns with an answer to which the verdict changes, basis points. */
export const CHANGED = 15_000;

/** Least labels of a seat that does not count as skipped: half of what it was asked for. */
export function leastLabels(asked: number): number {
  return Math.ceil(asked / 2);
}
