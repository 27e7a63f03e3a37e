// What an account has earned and how their records moved, out of the events of settlements.

import type { labelEscrow, reputationStaking } from "pasar-client/reading";
import { ONE } from "./terms.js";

/** What one transaction says, oldest first. */
export interface Settlement {
  paid: readonly labelEscrow.Events["labeler_paid"][];
  changed: readonly reputationStaking.Events["skill_changed"][];
}

/** All that a campaign paid an account. */
export interface Earned {
  campaign: number;
  labels: number;
  pay: bigint;
  /** What their skill earned before the lift. */
  earned: bigint;
}

/** A record after a settlement, in parts of 4 096. */
export interface Step {
  /** None where the transaction settled several campaigns. */
  campaign: number | undefined;
  skill: number;
  mass: number;
}

export interface History {
  /** Newest campaign first. */
  campaigns: Earned[];
  /** By domain, oldest first. */
  steps: ReadonlyMap<string, Step[]>;
}

/** Sums by campaign, and a line by domain. */
export function readHistory(address: string, settlements: readonly Settlement[]): History {
  const campaigns = new Map<number, Earned>();
  const steps = new Map<string, Step[]>();
  for (const { paid, changed } of settlements) {
    const own = paid.filter(({ labeler }) => labeler === address);
    for (const one of own) {
      const campaign = Number(one.campaign);
      const sum = campaigns.get(campaign) ?? { campaign, labels: 0, pay: 0n, earned: 0n };
      campaigns.set(campaign, {
        campaign,
        labels: sum.labels + Number(one.labels),
        pay: sum.pay + BigInt(one.pay),
        earned: sum.earned + BigInt(one.earned),
      });
    }
    const ids = new Set(own.map(({ campaign }) => Number(campaign)));
    const [campaign] = ids.size === 1 ? ids : [undefined];
    for (const { labeler, domain, skill, mass } of changed) {
      if (labeler !== address) continue;
      const step = { campaign, skill: Number(skill), mass: Number(mass) };
      steps.set(domain, [...(steps.get(domain) ?? []), step]);
    }
  }
  return { campaigns: [...campaigns.values()].sort((a, b) => b.campaign - a.campaign), steps };
}

/** Part of the full price, in basis points. */
export function shareOf(amount: bigint, labels: number, price: bigint): number {
  const full = BigInt(labels) * price;
  return full === 0n ? 0 : Number((amount * 10_000n) / full);
}

/** Labels that a newcomer's skill weighs against a record, and that skill. */
const [PRIOR_MASS, PRIOR] = [8 * ONE, 0.3];

/** How a record stands: shrunk toward a newcomer's, as the inference takes it. */
export function standingOf(skill: number, mass: number): number {
  const standing = (ONE * (skill + PRIOR_MASS * PRIOR)) / (mass + PRIOR_MASS);
  return Math.floor(Math.min(0.99 * ONE, Math.max(-0.5 * ONE, standing)));
}
