// X25519 (RFC 7748) by the browser; by noble's code, which is loaded then, where the browser is older than that.

import { concat } from "./bytes.js";
import { fromHex } from "./encoding.js";

/** What stands before a private key in its standard form (RFC 8410). */
const PKCS8 = fromHex("302e020100300506032b656e04220420");
const ALGORITHM = "X25519";

let known: Promise<boolean> | undefined;

/** Whether the browser has it. */
export function isNative(): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  return (known ??= subtle.generateKey(ALGORITHM, false, ["deriveBits"]).then(
    () => true,
    () => false,
  ));
}

export const older = () => import("./x25519-older.js");

/** The public key of a private one, 32 bytes each. */
export async function publicKeyOf(privateKey: Uint8Array): Promise<Uint8Array> {
  if (!(await isNative())) return (await older()).publicKeyOf(privateKey);
  const { x = "" } = await globalThis.crypto.subtle.exportKey("jwk", await imported(privateKey));
  const text = atob(x.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** The secret that the holders of two keys share, 32 bytes. Throws for a public key that shares none. */
export async function sharedSecret(
  privateKey: Uint8Array,
  publicKey: Uint8Array,
): Promise<Uint8Array> {
  if (!(await isNative())) return (await older()).sharedSecret(privateKey, publicKey);
  const { subtle } = globalThis.crypto;
  const other = await subtle.importKey("raw", new Uint8Array(publicKey), ALGORITHM, true, []);
  const own = await imported(privateKey);
  return new Uint8Array(await subtle.deriveBits({ name: ALGORITHM, public: other }, own, 256));
}

function imported(privateKey: Uint8Array): Promise<CryptoKey> {
  const bytes = new Uint8Array(concat(PKCS8, privateKey));
  return globalThis.crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, true, ["deriveBits"]);
}
