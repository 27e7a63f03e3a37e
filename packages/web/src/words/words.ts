// The page's words in the language of its reader.

import { signal } from "@preact/signals";
import type { Coded } from "pasar-client/reading";
import type { Part, Word } from "./dictionary.js";
import { put } from "./own.js";
import { pageNumber } from "./page-number.js";

export type { Word };
export type Language = "en" | "id";

const KEY = "pasar/language";

/** What the page speaks. */
export const language = signal<Language>("en");
/** The texts of the parts that were wanted until now. */
const texts = signal<Readonly<Record<string, string>>>({});
const parts = new Set<Part>(["first"]);

/** What has come of each language: loads end in any order, and none takes away what another one brought. */
const there: Record<Language, Record<string, string>> = { en: {}, id: {} };

/** How each part is loaded. */
export const PARTS: Record<
  Language,
  Record<Part, () => Promise<{ texts: Record<string, string> }>>
> = {
  en: {
    first: () => import("./en.js"),
    start: () => import("./en-start.js"),
    market: () => import("./en-market.js"),
    work: () => import("./en-work.js"),
    form: () => import("./en-form.js"),
    join: () => import("./en-join.js"),
    keys: () => import("./en-keys.js"),
    pages: () => import("./en-pages.js"),
    ask: () => import("./en-ask.js"),
    wait: () => import("./en-wait.js"),
    errors: async () => ({ texts: {} }),
  },
  id: {
    first: () => import("./id.js"),
    start: () => import("./id-start.js"),
    market: () => import("./id-market.js"),
    work: () => import("./id-work.js"),
    form: () => import("./id-form.js"),
    join: () => import("./id-join.js"),
    keys: () => import("./id-keys.js"),
    pages: () => import("./id-pages.js"),
    ask: () => import("./id-ask.js"),
    wait: () => import("./id-wait.js"),
    errors: () => import("./id-errors.js"),
  },
};

/** Fills the braces of a text: `{name}`. A task, which has its index, is told by the number of its page. */
export function fill(text: string, values: Record<string, string | number>): string {
  const { task } = values;
  return put(text, task === undefined ? values : { ...values, task: pageNumber(+task) });
}

/** A text of the dictionary. A part of it in the form `one|many` goes by `count`. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  const found = texts.value[word] ?? "";
  const [one = "", many = one] = found.split("|");
  return fill(Number(values["count"]) === 1 ? one : many, values);
}

/**
 * What an error says by its code in another language than English; its words are loaded when the first one is shown.
 * Undefined in English, and until they are there.
 */
export function sayCoded({ code, values }: Coded): string | undefined {
  if (language.value === "en") return undefined;
  void loadWords("errors").catch(() => undefined);
  const found = texts.value[`error.${code}`];
  return found === undefined ? undefined : fill(found, values);
}

/** The language that was wanted last; what is loaded in another one meanwhile is not shown. */
let wantedLast: Language = "en";

/** Speaks a language from now on. */
export async function speak(wanted: Language): Promise<void> {
  wantedLast = wanted;
  try {
    await show(parts);
  } catch (error) {
    wantedLast = language.value;
    throw error;
  }
  document.documentElement.lang = language.value;
  localStorage.setItem(KEY, wanted);
}

/** Loads words that a page needs. */
export async function loadWords(...wanted: Part[]): Promise<void> {
  const missing = wanted.filter((part) => !parts.has(part));
  if (missing.length === 0) return;
  missing.forEach((part) => parts.add(part));
  try {
    // In a language that is not spoken yet they come with all the others.
    await show(language.value === wantedLast ? missing : parts);
  } catch (error) {
    // They are wanted again when the page is opened again.
    missing.forEach((part) => parts.delete(part));
    throw error;
  }
}

async function show(some: Iterable<Part>): Promise<void> {
  const wanted = wantedLast;
  const load = async (part: Part) => {
    Object.assign(there[wanted], (await PARTS[wanted][part]()).texts);
  };
  await Promise.all([...some].map(load));
  if (wanted === wantedLast) language.value = wanted;
  texts.value = { ...there[language.value] };
}

/** The language that was chosen, else the browser's where there is a dictionary of it. */
export async function speakByHabit(): Promise<void> {
  const chosen = localStorage.getItem(KEY) ?? navigator.language.split("-")[0];
  await speak(chosen === "id" ? "id" : "en");
}

/** Languages in which texts of requesters are wanted, first to last. */
export function languages(): string[] {
  return [language.value, ...navigator.languages];
}

/** Whether a text in a language is for the reader of the page. */
export function isRead(tag: string): boolean {
  const primary = (one: string) => one.toLowerCase().split("-")[0];
  return languages().some((wanted) => primary(wanted) === primary(tag));
}
