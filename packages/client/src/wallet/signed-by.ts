// Checks a sign-in, as services do; pages do not.

import { sha256 } from "@noble/hashes/sha2.js";
import * as secp256k1 from "@noble/secp256k1";
import { addressOf } from "./key-signer.js";

secp256k1.hashes.sha256 = sha256;

/** Whether the key of an address signed these bytes, as a service that checks a sign-in asks. */
export function isSignedBy(
  address: string,
  bytes: Uint8Array,
  pubkey: Uint8Array,
  signature: Uint8Array,
): boolean {
  const prefix = address.slice(0, Math.max(0, address.lastIndexOf("1")));
  try {
    if (addressOf(pubkey, prefix) !== address) return false;
    return secp256k1.verify(signature, bytes, pubkey);
  } catch {
    return false;
  }
}
