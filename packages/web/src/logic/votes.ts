// Which items labelers disagree on, by counting votes. The command line weighs labelers by their records
// (docs/cli.md, adapt); this is for those who run a campaign from the page.

/** Least items that may be asked for again, unless a page has fewer. */
const LEAST_ASKED = 30;
/** Fewer thin items than this are not worth a round. */
const LEAST_THIN = 15;
/** Votes by which the first class must lead the second. */
const ENOUGH = 2;

/** A seat's labels: one for each item that it was asked for. */
export interface Voter {
  asked: readonly number[];
  labels: ArrayLike<number>;
}

/** Votes by which each item's first class leads its second; 0 where nobody has one. */
export function leads(items: number, classes: number, voters: readonly Voter[]): number[] {
  const votes = Array.from({ length: items }, () => new Array<number>(classes).fill(0));
  for (const { asked, labels } of voters) {
    asked.forEach((item, position) => {
      const label = labels[position] ?? classes;
      const counts = votes[item];
      if (counts && label < classes) counts[label] = (counts[label] ?? 0) + 1;
    });
  }
  return votes.map((counts) => {
    const [first = 0, second = 0] = [...counts].sort((a, b) => b - a);
    return first - second;
  });
}

/** The items to ask for again, ascending: those with a thin lead, filled up with the next thinnest. */
export function toAskAgain(found: readonly number[]): number[] {
  const thin = found.filter((lead) => lead < ENOUGH).length;
  if (thin < Math.min(LEAST_THIN, found.length / 2)) return [];
  const byLead = found.map((lead, item) => ({ lead, item })).sort((a, b) => a.lead - b.lead);
  const count = Math.max(thin, Math.min(LEAST_ASKED, found.length));
  return byLead
    .slice(0, count)
    .map(({ item }) => item)
    .sort((a, b) => a - b);
}
