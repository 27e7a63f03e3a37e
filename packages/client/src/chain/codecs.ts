// The codecs of what is signed: cosmjs-types' own, file by file. Nothing that only reads imports this.

import { BaseAccount } from "cosmjs-types/cosmos/auth/v1beta1/auth";
import { MsgExec, MsgGrant, MsgRevoke } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import { MsgSend } from "cosmjs-types/cosmos/bank/v1beta1/tx";
import { PubKey } from "cosmjs-types/cosmos/crypto/secp256k1/keys";
import {
  AllowedMsgAllowance,
  BasicAllowance,
  PeriodicAllowance,
} from "cosmjs-types/cosmos/feegrant/v1beta1/feegrant";
import { MsgGrantAllowance, MsgRevokeAllowance } from "cosmjs-types/cosmos/feegrant/v1beta1/tx";
import { AuthInfo, Fee, SignDoc, TxBody, TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { BaseVestingAccount } from "cosmjs-types/cosmos/vesting/v1beta1/vesting";
import {
  AcceptedMessageKeysFilter,
  ContractExecutionAuthorization,
  MaxCallsLimit,
} from "cosmjs-types/cosmwasm/wasm/v1/authz";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { Any } from "cosmjs-types/google/protobuf/any";
import { SignMode } from "cosmjs-types/cosmos/tx/signing/v1beta1/signing";

export {
  AcceptedMessageKeysFilter,
  AllowedMsgAllowance,
  Any,
  AuthInfo,
  BaseAccount,
  BaseVestingAccount,
  BasicAllowance,
  ContractExecutionAuthorization,
  Fee,
  MaxCallsLimit,
  MsgExec,
  MsgExecuteContract,
  MsgGrant,
  MsgGrantAllowance,
  MsgRevoke,
  MsgRevokeAllowance,
  MsgSend,
  PeriodicAllowance,
  PubKey,
  SignDoc,
  SignMode,
  TxBody,
  TxRaw,
};
