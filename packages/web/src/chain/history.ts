// What an account was paid, out of the transactions that the node still has: public ones keep those of some weeks.

import { reader } from "./connection.js";
import { readHistory, type History } from "../logic/history.js";

/** Most transactions that are read, the newest ones. */
const MOST = 300;

export async function historyOf(address: string): Promise<History> {
  const { chain, escrow, staking } = reader();
  const event = "wasm-labeler_paid";
  const query = `${event}.labeler='${address}' AND ${event}._contract_address='${escrow.address}'`;
  const found = await chain.searchTx(query, { order: "desc", most: MOST });
  const settlements = found.reverse().map((tx) => ({
    paid: escrow.events(tx, "labeler_paid"),
    changed: staking.events(tx, "skill_changed"),
  }));
  return readHistory(address, settlements);
}
