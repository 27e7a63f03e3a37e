// Labelers without gas: somebody allows them fees, and a session key in the browser may act for
// the wallet within narrow bounds.

import { MsgExec, MsgExecuteContract } from "../chain/codecs.js";
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
} from "../chain/grant-codecs.js";
import { any } from "../chain/messages.js";
import type { Coin, EncodeObject } from "../chain/types.js";

/**
 * What a labeler's session key may say to the registry. None of it moves money: stake is bonded and
 * pay is withdrawn by the wallet itself, because `withdraw` could name another receiver. But seats that
 * it takes and does not open lose free stake.
 */
export const SESSION_MESSAGES: readonly string[] = ["claim", "commit", "reveal"];

/** Bounds of a session. */
export interface Session {
  /** The wallet that is acted for. */
  granter: string;
  /** The session key's address. */
  grantee: string;
  /** The contract that may be called: the registry. */
  contract: string;
  /** When it ends. */
  expires: Date;
  /** Most messages. */
  calls: number;
  /** Names of the messages; {@link SESSION_MESSAGES} by default. */
  messages?: readonly string[];
}

/** Lets a session key call one contract with named messages and without funds. Signed by the wallet. */
export function sessionGrant(session: Session): EncodeObject {
  const authorization: ContractExecutionAuthorization = {
    grants: [
      {
        contract: session.contract,
        // The limit on calls also forbids funds.
        limit: any(MaxCallsLimit, { remaining: BigInt(session.calls) }),
        filter: any(AcceptedMessageKeysFilter, {
          keys: [...(session.messages ?? SESSION_MESSAGES)],
        }),
      },
    ],
  };
  return {
    typeUrl: MsgGrant.typeUrl,
    value: MsgGrant.fromPartial({
      granter: session.granter,
      grantee: session.grantee,
      grant: {
        authorization: any(ContractExecutionAuthorization, authorization),
        expiration: protoTime(session.expires),
      },
    }),
  };
}

/** Ends a session. Signed by the wallet. */
export function revokeSession(granter: string, grantee: string): EncodeObject {
  const msgTypeUrl = MsgExecuteContract.typeUrl;
  return {
    typeUrl: MsgRevoke.typeUrl,
    value: MsgRevoke.fromPartial({ granter, grantee, msgTypeUrl }),
  };
}

/** Bounds of a fee allowance. */
export interface Allowance {
  /** Who pays. */
  granter: string;
  /** Whose fees: a labeler, or their session key. */
  grantee: string;
  /** Most fees in all. */
  limit: readonly Coin[];
  /** When it ends. */
  expires: Date;
  /** Most fees of a period, so that one bad day cannot use up the whole. */
  period?: { seconds: number; limit: readonly Coin[] };
  /** Types of messages that it pays for; by default a session's. */
  messages?: readonly string[];
}

/** Pays somebody's fees within bounds. Signed by the sponsor. Creates the account if there is none. */
export function feeAllowance(allowance: Allowance): EncodeObject {
  const basic: BasicAllowance = {
    spendLimit: [...allowance.limit],
    expiration: protoTime(allowance.expires),
  };
  const { period } = allowance;
  const bounded = period
    ? any(PeriodicAllowance, {
        basic,
        period: { seconds: BigInt(period.seconds), nanos: 0 },
        periodSpendLimit: [...period.limit],
        periodCanSpend: [...period.limit],
        periodReset: protoTime(new Date(Date.now() + 1000 * period.seconds)),
      })
    : any(BasicAllowance, basic);
  const allowedMessages = [...(allowance.messages ?? [MsgExec.typeUrl])];
  return {
    typeUrl: MsgGrantAllowance.typeUrl,
    value: MsgGrantAllowance.fromPartial({
      granter: allowance.granter,
      grantee: allowance.grantee,
      allowance: any(AllowedMsgAllowance, { allowance: bounded, allowedMessages }),
    }),
  };
}

/** Ends an allowance. Signed by the sponsor. */
export function revokeAllowance(granter: string, grantee: string): EncodeObject {
  return {
    typeUrl: MsgRevokeAllowance.typeUrl,
    value: MsgRevokeAllowance.fromPartial({ granter, grantee }),
  };
}

function protoTime(date: Date): { seconds: bigint; nanos: number } {
  return { seconds: BigInt(Math.floor(date.getTime() / 1000)), nanos: 0 };
}
