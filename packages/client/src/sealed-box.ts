import { hkdf } from "@noble/hashes/hkdf";
import { sha256 } from "@noble/hashes/sha2";
import sodium from "libsodium-wrappers";
import { concat, ofLength, utf8 } from "./bytes.js";
import { SALT_BYTES } from "./seal.js";

/** An X25519 key pair: the public key stands in a campaign's terms, the private one opens boxes. */
export interface ReadingKey {
  /** 32 bytes; `terms.reading_key` in hex. */
  publicKey: Uint8Array;
  /** 32 bytes; whoever has it reads the campaign's labels before they are revealed. */
  privateKey: Uint8Array;
}

/** What opens a seal. */
export interface Opening {
  /** 16 bytes. */
  salt: Uint8Array;
  /** Packed labels. */
  labels: Uint8Array;
}

const READING_KEY_DOMAIN = "pasar/reading-key/v1";

/** A random reading key. */
export async function randomReadingKey(): Promise<ReadingKey> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return { publicKey, privateKey };
}

/**
 * A reading key derived from a signature of the requester's wallet (`signText`), so that no device
 * can lose it. `name` tells the requester's campaigns apart: one key for each.
 */
export async function derivedReadingKey(signature: Uint8Array, name: string): Promise<ReadingKey> {
  await sodium.ready;
  const seed = hkdf(sha256, signature, utf8(READING_KEY_DOMAIN), utf8(name), 32);
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed);
  return { publicKey, privateKey };
}

/**
 * Encrypts what opens a seal to a campaign's reading key, for `commit`'s `sealed`: libsodium's
 * `crypto_box_seal` over the salt, then the packed labels.
 */
export async function sealBox(opening: Opening, publicKey: Uint8Array): Promise<Uint8Array> {
  await sodium.ready;
  const plain = concat(ofLength("salt", opening.salt, SALT_BYTES), opening.labels);
  return sodium.crypto_box_seal(plain, ofLength("reading key", publicKey, 32));
}

/** Decrypts what {@link sealBox} made. Throws where the box is for another key, or broken. */
export async function openBox(box: Uint8Array, key: ReadingKey): Promise<Opening> {
  await sodium.ready;
  const plain = sodium.crypto_box_seal_open(box, key.publicKey, key.privateKey);
  if (plain.length < SALT_BYTES) {
    throw new RangeError(`the box has ${plain.length} bytes, expected a salt of ${SALT_BYTES}`);
  }
  return { salt: plain.slice(0, SALT_BYTES), labels: plain.slice(SALT_BYTES) };
}
