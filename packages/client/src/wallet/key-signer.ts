import { ripemd160 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
// Of the same author as @noble/curves and a third of its curve's size, which pages load before they sign.
import * as secp256k1 from "@noble/secp256k1";
import { aminoBytes } from "../chain/amino-json.js";
import { SignDoc } from "../chain/codecs.js";
import type {
  AccountData,
  OfflineAminoSigner,
  OfflineDirectSigner,
  StdSignature,
} from "../chain/types.js";
import { toAddress } from "../formats/bech32.js";
import { toBase64 } from "../formats/encoding.js";

/** A signer of transactions and of texts. */
export type Signer = OfflineDirectSigner & OfflineAminoSigner;

/** A private key for a session, or for a test. */
export function randomPrivateKey(): Uint8Array {
  return secp256k1.utils.randomSecretKey();
}

/** The address of a public key. */
export function addressOf(pubkey: Uint8Array, prefix = "wasm"): string {
  return toAddress(prefix, ripemd160(sha256(pubkey)));
}

/** A signer with a private key of 32 bytes. */
export function keySigner(privateKey: Uint8Array, prefix = "wasm"): Signer {
  const pubkey = secp256k1.getPublicKey(privateKey, true);
  const account: AccountData = { address: addressOf(pubkey, prefix), algo: "secp256k1", pubkey };
  const sign = async (address: string, bytes: Uint8Array): Promise<StdSignature> => {
    if (address !== account.address) {
      throw new Error(`the signer has no account ${address}, only ${account.address}`);
    }
    // Hashed with SHA-256 and made without chance (RFC 6979): the same text, the same signature. Both hashes
    // are the browser's own.
    const signature = toBase64(await secp256k1.signAsync(bytes, privateKey));
    return { pub_key: { type: "tendermint/PubKeySecp256k1", value: toBase64(pubkey) }, signature };
  };
  return {
    getAccounts: async () => [account],
    signDirect: async (address, signed) => {
      const signature = await sign(address, SignDoc.encode(SignDoc.fromPartial(signed)).finish());
      return { signed, signature };
    },
    signAmino: async (address, signed) => ({
      signed,
      signature: await sign(address, aminoBytes(signed)),
    }),
  };
}
