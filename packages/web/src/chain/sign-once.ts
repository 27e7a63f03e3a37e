// What a labeler signs once: a session for a key of this browser, and the text out of which salts are derived.

import type { EncodeObject } from "pasar-client/reading";
import { network, now } from "./connection.js";
import { granting, signing } from "./parts.js";
import { LABELING, loadWorker, place, type SessionBounds, type SessionKind } from "./session.js";
import { forget, keep, load } from "./store.js";
import { account, BROWSER } from "./wallet.js";
import { forgetKey, keepKey } from "./vault.js";

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
  const [{ keySigner, randomPrivateKey }, { sessionGrant, feeAllowance }] = await Promise.all([
    signing(),
    granting(),
  ]);
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

/** Messages that end the session; what has ended by itself is in none, and is forgotten where that is all of it. */
export async function closing(kind = LABELING): Promise<EncodeObject[]> {
  const { revokeAllowance, revokeSession } = await granting();
  const { name, address } = place(kind);
  const bounds = await load<SessionBounds>(name);
  const messages = bounds
    ? [revokeSession(address, bounds.key), revokeAllowance(address, bounds.key)]
    : [];
  const { sent } = await account.value!.client.tryFee(messages);
  if (sent.length === 0) await forgetSession(kind);
  return sent;
}

/** Forgets the session's key. */
export async function forgetSession(kind = LABELING): Promise<void> {
  const { name } = place(kind);
  await forgetKey(name);
  await forget(name);
  await loadWorker();
}

/** Has the wallet sign the text of the salts, twice where that asks nobody. */
export async function signKeyText(): Promise<void> {
  const [{ IndexedStore }, { secretKey, signText }] = await Promise.all([signing(), granting()]);
  const { address, texts, wallet } = account.value!;
  const signature = await signText(texts, address, undefined, { twice: wallet === BROWSER });
  await new IndexedStore().keepSecret(address, await secretKey(signature));
  await loadWorker();
}
