import { utf8 } from "./bytes.js";

/**
 * What salts, reading keys and self-boxes are derived from: the wallet's signature of the key text
 * (`signText`), or the key that {@link secretKey} makes of it, which no script can read.
 */
export type Secret = Uint8Array | CryptoKey;

/** A value, or the promise of one. */
export type MaybePromise<T> = T | Promise<T>;

/** Least bytes of a signature. */
const LEAST = 32;

/**
 * Turns a signature into a key of the browser that can derive and cannot be read: it survives a
 * reload in IndexedDB, and a script that breaks into the page cannot take it away.
 */
export async function secretKey(signature: Uint8Array): Promise<CryptoKey> {
  const bytes = new Uint8Array(checked(signature));
  return globalThis.crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits"]);
}

/** HKDF-SHA-256 of a secret, by the browser. */
export async function derive(
  secret: Secret,
  domain: string,
  info: Uint8Array,
  bytes: number,
): Promise<Uint8Array> {
  const key = secret instanceof Uint8Array ? await secretKey(secret) : secret;
  const algorithm = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(utf8(domain)),
    info: new Uint8Array(info),
  };
  return new Uint8Array(await globalThis.crypto.subtle.deriveBits(algorithm, key, 8 * bytes));
}

/** Refuses a signature that is too short to derive from. */
export function checked(signature: Uint8Array): Uint8Array {
  if (signature.length >= LEAST) return signature;
  throw new RangeError(`signature has ${signature.length} bytes, expected at least ${LEAST}`);
}
