// What a table's columns are to Hugging Face's `datasets`, and the table as Parquet that says so of itself.

import { fieldText } from "../safe-text.js";
import type { Column, Table } from "./columns.js";
import { toParquet, type ParquetColumn } from "./parquet.js";
import { partOf } from "./text.js";

/** A feature: one of named classes, or a plain value. */
export type Feature = { classes: readonly string[] } | { dtype: string };

interface Typed {
  column: ParquetColumn;
  feature: Feature;
}

/** Classes of a tag: that an item does not have it, and that it does. */
const NO_YES = ["no", "yes"];

const DTYPES = { boolean: "bool", int64: "int64", double: "float64", text: "string" } as const;

/** Each column with its type. */
export function typed(table: Table): Typed[] {
  return table.columns.map((column, at) =>
    typedColumn(
      column,
      table.rows.map((row) => row[at] ?? null),
    ),
  );
}

function typedColumn({ name, kind }: Column, values: unknown[]): Typed {
  const as = (type: ParquetColumn["type"], make = (value: unknown): unknown => value): Typed => ({
    column: { name, type, values: values.map((value) => (value === null ? null : make(value))) },
    feature: { dtype: DTYPES[type] },
  });
  if (kind.of === "class") {
    if (isTag(kind.classes)) return as("boolean", (value) => value === NO_YES[1]);
    const numbers = new Map(kind.classes.map((label, number) => [label, number]));
    const { column } = as("int64", (value) => numbers.get(value as string));
    return { column, feature: { classes: kind.classes } };
  }
  if (kind.of === "scale") return as("double");
  if (kind.of === "part") return as("double", (value) => partOf(kind, value));
  if (kind.of === "count") return as("int64");
  return as(...fieldType(values));
}

const isTag = (classes: readonly string[]) =>
  classes.length === NO_YES.length && classes.every((name, at) => name === NO_YES[at]);

/** The type of what a field holds in all items; where they differ, texts. */
function fieldType(
  values: readonly unknown[],
): [ParquetColumn["type"], ((value: unknown) => unknown)?] {
  const found = values.filter((value) => value !== null);
  const all = (fits: (value: unknown) => boolean) => found.length > 0 && found.every(fits);
  if (all((value) => typeof value === "boolean")) return ["boolean"];
  if (all(Number.isSafeInteger)) return ["int64"];
  if (all((value) => typeof value === "number")) return ["double"];
  return ["text", fieldText];
}

/** The table as Parquet. Its footer has the features as `datasets` writes and reads them. */
export function toFeatured(table: Table, createdBy: string): Promise<Uint8Array<ArrayBuffer>> {
  const all = typed(table);
  // Members of an object would stand in another order where they are numbers.
  const features = all.map(({ column, feature }) => {
    const said =
      "classes" in feature
        ? { names: feature.classes, _type: "ClassLabel" }
        : { dtype: feature.dtype, _type: "Value" };
    return `${JSON.stringify(column.name)}:${JSON.stringify(said)}`;
  });
  const huggingface = `{"info":{"features":{${features.join(",")}}}}`;
  return toParquet(
    all.map(({ column }) => column),
    { huggingface },
    createdBy,
  );
}
