// Tables of items as people save them: separated by commas, semicolons or tabs, with quotes around what
// needs them. What is wrong is said with its line. The command line reads more forms (docs/cli.md).

import { own } from "../words/own.js";

/** A table with a line of names. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Line of the file in which each row begins, counted from 1. */
  lines: readonly number[];
}

/** Reads a table; throws where a file is none. */
export function readTable(text: string): Table {
  const source = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(source.split(/\r?\n/, 1)[0] ?? "");
  const found = [...records(source, separator)].filter(({ fields }) => fields.join("") !== "");
  const [head, ...body] = found;
  if (!head) {
    throw own("table_empty", "line {line}: the file is empty, expected names of columns", {
      line: 1,
    });
  }
  const columns = head.fields.map((name) => name.trim());
  const { line } = head;
  columns.forEach((name, index) => {
    if (name === "") {
      const column = index + 1;
      throw own("column_unnamed", "line {line}: column {column} has no name", { line, column });
    }
    if (columns.indexOf(name) !== index) {
      throw own("column_twice", 'line {line}: column "{name}" twice', { line, name });
    }
  });
  for (const { fields, line } of body) {
    const [found, wanted] = [fields.length, columns.length];
    if (found === wanted) continue;
    throw own("fields", "line {line}: {found} fields, expected {wanted}", { line, found, wanted });
  }
  return {
    columns,
    rows: body.map(({ fields }) => fields),
    lines: body.map(({ line }) => line),
  };
}

/** Names of the column of items. */
const NAMES = ["item", "id"];

/** The place of the column with the names of items; throws where there is none. */
export function itemColumn({ columns }: Pick<Table, "columns">): number {
  const lower = columns.map((name) => name.toLowerCase());
  const place = NAMES.map((name) => lower.indexOf(name)).find((index) => index >= 0);
  if (place !== undefined) return place;
  const found = columns.map((one) => `"${one}"`).join(", ");
  throw own("item_column", 'line 1: no column "item", found {found}', { found });
}

/** Semicolons or tabs count where the names have no comma between them. */
function separatorOf(head: string): string {
  if (head.includes(",")) return ",";
  return head.includes("\t") ? "\t" : head.includes(";") ? ";" : ",";
}

interface Row {
  fields: string[];
  line: number;
}

function* records(text: string, separator: string): Generator<Row> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const row: Row = { fields: [], line };
    for (;;) {
      const field = text[at] === '"' ? quoted(text, at, line) : plain(text, at, separator);
      row.fields.push(field.value);
      line += field.value.split("\n").length - 1;
      at = field.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    if (text[at] === "\r") at += 1;
    if (at < text.length && text[at] !== "\n") {
      const found = text.slice(at, at + 10);
      throw own("quote_text", "line {line}: text after a closing quote: {found}", { line, found });
    }
    at += 1;
    line += 1;
    yield row;
  }
}

function plain(text: string, from: number, separator: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== "\n") end += 1;
  const value = text.slice(from, end);
  const carriage = value.endsWith("\r") && text[end] !== separator;
  return { value: (carriage ? value.slice(0, -1) : value).trim(), end };
}

function quoted(text: string, from: number, line: number): { value: string; end: number } {
  let value = "";
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') {
      value += text[at];
    } else if (text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else {
      return { value, end: at + 1 };
    }
  }
  throw own("quote_open", "line {line}: a quote that is never closed", { line });
}
