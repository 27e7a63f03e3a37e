import { hkdf } from "@noble/hashes/hkdf";
import { sha256 } from "@noble/hashes/sha2";
import { utf8 } from "./bytes.js";
import { placeBytes, SALT_BYTES, type SeatPlace } from "./seal.js";

/** Gives the salt of a seat. */
export type Salts = (place: SeatPlace) => Uint8Array;

const SALT_DOMAIN = "pasar/salt/v1";

/**
 * Salts derived from one signature of the wallet (`signText`) by HKDF-SHA-256, so that every
 * device of the labeler has them and none can lose them. A salt that leaks opens its own seat and
 * tells nothing of the others.
 */
export function derivedSalts(signature: Uint8Array): Salts {
  if (signature.length < 32) {
    throw new RangeError(`signature has ${signature.length} bytes, expected at least 32`);
  }
  return (place) => hkdf(sha256, signature, utf8(SALT_DOMAIN), placeBytes(place), SALT_BYTES);
}

/** Random salts, for wallets that cannot sign a text. Whoever loses them cannot reveal. */
export function randomSalts(): Salts {
  return () => globalThis.crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}
