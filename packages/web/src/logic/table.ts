// Tables of items as people save them: separated by commas, semicolons or tabs, with quotes around what
// needs them. What is wrong is said with its line. The command line reads more forms (docs/cli.md).

/** A table with a line of names. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Line of the file in which each row begins, counted from 1. */
  lines: readonly number[];
}

/** Thrown where a file is no table. */
export class TableError extends Error {
  override readonly name = "TableError";

  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
  }
}

/** Reads a table. */
export function readTable(text: string): Table {
  const source = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(source.split(/\r?\n/, 1)[0] ?? "");
  const found = [...records(source, separator)].filter(({ fields }) => fields.join("") !== "");
  const [head, ...body] = found;
  if (!head) throw new TableError(1, "the file is empty, expected names of columns");
  const columns = head.fields.map((name) => name.trim());
  columns.forEach((name, index) => {
    if (name === "") throw new TableError(head.line, `column ${index + 1} has no name`);
    if (columns.indexOf(name) !== index) throw new TableError(head.line, `column "${name}" twice`);
  });
  for (const { fields, line } of body) {
    if (fields.length === columns.length) continue;
    throw new TableError(line, `${fields.length} fields, expected ${columns.length}`);
  }
  return {
    columns,
    rows: body.map(({ fields }) => fields),
    lines: body.map(({ line }) => line),
  };
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
      throw new TableError(line, `text after a closing quote: ${text.slice(at, at + 10)}`);
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
  throw new TableError(line, "a quote that is never closed");
}
