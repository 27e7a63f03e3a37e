/** A date, or seconds since 1970, as messages carry it: whole seconds in nanoseconds, decimal. */
export function timestamp(time: Date | number): string {
  const seconds = typeof time === "number" ? time : time.getTime() / 1000;
  return (BigInt(Math.floor(seconds)) * 1_000_000_000n).toString();
}

/** Whole seconds since 1970 of a timestamp. */
export function seconds(timestamp: string): number {
  return Number(BigInt(timestamp) / 1_000_000_000n);
}
