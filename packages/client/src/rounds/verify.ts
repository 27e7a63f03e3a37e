// A module of its own, which is loaded when the first round is verified: the curve is larger than all
// else that a page with a wallet loads.

import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex } from "../formats/encoding.js";
import type { DrandChain } from "./chain.js";

/** Domain in which drand hashes a round's message to a point. */
const DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/**
 * Whether bytes are the signature of a round by a chain's key: the scheme is
 * `bls-unchained-g1-rfc9380`. False, too, for what is no point of its group.
 */
export function isSignature(chain: DrandChain, round: number, signature: Uint8Array): boolean {
  const { shortSignatures } = bls12_381;
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(round));
  try {
    const message = shortSignatures.hash(sha256(number), DOMAIN);
    return shortSignatures.verify(signature, message, fromHex(chain.public_key));
  } catch {
    return false;
  }
}
