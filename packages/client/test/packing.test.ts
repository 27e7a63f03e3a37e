import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answersLength,
  bitsPerLabel,
  NO_LABEL,
  pack,
  packAnswers,
  packedLength,
  unpack,
  unpackAnswers,
} from "../src/index.js";

test("2, 4 or 8 bits by the number of values", () => {
  assert.deepEqual(
    [2, 3, 4, 15, 16, 32, 255].map((values) => bitsPerLabel(values)),
    [2, 2, 4, 4, 8, 8, 8],
  );
  for (const values of [1, 256, 2.5]) assert.throws(() => bitsPerLabel(values), RangeError);
});

test("unpacking reverses packing, for all sizes", () => {
  for (let classes = 2; classes <= 32; classes += 1) {
    for (let count = 0; count < 20; count += 1) {
      const labels = Uint8Array.from({ length: count }, (_, item) =>
        item % 5 === 4 ? NO_LABEL : (item * 7 + count) % classes,
      );
      const packed = pack(classes, labels);
      assert.equal(packed.length, packedLength(classes, count));
      assert.deepEqual(unpack(classes, count, packed), labels);
    }
  }
});

test("null is no label", () => {
  assert.deepEqual(pack(3, [0, null, 2]), pack(3, [0, NO_LABEL, 2]));
});

test("refuses what the registry refuses", () => {
  assert.throws(() => pack(2, [0, 2]), /label 2 at position 1/);
  assert.throws(() => pack(4, [-1]), RangeError);
  assert.throws(() => unpack(2, 1, Uint8Array.of(2)), /label 2 at position 0/);
  assert.throws(() => unpack(2, 5, Uint8Array.of(0)), /1 bytes, expected 2/);
  assert.throws(() => unpack(2, 1, Uint8Array.of(0b100)), /after the last label/);
});

test("answers are packed question by question", () => {
  const values = [2, 5, 101];
  const answers = [1, 0, null, 4, null, 0, 100, NO_LABEL, 7];
  const packed = packAnswers(values, 3, answers);
  assert.deepEqual([...packed], [0b11_00_01, 0xf4, 0x00, 100, 255, 7]);
  assert.equal(packed.length, answersLength(values, 3));
  const labels = Uint8Array.from(answers, (label) => label ?? NO_LABEL);
  assert.deepEqual(unpackAnswers(values, 3, packed), labels);
});

test("refuses answers that are not of the questions", () => {
  assert.throws(() => packAnswers([2, 2], 1, [0]), /1 labels, expected 2/);
  assert.throws(() => packAnswers([2, 101], 1, [0, 101]), /expected one below 101 or no label/);
  assert.throws(() => unpackAnswers([2, 101], 2, Uint8Array.of(0)), /1 bytes, expected 3/);
});
