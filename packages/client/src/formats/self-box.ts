// A labeler's own copy of their labels, in the memo of the transaction that seals them. From any
// device: sign the key text again, find the commit, open, reveal.
//
//   keys  = HKDF-SHA-256(signature, "pasar/self-box/v1", chain id ‖ registry ‖ campaign ‖ labeler), 64 bytes
//   seats = their number (u8), then for each its task (u32, big-endian) and its wave (u8)
//   plain = the packed labels of these seats, one after the other
//   nonce = HMAC-SHA-256(second half of keys, seats ‖ plain), first 24 bytes
//   box   = nonce ‖ XChaCha20-Poly1305(first half of keys, nonce, plain, associated data: seats)
//
// The nonce is a hash of what is encrypted, because two devices may seal other labels for the same
// seats, and no two texts may ever share a nonce. The memo is the box in base64 without padding.

import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { bigEndian, concat, short } from "./bytes.js";
import { fromBase64, toBase64 } from "./encoding.js";
import { derive, type Secret } from "./secret.js";

/** Most characters of a memo, on nearly all chains. */
export const MAX_MEMO = 256;

const SELF_BOX_DOMAIN = "pasar/self-box/v1";
const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/** Most bytes of packed labels that a memo has room for. */
export const MAX_SELF_BOX = (MAX_MEMO / 4) * 3 - NONCE_BYTES - TAG_BYTES;

/** Whose labels, of which campaign. */
export interface SelfBoxContext {
  /** Chain id. */
  chainId: string;
  /** Address of the task registry. */
  registry: string;
  /** Campaign id. */
  campaign: number;
  /** Address of the labeler. */
  labeler: string;
}

/** A seat of a self-box, in the order in which the transaction seals them. */
export interface SelfBoxSeat {
  /** Task index. */
  task: number;
  /** Wave, 0 for the first. */
  wave: number;
}

/** The memo with the labels of all seats that a transaction seals; undefined where they do not fit. */
export async function selfBox(
  secret: Secret,
  context: SelfBoxContext,
  seats: readonly (SelfBoxSeat & { labels: Uint8Array })[],
): Promise<string | undefined> {
  const plain = concat(...seats.map(({ labels }) => labels));
  if (seats.length === 0 || plain.length > MAX_SELF_BOX) return undefined;
  const keys = await keysOf(secret, context);
  const bound = seatBytes(seats);
  const nonce = await nonceOf(keys, bound, plain);
  const cipher = xchacha20poly1305(keys.subarray(0, 32), nonce, bound);
  return toBase64(concat(nonce, cipher.encrypt(plain))).replace(/=+$/, "");
}

/**
 * The packed labels of all seats that a transaction sealed, one after the other; undefined where the
 * memo is no self-box of this secret and these seats.
 */
export async function openSelfBox(
  secret: Secret,
  context: SelfBoxContext,
  seats: readonly SelfBoxSeat[],
  memo: string,
): Promise<Uint8Array | undefined> {
  const box = read(memo);
  if (!box || box.length < NONCE_BYTES + TAG_BYTES || seats.length === 0) return undefined;
  const keys = await keysOf(secret, context);
  const nonce = box.slice(0, NONCE_BYTES);
  try {
    const cipher = xchacha20poly1305(keys.subarray(0, 32), nonce, seatBytes(seats));
    return cipher.decrypt(box.slice(NONCE_BYTES));
  } catch {
    return undefined;
  }
}

async function keysOf(secret: Secret, context: SelfBoxContext): Promise<Uint8Array> {
  const info = concat(
    short("chain id", context.chainId),
    short("registry", context.registry),
    bigEndian("campaign", context.campaign, 4),
    short("labeler", context.labeler),
  );
  return derive(secret, SELF_BOX_DOMAIN, info, 64);
}

function seatBytes(seats: readonly SelfBoxSeat[]): Uint8Array {
  const each = seats.flatMap(({ task, wave }) => [
    bigEndian("task", task, 4),
    bigEndian("wave", wave, 1),
  ]);
  return concat(bigEndian("number of seats", seats.length, 1), ...each);
}

async function nonceOf(
  keys: Uint8Array,
  seats: Uint8Array,
  plain: Uint8Array,
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", new Uint8Array(keys.slice(32)), algorithm, false, [
    "sign",
  ]);
  const hash = await subtle.sign("HMAC", key, new Uint8Array(concat(seats, plain)));
  return new Uint8Array(hash).slice(0, NONCE_BYTES);
}

function read(memo: string): Uint8Array | undefined {
  try {
    return fromBase64(memo);
  } catch {
    return undefined;
  }
}
