import { placeBytes, SALT_BYTES, type SeatPlace } from "./seal.js";
import { checked, derive, type MaybePromise, type Secret } from "./secret.js";

/** Gives the salt of a seat. */
export type Salts = (place: SeatPlace) => MaybePromise<Uint8Array>;

const SALT_DOMAIN = "pasar/salt/v1";

/**
 * Salts derived from one signature of the wallet (`signText`) by HKDF-SHA-256, so that every
 * device of the labeler has them and none can lose them. A salt that leaks opens its own seat and
 * tells nothing of the others.
 */
export function derivedSalts(secret: Secret): (place: SeatPlace) => Promise<Uint8Array> {
  // Refused now, not at the first seal.
  if (secret instanceof Uint8Array) checked(secret);
  return (place) => derive(secret, SALT_DOMAIN, placeBytes(place), SALT_BYTES);
}

/** Random salts, for wallets that cannot sign a text. A labeler who loses them cannot reveal. */
export function randomSalts(): (place: SeatPlace) => Uint8Array {
  return () => globalThis.crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}
