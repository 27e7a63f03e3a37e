// How denoms are shown: tokens are asked for their symbol once, native ones go by their name.

import { signal } from "@preact/signals";
import { denomKey, denomOfKey, type taskRegistry } from "pasar-client/reading";
import { unitOf, type Unit } from "../logic/money.js";
import { link, reader } from "./connection.js";

export type Denom = taskRegistry.Denom;

const tokens = signal<Readonly<Record<string, Unit>>>({});
const asked = new Set<string>();

/** The unit in which a denom is shown; of a token, once it has said so. */
export function unitFor(denom: Denom): Unit {
  if ("native" in denom) return unitOf(denom.native);
  const known = tokens.value[denom.cw20];
  if (!known) void ask(denom.cw20);
  return known ?? unitOf(denom.cw20);
}

async function ask(token: string): Promise<void> {
  if (asked.has(token) || link.value.state !== "ready") return;
  asked.add(token);
  try {
    const { chain } = link.value.reader;
    const info = (await chain.queryContractSmart(token, { token_info: {} })) as Unit;
    const { symbol, decimals } = info;
    tokens.value = {
      ...tokens.value,
      [token]: { symbol: String(symbol), decimals: Number(decimals) },
    };
  } catch {
    asked.delete(token);
  }
}

/** What an account can spend of a denom. */
export async function balance(address: string, denom: Denom): Promise<bigint> {
  const { chain } = reader();
  if ("native" in denom) return BigInt((await chain.getBalance(address, denom.native)).amount);
  const found = await chain.queryContractSmart(denom.cw20, { balance: { address } });
  return BigInt((found as { balance: string }).balance);
}

/** The suite's own token. */
export function rewardToken(): Denom | undefined {
  if (link.value.state !== "ready") return undefined;
  return { cw20: link.value.reader.deployment.contracts["reward-token"].address };
}

export { denomKey, denomOfKey };
