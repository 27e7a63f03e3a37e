// Reads and checks headers. In the order in which members are checked here packages/formats checks them,
// so that both refuse the same header with the same words.

import { utf8 } from "../formats/bytes.js";
import { HeaderError } from "./error.js";
import { MAX_HINT_BYTES, MAX_TITLE_BYTES, Member } from "./member.js";
import { checkClasses, classesOf } from "./classes.js";
import type { Access, Block, Example, Header, ItemsFile, ManifestTerms } from "./types.js";

/** Most bytes of a header. */
export const MAX_HEADER_BYTES = 262_144;
/** Most bytes of the instructions in one language. */
export const MAX_INSTRUCTIONS_BYTES = 32_768;
/** Most items of a campaign. */
const MAX_ITEMS = 1 << 24;
const MAX_NAME_BYTES = 64;
const MAX_BLOCKS = 16;
const MAX_FIELDS = 64;
const MAX_WORDS = 100;
const MAX_EXAMPLES = 50;
const MAX_WARNINGS = 16;
const MAX_WARNING_BYTES = 128;
const MAX_PATH_BYTES = 256;
const MAX_MINUTES = 100_000;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const SHOWN = ["text", "image", "audio", "video", "html", "table", "link", "pair"] as const;

/** What reads and checks several questions. */
export type Forms = typeof import("./questions.js");

/** Loads that where a header needs it. */
export const formsOf = async (questions: unknown): Promise<Forms | undefined> =>
  questions === undefined || questions === null ? undefined : import("./questions.js");

/** The JSON of a header's file. */
export function headerJson(file: Uint8Array | string): unknown {
  const { length } = typeof file === "string" ? utf8(file) : file;
  if (length > MAX_HEADER_BYTES) {
    throw new HeaderError("", `${length} bytes`, `at most ${MAX_HEADER_BYTES}`);
  }
  try {
    return JSON.parse(typeof file === "string" ? file : decoder.decode(file));
  } catch {
    throw new HeaderError("", "no JSON", "a JSON object");
  }
}

/** A header of JSON that was read; `forms` is there where it has questions. Throws {@link HeaderError}. */
export function headerOf(value: unknown, forms: Forms | undefined): Header {
  const header = new Member("", value);
  header.object("a JSON object");
  const version = header.at("pasar");
  if (version.value !== "manifest/1") version.refuse('"manifest/1"');
  const title = header.at("title").texts(MAX_TITLE_BYTES);
  const instructions = header.at("instructions").texts(MAX_INSTRUCTIONS_BYTES, true);
  const license = header.at("license").optional((at) => at.text(MAX_TITLE_BYTES));
  const warnings = header.at("warnings").optional((at) => {
    return at.list("texts", 0, MAX_WARNINGS).map((entry) => entry.text(MAX_WARNING_BYTES));
  });
  const minutes = header.at("minutes_per_100").optional(minutesOf);
  const questions = forms && header.at("questions").optional(forms.questionsOf);
  const of = header.at("classes");
  if (questions) of.optional((at) => at.refuse("classes or questions, not both"));
  const classes = questions ? [] : classesOf(of);
  const view = header.at("view").list("blocks", 1, MAX_BLOCKS).map(block);
  const labelsOf = (member: Member) =>
    forms && questions
      ? { labels: forms.exampleLabels(member.at("labels"), questions) }
      : { label: member.at("label").className(classes) };
  const examples = header.at("examples").optional((at) => {
    return at.list("examples", 0, MAX_EXAMPLES).map((entry) => example(entry, labelsOf));
  });
  const items = itemsOf(header.at("items"));
  const access = header.at("access").optional(accessOf) ?? { kind: "public" };
  return {
    title,
    instructions,
    ...(license !== undefined && { license }),
    warnings: warnings ?? [],
    ...(minutes !== undefined && { minutes_per_100: minutes }),
    classes,
    ...(questions !== undefined && { questions }),
    view,
    examples: examples ?? [],
    items,
    access,
  };
}

/** Refuses a header that is of other terms; `forms` is there where it has questions. */
export function checkHeader(
  header: Header,
  terms: Pick<ManifestTerms, "questions" | "items">,
  forms: Forms | undefined,
): void {
  const { classes, questions, examples, items } = header;
  if (forms && questions) forms.checkQuestions(questions, examples, terms.questions);
  else checkClasses(classes, terms.questions);
  if (items.count !== terms.items) {
    throw new HeaderError("items.count", String(items.count), `${terms.items} as in the terms`);
  }
}

function minutesOf(member: Member): number {
  const { value } = member;
  if (typeof value !== "number" || value <= 0 || value > MAX_MINUTES) {
    member.refuse(`a number above 0, at most ${MAX_MINUTES}`);
  }
  return value as number;
}

const fieldName = (member: Member): string => member.text(MAX_NAME_BYTES);

function fieldNames(member: Member, least: number, most: number): string[] {
  return member.list("names of fields", least, most).map(fieldName);
}

function block(member: Member): Block {
  const show = member.at("show").word(SHOWN);
  const title = member.at("title").optional((at) => at.texts(MAX_TITLE_BYTES));
  const titled = title !== undefined ? { title } : {};
  if (show === "table") {
    return { ...titled, show, fields: fieldNames(member.at("fields"), 1, MAX_FIELDS) };
  }
  if (show === "pair") {
    const fields = fieldNames(member.at("fields"), 2, 2);
    const as = member.at("as").optional((at) => at.word(["text", "image"]));
    return { ...titled, show, fields, as: as ?? "text" };
  }
  const field = fieldName(member.at("field"));
  if (show === "image") {
    const zoom = member.at("zoom").optional((at) => at.boolean());
    const alt = member.at("alt").optional(fieldName);
    return {
      ...titled,
      show,
      field,
      ...(zoom !== undefined && { zoom }),
      ...(alt !== undefined && { alt }),
    };
  }
  if (show !== "text") return { ...titled, show, field };
  const size = member.at("size").optional((at) => at.word(["small", "normal", "large"]));
  const direction = member.at("direction").optional((at) => at.word(["auto", "ltr", "rtl"]));
  const highlight = member.at("highlight").optional((at) => {
    return at.list("words", 0, MAX_WORDS).map((entry) => entry.text(MAX_NAME_BYTES));
  });
  return {
    ...titled,
    show,
    field,
    ...(size !== undefined && { size }),
    ...(direction !== undefined && { direction }),
    ...(highlight !== undefined && { highlight }),
  };
}

function example(
  member: Member,
  labelsOf: (member: Member) => Pick<Example, "label" | "labels">,
): Example {
  const fields = member.at("fields").object();
  const said = labelsOf(member);
  const why = member.at("why").optional((at) => at.texts(MAX_HINT_BYTES, true));
  return { fields, ...said, ...(why !== undefined && { why }) };
}

/** A path below the header: what names another folder or server is none. */
function path(member: Member): string {
  const text = member.text(MAX_PATH_BYTES);
  if (!isRelativePath(text)) member.refuse("a path below the header's folder");
  return text;
}

/** Whether a text is a path that stays below the folder that it is relative to. */
export function isRelativePath(text: string): boolean {
  if (text === "" || /[\\?#:\0-\x1f\x7f]/.test(text)) return false;
  // A URL takes %2e for a dot.
  const parts = text.replace(/%2e/gi, ".").split("/");
  return parts.every((part) => part !== "" && part !== "." && part !== "..");
}

function itemsOf(member: Member): ItemsFile {
  const file = path(member.at("file"));
  const count = member.at("count");
  const { value } = count;
  if (!Number.isSafeInteger(value) || (value as number) < 1 || (value as number) > MAX_ITEMS) {
    count.refuse(`1 to ${MAX_ITEMS}`);
  }
  const index = member.at("index").optional(path);
  const proofs = member.at("proofs").optional(path);
  if ((index === undefined) !== (proofs === undefined)) {
    const missing = index === undefined ? "index" : "proofs";
    member.at(missing).refuse("index and proofs, or neither");
  }
  return {
    file,
    count: value as number,
    ...(index !== undefined && { index }),
    ...(proofs !== undefined && { proofs }),
  };
}

function accessOf(member: Member): Access {
  const kind = member.at("kind").word(["public", "gateway"]);
  if (kind === "public") return { kind };
  const url = member.at("url").text(MAX_PATH_BYTES);
  if (!isWebAddress(url)) member.at("url").refuse("an address that begins with https://");
  return { kind, url };
}

const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)/;

/** Whether an address is one that pages may fetch: https, or of this machine. */
export function isWebAddress(url: string): boolean {
  if (/[\s\\]/.test(url)) return false;
  return /^https:\/\/[^/?#@]+(?:[/?#]|$)/.test(url) || LOCAL.test(url);
}
