import type { ErrorCode } from "pasar-client/reading";
import type { texts as first } from "./en.js";
import type { texts as ask } from "./en-ask.js";
import type { texts as form } from "./en-form.js";
import type { texts as join } from "./en-join.js";
import type { texts as keys } from "./en-keys.js";
import type { texts as market } from "./en-market.js";
import type { texts as pages } from "./en-pages.js";
import type { texts as start } from "./en-start.js";
import type { texts as own } from "./id-own.js";
import type { texts as wait } from "./en-wait.js";
import type { texts as work } from "./en-work.js";

/** Texts of the frame, and those that come with the pages that show them. */
export interface Parts {
  first: typeof first;
  start: typeof start;
  market: typeof market;
  work: typeof work;
  form: typeof form;
  join: typeof join;
  keys: typeof keys;
  pages: typeof pages;
  ask: typeof ask;
  wait: typeof wait;
  /** What errors of the client and of the page say in other languages than English, in which they say it themselves. */
  errors: Record<`error.${ErrorCode}`, string> & typeof own;
}
export type Part = keyof Parts;

/** Texts of a part. */
export type Texts<P extends Part> = Readonly<Record<keyof Parts[P], string>>;
/** A name of a text. */
export type Word = { [P in Part]: keyof Parts[P] }[Part];
