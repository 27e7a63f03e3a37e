import { sha256 } from "@noble/hashes/sha2.js";
import { bigEndian, concat, ofLength, short } from "./bytes.js";

/** Bytes of a salt. */
export const SALT_BYTES = 16;
/** Bytes of a seal. */
export const SEAL_BYTES = 32;
/** Separates seals from every other hash. */
const SEAL_DOMAIN = "pasar/seal/v1";

/** A seat as labels, salts and seals are bound to it. */
export interface SeatPlace {
  /** Chain id. */
  chainId: string;
  /** Address of the task registry, lower-case bech32. */
  registry: string;
  /** Campaign id. */
  campaign: number;
  /** Task index in the campaign. */
  task: number;
  /** Wave, 0 for the first. */
  wave: number;
}

/** What a seal binds beside salt and labels. */
export interface SealContext extends SeatPlace {
  /** Address of the labeler who commits, lower-case bech32. */
  labeler: string;
}

/** The bytes of a seat's place, in the order in which seals have them. */
export function placeBytes(place: SeatPlace): Uint8Array {
  return concat(
    short("chain id", place.chainId),
    short("registry", place.registry),
    bigEndian("campaign", place.campaign, 4),
    bigEndian("task", place.task, 4),
    bigEndian("wave", place.wave, 1),
  );
}

/**
 * The seal of packed labels under a salt: SHA-256 of everything that a label is bound to.
 *
 * Binding the labeler stops copied seals, binding the wave stops replays.
 */
export function seal(context: SealContext, salt: Uint8Array, packed: Uint8Array): Uint8Array {
  return sha256(
    concat(
      short("domain", SEAL_DOMAIN),
      placeBytes(context),
      short("labeler", context.labeler),
      short("salt", ofLength("salt", salt, SALT_BYTES)),
      bigEndian("number of packed bytes", packed.length, 4),
      packed,
    ),
  );
}
