// Errors that the page itself makes. Their English stands where they are made, and the Indonesian of each code in
// id-own.ts, which comes with the first error: a code without it, or a value that neither text names, is no type.

import type { texts } from "./id-own.js";

type Own = typeof texts;
type CodeOf<K> = K extends `error.${infer C}` ? C : never;
/** A name of what went wrong here. */
export type OwnCode = CodeOf<keyof Own>;

/** What stands in the braces of a text. */
type Names<T extends string> = T extends `${string}{${infer N}}${infer Rest}`
  ? N | Names<Rest>
  : never;
type Value = string | number;

/** An error that the page can say in both languages. */
export interface OwnError extends Error {
  readonly code: OwnCode;
  readonly values: Readonly<Record<string, Value>>;
}

/** Puts values into the braces of a text. */
export function put(text: string, values: Readonly<Record<string, Value>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** An error by its code, in English with braces, and what it is about. */
export function own<C extends OwnCode, const E extends string>(
  code: C,
  english: E,
  values: Record<Names<E> | Names<Own[`error.${C}`]>, Value>,
): OwnError {
  return Object.assign(new Error(put(english, values)), { code, values });
}
