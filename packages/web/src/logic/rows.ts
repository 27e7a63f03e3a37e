// Labels as files: CSV and JSON lines.

export interface LabelRow {
  item: string;
  /**
   * By column: of one question `label`, `margin` in bits and `confidence`; of several the name of each, and
   * `NAME_margin` and `NAME_confidence`. On a scale the column has the value.
   */
  labels: Readonly<Record<string, string | number | null>>;
  fields?: Readonly<Record<string, unknown>>;
}

/** A value of a CSV file. What a spreadsheet would run as a formula is kept from it by a quote. */
function cell(value: unknown): string {
  const text = typeof value === "string" ? value : value == null ? "" : JSON.stringify(value);
  const tame = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replace(/"/g, '""')}"` : tame;
}

/** Rows with the fields of their items, where those are known. */
export function toCsv(rows: readonly LabelRow[]): string {
  const of = (part: "labels" | "fields") => [
    ...new Set(rows.flatMap((row) => Object.keys(row[part] ?? {}))),
  ];
  const columns = of("labels");
  const taken = new Set(["item", ...columns]);
  const names = of("fields").filter((name) => !taken.has(name));
  const line = (values: readonly unknown[]) => values.map(cell).join(",");
  const body = rows.map(({ item, labels, fields }) =>
    line([item, ...columns.map((name) => labels[name]), ...names.map((name) => fields?.[name])]),
  );
  return [line(["item", ...columns, ...names]), ...body, ""].join("\r\n");
}

export function toJsonLines(rows: readonly LabelRow[]): string {
  return rows
    .map(({ item, labels, fields }) => `${JSON.stringify({ ...fields, item, ...labels })}\n`)
    .join("");
}
