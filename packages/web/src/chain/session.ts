// A labeler's session: a key of this browser that may claim, seal and reveal in the wallet's name, and the
// signature out of which salts are derived. After these two, nothing is asked of the wallet.

import { signal } from "@preact/signals";
import type { EncodeObject } from "pasar-client/reading";
import type { PasarClient, Secret } from "pasar-client/signing";
import { link, network, now } from "./connection.js";
import { signing } from "./parts.js";
import { forget, keep, load } from "./store.js";
import { account, BROWSER, connectTo, disconnect } from "./wallet.js";
import { forgetKey, keepKey, loadKey } from "./vault.js";

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

/** Seconds that a session lasts. */
export const SESSION_SECONDS = 86_400;
/** Messages that it may send. */
export const SESSION_CALLS = 1_000;
/** Gas that its fees may take in all: some hundred steps. */
const SESSION_GAS = 40_000_000n;

export const worker = signal<Worker | undefined>(undefined);

// A wallet that changes its account is followed, from the first visit on. What worked for the last account does no step
// for the next one.
addEventListener("keplr_keystorechange", () => {
  const name = account.value?.wallet;
  if (!name || name === BROWSER) return;
  account.value = undefined;
  worker.value = undefined;
  void connectTo(name).then(loadWorker, () => disconnect());
});

const nameOf = (chainId: string, address: string) => `session/${chainId}/${address}`;

function place(): { name: string; address: string } {
  const { deployment } = network.value!;
  const { address } = account.value!;
  return { name: nameOf(deployment.chain_id, address), address };
}

/** The most that a session's fees may be, in the denom of the gas. */
export function sessionFees(gasPrice: string): { denom: string; amount: string } | undefined {
  const found = /^(\d+)(?:\.(\d+))?([a-zA-Z].*)$/.exec(gasPrice);
  if (!found) return undefined;
  const [, whole = "0", part = "", denom = ""] = found;
  const scaled = BigInt(whole + part) * SESSION_GAS;
  return { denom, amount: (scaled / 10n ** BigInt(part.length) + 1n).toString() };
}

/** Messages that open a session, and what is to be done once they are in a block. */
export async function openSession(): Promise<{
  messages: EncodeObject[];
  opened: () => Promise<void>;
}> {
  const { keySigner, randomPrivateKey, sessionGrant, feeAllowance } = await signing();
  const { name, address: granter } = place();
  const { deployment, prefix, gasPrice } = network.value!;
  const privateKey = randomPrivateKey();
  const [{ address: grantee } = { address: "" }] = await keySigner(
    privateKey,
    prefix,
  ).getAccounts();
  const expires = new Date(1_000 * (now() + SESSION_SECONDS));
  const contract = deployment.contracts["task-registry"].address;
  const fees = sessionFees(gasPrice);
  const messages = [
    sessionGrant({ granter, grantee, contract, expires, calls: SESSION_CALLS }),
    ...(fees ? [feeAllowance({ granter, grantee, limit: [fees], expires })] : []),
  ];
  const bounds = { key: grantee, expires: expires.getTime() / 1_000, calls: SESSION_CALLS };
  const opened = async () => {
    await keepKey(name, privateKey);
    await keep(name, bounds);
    await loadWorker();
  };
  return { messages, opened };
}

/** Ends the session: what it may is revoked, and its key is forgotten. */
export async function closeSession(): Promise<void> {
  const { revokeAllowance, revokeSession } = await signing();
  const { name, address } = place();
  const bounds = await load<SessionBounds>(name);
  if (bounds) {
    const messages = [revokeSession(address, bounds.key), revokeAllowance(address, bounds.key)];
    // Either may have ended by itself.
    await account.value!.client.trySend(messages);
  }
  await forgetKey(name);
  await forget(name);
  await loadWorker();
}

/** Has the wallet sign the text of the salts, twice where that asks nobody. */
export async function signKeyText(): Promise<void> {
  const { IndexedStore, secretKey, signText } = await signing();
  const { address, texts, wallet } = account.value!;
  const signature = await signText(texts, address, undefined, { twice: wallet === BROWSER });
  await new IndexedStore().keepSecret(address, await secretKey(signature));
  await loadWorker();
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
