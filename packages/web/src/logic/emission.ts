// The schedule of tokens for labels: each epoch's budget keeps a part of the one before. And the fees of epochs.

/** Budget of an epoch in the smallest unit, by the formula of the reward token; the chain rounds each power down. */
export function budgetOf(first: bigint, keep: number, epoch: number): bigint {
  return (first * BigInt(keep) ** BigInt(epoch)) / 10_000n ** BigInt(epoch);
}

/** Epochs of a chart: some before the one that runs, and those after it. */
export function shownEpochs(epoch: number, before: number, count: number): number[] {
  const start = Math.max(0, epoch - before);
  return Array.from({ length: count }, (_, at) => start + at);
}

/** In what parts indexes of fees count: 2^64 is one unit a staked unit. */
const FEE_UNIT = 2n ** 64n;

/** Fees of each epoch for so much stake, rounded down, from the indexes before it and before the next one. */
export function feesOf(indexes: readonly string[], stake: bigint): bigint[] {
  const all = indexes.map(BigInt);
  return all.slice(1).map((index, at) => ((index - (all[at] ?? 0n)) * stake) / FEE_UNIT);
}
