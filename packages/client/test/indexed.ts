import { TxBody, TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { encodeMessage } from "../src/chain/messages.js";
import type { EncodeObject, IndexedTx } from "../src/index.js";

/** A transaction as a search finds it. */
export function indexed(
  messages: readonly EncodeObject[],
  { code = 0, memo = "" }: { code?: number; memo?: string } = {},
): IndexedTx {
  const body = TxBody.fromPartial({ messages: messages.map(encodeMessage), memo });
  const tx = TxRaw.encode(TxRaw.fromPartial({ bodyBytes: TxBody.encode(body).finish() })).finish();
  const numbers = { height: 7, gasUsed: 1n, gasWanted: 2n };
  return { ...numbers, hash: "00", code, events: [], rawLog: "", tx };
}
