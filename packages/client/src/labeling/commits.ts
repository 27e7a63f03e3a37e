// Commits as they are in the chain's transactions.

import type { Chain } from "../chain/chain.js";
import { MsgExec, MsgExecuteContract, TxBody, TxRaw, type Any } from "../chain/codecs.js";
import { fromUtf8 } from "../formats/bytes.js";
import type { Commit } from "../generated/task-registry.js";

/** What of a transaction sealed seats of a campaign. */
export interface CommitTx {
  /** The transaction's memo. */
  memo: string;
  /** Its commits in their order, and in whose name each is. */
  commits: { labeler: string; commit: Commit }[];
}

/** Which commits are wanted. */
export interface CommitFilter {
  /** Address of the task registry. */
  registry: string;
  campaign: number;
  /** Of this labeler only. */
  labeler?: string;
  /** Of blocks since this one. */
  sinceHeight?: number;
}

/**
 * The transactions that sealed seats of a campaign, in the chain's order. The node must index
 * transactions. Finds what wallets and session keys sent; a labeler that is itself a contract leaves
 * no message to read.
 */
export async function commitTxs(
  chain: Pick<Chain, "searchTx">,
  { registry, campaign, labeler, sinceHeight = 0 }: CommitFilter,
): Promise<CommitTx[]> {
  const sealed = "wasm-seat_sealed";
  const wanted = [
    `${sealed}._contract_address='${registry}'`,
    `${sealed}.campaign='${campaign}'`,
    ...(labeler === undefined ? [] : [`${sealed}.labeler='${labeler}'`]),
    `tx.height>=${sinceHeight}`,
  ];
  const found = await chain.searchTx(wanted.join(" AND "));
  return found
    .filter(({ code }) => code === 0)
    .map(({ tx }) => {
      // Each condition may be met by another event: the messages themselves decide.
      const { messages, memo } = TxBody.decode(TxRaw.decode(tx).bodyBytes);
      const commits = executions(messages)
        .filter(({ contract }) => contract === registry)
        .map(({ sender, msg }) => ({ labeler: sender, commit: commitOf(msg) }))
        .filter((one): one is CommitTx["commits"][0] => one.commit?.campaign === campaign)
        .filter((one) => labeler === undefined || one.labeler === labeler);
      return { memo, commits };
    })
    .filter(({ commits }) => commits.length > 0);
}

function commitOf(msg: Uint8Array): Commit | undefined {
  return (JSON.parse(fromUtf8(msg)) as { commit?: Commit }).commit;
}

/** Messages to contracts, those in another's name too. */
function executions(messages: readonly Any[]): MsgExecuteContract[] {
  return messages.flatMap(({ typeUrl, value }) => {
    if (typeUrl === MsgExec.typeUrl) return executions(MsgExec.decode(value).msgs);
    return typeUrl === MsgExecuteContract.typeUrl ? [MsgExecuteContract.decode(value)] : [];
  });
}
