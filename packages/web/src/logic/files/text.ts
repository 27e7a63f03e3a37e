// Tables as text: CSV and JSON lines, byte for byte as `pasar export` writes them, and what image folders want.

import { own } from "../../words/own.js";
import { byCodePoint } from "../code-points.js";
import { fieldText } from "../safe-text.js";
import type { Column, Kind, Table } from "./columns.js";

/** What spreadsheets run as a formula, where it is no number. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-](?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?$/;
/** Numbers of which other programs write every digit, and from which on JSON has an exponent. */
const PLAIN = 1e21;
const SHORT = 1e16;

const runs = (text: string) => FORMULA.test(text) && !NUMBER.test(text);

/** How many cells of a CSV file a spreadsheet would run as formulas. */
export function formulas({ columns, rows }: Table): number {
  const texts = [
    ...columns.map(({ name }) => name),
    ...rows.flatMap((row) => columns.map(({ kind }, at) => cellOf(kind, row[at]))),
  ];
  return texts.filter(runs).length;
}

/** A file of CSV. Where it is tame, `'` stands before what a spreadsheet would run: that changes the data. */
export function toCsv({ columns, rows }: Table, tame = false): string {
  const quoted = (text: string) => {
    const whole = tame && runs(text) ? `'${text}` : text;
    return /[",\r\n]/.test(whole) ? `"${whole.replace(/"/g, '""')}"` : whole;
  };
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(",")}\n`;
  return [
    line(columns.map(({ name }) => name)),
    ...rows.map((row) => line(columns.map(({ kind }, at) => cellOf(kind, row[at])))),
  ].join("");
}

/** A JSON object a row, with its members in the order of their names. */
export function toJsonLines({ columns, rows }: Table): string {
  const members = columns
    .map((column, at) => ({ ...column, at }))
    .sort((one, other) => byCodePoint(one.name, other.name));
  const member = (row: readonly unknown[]) => (column: Column & { at: number }) =>
    `${JSON.stringify(column.name)}:${jsonOf(column.kind, row[column.at])}`;
  return rows.map((row) => `{${members.map(member(row)).join(",")}}\n`).join("");
}

/** A number that stands for a part of one. */
export const partOf = ({ one }: Extract<Kind, { of: "part" }>, units: unknown): number =>
  Number(units) / one;

function cellOf(kind: Kind, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (kind.of === "part") return digitsOf(Number(value), kind);
  if (typeof value === "string") return value;
  if (kind.of !== "scale") return fieldText(value);
  const number = Number(value);
  if (Math.abs(number) < PLAIN) return String(number);
  return number.toLocaleString("en-US", { useGrouping: false });
}

function jsonOf(kind: Kind, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (kind.of === "part") return jsonNumber(partOf(kind, value));
  if (kind.of === "scale") return jsonNumber(Number(value));
  return typeof value === "string" ? JSON.stringify(value) : fieldText(value);
}

/** A number of which one sees that it need not be whole. */
function jsonNumber(number: number): string {
  if (Math.abs(number) >= SHORT) return number.toExponential();
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

/** Rounded to some digits; what lies in the middle to the even one, which `toFixed` does not. */
function digitsOf(units: number, { one, digits }: Extract<Kind, { of: "part" }>): string {
  const exact = Math.abs(units) * 10 ** digits;
  const rest = (exact % one) * 2;
  const below = Math.floor(exact / one);
  const near = rest > one || (rest === one && below % 2 === 1) ? below + 1 : below;
  const text = String(near).padStart(digits + 1, "0");
  return `${units < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * The table as `metadata.csv` of an image folder: the file's name stands first. What is linked to by an address is at
 * its host and path, where `wget --force-directories` puts it.
 */
export function toImageFolder(table: Table, field: string): string {
  const at = table.columns.findIndex(({ kind }) => kind.of === "field" && kind.field === field);
  if (at < 0) throw own("no_field", 'no item has a field "{field}"', { field });
  const others = <T>(row: readonly T[]) => row.filter((_, place) => place !== at);
  const name: Column = { name: "file_name", kind: { of: "text" }, what: "" };
  return toCsv({
    columns: [name, ...others(table.columns)],
    rows: table.rows.map((row) => [fileName(row[at]), ...others(row)]),
  });
}

/** Where a link's file is found below the folder. */
const fileName = (link: unknown) =>
  String(link ?? "")
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[?#].*$/, "");
