// Labels as files: CSV and JSON lines.

export interface LabelRow {
  item: string;
  label: string | null;
  /** Bits. */
  margin: number;
  confidence: number;
  fields?: Readonly<Record<string, unknown>>;
}

const COLUMNS = ["item", "label", "margin", "confidence"] as const;

/** A value of a CSV file. What a spreadsheet would run as a formula is kept from it by a quote. */
function cell(value: unknown): string {
  const text = typeof value === "string" ? value : value == null ? "" : JSON.stringify(value);
  const tame = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replace(/"/g, '""')}"` : tame;
}

/** Rows with the fields of their items, where those are known. */
export function toCsv(rows: readonly LabelRow[]): string {
  const taken: readonly string[] = COLUMNS;
  const names = [...new Set(rows.flatMap(({ fields }) => Object.keys(fields ?? {})))].filter(
    (name) => !taken.includes(name),
  );
  const line = (values: readonly unknown[]) => values.map(cell).join(",");
  const body = rows.map((row) =>
    line([...COLUMNS.map((name) => row[name]), ...names.map((name) => row.fields?.[name])]),
  );
  return [line([...COLUMNS, ...names]), ...body, ""].join("\r\n");
}

export function toJsonLines(rows: readonly LabelRow[]): string {
  return rows
    .map(({ fields, ...label }) => `${JSON.stringify({ ...fields, ...label })}\n`)
    .join("");
}
