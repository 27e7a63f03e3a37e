// What comes back of a campaign's deposit where work that never started is given up.

import type { labelEscrow, taskRegistry } from "pasar-client/reading";
import { labelsOf } from "./terms.js";

type Ledger = Pick<labelEscrow.LedgerResponse, "price" | "fee_per_label" | "tip_per_task">;
type Terms = Pick<taskRegistry.Terms, "overlap" | "questions" | "gold">;

/** What so many tasks with so many items have reserved, as the escrow counts it. */
export function reserveOf(ledger: Ledger, terms: Terms, tasks: number, items: number): bigint {
  const labels = BigInt(labelsOf(terms, items)) * BigInt(terms.overlap.max);
  const label = BigInt(ledger.price) + BigInt(ledger.fee_per_label);
  const task = BigInt(ledger.tip_per_task) + BigInt(terms.gold?.bond ?? 0);
  return labels * label + BigInt(tasks) * task;
}
