// libsodium's crypto_box_seal once more, from other primitives, to check the one against the other.

import { xsalsa20poly1305, hsalsa } from "@noble/ciphers/salsa";
import { x25519 } from "@noble/curves/ed25519";
import { blake2b } from "@noble/hashes/blake2b";
import { concat } from "../src/bytes.js";

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

/** crypto_box's key: HSalsa20 of the shared secret. */
function boxKey(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const sigma = new TextEncoder().encode("expand 32-byte k");
  const key = new Uint32Array(8);
  const shared = words(x25519.getSharedSecret(privateKey, publicKey));
  hsalsa(words(sigma), shared, new Uint32Array(4), key);
  return new Uint8Array(key.buffer);
}

function nonce(ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array {
  return blake2b(concat(ephemeral, recipient), { dkLen: 24 });
}

export function referenceSeal(plain: Uint8Array, recipient: Uint8Array): Uint8Array {
  const secret = x25519.utils.randomPrivateKey();
  const ephemeral = x25519.getPublicKey(secret);
  const cipher = xsalsa20poly1305(boxKey(secret, recipient), nonce(ephemeral, recipient));
  return concat(ephemeral, cipher.encrypt(plain));
}

export function referenceOpen(box: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const ephemeral = box.slice(0, 32);
  const recipient = x25519.getPublicKey(privateKey);
  const key = boxKey(privateKey, ephemeral);
  return xsalsa20poly1305(key, nonce(ephemeral, recipient)).decrypt(box.slice(32));
}
