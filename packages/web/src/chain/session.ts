// A labeler's session: a key of this browser that may claim, seal and reveal in the wallet's name, and the
// signature out of which salts are derived. After these two, nothing is asked of the wallet.

import { signal } from "@preact/signals";
import type { PasarClient, Secret } from "pasar-client/signing";
import { link, network, now } from "./connection.js";
import { signing } from "./parts.js";
import { load } from "./store.js";
import { account, BROWSER } from "./wallet.js";
import { loadKey } from "./vault.js";

/** Bounds of a session as they were granted. */
export interface SessionBounds {
  /** Address of the session's key. */
  key: string;
  /** Seconds since 1970. */
  expires: number;
  calls: number;
}

/** What labels without asking the wallet. */
export interface Worker {
  client: PasarClient;
  secret: Secret | undefined;
  /** None where every step asks the wallet, or where the key of this browser is the account. */
  bounds: SessionBounds | undefined;
}

export const worker = signal<Worker | undefined>(undefined);

const nameOf = (chainId: string, address: string) => `session/${chainId}/${address}`;

/** Under which name the session of the connected account is kept. */
export function place(): { name: string; address: string } {
  const { deployment } = network.value!;
  const { address } = account.value!;
  return { name: nameOf(deployment.chain_id, address), address };
}

/** Finds the session of the connected account, if there is one that has not ended. */
export async function loadWorker(): Promise<void> {
  const who = account.value;
  const entry = network.value;
  if (!who || !entry || link.value.state !== "ready") {
    worker.value = undefined;
    return;
  }
  const { IndexedStore, keySigner, PasarClient } = await signing();
  const secret = await new IndexedStore().secret(who.address);
  const { name } = place();
  const [bounds, key] = await Promise.all([load<SessionBounds>(name), loadKey(name)]);
  if (!bounds || !key || bounds.expires <= now()) {
    worker.value = { client: who.client, secret, bounds: undefined };
    return;
  }
  const { chain } = link.value.reader;
  const options = { gasPrice: entry.gasPrice, inNameOf: who.address, feeGranter: who.address };
  const signer = keySigner(key, entry.prefix);
  const client = await PasarClient.connect(chain, signer, entry.deployment, options);
  worker.value = { client, secret, bounds };
}

/** Whether steps can be made without asking the wallet. */
export function worksAlone(): boolean {
  return worker.value?.bounds !== undefined || account.value?.wallet === BROWSER;
}

/** Whether nothing more has to be asked of the wallet to label. */
export function isReadyToLabel(): boolean {
  return worker.value?.secret !== undefined && worksAlone();
}
