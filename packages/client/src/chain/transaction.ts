// A transaction from messages to signed bytes, in the binary form where the signer has it and in
// amino's where not.

import { fromBase64 } from "../formats/encoding.js";
import { equal } from "../formats/bytes.js";
import type { AccountNumbers } from "./account.js";
import { aminoBytes } from "./amino-json.js";
import { coded } from "./coded.js";
import { AuthInfo, Fee, PubKey, SignDoc, SignMode, TxBody, TxRaw } from "./codecs.js";
import { any, encodeMessage, loadCodecs } from "./messages.js";
import type {
  AccountData,
  EncodeObject,
  OfflineAminoSigner,
  OfflineSigner,
  StdFee,
  StdSignDoc,
} from "./types.js";

/** What is signed beside the messages. */
export interface Signing extends AccountNumbers {
  chainId: string;
  account: AccountData;
  fee: StdFee;
  memo: string;
}

/** Signs messages; the bytes of a transaction. */
export async function signTransaction(
  signer: OfflineSigner,
  messages: readonly EncodeObject[],
  signing: Signing,
): Promise<Uint8Array> {
  await loadCodecs(messages);
  if ("signDirect" in signer) return signDirect(signer, messages, signing);
  return signAmino(signer, messages, signing);
}

/** A transaction that nobody signed, to be simulated. */
export async function unsigned(
  messages: readonly EncodeObject[],
  signing: Omit<Signing, "fee" | "chainId">,
): Promise<Uint8Array> {
  await loadCodecs(messages);
  const fee = { amount: [], gas: "0" };
  const authInfoBytes = authInfo({ ...signing, fee }, SignMode.SIGN_MODE_UNSPECIFIED);
  const bodyBytes = body(messages, signing.memo);
  return TxRaw.encode({ bodyBytes, authInfoBytes, signatures: [new Uint8Array(0)] }).finish();
}

async function signDirect(
  signer: Extract<OfflineSigner, { signDirect: unknown }>,
  messages: readonly EncodeObject[],
  signing: Signing,
): Promise<Uint8Array> {
  const { chainId, accountNumber, account } = signing;
  const bodyBytes = body(messages, signing.memo);
  const authInfoBytes = authInfo(signing, SignMode.SIGN_MODE_DIRECT);
  const doc = SignDoc.fromPartial({ bodyBytes, authInfoBytes, chainId, accountNumber });
  const { signed, signature } = await signer.signDirect(account.address, doc);
  refuseChanged(equal(inner(signed.bodyBytes), inner(bodyBytes)));
  return TxRaw.encode({
    bodyBytes: signed.bodyBytes,
    authInfoBytes: signed.authInfoBytes,
    signatures: [fromBase64(signature.signature)],
  }).finish();
}

async function signAmino(
  signer: OfflineAminoSigner,
  messages: readonly EncodeObject[],
  signing: Signing,
): Promise<Uint8Array> {
  // Loaded when a signer wants it, such as a Ledger.
  const { aminoMessage } = await import("./amino.js");
  const doc: StdSignDoc = {
    chain_id: signing.chainId,
    account_number: `${signing.accountNumber}`,
    sequence: `${signing.sequence}`,
    fee: signing.fee,
    msgs: messages.map(aminoMessage),
    memo: signing.memo,
  };
  const { signed, signature } = await signer.signAmino(signing.account.address, doc);
  refuseChanged(equal(aminoBytes(signed.msgs as object), aminoBytes(doc.msgs as object)));
  const { fee, memo } = signed;
  const mode = SignMode.SIGN_MODE_LEGACY_AMINO_JSON;
  const authInfoBytes = authInfo({ ...signing, fee, sequence: BigInt(signed.sequence) }, mode);
  return TxRaw.encode({
    bodyBytes: body(messages, memo),
    authInfoBytes,
    signatures: [fromBase64(signature.signature)],
  }).finish();
}

/** Wallets may change fee and memo; other messages than those that were asked for go nowhere. */
function refuseChanged(same: boolean): void {
  if (same) return;
  throw coded(
    new Error("the wallet signed other messages than it was given"),
    "wallet_changed",
    {},
  );
}

function body(messages: readonly EncodeObject[], memo: string): Uint8Array {
  return TxBody.encode(
    TxBody.fromPartial({ messages: messages.map(encodeMessage), memo }),
  ).finish();
}

/** The messages of a body, without its memo. */
function inner(bodyBytes: Uint8Array): Uint8Array {
  const { messages } = TxBody.decode(bodyBytes);
  return TxBody.encode(TxBody.fromPartial({ messages })).finish();
}

function authInfo(
  signing: Pick<Signing, "account" | "sequence" | "fee">,
  mode: SignMode,
): Uint8Array {
  const { account, sequence, fee } = signing;
  const { algo, pubkey } = account;
  if (algo !== "secp256k1") throw new TypeError(`a key of ${algo}, expected secp256k1`);
  const signerInfo = {
    publicKey: any(PubKey, { key: pubkey }),
    modeInfo: { single: { mode } },
    sequence,
  };
  const limits = Fee.fromPartial({
    amount: [...fee.amount],
    gasLimit: BigInt(fee.gas),
    ...(fee.granter === undefined ? {} : { granter: fee.granter }),
    ...(fee.payer === undefined ? {} : { payer: fee.payer }),
  });
  return AuthInfo.encode(AuthInfo.fromPartial({ signerInfos: [signerInfo], fee: limits })).finish();
}
