// libsodium's sealed boxes, to check ours against them.

import sodium from "libsodium-wrappers";
import type { ReadingKey } from "../src/index.js";

export async function referenceSeal(plain: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  await sodium.ready;
  return sodium.crypto_box_seal(plain, publicKey);
}

export async function referenceOpen(box: Uint8Array, key: ReadingKey): Promise<Uint8Array> {
  await sodium.ready;
  return sodium.crypto_box_seal_open(box, key.publicKey, key.privateKey);
}

/** The key pair of a seed, as libsodium makes it. */
export async function referenceKeyPair(seed: Uint8Array): Promise<ReadingKey> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed);
  return { publicKey, privateKey };
}

/** XChaCha20-Poly1305 with associated data. */
export async function referenceDecrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  box: Uint8Array,
  bound: Uint8Array,
): Promise<Uint8Array> {
  await sodium.ready;
  return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, box, bound, nonce, key);
}
