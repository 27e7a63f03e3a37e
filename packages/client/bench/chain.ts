// People on a local chain, for the gas bench.

import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { keySigner, parseDeployment, PasarClient, randomPrivateKey } from "../src/index.js";
import { Relays } from "../src/drand.js";
import { mnemonicSigner } from "../src/mnemonic.js";

/** What the environment must have. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}

export const rpc = setting("PASAR_RPC");
export const drand = new Relays(setting("PASAR_RELAYS"));
export const deployment = parseDeployment(readFileSync(setting("PASAR_DEPLOYMENT"), "utf8"));

/** Of the native denom, which is also the fee's. */
export const DENOM = "stake";
export const native = { native: DENOM };

// The state of the block that a message lands in is not the one that it was simulated on.
const options = { gasPrice: `0.025${DENOM}`, gasFactor: 2, pollMs: 100 };

/** The client of a test account. */
export async function known(mnemonic: string): Promise<PasarClient> {
  return PasarClient.connect(rpc, await mnemonicSigner(mnemonic), deployment, options);
}

/** Clients of new accounts, which somebody gives money. */
export async function hire(giver: PasarClient, count: number): Promise<PasarClient[]> {
  const wallets = Array.from({ length: count }, () => keySigner(randomPrivateKey()));
  const amount = [{ denom: DENOM, amount: "100000000" }];
  const addresses = await Promise.all(
    wallets.map(async (w) => (await w.getAccounts())[0]!.address),
  );
  await giver.send(
    addresses.map((toAddress) => ({
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: giver.address, toAddress, amount },
    })),
  );
  return Promise.all(wallets.map((w) => PasarClient.connect(rpc, w, deployment, options)));
}

/** Waits until a block later than the latest one is there. */
export async function nextBlock(client: PasarClient): Promise<void> {
  const { height } = await client.block();
  for (let waited = 0; waited < 300; waited += 1) {
    if ((await client.block()).height > height) return;
    await setTimeout(100);
  }
  throw new Error(`no block after ${height} within 30 s`);
}
