// Private keys of this browser: encrypted under a key of the browser that encrypts and cannot be read, so
// that a copy of the disk or of the database alone is worth nothing.

import { forget, keep, load } from "./store.js";

const VAULT = "vault";

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

async function vaultKey(): Promise<CryptoKey> {
  const found = await load<CryptoKey>(VAULT);
  if (found) return found;
  const algorithm = { name: "AES-GCM", length: 256 };
  const made = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  await keep(VAULT, made);
  return made;
}

/** Keeps a private key under a name. */
export async function keepKey(name: string, key: Uint8Array): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new Uint8Array(key);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await vaultKey(), bytes);
  await keep(`key/${name}`, { iv, data } satisfies Sealed);
}

/** The private key of a name. */
export async function loadKey(name: string): Promise<Uint8Array | undefined> {
  const sealed = await load<Sealed>(`key/${name}`);
  if (!sealed) return undefined;
  const { iv, data } = sealed;
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await vaultKey(), data),
  );
}

/** Forgets a private key. */
export function forgetKey(name: string): Promise<void> {
  return forget(`key/${name}`);
}
