// How fast somebody labels, by what they did: what an hour pays follows from it.

/** Items that were answered, and how long that took. */
export interface Pace {
  items: number;
  seconds: number;
}

/** Whoever takes longer for an item has been elsewhere. */
const LONGEST_SECONDS = 120;
/** Items from which a pace is told. */
const LEAST_ITEMS = 10;
/** Items from which earlier ones count half: people get faster. */
const MOST_ITEMS = 500;

/** A pace with one more item. */
export function paced({ items, seconds }: Pace, took: number): Pace {
  if (took > LONGEST_SECONDS) return { items, seconds };
  const part = items >= MOST_ITEMS ? 0.5 : 1;
  return { items: Math.floor(items * part) + 1, seconds: seconds * part + took };
}

/** Items an hour; undefined where there are too few to tell. */
export function itemsPerHour({ items, seconds }: Pace): number | undefined {
  return items < LEAST_ITEMS || seconds <= 0 ? undefined : Math.round((3_600 * items) / seconds);
}
