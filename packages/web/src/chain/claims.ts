// All that an account can take out now, in all four contracts.

import { seconds, stakes, type EncodeObject } from "pasar-client/reading";
import { all, everyCampaign } from "./all.js";
import { now, reader } from "./connection.js";
import { sumOf, type Money } from "../logic/money.js";
import { account } from "./wallet.js";

/** What can be claimed of one kind: how much, and what claims it. */
export interface Claim {
  kind: "pay" | "stake" | "fees" | "emission";
  amounts: Money[];
  messages: { message: EncodeObject; back: Money[] }[];
}

/** Epochs of the emission that are looked at, before the one that runs. */
const EPOCHS = 16;
/** Campaigns of one question. */
const MOST_CAMPAIGNS = 32;

/** Everything that there is for the account that is connected. */
export async function claims(): Promise<Claim[]> {
  const { address } = account.value!;
  const asked = { pay, stake: freed, fees, emission };
  const found = await Promise.all(
    Object.entries(asked).map(async ([kind, ask]) => {
      const messages = (await ask(address)).filter(({ back }) => sumOf(back).length > 0);
      const amounts = sumOf(messages.flatMap(({ back }) => back));
      return { kind: kind as Claim["kind"], amounts, messages };
    }),
  );
  return found.filter(({ messages }) => messages.length > 0);
}

async function pay(address: string): Promise<Claim["messages"]> {
  const ids = (await everyCampaign()).map(({ campaign }) => campaign);
  const pages: number[][] = [];
  do pages.push(ids.splice(0, MOST_CAMPAIGNS));
  while (ids.length > 0);
  const ask = async (campaigns: number[]) =>
    (await reader().escrow.query("earnings", { address, campaigns })).earnings;
  // Tips belong to no campaign: every answer has them, and the first message that is accepted takes them.
  const [tips, ...found] = await Promise.all([[], ...pages].map(ask));
  const less = tips!.map(({ amount, denom }) => ({ amount: -BigInt(amount), denom }));
  return found.map((earnings, at) => ({
    message: account.value!.client.escrow.message("withdraw", { campaigns: pages[at]! }),
    back: at === 0 ? earnings : sumOf([...earnings, ...less]),
  }));
}

/** Stake whose unbonding has ended. */
async function freed(address: string): Promise<Claim["messages"]> {
  const found = await all(stakes(reader().staking, address));
  return found.map(({ denom, unbonding }) => ({
    message: account.value!.client.staking.message("withdraw", { denom }),
    back: unbonding
      .filter(({ ready_at }) => seconds(ready_at) <= now())
      .map(({ amount }) => ({ amount, denom })),
  }));
}

async function fees(address: string): Promise<Claim["messages"]> {
  const share = await reader().staking.query("fee_share", { staker: address });
  return [{ message: account.value!.client.staking.message("claim_fees", {}), back: share.fees }];
}

async function emission(address: string): Promise<Claim["messages"]> {
  const { token } = reader();
  const { epoch } = await token.query("schedule");
  const asked = Array.from({ length: Math.min(EPOCHS, epoch) }, (_, back) => epoch - 1 - back);
  if (asked.length === 0) return [];
  const found = await token.query("pending_emission", { labeler: address, epochs: asked });
  const open = found.epochs.filter(
    ({ claimed, ended, amount }) => ended && !claimed && amount !== "0",
  );
  const epochs = open.map(({ epoch: number }) => number).sort((a, b) => a - b);
  const message = account.value!.client.token.message("claim_emission", { epochs });
  return [
    { message, back: open.map(({ amount }) => ({ amount, denom: { cw20: token.address } })) },
  ];
}
