import assert from "node:assert/strict";
import { test } from "node:test";
import { Draft, MOST_STEPS, NONE, OPEN } from "../src/logic/draft.js";

const state = (draft: Draft) => Array.from({ length: draft.count }, (_, at) => draft.label(at));

test("undo and redo go across items, and a new label ends what could be redone", () => {
  let draft = Draft.empty(3).set(1, 1).set(2, 2).set(NONE);
  assert.deepEqual(state(draft), [1, 2, NONE]);
  draft = draft.undo().undo();
  assert.deepEqual(state(draft), [1, OPEN, OPEN]);
  assert.equal(draft.at, 1);
  assert.deepEqual(state(draft.redo().redo()), [1, 2, NONE]);
  draft = draft.set(7);
  assert.equal(draft.canRedo, false);
  assert.deepEqual(state(draft.undo().undo().undo()), [OPEN, OPEN, OPEN]);
});

test("any walk of labels, undone step by step, leads back to where it began", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  let draft = Draft.empty(20);
  const seen = [state(draft)];
  for (let step = 0; step < 300; step += 1) {
    const before = draft.data.done;
    draft = draft.go(random(20)).set(random(4), random(20));
    if (draft.data.done > before) seen.push(state(draft));
  }
  for (const wanted of seen.reverse().slice(1)) {
    draft = draft.undo();
    assert.deepEqual(state(draft), wanted);
  }
  assert.equal(draft.canUndo, false);
});

test("a draft that was kept goes on as it was; one of another seat is refused", () => {
  const draft = Draft.empty(4).set(2, 1).set(NONE, 3).undo();
  const kept = structuredClone(draft.data);
  const again = Draft.of(kept, 4);
  assert.ok(again);
  assert.deepEqual(state(again.redo()), [2, NONE, OPEN, OPEN]);
  assert.equal(Draft.of(kept, 5), undefined);
  assert.equal(Draft.of({ ...kept, done: 9 }, 4), undefined);
  assert.equal(Draft.of({ ...kept, at: 4 }, 4), undefined);
  assert.equal(Draft.of(undefined, 4), undefined);
});

test("the next open item is found in the order that is shown, around its end", () => {
  const order = [2, 0, 3, 1];
  const draft = Draft.empty(4).set(1);
  assert.equal(draft.nextOpen(order, 2), 3);
  assert.equal(draft.nextOpen(order, 1), 2);
  const full = [0, 1, 2, 3].reduce((filled, at) => filled.go(at).set(0), draft);
  assert.equal(full.nextOpen(order, 0), undefined);
});

test("what is sealed knows no difference between open and none; the tally does", () => {
  const draft = Draft.empty(4).set(3, 1).set(NONE);
  assert.deepEqual(draft.tally, { labeled: 1, none: 1, open: 2 });
  assert.deepEqual([...draft.sealed()], [3, NONE, NONE, NONE]);
});

test("the oldest steps fall away", () => {
  let draft = Draft.empty(1);
  for (let step = 0; step <= MOST_STEPS; step += 1) draft = draft.set(step % 2);
  assert.equal(draft.data.done, MOST_STEPS);
});
