// The page's words in the language of its reader.

import { signal } from "@preact/signals";
import type { First, Part, Word } from "./dictionary.js";
import { en } from "./en.js";

export type { Word };
export type Language = "en" | "id";

const KEY = "pasar/language";

/** What the page speaks. */
export const language = signal<Language>("en");
const first = signal<First>(en);
const further = signal<Readonly<Record<string, string>>>({});
/** Parts that were wanted until now. */
const parts = new Set<Part>();

const PARTS: Record<Language, Record<Part, () => Promise<{ texts: Record<string, string> }>>> = {
  en: {
    work: () => import("./en-work.js"),
    form: () => import("./en-form.js"),
    join: () => import("./en-join.js"),
    keys: () => import("./en-keys.js"),
    pages: () => import("./en-pages.js"),
    ask: () => import("./en-ask.js"),
    wait: () => import("./en-wait.js"),
  },
  id: {
    work: () => import("./id-work.js"),
    form: () => import("./id-form.js"),
    join: () => import("./id-join.js"),
    keys: () => import("./id-keys.js"),
    pages: () => import("./id-pages.js"),
    ask: () => import("./id-ask.js"),
    wait: () => import("./id-wait.js"),
  },
};

/** Fills the braces of a text: `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text of the dictionary. A part of it in the form `one|many` goes by `count`. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  const found = first.value[word as keyof First] ?? further.value[word] ?? "";
  const [one = "", many = one] = found.split("|");
  return fill(Number(values["count"]) === 1 ? one : many, values);
}

/** Speaks a language from now on. */
export async function speak(wanted: Language): Promise<void> {
  const words = wanted === "id" ? (await import("./id.js")).id : en;
  further.value = await textsIn(wanted);
  first.value = words;
  language.value = wanted;
  document.documentElement.lang = wanted;
  localStorage.setItem(KEY, wanted);
}

async function textsIn(wanted: Language): Promise<Record<string, string>> {
  const found = await Promise.all([...parts].map((part) => PARTS[wanted][part]()));
  return Object.assign({}, ...found.map(({ texts }) => texts)) as Record<string, string>;
}

/** Loads words that a page needs. */
export async function loadWords(...wanted: Part[]): Promise<void> {
  if (wanted.every((part) => parts.has(part))) return;
  wanted.forEach((part) => parts.add(part));
  further.value = await textsIn(language.value);
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
