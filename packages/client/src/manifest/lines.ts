// Lines of items: one JSON object each.

import { coded } from "../chain/coded.js";
import { concat } from "../formats/bytes.js";
import { toHex } from "../formats/encoding.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ManifestError } from "./error.js";
import type { Block, Header } from "./types.js";
import { parseLink, type Link } from "./uri.js";

/** Most bytes of a line. */
export const MAX_LINE_BYTES = 65_536;
/** Most bytes of a page's lines together, and of a list that has no index. */
export const MAX_PAGE_BYTES = 32 << 20;

/** An item as labelers see it. */
export interface Item {
  /** Its number in the campaign. */
  number: number;
  /** Its name. */
  name: string;
  fields: Readonly<Record<string, unknown>>;
}

const NEWLINE = 0x0a;

/**
 * Takes the lines of a file that comes in parts, each without its newline. Gives what reads a part; without one it
 * takes what stands after the last newline, if anything does.
 */
export function lineReader(
  where: string,
  take: (line: Uint8Array) => unknown,
): (part?: Uint8Array) => void {
  let rest = new Uint8Array(0);
  const checked = <T extends Uint8Array>(line: T): T => {
    if (line.length <= MAX_LINE_BYTES) return line;
    throw new ManifestError("items", `a line of ${where} has more than ${MAX_LINE_BYTES} bytes`);
  };
  return (part) => {
    if (!part) return void (rest.length > 0 && take(rest));
    const bytes = concat(rest, part);
    let from = 0;
    for (let end; (end = bytes.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
      take(checked(bytes.subarray(from, end)));
    }
    rest = checked(bytes.slice(from));
  };
}

/** The lines of a file, each without its newline. */
export function splitLines(bytes: Uint8Array, where: string): Uint8Array[] {
  const lines: Uint8Array[] = [];
  const read = lineReader(where, (line) => lines.push(line));
  read(bytes);
  read();
  return lines;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What items of bare lists are called by, first to last. */
const NAMES = ["item", "id", "item_id", "input:item_id"];

/** The item of a line. */
export function parseItem(line: Uint8Array, number: number): Item {
  let fields: unknown;
  try {
    fields = JSON.parse(decoder.decode(line));
  } catch {
    fields = undefined;
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    const line = number + 1;
    throw coded(new ManifestError("items", `line ${line} is no JSON object`), "items_form", {
      line,
    });
  }
  const found = fields as Record<string, unknown>;
  const name = NAMES.filter((key) => Object.hasOwn(found, key)).map((key) => found[key])[0];
  const text = typeof name === "string" || typeof name === "number" ? String(name) : "";
  return { number, name: text || String(number + 1), fields: found };
}

/** Fields of media that a header shows, of an item or an example. */
export function mediaFields(header: Header): string[] {
  const fields = (block: Block): readonly string[] => {
    if (block.show === "pair") return block.as === "image" ? block.fields : [];
    return block.show === "image" || block.show === "audio" || block.show === "video"
      ? [block.field]
      : [];
  };
  return [...new Set(header.view.flatMap(fields))];
}

/** A link of an item, with the SHA-256 in hex that what it links to must have, where its line binds it. */
export function linkOf(
  fields: Readonly<Record<string, unknown>>,
  field: string,
  base: string,
): Link & { sha256?: string } {
  const link = parseLink(fields[field], base);
  const bound = fields[`${field}_sha256`];
  if (bound === undefined) return link;
  if (typeof bound !== "string" || !/^[0-9a-f]{64}$/.test(bound)) {
    throw new ManifestError("link", `${field}_sha256 is no SHA-256: 64 characters of hex`);
  }
  return { ...link, sha256: bound };
}

/** Refuses bytes that are not what a line binds. */
export function checkMedia(bytes: Uint8Array, wanted: string, what: string): void {
  const found = toHex(sha256(bytes));
  if (found === wanted) return;
  const text = `${what} was changed: its SHA-256 is ${found}, expected ${wanted}`;
  throw coded(new ManifestError("hash", text), "media_changed", { what });
}
