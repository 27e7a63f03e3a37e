import { aminoBytes } from "../chain/amino-json.js";
import { coded } from "../chain/coded.js";
import type { AminoSignResponse, StdSignature, StdSignDoc } from "../chain/types.js";
import { equal, utf8 } from "../formats/bytes.js";
import { fromBase64, toBase64 } from "../formats/encoding.js";

/**
 * What a wallet signs once so that salts and reading keys can be derived from the signature. Who
 * has this signature can open every seal of the account, so the text says what it is for; it must
 * never change, or what was derived from it is lost.
 */
export const KEY_TEXT =
  "Pasar: the key of my sealed labels.\n\n" +
  "Sign this only in an application that you trust with labels you have not revealed yet. " +
  "It moves no money and sends no transaction.";

/**
 * Signs texts: `walletTexts` makes one of a browser's wallet; a signer of this package is one, and so
 * is a wallet of CosmJS that signs amino documents.
 */
export type TextSigner =
  | { signText(address: string, text: string): Promise<StdSignature> }
  | { signAmino(address: string, doc: StdSignDoc): Promise<AminoSignResponse> };

/**
 * A wallet's signature of an arbitrary text, in the form of ADR-36 that wallets offer as
 * `signArbitrary`. 64 bytes.
 *
 * `twice` asks for it twice and refuses a wallet whose signatures differ: nothing can be derived
 * from those again.
 */
export async function signText(
  signer: TextSigner,
  address: string,
  text: string = KEY_TEXT,
  options: { twice?: boolean } = {},
): Promise<Uint8Array> {
  const sign = async () => fromBase64((await textSignature(signer, address, text)).signature);
  const signature = await sign();
  if (options.twice && !equal(signature, await sign())) {
    const text = "the wallet signs the same text differently each time; use random salts";
    throw coded(new Error(text), "wallet_moody", {});
  }
  return signature;
}

/** The same with the key that signed, as services that check signatures want it. */
export async function textSignature(
  signer: TextSigner,
  address: string,
  text: string,
): Promise<StdSignature> {
  if ("signText" in signer) return signer.signText(address, text);
  return (await signer.signAmino(address, textSignDoc(address, text))).signature;
}

/** The document that ADR-36 has wallets sign for a text. */
export function textSignDoc(address: string, text: string): StdSignDoc {
  const data = toBase64(utf8(text));
  return {
    chain_id: "",
    account_number: "0",
    sequence: "0",
    fee: { gas: "0", amount: [] },
    msgs: [{ type: "sign/MsgSignData", value: { signer: address, data } }],
    memo: "",
  };
}

/** The bytes of that document, for services that check such a signature. */
export function textSignBytes(address: string, text: string): Uint8Array {
  return aminoBytes(textSignDoc(address, text));
}
