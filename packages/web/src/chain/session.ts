// A labeler's session: a key of this browser that may claim, seal and reveal in the wallet's name, and the
// signature out of which salts are derived. After these two, nothing is asked of the wallet.

import { effect, signal } from "@preact/signals";
import type { PasarClient, Secret } from "pasar-client/signing";
import { network, now, reader } from "./connection.js";
import { signing } from "./parts.js";
import { load } from "./store.js";
import { account, BROWSER, connectTo, disconnect } from "./wallet.js";
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
  bounds?: SessionBounds;
}

/** Seconds that a session lasts. */
export const SESSION_SECONDS = 86_400;
/** Messages that it may send. */
export const SESSION_CALLS = 1_000;

/** What a key of this browser may do in the wallet's name. */
export interface SessionKind {
  /** By which it is kept. */
  name: string;
  seconds: number;
  calls: number;
  /** Gas that its fees may take in all. */
  gas: bigint;
  /** Messages to the registry. */
  messages: readonly string[];
}

/** A labeler's session, in panels too; its gas is that of some hundred steps. */
export const LABELING: SessionKind = {
  name: "session",
  messages: [
    ...["claim", "commit", "reveal", "register", "sit"],
    ...["seal_panel", "reveal_panel", "advance_panel", "unregister"],
  ],
  seconds: SESSION_SECONDS,
  calls: SESSION_CALLS,
  gas: 40_000_000n,
};

export const worker = signal<Worker | undefined>(undefined);
effect(() => {
  if (!account.value) worker.value = undefined;
});

// A wallet that changes its account is followed, from the first visit on. What worked for the last account does no step
// for the next one.
addEventListener("keplr_keystorechange", () => {
  const name = account.value?.wallet;
  if (!name || name === BROWSER) return;
  account.value = undefined;
  void connectTo(name).then(loadWorker, () => disconnect());
});

/** Under which name a session of the connected account is kept. */
export function place({ name: kind }: SessionKind): { name: string; address: string } {
  const { deployment } = network.value!;
  const { address } = account.value!;
  return { name: `${kind}/${deployment.chain_id}/${address}`, address };
}

/** Finds the session of the connected account, if there is one that has not ended. */
export async function loadWorker(): Promise<void> {
  const who = account.value;
  if (!who) return;
  const session = findSession();
  const { IndexedStore } = await signing();
  const secret = await new IndexedStore().secret(who.address);
  const found = { client: who.client, ...(await session), secret };
  if (account.value === who) worker.value = found;
}

/** What acts for the connected account within a session, if there is one that has not ended. */
export async function findSession(
  kind = LABELING,
): Promise<{ client: PasarClient; bounds: SessionBounds } | undefined> {
  const { name, address } = place(kind);
  const { gasPrice, prefix, deployment } = network.value!;
  const bounds = await load<SessionBounds>(name);
  const key = await loadKey(name);
  if (!bounds || !key || bounds.expires <= now()) return undefined;
  const { keySigner, PasarClient } = await signing();
  const signer = keySigner(key, prefix);
  const options = { gasPrice, inNameOf: address, feeGranter: address };
  const client = await PasarClient.connect(reader().chain, signer, deployment, options);
  return { client, bounds };
}

/** Whether steps can be made without asking the wallet. */
export function worksAlone(): boolean {
  return worker.value?.bounds !== undefined || account.value?.wallet === BROWSER;
}

/** Whether nothing more has to be asked of the wallet to label. */
export function isReadyToLabel(): boolean {
  return !!worker.value?.secret && worksAlone();
}
