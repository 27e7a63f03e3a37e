// All that an account can take out now, in all four contracts.

import { stakes, type EncodeObject } from "pasar-client/reading";
import { all, everyCampaign } from "./all.js";
import { now, reader } from "./connection.js";
import type { Denom } from "./denoms.js";
import { granting } from "./parts.js";
import { account } from "./wallet.js";

/** One thing to claim: what it is, how much, and what claims it. */
export interface Claim {
  id: string;
  kind: "pay" | "stake" | "fees" | "emission";
  amounts: { amount: string; denom: Denom }[];
  /** Made when it is sent. */
  make: () => Promise<EncodeObject[]>;
}

/** Epochs of the emission that are looked at, before the one that runs. */
const EPOCHS = 16;
/** Campaigns of one question. */
const MOST_CAMPAIGNS = 32;

/** Everything that there is to claim. */
export async function claims(address: string): Promise<Claim[]> {
  const parts = await Promise.all([pay(address), freed(address), fees(address), emission(address)]);
  return parts.flat().filter(({ amounts }) => amounts.some(({ amount }) => BigInt(amount) > 0n));
}

async function pay(address: string): Promise<Claim[]> {
  const { escrow } = reader();
  const ids = (await everyCampaign()).map(({ campaign }) => campaign);
  const claims: Claim[] = [];
  for (let from = 0; from < Math.max(1, ids.length); from += MOST_CAMPAIGNS) {
    const campaigns = ids.slice(from, from + MOST_CAMPAIGNS);
    const { earnings } = await escrow.query("earnings", { address, campaigns });
    const make = async () => {
      const { withdrawals } = await granting();
      return withdrawals(account.value!.client, { campaigns });
    };
    claims.push({ id: `pay/${from}`, kind: "pay", amounts: earnings, make });
  }
  return claims;
}

/** Stake whose unbonding has ended. */
async function freed(address: string): Promise<Claim[]> {
  const found = await all(stakes(reader().staking, address));
  return found.map(({ denom, unbonding }, index) => {
    const ready = unbonding.filter((one) => Number(BigInt(one.ready_at) / 1_000_000_000n) <= now());
    const sum = ready.reduce((total, { amount }) => total + BigInt(amount), 0n);
    const make = async () => [account.value!.client.staking.message("withdraw", { denom })];
    const amounts = [{ amount: sum.toString(), denom }];
    return { id: `stake/${index}`, kind: "stake" as const, amounts, make };
  });
}

async function fees(address: string): Promise<Claim[]> {
  const share = await reader().staking.query("fee_share", { staker: address });
  const make = async () => [account.value!.client.staking.message("claim_fees", {})];
  return [{ id: "fees", kind: "fees", amounts: share.fees, make }];
}

async function emission(address: string): Promise<Claim[]> {
  const { token } = reader();
  const { epoch } = await token.query("schedule");
  const asked = Array.from({ length: Math.min(EPOCHS, epoch) }, (_, back) => epoch - 1 - back);
  if (asked.length === 0) return [];
  const { epochs } = await token.query("pending_emission", { labeler: address, epochs: asked });
  const open = epochs.filter(({ claimed, ended, amount }) => ended && !claimed && amount !== "0");
  const sum = open.reduce((total, { amount }) => total + BigInt(amount), 0n);
  const numbers = open.map(({ epoch: number }) => number).sort((a, b) => a - b);
  const make = async () => [
    account.value!.client.token.message("claim_emission", { epochs: numbers }),
  ];
  const denom: Denom = { cw20: token.address };
  return [{ id: "emission", kind: "emission", amounts: [{ amount: sum.toString(), denom }], make }];
}
