// The header of `manifest/1`. docs/manifest.md says what each member means.

import type { Question } from "../generated/task-registry.js";

/** A text in one language or several, by the language's tag: `{"en": "Cat", "id": "Kucing"}`. */
export type Texts = Readonly<Record<string, string>>;

/** What a class means. */
export interface ClassMeaning {
  /** As in the terms. */
  name: string;
  title?: Texts;
  hint?: Texts;
  /** A letter from a to z, or a digit from 1 to 9. */
  key?: string;
}

/** What a question asks, and how its answers are given. */
export type QuestionMeaning = {
  /** As in the terms. */
  name: string;
  title?: Texts;
  hint?: Texts;
  /** A heading above it, and above those after it until the next one with a heading. */
  group?: Texts;
} & (
  | {
      classes: readonly ClassMeaning[];
      /** `check`: one box of two classes, ticked for the second one. */
      show?: "buttons" | "check";
    }
  | { scale: ScaleMeaning }
);

/** What the ends of a scale mean. */
export interface ScaleMeaning {
  levels: number;
  from?: Texts;
  to?: Texts;
  /** Buttons are of at most 11 levels. */
  show?: "buttons" | "slider";
}

/** A part of an item that labelers see. */
export type Block = { title?: Texts } & (
  | {
      show: "text";
      field: string;
      size?: "small" | "normal" | "large";
      direction?: "auto" | "ltr" | "rtl";
      highlight?: readonly string[];
    }
  | {
      show: "image";
      field: string;
      zoom?: boolean;
      /** The field that describes the image in words. */
      alt?: string;
    }
  | { show: "audio" | "video" | "html" | "link"; field: string }
  | { show: "table"; fields: readonly string[] }
  | { show: "pair"; fields: readonly string[]; as: "text" | "image" }
);

/** An item with the label that the requester holds to be right. */
export interface Example {
  fields: Readonly<Record<string, unknown>>;
  /** The name of a class; of a header without questions. */
  label?: string;
  /**
   * Answers by the names of questions, not of all of them perhaps; of a header with questions. Of classes a
   * name, of a scale a number between its ends where these are numbers, else a level from 0 on.
   */
  labels?: Readonly<Record<string, string | number>>;
  why?: Texts;
}

/** Where the lines are; each path is relative to the header. */
export interface ItemsFile {
  file: string;
  count: number;
  /** Eight bytes a page, and eight for the end: where the lines of each begin. */
  index?: string;
  /** The folder of range proofs, a file a page. */
  proofs?: string;
}

/** Who sees the items. */
export type Access =
  | { kind: "public" }
  | {
      kind: "gateway";
      /** Its address. */
      url: string;
    };

/** What a requester says of a campaign's items, bound to its terms by a hash. */
export interface Header {
  title: Texts;
  instructions: Texts;
  license?: string;
  warnings: readonly string[];
  minutes_per_100?: number;
  /** The classes of the only question; none where there are questions. */
  classes: readonly ClassMeaning[];
  /** The questions; none where the only one is told by its classes alone. */
  questions?: readonly QuestionMeaning[];
  view: readonly Block[];
  examples: readonly Example[];
  items: ItemsFile;
  access: Access;
}

/** What a manifest has to fit: a part of a campaign's terms. */
export interface ManifestTerms {
  manifest: { uri: string; root: string };
  questions: readonly Question[];
  items: number;
  page: number;
}

/** The text in the first of these languages that there is; else in English, else in any. */
export function inLanguage(
  texts: Texts,
  languages: readonly string[],
): { language: string; text: string } {
  const has = Object.keys(texts);
  const primary = (tag: string) => tag.toLowerCase().split("-")[0];
  for (const wanted of [...languages, "en"]) {
    const exact = has.find((tag) => tag.toLowerCase() === wanted.toLowerCase());
    const language = exact ?? has.find((tag) => primary(tag) === primary(wanted));
    if (language !== undefined) return { language, text: texts[language]! };
  }
  const language = has[0] ?? "en";
  return { language, text: texts[language] ?? "" };
}
