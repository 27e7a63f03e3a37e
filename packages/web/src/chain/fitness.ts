// What the chain knows of a labeler that decides whether they are fit for a campaign.

import {
  RefusedError,
  type PasarReader,
  type reputationStaking,
  type taskRegistry,
} from "pasar-client/reading";
import { seatOpens, unfit, type Asked, type Has, type Unfit } from "../logic/terms.js";

export type Campaign = taskRegistry.CampaignResponse;
export type Skill = reputationStaking.SkillResponse;

/** A labeler before a campaign. */
export interface Fitness {
  asked: Asked;
  has: Has;
  skill: Skill;
  reasons: Unfit[];
  /** An issuer that vouches for them, to be named with the claim. */
  issuer: string | undefined;
}

/** What a campaign asks of labelers. */
export function askedBy({ terms, requester, status }: Campaign): Asked {
  const { eligibility, seat_stake } = terms;
  return {
    requester,
    related: terms.related,
    open: status === "open",
    minSkill: eligibility.min_skill,
    minMass: eligibility.min_mass,
    minStake: BigInt(eligibility.min_stake),
    seatStake: BigInt(seat_stake.amount),
    issuers: eligibility.issuers,
  };
}

/** What an issuer has given somebody in a field, where they have: the contract refuses to speak of what is not there. */
export async function credentialOf(
  staking: PasarReader["staking"],
  asked: { domain: string; holder: string; issuer: string },
): Promise<reputationStaking.CredentialResponse | undefined> {
  try {
    return await staking.query("credential", asked);
  } catch (error) {
    if (error instanceof RefusedError) return undefined;
    throw error;
  }
}

/** How a labeler stands before a campaign now. */
export async function fitness(
  { registry, staking }: Pick<PasarReader, "registry" | "staking">,
  campaign: Campaign,
  address: string,
): Promise<Fitness> {
  const { domain, eligibility, seat_stake } = campaign.terms;
  const { denom } = seat_stake;
  const bounded = (eligibility.newcomer_seats ?? null) !== null && campaign.status === "open";
  const [skill, full, stake, exposure, credentials] = await Promise.all([
    staking.query("skill", { domain, labeler: address }),
    bounded && isFullOfNewcomers(registry, campaign),
    staking.query("stake", { staker: address, denom }),
    registry.query("exposure", { labeler: address, denom }),
    Promise.all(
      eligibility.issuers.map(async (issuer) => {
        const found = await credentialOf(staking, { domain, holder: address, issuer });
        return found?.holds ? issuer : undefined;
      }),
    ),
  ]);
  const issuer = credentials.find((found) => found !== undefined);
  const asked = askedBy(campaign);
  const has: Has = {
    address,
    record: skill,
    staked: BigInt(stake.staked),
    exposed: BigInt(exposure.amount),
    vouched: issuer !== undefined,
  };
  const reasons = unfit(asked, has);
  if (skill.newcomer && full) reasons.push({ why: "newcomers" });
  return { asked, has, skill, reasons, issuer };
}

/** When a seat opens that somebody may have, in seconds; anybody where nobody is asked for. */
export async function nextSeat(
  { registry }: Pick<PasarReader, "registry">,
  { campaign, terms }: Campaign,
  labeler?: string,
  fitness?: Promise<Pick<Fitness, "skill">>,
): Promise<number | undefined> {
  const [frontier, ticket, fit] = await Promise.all([
    registry.query("frontier", { campaign }),
    labeler === undefined ? undefined : registry.query("ticket", { campaign, labeler }),
    fitness,
  ]);
  const most = fit?.skill.newcomer ? terms.eligibility.newcomer_seats : null;
  return seatOpens(frontier.tasks, ticket?.open ?? [], most);
}

/** Whether no page has a place for a newcomer now. */
async function isFullOfNewcomers(
  registry: PasarReader["registry"],
  { campaign, terms, tasks }: Campaign,
): Promise<boolean> {
  const most = terms.eligibility.newcomer_seats ?? Infinity;
  const frontier = await registry.query("frontier", { campaign });
  const isFull = frontier.tasks.every(({ newcomers }) => newcomers >= most);
  return isFull && (most === 0 || frontier.next >= tasks);
}
