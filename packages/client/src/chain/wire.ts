// The few messages of one or two fields that queries need, with the reader and the writer of
// cosmjs-types: its files of the query services would make the first load several times as large.

import { BinaryReader, BinaryWriter } from "cosmjs-types/binary";

/** Wire type of bytes, texts and messages. */
const BYTES = 2;
/** Wire type of whole numbers. */
const VARINT = 0;

/** A message with these fields, by their numbers: texts, or bytes. */
export function writeFields(fields: Record<number, string | Uint8Array>): Uint8Array {
  const writer = BinaryWriter.create();
  for (const [number, value] of Object.entries(fields)) {
    if (value.length === 0) continue;
    writer.uint32((Number(number) << 3) | BYTES);
    if (typeof value === "string") writer.string(value);
    else writer.bytes(value);
  }
  return writer.finish();
}

/** A field of a message: bytes, or a message in it. Empty where it is not there. */
export function readField(message: Uint8Array, number: number): Uint8Array {
  return find(message, number, BYTES, (reader) => reader.bytes()) ?? new Uint8Array(0);
}

/** A field that is a text. */
export function readText(message: Uint8Array, number: number): string {
  return new TextDecoder().decode(readField(message, number));
}

/** A field that is a whole number. */
export function readNumber(message: Uint8Array, number: number): bigint {
  return find(message, number, VARINT, (reader) => reader.uint64()) ?? 0n;
}

/** The last field of that number, as protobuf has it. */
function find<T>(
  message: Uint8Array,
  number: number,
  type: number,
  read: (reader: BinaryReader) => T,
): T | undefined {
  const reader = new BinaryReader(message);
  let found: T | undefined;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === ((number << 3) | type)) found = read(reader);
    else reader.skipType(tag & 7);
  }
  return found;
}
