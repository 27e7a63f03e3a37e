// Amounts: whole numbers of the smallest unit, shown in a unit for people. No float touches them.

import { denomKey, type taskRegistry } from "pasar-client/reading";

/** An amount of a denom. */
export interface Money {
  amount: bigint | string;
  denom: taskRegistry.Denom;
}

/** Sums by denom; none that are zero. */
export function sumOf(amounts: readonly Money[]): { amount: bigint; denom: taskRegistry.Denom }[] {
  const sums = new Map<string, { amount: bigint; denom: taskRegistry.Denom }>();
  for (const { amount, denom } of amounts) {
    const key = denomKey(denom);
    sums.set(key, { amount: (sums.get(key)?.amount ?? 0n) + BigInt(amount), denom });
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n);
}

/** How a denom is shown. */
export interface Unit {
  /** Such as `STAKE`. */
  symbol: string;
  /** Decimal places between the shown unit and the smallest. */
  decimals: number;
}

/** A denom by the convention of the Cosmos SDK: `uatom` is a millionth of `ATOM`; others are as they are. */
export function unitOf(denom: string): Unit {
  const micro = /^u([a-z]{3,})$/.exec(denom)?.[1];
  if (micro !== undefined) return { symbol: micro.toUpperCase(), decimals: 6 };
  const last = denom.split("/").at(-1) ?? denom;
  return { symbol: last.length > 24 ? `${last.slice(0, 8)}…${last.slice(-4)}` : last, decimals: 0 };
}

/** An amount in its shown unit, exact, with the separators of a language. */
export function showAmount(amount: bigint | string, unit: Unit, language: string): string {
  const value = BigInt(amount);
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(unit.decimals + 1, "0");
  const whole = digits.slice(0, digits.length - unit.decimals);
  const part = digits.slice(digits.length - unit.decimals).replace(/0+$/, "");
  const format = new Intl.NumberFormat(language);
  const point = format.formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
  const shown = sign + format.format(BigInt(whole));
  return part === "" ? shown : shown + point + part;
}

/** Reads what a person typed, in either decimal sign; undefined where it is no amount. */
export function readAmount(text: string, unit: Unit): bigint | undefined {
  const found = /^(\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, whole = "", part = ""] = found;
  if (part.length > unit.decimals) return undefined;
  return BigInt(whole + part.padEnd(unit.decimals, "0"));
}

/** Basis points as a share in percent. */
export function showBps(bps: number, language: string): string {
  const format = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return format.format(bps / 10_000);
}
