// The account that the page acts for: a wallet of the browser, or on local chains a key of its own.

import { effect, signal } from "@preact/signals";
import type { PasarClient, TextSigner } from "pasar-client/signing";
import { own } from "../words/own.js";
import { link, network } from "./connection.js";
import { signing } from "./parts.js";
import { keepKey, loadKey } from "./vault.js";

/** Who is connected. */
export interface Account {
  address: string;
  /** Name of the wallet; `browser` for a key of this browser. */
  wallet: string;
  /** Sends, each time with the wallet's consent. */
  client: PasarClient;
  texts: TextSigner;
}

const LAST = "pasar/wallet";
export const BROWSER = "browser";

export const account = signal<Account | undefined>(undefined);
// Whoever was connected to one network must not sign there what another one's nodes say.
effect(() => {
  if (link.value.state !== "ready") account.value = undefined;
});

/** Names of the wallets that this browser offers. */
export async function walletNames(): Promise<string[]> {
  const { browserWallets } = await signing();
  const names: string[] = browserWallets().map(({ name }) => name);
  return network.value?.kind === "local" ? [...names, BROWSER] : names;
}

/** Connects a wallet by its name. */
export async function connectTo(name: string): Promise<void> {
  const entry = network.value;
  if (link.value.state !== "ready" || !entry) {
    throw own("nowhere_to_send", "no node to send to", {});
  }
  const { PasarClient } = await signing();
  const { signer, texts } = await (name === BROWSER ? browserKey() : walletOf(name));
  const options = entry.gasPrice ? { gasPrice: entry.gasPrice } : {};
  const { chain } = link.value.reader;
  const client = await PasarClient.connect(chain, signer, entry.deployment, options);
  // Another network may have been chosen while the wallet asked.
  if (link.value.state !== "ready" || link.value.reader.chain !== chain) return;
  account.value = { address: client.address, wallet: name, client, texts };
  localStorage.setItem(LAST, name);
}

async function walletOf(name: string) {
  const { browserWallets, connectWallet } = await signing();
  const found = browserWallets().find((one) => one.name === name);
  if (!found) throw own("wallet_gone", "{name} is not in this browser", { name });
  return connectWallet(found.wallet, network.value!.deployment.chain_id);
}

/** A key that this browser made, on chains that are no real ones. */
async function browserKey() {
  if (network.value?.kind !== "local") {
    throw own("local_only", "a key of this browser is for local chains", {});
  }
  const { keySigner, randomPrivateKey } = await signing();
  const kept = await loadKey(BROWSER);
  const key = kept ?? randomPrivateKey();
  if (!kept) await keepKey(BROWSER, key);
  const signer = keySigner(key, network.value.prefix);
  return { signer, texts: signer };
}

/** Forgets who is connected; a key of this browser stays. */
export function disconnect(): void {
  account.value = undefined;
  localStorage.removeItem(LAST);
}

/** Connects the wallet of the last visit, where it is still there. */
export async function reconnect(): Promise<void> {
  const last = localStorage.getItem(LAST);
  if (last && (await walletNames()).includes(last)) await connectTo(last);
}
