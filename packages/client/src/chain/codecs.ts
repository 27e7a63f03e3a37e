// The codecs of what is signed: cosmjs-types' own, file by file. Nothing that only reads imports this.

import { BaseAccount } from "cosmjs-types/cosmos/auth/v1beta1/auth";
import { MsgExec } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import { MsgSend } from "cosmjs-types/cosmos/bank/v1beta1/tx";
import { PubKey } from "cosmjs-types/cosmos/crypto/secp256k1/keys";
import { AuthInfo, Fee, SignDoc, TxBody, TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { BaseVestingAccount } from "cosmjs-types/cosmos/vesting/v1beta1/vesting";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { Any } from "cosmjs-types/google/protobuf/any";
import { SignMode } from "cosmjs-types/cosmos/tx/signing/v1beta1/signing";

export {
  Any,
  AuthInfo,
  BaseAccount,
  BaseVestingAccount,
  Fee,
  MsgExec,
  MsgExecuteContract,
  MsgSend,
  PubKey,
  SignDoc,
  SignMode,
  TxBody,
  TxRaw,
};
