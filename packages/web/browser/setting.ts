// Where the chain, the suite and the built page are. scripts/test.d/80-web.sh sets all of it.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mnemonicSigner } from "pasar-client/mnemonic";
import { parseDeployment } from "pasar-client/reading";
import { keySigner, PasarClient, randomPrivateKey, type Signer } from "pasar-client/signing";

/** The repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../../..");

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run scripts/test.d/80-web.sh`);
  return value;
}

export const deployment = parseDeployment(readFileSync(setting("PASAR_DEPLOYMENT"), "utf8"));

/** Words of an account that every local chain begins with. */
export function mnemonicOf(name: string): string {
  const file = join(ROOT, "scripts/networks/local.accounts");
  const line = readFileSync(file, "utf8")
    .split("\n")
    .find((one) => one.startsWith(`${name} `));
  if (!line) throw new Error(`no account ${name} in local.accounts`);
  return line.split(" ").slice(2).join(" ");
}

export const signerOf = (name: string) => mnemonicSigner(mnemonicOf(name));

/** A client of a signer. */
export const connectAs = (signer: Signer): Promise<PasarClient> =>
  PasarClient.connect(setting("PASAR_RPC"), signer, deployment, {
    gasPrice: "0.025stake",
    pollMs: 100,
  });

/** A client of such an account. */
export const clientOf = async (name: string): Promise<PasarClient> =>
  connectAs(await signerOf(name));

/** A client of a key that nobody else has, and that has nothing yet. */
export const newcomer = (): Promise<PasarClient> => connectAs(keySigner(randomPrivateKey()));

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Waits until something is so. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  seconds = 60,
): Promise<T> {
  const end = Date.now() + 1_000 * seconds;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(250);
  }
}
