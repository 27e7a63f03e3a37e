import assert from "node:assert/strict";
import { test } from "node:test";
import { packItems, unpackItems } from "../src/index.js";

test("sets of items are bitmaps, low bits first", () => {
  assert.deepEqual(packItems([8, 0, 3], 10), Uint8Array.of(0b1001, 0b1));
  assert.deepEqual(unpackItems(Uint8Array.of(0b1001, 0b1)), [0, 3, 8]);
  assert.deepEqual(packItems([], 16), Uint8Array.of(0, 0));
});

test("items after the last one are refused", () => {
  for (const item of [10, -1, 1.5]) assert.throws(() => packItems([item], 10), RangeError);
});
