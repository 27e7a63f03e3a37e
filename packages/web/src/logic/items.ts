// Items of a new campaign out of a table: the lines of its manifest, and the answers that are known.

import { byCodePoint } from "./code-points.js";
import { TableError, type Table } from "./table.js";

/** Most items of a list that a page hashes and labelers fetch as a whole. */
export const MOST_ITEMS = 16_384;

export interface Items {
  names: readonly string[];
  /** JSON objects, one a line of the manifest; what is gold is in none. */
  lines: readonly string[];
  /** Columns that labelers may be shown. */
  fields: readonly string[];
  /** Known answers: the item's number, and the name of a class. */
  gold: readonly (readonly [number, string])[];
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

const NAMES = ["item", "id"];

/** The items of a table; throws where there is no column of names, or a name stands twice. */
export function itemsOf(table: Table): Items {
  const { columns, rows, lines } = table;
  const lower = columns.map((name) => name.toLowerCase());
  const named = NAMES.map((name) => lower.indexOf(name)).find((index) => index >= 0);
  if (named === undefined) {
    throw new TableError(
      1,
      `no column "item", found ${columns.map((one) => `"${one}"`).join(", ")}`,
    );
  }
  if (rows.length === 0) throw new TableError(2, "no items");
  if (rows.length > MOST_ITEMS) {
    throw new TableError(MOST_ITEMS + 2, `more than ${MOST_ITEMS} items; pasar create takes more`);
  }
  const golden = lower.indexOf("gold");
  if (golden !== lower.lastIndexOf("gold"))
    throw new TableError(1, "two columns of gold; keep one");
  const seen = new Map<string, number>();
  rows.forEach((row, index) => {
    const name = row[named] ?? "";
    const before = seen.get(name);
    const line = lines[index] ?? 0;
    if (name === "") throw new TableError(line, "an item without a name");
    if (before !== undefined)
      throw new TableError(line, `item "${name}" stands in line ${before} too`);
    seen.set(name, line);
  });
  const fields = columns.filter((_, index) => index !== golden);
  const objects = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((name, index) => (index === golden ? [] : [[name, row[index] ?? ""]])),
    ),
  );
  const answers = rows.map((row, item) => [item, row[golden]?.trim() ?? ""] as const);
  return {
    names: [...seen.keys()],
    lines: objects.map(sortedJson),
    fields: fields.filter((name) => name !== columns[named]),
    gold: golden < 0 ? [] : answers.filter(([, label]) => label !== ""),
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

/** The gold of each page, by the items' places in it; throws in words where the chain would refuse it. */
export function goldOf(
  gold: Items["gold"],
  classes: readonly string[],
  items: number,
  page: number,
): { index: number; class: number }[][] {
  const tasks: { index: number; class: number }[][] = Array.from(
    { length: Math.ceil(items / page) },
    () => [],
  );
  for (const [item, label] of gold) {
    const found = classes.indexOf(label);
    if (found < 0) {
      const known = classes.map((name) => `"${name}"`).join(", ");
      throw new Error(`gold of item ${item + 1} is "${label}", expected one of ${known}`);
    }
    tasks[Math.floor(item / page)]?.push({ index: item % page, class: found });
  }
  tasks.forEach((task, number) => checkGold(task, number, Math.min(page, items - number * page)));
  return tasks;
}

/** Least items of a page that may have gold, and least gold items of one. */
const LEAST_PAGE = 40;
const LEAST_GOLD = 10;

function checkGold(task: readonly { class: number }[], number: number, items: number): void {
  const found = task.length;
  if (items < LEAST_PAGE) {
    if (found > 0)
      throw new Error(`page ${number} has ${items} items, and gold needs ${LEAST_PAGE}`);
    return;
  }
  const most = Math.floor(items / 4);
  if (found < LEAST_GOLD || found > most) {
    throw new Error(`page ${number} has ${found} gold items, expected ${LEAST_GOLD} to ${most}`);
  }
  const counts = new Map<number, number>();
  for (const { class: label } of task) counts.set(label, (counts.get(label) ?? 0) + 1);
  const largest = Math.max(...counts.values());
  if (10 * largest > 6 * found) {
    throw new Error(
      `${largest} of ${found} gold items of page ${number} are of one class, at most 60 %`,
    );
  }
}
