// Connects a mnemonic, as bots do it. In a browser `connectWallet(window.keplr, chainId)` gives the
// signer, and one for texts.

import { readFileSync } from "node:fs";
import { parseDeployment, PasarClient } from "pasar-client";
import { Relays } from "pasar-client/drand";
import { mnemonicSigner } from "pasar-client/mnemonic";

/** What the environment must have to run an example. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}

export async function connect() {
  const deployment = parseDeployment(readFileSync(setting("PASAR_DEPLOYMENT"), "utf8"));
  const signer = await mnemonicSigner(setting("PASAR_MNEMONIC"));
  const options = { gasPrice: process.env["GAS_PRICE"] ?? "0.025stake", pollMs: 200 };
  const client = await PasarClient.connect(setting("PASAR_RPC"), signer, deployment, options);
  const drand = new Relays(setting("PASAR_RELAYS").split(","));
  return { client, signer, drand };
}
