import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { concat, ofLength, utf8 } from "./bytes.js";
import { SALT_BYTES } from "./seal.js";
import { derive, type Secret } from "./secret.js";
import { publicKeyOf, sharedSecret } from "./x25519.js";

/** An X25519 key pair: the public key is in a campaign's terms, the private one opens boxes. */
export interface ReadingKey {
  /** 32 bytes; `terms.reading_key` in hex. */
  publicKey: Uint8Array;
  /** 32 bytes; its holder reads the campaign's labels before they are revealed. */
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
const KEY_BYTES = 32;
const NONCE_BYTES = 24;
/** Bytes of Poly1305's tag. */
const TAG_BYTES = 16;

/** A random reading key. */
export async function randomReadingKey(): Promise<ReadingKey> {
  return keyPair(randomBytes(KEY_BYTES));
}

/**
 * A reading key derived from a signature of the requester's wallet (`signText`), so that no device
 * can lose it. `name` tells the requester's campaigns apart: one key for each.
 */
export async function derivedReadingKey(secret: Secret, name: string): Promise<ReadingKey> {
  const seed = await derive(secret, READING_KEY_DOMAIN, utf8(name), 32);
  // As libsodium's crypto_box_seed_keypair. By the browser, as a page has no other use for SHA-512.
  const hash = await globalThis.crypto.subtle.digest("SHA-512", new Uint8Array(seed));
  return keyPair(new Uint8Array(hash, 0, KEY_BYTES).slice());
}

/**
 * Encrypts what opens a seal to a campaign's reading key, for `commit`'s `sealed`: libsodium's
 * `crypto_box_seal` over the salt, then the packed labels.
 */
export async function sealBox(opening: Opening, publicKey: Uint8Array): Promise<Uint8Array> {
  const plain = concat(ofLength("salt", opening.salt, SALT_BYTES), opening.labels);
  const to = ofLength("reading key", publicKey, KEY_BYTES);
  const once = await keyPair(randomBytes(KEY_BYTES));
  const key = await boxKey(once.privateKey, to);
  const cipher = xsalsa20poly1305(key, boxNonce(once.publicKey, to));
  return concat(once.publicKey, cipher.encrypt(plain));
}

/** Decrypts what {@link sealBox} made. Throws where the box is for another key, or broken. */
export async function openBox(box: Uint8Array, key: ReadingKey): Promise<Opening> {
  const least = KEY_BYTES + TAG_BYTES + SALT_BYTES;
  if (box.length < least) {
    throw new RangeError(`the box has ${box.length} bytes, expected at least ${least} for a salt`);
  }
  const once = box.slice(0, KEY_BYTES);
  const nonce = boxNonce(once, key.publicKey);
  const cipher = xsalsa20poly1305(await boxKey(key.privateKey, once), nonce);
  const plain = cipher.decrypt(box.slice(KEY_BYTES));
  return { salt: plain.slice(0, SALT_BYTES), labels: plain.slice(SALT_BYTES) };
}

async function keyPair(privateKey: Uint8Array): Promise<ReadingKey> {
  return { publicKey: await publicKeyOf(privateKey), privateKey };
}

function randomBytes(length: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}

/** crypto_box's key: HSalsa20 of the shared secret. */
async function boxKey(privateKey: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  const key = new Uint32Array(8);
  const shared = words(await sharedSecret(privateKey, publicKey));
  hsalsa(words(utf8("expand 32-byte k")), shared, new Uint32Array(4), key);
  return new Uint8Array(key.buffer);
}

/** The nonce of a sealed box follows from both public keys. */
function boxNonce(once: Uint8Array, recipient: Uint8Array): Uint8Array {
  return blake2b(concat(once, recipient), { dkLen: NONCE_BYTES });
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}
