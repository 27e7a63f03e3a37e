// What goes to a chain and comes from it. Signers and messages have the shape that CosmJS gives them,
// so that its signers and those of all wallets fit; a test holds the one against the other.

import type { SignDoc } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import type { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";

/** An amount of a native denom. */
export interface Coin {
  readonly denom: string;
  readonly amount: string;
}

/** What a transaction pays, and how much gas it may use. */
export interface StdFee {
  readonly amount: readonly Coin[];
  readonly gas: string;
  /** Who pays out of an allowance. */
  readonly granter?: string;
  /** Who pays with a signature of their own. */
  readonly payer?: string;
}

/** A message, not yet encoded. */
export interface EncodeObject {
  readonly typeUrl: string;
  readonly value: any;
}

/** A message to a contract. */
export interface ExecuteMessage extends EncodeObject {
  readonly typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract";
  readonly value: MsgExecuteContract;
}

/** An account of a signer. */
export interface AccountData {
  readonly address: string;
  readonly algo: "secp256k1" | "eth_secp256k1" | "ethsecp256k1" | "ed25519" | "sr25519";
  readonly pubkey: Uint8Array;
}

/** A message as amino writes it. */
export interface AminoMsg {
  readonly type: string;
  readonly value: any;
}

/** A transaction as amino writes it: what a Ledger shows and signs. */
export interface StdSignDoc {
  readonly chain_id: string;
  readonly account_number: string;
  readonly sequence: string;
  readonly fee: StdFee;
  readonly msgs: readonly AminoMsg[];
  readonly memo: string;
  readonly timeout_height?: string;
}

/** A signature with the key that made it. */
export interface StdSignature {
  readonly pub_key: { readonly type: string; readonly value: any };
  /** 64 bytes in base64. */
  readonly signature: string;
}

/** What was signed, as the wallet may have changed the fee or the memo, and its signature. */
export interface AminoSignResponse {
  readonly signed: StdSignDoc;
  readonly signature: StdSignature;
}

/** The same of a transaction in its binary form. */
export interface DirectSignResponse {
  readonly signed: SignDoc;
  readonly signature: StdSignature;
}

/** Signs transactions in amino's form only, as a Ledger does. */
export interface OfflineAminoSigner {
  readonly getAccounts: () => Promise<readonly AccountData[]>;
  readonly signAmino: (address: string, doc: StdSignDoc) => Promise<AminoSignResponse>;
}

/** Signs transactions in their binary form. */
export interface OfflineDirectSigner {
  readonly getAccounts: () => Promise<readonly AccountData[]>;
  readonly signDirect: (address: string, doc: SignDoc) => Promise<DirectSignResponse>;
}

/** Any signer of transactions. */
export type OfflineSigner = OfflineAminoSigner | OfflineDirectSigner;

/** An event as the chain gives it. */
export interface ChainEvent {
  /** Its type; typed events of a contract begin with `wasm-`. */
  readonly type: string;
  /** What it says. */
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** A transaction in a block. */
export interface IndexedTx {
  readonly height: number;
  /** Upper-case hex. */
  readonly hash: string;
  /** 0 where it was done. */
  readonly code: number;
  readonly events: readonly ChainEvent[];
  /** Why it was not done. */
  readonly rawLog: string;
  readonly gasUsed: bigint;
  readonly gasWanted: bigint;
  /** The transaction itself. */
  readonly tx: Uint8Array;
}

/** A transaction that was sent and is in a block. */
export interface DeliverTxResponse {
  readonly height: number;
  /** Upper-case hex. */
  readonly transactionHash: string;
  /** 0 where it was done. */
  readonly code: number;
  readonly events: readonly ChainEvent[];
  /** Why it was not done. */
  readonly rawLog: string;
  readonly gasUsed: bigint;
  readonly gasWanted: bigint;
}

/** The latest block. */
export interface Block {
  /** Its height. */
  height: number;
  /** Its time, whole seconds since 1970. */
  seconds: number;
}
