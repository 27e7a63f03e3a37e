// Flat tables as Parquet: optional columns of four types, plainly encoded, in pages that are compressed by gzip, one
// group of rows. Written here because that is all that a data set needs, at a tenth of a library's bytes.
// The format: https://parquet.apache.org/docs/file-format, and parquet.thrift beside it.

import { own } from "../../words/own.js";

export interface ParquetColumn {
  name: string;
  type: "boolean" | "int64" | "double" | "text";
  /** Null where there is nothing; a boolean, a number (whole for `int64`) or a text otherwise. */
  values: readonly unknown[];
}

/** Rows of a page. */
const PAGE_ROWS = 16_384;
/** Numbers that the format has for types, encodings and codecs. */
const TYPES = { boolean: 0, int64: 2, double: 5, text: 6 } as const;
const PLAIN = 0;
const RLE = 3;
const GZIP = 2;
const OPTIONAL = 1;
const UTF8 = 0;
const DATA_PAGE = 0;
const VERSION = 1;

const MAGIC = bytesOf("PAR1");

/** A file of the columns, all of which have as many values; `metadata` are texts of its footer. */
export async function toParquet(
  columns: readonly ParquetColumn[],
  metadata: Readonly<Record<string, string>>,
  createdBy: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const count = columns[0]?.values.length ?? 0;
  const parts: Uint8Array[] = [MAGIC];
  let offset = MAGIC.length;
  const chunks: { chunk: Struct; size: number }[] = [];
  for (const column of columns) {
    const { pages, size } = await pagesOf(column);
    const compressed = lengthOf(pages);
    chunks.push({ size, chunk: chunkOf(column, { offset, size, compressed }) });
    parts.push(...pages);
    offset += compressed;
  }
  const group: Struct = {
    1: chunks.map(({ chunk }) => chunk),
    2: BigInt(chunks.reduce((sum, { size }) => sum + size, 0)),
    3: BigInt(count),
  };
  const footer = struct({
    1: VERSION,
    2: [{ 4: "schema", 5: columns.length }, ...columns.map(elementOf)],
    3: BigInt(count),
    4: count > 0 ? [group] : [],
    5: Object.entries(metadata).map(([key, value]) => ({ 1: key, 2: value })),
    6: createdBy,
  });
  return joined([...parts, footer, little(footer.length), MAGIC]);
}

function elementOf({ name, type }: ParquetColumn): Struct {
  const text = type === "text" ? { 6: UTF8, 10: { 1: {} } } : {};
  return { 1: TYPES[type], 3: OPTIONAL, 4: name, ...text };
}

function chunkOf(
  { name, type, values }: ParquetColumn,
  { offset, size, compressed }: { offset: number; size: number; compressed: number },
): Struct {
  const meta: Struct = {
    1: TYPES[type],
    2: [PLAIN, RLE],
    3: [name],
    4: GZIP,
    5: BigInt(values.length),
    6: BigInt(size),
    7: BigInt(compressed),
    9: BigInt(offset),
  };
  return { 2: BigInt(offset), 3: meta };
}

/** The pages of a column with their headers, and how large they are before they are compressed. */
async function pagesOf({ name, type, values }: ParquetColumn) {
  const pages: Uint8Array[] = [];
  let size = 0;
  for (let from = 0; from < values.length; from += PAGE_ROWS) {
    const some = values.slice(from, from + PAGE_ROWS).map((value) => value ?? null);
    const plain = joined([
      levels(some),
      encoded(
        name,
        type,
        some.filter((one) => one !== null),
      ),
    ]);
    const page = await gzip(plain);
    const header = struct({
      1: DATA_PAGE,
      2: plain.length,
      3: page.length,
      5: { 1: some.length, 2: PLAIN, 3: RLE, 4: RLE },
    });
    pages.push(header, page);
    size += header.length + plain.length;
  }
  return { pages, size };
}

/** Which rows have a value, as runs of the same: how long, then 1 or 0. */
function levels(values: readonly unknown[]): Uint8Array {
  const runs: number[] = [];
  for (let from = 0; from < values.length; ) {
    const has = values[from] !== null;
    let to = from;
    while (to < values.length && (values[to] !== null) === has) to += 1;
    runs.push(...varint((to - from) * 2), Number(has));
    from = to;
  }
  return joined([little(runs.length), new Uint8Array(runs)]);
}

function encoded(name: string, type: ParquetColumn["type"], values: readonly unknown[]) {
  if (type === "text") {
    const texts = values.map((value) => bytesOf(wanted(name, value, "string")));
    return joined(texts.flatMap((text) => [little(text.length), text]));
  }
  if (type === "boolean") {
    const bits = new Uint8Array(Math.ceil(values.length / 8));
    values.forEach((value, at) => {
      if (wanted(name, value, "boolean")) bits[at >> 3]! |= 1 << at % 8;
    });
    return bits;
  }
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, at) => {
    const number = wanted(name, value, "number");
    if (type === "double") view.setFloat64(8 * at, number, true);
    else view.setBigInt64(8 * at, BigInt(number), true);
  });
  return new Uint8Array(view.buffer);
}

interface Basic {
  string: string;
  boolean: boolean;
  number: number;
}

function wanted<K extends keyof Basic>(name: string, value: unknown, kind: K): Basic[K] {
  if (typeof value === kind) return value as Basic[K];
  const values = { name, found: typeof value, wanted: kind };
  throw own("cell", "column {name}: found a {found}, expected a {wanted}", values);
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// --- the compact protocol of Thrift: numbers are of 32 bits, big ones of 64 ----------------------

interface Struct {
  readonly [field: number]: Thrift;
}
type Thrift = number | bigint | string | readonly Thrift[] | Struct;

/** A struct's fields ascend, as the members of an object that are numbers do. */
function struct(fields: Struct): Uint8Array {
  let last = 0;
  const parts = Object.entries(fields).flatMap(([key, value]) => {
    const field = Number(key);
    const head = ((field - last) << 4) | typeOf(value);
    last = field;
    return [new Uint8Array([head]), element(value)];
  });
  return joined([...parts, new Uint8Array(1)]);
}

function typeOf(value: Thrift | undefined): number {
  if (typeof value === "number") return 5;
  if (typeof value === "bigint") return 6;
  if (typeof value === "string") return 8;
  return Array.isArray(value) ? 9 : 12;
}

function element(value: Thrift): Uint8Array {
  if (typeof value === "number" || typeof value === "bigint") {
    return new Uint8Array(varint(2 * Number(value)));
  }
  if (typeof value === "string") {
    const text = bytesOf(value);
    return joined([new Uint8Array(varint(text.length)), text]);
  }
  if (!Array.isArray(value)) return struct(value as Struct);
  const list = value as readonly Thrift[];
  const type = typeOf(list[0]);
  const head =
    list.length < 15 ? [(list.length << 4) | type] : [0xf0 | type, ...varint(list.length)];
  return joined([new Uint8Array(head), ...list.map(element)]);
}

/** Seven bits a byte, low ones first; of what is no less than zero. */
function varint(number: number): number[] {
  const bytes: number[] = [];
  let left = number;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push(left % 128 | 128);
  return [...bytes, left];
}

// --- bytes ---------------------------------------------------------------------------------------

function little(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const lengthOf = (parts: readonly Uint8Array[]) =>
  parts.reduce((sum, { length }) => sum + length, 0);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
