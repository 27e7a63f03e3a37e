// Bytes as hashes take them: integers big-endian, strings and bytes after their length.

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

const decoder = new TextDecoder();

/** The text of UTF-8 bytes. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Byte strings one after the other. */
export function concat(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Whether two byte strings are the same. For public values only: its time depends on them. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** An unsigned integer of one, two or four bytes, big-endian. */
export function bigEndian(name: string, value: number, bytes: 1 | 2 | 4): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * bytes)) {
    throw new RangeError(`${name} is ${value}, expected an integer of ${8 * bytes} bits`);
  }
  const out = new Uint8Array(bytes);
  for (let index = 0; index < bytes; index += 1) {
    out[bytes - 1 - index] = Math.floor(value / 2 ** (8 * index)) % 256;
  }
  return out;
}

/** A length byte, then the bytes. */
export function short(name: string, value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === "string" ? utf8(value) : value;
  return concat(bigEndian(`length of ${name}`, bytes.length, 1), bytes);
}

/** Refuses bytes of another length. */
export function ofLength(name: string, bytes: Uint8Array, wanted: number): Uint8Array {
  if (bytes.length !== wanted) {
    throw new RangeError(`${name} has ${bytes.length} bytes, expected ${wanted}`);
  }
  return bytes;
}
