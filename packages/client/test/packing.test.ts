import assert from "node:assert/strict";
import { test } from "node:test";
import { bitsPerLabel, NO_LABEL, pack, packedLength, unpack } from "../src/index.js";

test("2, 4 or 8 bits by class count", () => {
  assert.deepEqual(
    [2, 3, 4, 15, 16, 32].map((classes) => bitsPerLabel(classes)),
    [2, 2, 4, 4, 8, 8],
  );
  for (const classes of [1, 33, 2.5]) assert.throws(() => bitsPerLabel(classes), RangeError);
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
