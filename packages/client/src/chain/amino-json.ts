import { utf8 } from "../formats/bytes.js";

/** The bytes that are signed: keys in their order, and what Go's writer of JSON escapes. */
export function aminoBytes(doc: object): Uint8Array {
  const text = JSON.stringify(sorted(doc));
  return utf8(text.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
