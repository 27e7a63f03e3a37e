// Many items at once: where that can be, and which tiles stand together.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "pasar-client/manifest";
import { firstTile, fitsGrid, SHORT, TILES } from "../src/logic/grid.js";
import { meaning } from "../src/logic/keys.js";

const image: Block = { show: "image", field: "picture" };
const text: Block = { show: "text", field: "note" };

test("tiles are for pictures and short texts", () => {
  const item = (note: string) => ({ fields: { picture: "1.png", note } });
  assert.ok(fitsGrid([image], [item("")]));
  assert.ok(fitsGrid([image, text], [item("short"), item("x".repeat(SHORT))]));
  assert.ok(!fitsGrid([image, text], [item("short"), item("x".repeat(SHORT + 1))]));
  // What is not shown may be as long as it likes.
  assert.ok(fitsGrid([image], [item("x".repeat(SHORT + 1))]));
  assert.ok(!fitsGrid([image, { show: "audio", field: "sound" }], [item("")]));
  assert.ok(!fitsGrid([{ show: "table", fields: ["note"] }], [item("")]));
  // A list without a header says nothing of how its items are shown.
  assert.ok(!fitsGrid(undefined, [item("")]));
});

test("the tiles of a page of 16 384 items are few, and each item is on one screen of them", () => {
  const order = Array.from({ length: 16_384 }, (_, index) => 16_383 - index);
  const screens = new Set<number>();
  for (let at = 0; at < order.length; at += 1) {
    const first = firstTile(order, at);
    screens.add(first);
    assert.ok(order.slice(first, first + TILES).includes(at));
  }
  assert.equal(screens.size, Math.ceil(order.length / TILES));
  assert.equal(firstTile(order, 99_999), 0);
});

test("its key shows many items, whatever the keyboard writes it with", () => {
  const press = { key: "'", code: "Quote", ctrlKey: false, metaKey: false, altKey: false };
  assert.equal(meaning({ ...press, shiftKey: false }, []), "grid");
  assert.equal(meaning({ ...press, code: "Backslash", shiftKey: true }, []), "grid");
});
