// The codecs of grants and allowances: cosmjs-types' own. Loaded where one is made, as labelers make few.

export { MsgGrant, MsgRevoke } from "cosmjs-types/cosmos/authz/v1beta1/tx";
export {
  AllowedMsgAllowance,
  BasicAllowance,
  PeriodicAllowance,
} from "cosmjs-types/cosmos/feegrant/v1beta1/feegrant";
export { MsgGrantAllowance, MsgRevokeAllowance } from "cosmjs-types/cosmos/feegrant/v1beta1/tx";
export {
  AcceptedMessageKeysFilter,
  ContractExecutionAuthorization,
  MaxCallsLimit,
} from "cosmjs-types/cosmwasm/wasm/v1/authz";
