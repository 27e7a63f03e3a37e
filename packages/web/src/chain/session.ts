// A labeler's session: a key of this browser that may claim, seal and reveal in the wallet's name, and the
// signature out of which salts are derived. After these two, nothing is asked of the wallet.

import { signal } from "@preact/signals";
import type { EncodeObject } from "pasar-client/reading";
import type { PasarClient, Secret } from "pasar-client/signing";
import { link, network, now, reader } from "./connection.js";
import { signing } from "./parts.js";
import { forget, keep, load } from "./store.js";
import { account, BROWSER } from "./wallet.js";
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
  /** Messages to the registry; a labeler's by default. */
  messages?: readonly string[];
}

/** A labeler's session; its gas is that of some hundred steps. */
const LABELING: SessionKind = {
  name: "session",
  seconds: SESSION_SECONDS,
  calls: SESSION_CALLS,
  gas: 40_000_000n,
};

export const worker = signal<Worker | undefined>(undefined);

function place({ name: kind }: SessionKind): { name: string; address: string } {
  const { deployment } = network.value!;
  const { address } = account.value!;
  return { name: `${kind}/${deployment.chain_id}/${address}`, address };
}

/** The most that a session's fees may be, in the denom of the gas. */
export function sessionFees(
  gasPrice: string,
  { gas }: Pick<SessionKind, "gas">,
): { denom: string; amount: string } | undefined {
  const found = /^(\d+)(?:\.(\d+))?([a-zA-Z].*)$/.exec(gasPrice);
  if (!found) return undefined;
  const [, whole = "0", part = "", denom = ""] = found;
  const scaled = BigInt(whole + part) * gas;
  return { denom, amount: `${scaled / 10n ** BigInt(part.length) + 1n}` };
}

/** Messages that open a session, and what is to be done once they are in a block. */
export async function openSession(kind = LABELING): Promise<{
  messages: EncodeObject[];
  opened: () => Promise<void>;
}> {
  const { keySigner, randomPrivateKey, sessionGrant, feeAllowance } = await signing();
  const { name, address: granter } = place(kind);
  const { deployment, prefix, gasPrice } = network.value!;
  const privateKey = randomPrivateKey();
  const [{ address: grantee } = { address: "" }] = await keySigner(
    privateKey,
    prefix,
  ).getAccounts();
  const ends = now() + kind.seconds;
  const expires = new Date(1_000 * ends);
  const contract = deployment.contracts["task-registry"].address;
  const fees = sessionFees(gasPrice, kind);
  const messages = [
    sessionGrant({ granter, grantee, contract, expires, ...kind }),
    ...(fees ? [feeAllowance({ granter, grantee, limit: [fees], expires })] : []),
  ];
  const bounds = { key: grantee, expires: ends, calls: kind.calls };
  const opened = async () => {
    await keepKey(name, privateKey);
    await keep(name, bounds);
    await loadWorker();
  };
  return { messages, opened };
}

/** Ends the session: what it may is revoked, and its key is forgotten. */
export async function closeSession(kind = LABELING): Promise<void> {
  const { revokeAllowance, revokeSession } = await signing();
  const { name, address } = place(kind);
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
  if (!who || link.value.state !== "ready") {
    worker.value = undefined;
    return;
  }
  const session = findSession();
  const { IndexedStore } = await signing();
  const secret = await new IndexedStore().secret(who.address);
  worker.value = { client: who.client, ...(await session), secret };
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
