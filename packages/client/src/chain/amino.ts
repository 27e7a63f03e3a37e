// Messages in amino's JSON: the only form that a Ledger signs.

import { fromUtf8 } from "../formats/bytes.js";
import { MsgExec, MsgExecuteContract, MsgSend, type Any } from "./codecs.js";
import {
  AcceptedMessageKeysFilter,
  AllowedMsgAllowance,
  BasicAllowance,
  ContractExecutionAuthorization,
  MaxCallsLimit,
  MsgGrant,
  MsgGrantAllowance,
  MsgRevoke,
  MsgRevokeAllowance,
  PeriodicAllowance,
} from "./grant-codecs.js";
import type { AminoMsg, Coin, EncodeObject } from "./types.js";

/** Writes one type in amino's form. */
interface Form {
  readonly typeUrl: string;
  readonly type: string;
  decode(bytes: Uint8Array): any;
  value(message: any): object;
}

interface Time {
  seconds: bigint;
  nanos: number;
}

/** Amino's form of a type, out of its codec. */
function form<T>(
  codec: { typeUrl: string; decode(bytes: Uint8Array): T },
  type: string,
  value: (message: T) => object,
): Form {
  return { typeUrl: codec.typeUrl, type, decode: (bytes) => codec.decode(bytes), value };
}

/** Every type that has a form, those within grants and allowances too. */
const FORMS: ReadonlyMap<string, Form> = new Map(
  [
    form(MsgExecuteContract, "wasm/MsgExecuteContract", (message) => ({
      sender: message.sender,
      contract: message.contract,
      msg: JSON.parse(fromUtf8(message.msg)) as unknown,
      funds: coins(message.funds),
    })),
    form(MsgSend, "cosmos-sdk/MsgSend", (message) => ({
      from_address: message.fromAddress,
      to_address: message.toAddress,
      amount: coins(message.amount),
    })),
    form(MsgExec, "cosmos-sdk/MsgExec", ({ grantee, msgs }) => ({
      grantee,
      msgs: msgs.map(ofAny),
    })),
    form(MsgGrant, "cosmos-sdk/MsgGrant", ({ granter, grantee, grant }) => ({
      granter,
      grantee,
      grant: { authorization: ofAny(grant.authorization), expiration: time(grant.expiration) },
    })),
    form(MsgRevoke, "cosmos-sdk/MsgRevoke", ({ granter, grantee, msgTypeUrl }) => ({
      granter,
      grantee,
      msg_type_url: msgTypeUrl,
    })),
    form(ContractExecutionAuthorization, "wasm/ContractExecutionAuthorization", ({ grants }) => ({
      grants: grants.map(({ contract, limit, filter }) => ({
        contract,
        limit: ofAny(limit),
        filter: ofAny(filter),
      })),
    })),
    form(MaxCallsLimit, "wasm/MaxCallsLimit", ({ remaining }) => ({ remaining: `${remaining}` })),
    form(AcceptedMessageKeysFilter, "wasm/AcceptedMessageKeysFilter", ({ keys }) => ({ keys })),
    form(MsgGrantAllowance, "cosmos-sdk/MsgGrantAllowance", (message) => ({
      granter: message.granter,
      grantee: message.grantee,
      allowance: ofAny(message.allowance),
    })),
    form(MsgRevokeAllowance, "cosmos-sdk/MsgRevokeAllowance", ({ granter, grantee }) => ({
      granter,
      grantee,
    })),
    form(AllowedMsgAllowance, "cosmos-sdk/AllowedMsgAllowance", (message) => ({
      allowance: ofAny(message.allowance),
      allowed_messages: message.allowedMessages,
    })),
    form(BasicAllowance, "cosmos-sdk/BasicAllowance", basic),
    form(PeriodicAllowance, "cosmos-sdk/PeriodicAllowance", (message) => ({
      basic: basic(message.basic),
      period: `${message.period.seconds * 1_000_000_000n + BigInt(message.period.nanos)}`,
      period_spend_limit: coins(message.periodSpendLimit),
      period_can_spend: coins(message.periodCanSpend),
      period_reset: time(message.periodReset),
    })),
  ].map((one) => [one.typeUrl, one]),
);

/** A message in amino's form. */
export function aminoMessage({ typeUrl, value }: EncodeObject): AminoMsg {
  const { type, value: write } = formOf(typeUrl);
  return { type, value: write(value) };
}

function formOf(typeUrl: string): Form {
  const found = FORMS.get(typeUrl);
  if (!found) {
    throw new TypeError(`${typeUrl} has no amino form here: a signer with signDirect can sign it`);
  }
  return found;
}

function ofAny(packed: Any | undefined): AminoMsg | undefined {
  if (!packed) return undefined;
  const { type, decode, value } = formOf(packed.typeUrl);
  return { type, value: value(decode(packed.value)) };
}

function basic(allowance: BasicAllowance): object {
  return { spend_limit: coins(allowance.spendLimit), expiration: time(allowance.expiration) };
}

const coins = (list: readonly Coin[]) => list.map(({ denom, amount }) => ({ denom, amount }));

/** As Go writes times: without a fraction where there is none. */
function time(found: Time | undefined): string | undefined {
  if (!found) return undefined;
  const whole = new Date(Number(found.seconds) * 1_000).toISOString().slice(0, 19);
  const fraction = `${found.nanos}`.padStart(9, "0").replace(/0+$/, "");
  return fraction === "" ? `${whole}Z` : `${whole}.${fraction}Z`;
}
