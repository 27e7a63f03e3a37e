// Items of a new campaign out of a table: the lines of its manifest, and the answers that are known.

import type { Column } from "./gold.js";
import { byCodePoint } from "./code-points.js";
import { own } from "../words/own.js";
import { itemColumn, type Table } from "./table.js";

/** Most items of a list that a page hashes and labelers fetch as a whole. */
export const MOST_ITEMS = 16_384;

export interface Items {
  names: readonly string[];
  /** JSON objects, one a line of the manifest; what is gold is in none. */
  lines: readonly string[];
  /** Columns that labelers may be shown. */
  fields: readonly string[];
  /** Columns of known answers, which are in no line: what they say of some items. */
  known: readonly Column[];
  /** The items, each with its name. */
  rows: readonly Readonly<Record<string, string>>[];
}

/** Items with further fields, and their lines anew. */
export function withFields(
  items: Items,
  more: (row: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Items {
  const rows = items.rows.map((row) => ({ ...row, ...more(row) }));
  return { ...items, rows, lines: rows.map(sortedJson) };
}

/**
 * The items of a table; throws where there is no column of names, or a name stands twice. A column `gold` has known
 * answers, and so have those that are called as a question.
 */
export function itemsOf(table: Table, questions: ReadonlySet<string> = new Set()): Items {
  const { columns, rows, lines } = table;
  const lower = columns.map((name) => name.toLowerCase());
  const named = itemColumn(table);
  if (rows.length === 0) throw own("items_none", "line 2: no items", {});
  if (rows.length > MOST_ITEMS) {
    throw own("items_many", "line {line}: more than {most} items; pasar create takes more", {
      line: MOST_ITEMS + 2,
      most: MOST_ITEMS,
    });
  }
  const golden = lower.indexOf("gold");
  if (golden !== lower.lastIndexOf("gold")) {
    throw own("gold_two", "line 1: two columns of gold; keep one", {});
  }
  const isKnown = (column: number) =>
    column !== named && (column === golden || questions.has(columns[column] ?? ""));
  const seen = new Map<string, number>();
  rows.forEach((row, index) => {
    const name = row[named] ?? "";
    const before = seen.get(name);
    const line = lines[index] ?? 0;
    if (name === "") throw own("item_unnamed", "line {line}: an item without a name", { line });
    if (before !== undefined) {
      const values = { line, name, before };
      throw own("item_before", 'line {line}: item "{name}" stands in line {before} too', values);
    }
    seen.set(name, line);
  });
  const objects = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((name, index) => (isKnown(index) ? [] : [[name, row[index] ?? ""]])),
    ),
  );
  // What is empty is unknown: the table has all items, and answers to some are known.
  const answers = (column: number) =>
    rows.flatMap((row, item) => {
      const text = row[column]?.trim() ?? "";
      return text === "" ? [] : [[item, { line: lines[item] ?? 0, text }] as const];
    });
  return {
    names: [...seen.keys()],
    lines: objects.map(sortedJson),
    fields: columns.filter((_, index) => index !== named && !isKnown(index)),
    known: columns.flatMap((name, index) =>
      isKnown(index) ? [{ name, cells: new Map(answers(index)) }] : [],
    ),
    rows: objects,
  };
}

/** An object as JSON with its keys in the order of their code points, as the command line writes it. */
function sortedJson(value: Readonly<Record<string, string>>): string {
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key])}`).join(",")}}`;
}

/** How a column looks as if it wants to be shown. */
export function guessShow(
  values: readonly string[],
): "image" | "audio" | "video" | "link" | "text" {
  const some = values.filter((value) => value !== "").slice(0, 20);
  const all = (pattern: RegExp) => some.length > 0 && some.every((value) => pattern.test(value));
  if (all(/\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?.*)?$/i)) return "image";
  if (all(/\.(?:mp3|wav|ogg|m4a|flac)(?:\?.*)?$/i)) return "audio";
  if (all(/\.(?:mp4|webm|mov)(?:\?.*)?$/i)) return "video";
  return all(/^https:\/\/\S+$/) ? "link" : "text";
}
