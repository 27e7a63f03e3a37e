// Times that are left. The chain's time counts, not the device's: a page takes the last block's time
// and what has passed since it was seen.

/**
 * Whole seconds on the chain now, from the last block and when the page saw it; the device's, where no block is known.
 * Contracts count whole seconds too: what may be done by a second may be done in all of it.
 */
export function chainNow(
  block: { seconds: number; seenAt: number } | undefined,
  now: number,
): number {
  const { seconds, seenAt } = block ?? { seconds: 0, seenAt: 0 };
  return seconds + Math.floor(Math.max(0, now - seenAt) / 1_000);
}

/** Parts of a length of time, the largest two that are not zero. */
export function parts(
  seconds: number,
): { value: number; unit: "day" | "hour" | "minute" | "second" }[] {
  const left = Math.max(0, Math.floor(seconds));
  const all = [
    { value: Math.floor(left / 86_400), unit: "day" },
    { value: Math.floor(left / 3_600) % 24, unit: "hour" },
    { value: Math.floor(left / 60) % 60, unit: "minute" },
    { value: left % 60, unit: "second" },
  ] as const;
  const first = all.findIndex(({ value }) => value > 0);
  if (first < 0) return [all[3]];
  return all.slice(first, first + 2).filter(({ value }) => value > 0);
}

/** A length of time in words: `2 hr 5 min`. */
export function showDuration(seconds: number, language: string): string {
  const text = ({ value, unit }: { value: number; unit: string }) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
  return parts(seconds).map(text).join(" ");
}

/** What a clock shows: `41:07`, or `3:41:07`. */
export function showClock(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(left / 3_600);
  const rest = `${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Moments at which a clock is announced, in seconds before its end. */
export const WARNINGS = [600, 300, 60] as const;

/** The warning that a clock passed between two looks, if any. */
export function warning(before: number, after: number): (typeof WARNINGS)[number] | undefined {
  return WARNINGS.findLast((mark) => before > mark && after <= mark);
}
