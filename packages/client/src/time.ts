/** A point in time as messages carry it: nanoseconds since 1970, as a decimal string. */
export function timestamp(time: Date | number): string {
  const seconds = typeof time === "number" ? time : Math.floor(time.getTime() / 1000);
  return (BigInt(seconds) * 1_000_000_000n).toString();
}

/** Whole seconds since 1970 of a timestamp. */
export function seconds(timestamp: string): number {
  return Number(BigInt(timestamp) / 1_000_000_000n);
}
