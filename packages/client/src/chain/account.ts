import type { Chain } from "./chain.js";
import { coded } from "./coded.js";
import { Any, BaseAccount, BaseVestingAccount } from "./codecs.js";
import { QueryError } from "./node-error.js";
import { readField, writeFields } from "./wire.js";

/** What a transaction must name of its account. */
export interface AccountNumbers {
  accountNumber: bigint;
  sequence: bigint;
}

/** Number of the SDK's "not found". */
const NOT_FOUND = 22;

/** An account's numbers. Throws where the chain does not know it. */
export async function accountNumbers(chain: Chain, address: string): Promise<AccountNumbers> {
  const { accountNumber, sequence } = baseAccount(await accountOf(chain, address));
  return { accountNumber, sequence };
}

async function accountOf(chain: Chain, address: string): Promise<Any> {
  try {
    const asked = writeFields({ 1: address });
    const answer = await chain.query("/cosmos.auth.v1beta1.Query/Account", asked);
    return Any.decode(readField(answer, 1));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    if (error.code !== NOT_FOUND && !/not found/.test(error.log)) throw error;
    const text = `account ${address} does not exist on chain: it must be sent something first`;
    throw coded(new Error(text, { cause: error }), "account_missing", { address });
  }
}

/** Of an ordinary account, or the one inside an account whose coins vest. */
function baseAccount({ typeUrl, value }: Any): BaseAccount {
  if (typeUrl === BaseAccount.typeUrl) return BaseAccount.decode(value);
  if (!typeUrl.startsWith("/cosmos.vesting.v1beta1.")) {
    throw new TypeError(`the account is a ${typeUrl}, expected one with a key`);
  }
  // All kinds but the first, which is the field itself, begin with the vesting that they share.
  const vesting = typeUrl === BaseVestingAccount.typeUrl ? value : readField(value, 1);
  const { baseAccount: inside } = BaseVestingAccount.decode(vesting);
  if (!inside) throw new TypeError(`the ${typeUrl} has no account inside`);
  return inside;
}
