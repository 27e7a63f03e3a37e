// Small things that all pages show: amounts, times, addresses, notices.

import { codeOf, RefusedError } from "pasar-client/reading";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { now } from "../chain/connection.js";
import { unitFor, type Denom } from "../chain/denoms.js";
import { showClock, showDuration } from "../logic/clock.js";
import { showAmount, type Money } from "../logic/money.js";
import { href } from "../logic/route.js";
import { language, sayCoded, t } from "../words/words.js";

/** An amount in the unit for people; the exact number in its title. */
export function Amount({ of, denom }: { of: bigint | string; denom: Denom }) {
  const unit = unitFor(denom);
  const exact = `${of} ${"native" in denom ? denom.native : denom.cw20}`;
  return (
    <span class="amount" title={exact}>
      {showAmount(of, unit, language.value)} {unit.symbol}
    </span>
  );
}

/** Several of them. */
export function Amounts({ of }: { of: readonly Money[] }) {
  return of.map(({ amount, denom }, at) => (
    <>
      {at > 0 && " + "}
      <Amount of={amount} denom={denom} />
    </>
  ));
}

/** The same as a text. */
export function amountText(of: bigint | string, denom: Denom): string {
  const unit = unitFor(denom);
  return `${showAmount(of, unit, language.value)} ${unit.symbol}`;
}

/** An address, short, that leads to its profile. */
export function Address({ of }: { of: string }) {
  return (
    <a class="address" href={href({ page: "profile", address: of })} title={of}>
      {shortAddress(of)}
    </a>
  );
}

export function shortAddress(address: string): string {
  return address.length > 20 ? `${address.slice(0, 9)}…${address.slice(-5)}` : address;
}

/** A moment of the chain, in the device's zone. */
export function dateText(seconds: number): string {
  const format = new Intl.DateTimeFormat(language.value, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return format.format(new Date(1_000 * seconds));
}

export function durationText(seconds: number): string {
  return showDuration(seconds, language.value);
}

export function numberText(value: number): string {
  return new Intl.NumberFormat(language.value, { maximumFractionDigits: 2 }).format(value);
}

/** Seconds that are left until a moment of the chain; the page is drawn again each second. */
export function useLeft(until: number | undefined): number | undefined {
  const [, tick] = useState(0);
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : until - now();
}

/** A clock that runs down to a moment of the chain. */
export function Clock({ until }: { until: number }) {
  const left = useLeft(until) ?? 0;
  return (
    <span class={left < 300 ? "clock soon" : "clock"} title={dateText(until)} role="timer">
      {left > 0 ? showClock(left) : t("over")}
    </span>
  );
}

type Tone = "info" | "good" | "warn" | "bad";

/** What a reader should not overlook. */
export function Notice({ tone = "info", children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <div class={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** Stands where an answer will be, in its size. */
export function Loading({ lines = 3 }: { lines?: number }) {
  return (
    <div class="loading" role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, () => (
        <span />
      ))}
    </div>
  );
}

/** What went wrong, in the reader's language where that is known; a contract's own words are quoted as they are. */
export function errorText(error: unknown): string {
  const code = codeOf(error);
  const said = code && sayCoded(code);
  if (said) return said;
  const text = error instanceof Error ? error.message : String(error);
  const quoted = language.value !== "en" && error instanceof RefusedError;
  return quoted ? `“${text}”` : text;
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  return (
    <Notice tone="bad">
      <p>{errorText(error)}</p>
      {again && <button onClick={again}>{t("again")}</button>}
    </Notice>
  );
}

/** A name and what it is, as a row of a description list. */
export function Fact({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How far something is, in words and as a bar. */
export function Bar({ value, of, text }: { value: number; of: number; text: string }) {
  return (
    <span class="bar">
      <progress value={value} max={Math.max(1, of)} aria-label={text} />
      <span>{text}</span>
    </span>
  );
}
