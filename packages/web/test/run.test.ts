// What requesters' pages propose, and what they do while nobody looks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { classQuestion, type taskRegistry } from "pasar-client/reading";
import type { ReadSeat } from "pasar-client/signing";
import {
  awaits,
  isReady,
  proposal,
  stepsFor,
  type Proposal,
  type RunningTask,
} from "../src/logic/run.js";

const CLASSES = { questions: [classQuestion(["no", "yes"])] };
const FORM = { questions: [...CLASSES.questions, classQuestion(["a", "b"], "kind")] };
const SCALE = {
  questions: [{ scale: { name: "", levels: 5, from: "0", to: "4", read: "mean" as const } }],
};
const INFERRED = { seats: 3, items: [2, 5], margins: [] };

/** Seats of which each turns every other item. */
const seats = Array.from({ length: 2 }, (_, seat) => {
  const asked = Array.from({ length: 40 }, (_, item) => item);
  return { asked, labels: Uint8Array.from(asked, (item) => (item + seat) % 2) } as ReadSeat;
});

test("the chain's inference has the word where it is here, whatever is asked", () => {
  for (const terms of [CLASSES, FORM, SCALE]) {
    const wanted = { again: [2, 5], more: 3, by: "truth" };
    assert.deepEqual(proposal(terms, 40, seats, INFERRED), wanted);
  }
});

test("without it votes are counted of one question of classes, and of no form", () => {
  const { again, more, by } = proposal(CLASSES, 40, seats, undefined);
  assert.deepEqual([again.length, more, by], [40, 2, "votes"]);
  for (const terms of [FORM, SCALE]) {
    assert.deepEqual(proposal(terms, 40, seats, undefined), { again: [], more: 0, by: "nothing" });
  }
});

function running(
  task: number,
  phase: taskRegistry.Phase,
  ...status: taskRegistry.SeatStatus[]
): RunningTask {
  const seats = status.map((one) => ({ status: one }) as taskRegistry.SeatResponse);
  return { task: { task, phase, seats_wanted: 2 } as taskRegistry.TaskResponse, seats };
}

test("a page is ready once all seats that it wants are sealed, and while it reveals", () => {
  assert.ok(isReady(running(0, "collecting", "sealed", "forfeited", "sealed")));
  assert.ok(!isReady(running(0, "collecting", "sealed", "drawn")));
  assert.ok(isReady(running(0, "revealing", "sealed")));
  assert.ok(!isReady(running(0, "resolved", "sealed", "sealed")));
});

test("while nobody looks pages are asked for or ended by the inference alone", () => {
  const full = (task: number) => running(task, "collecting", "sealed", "sealed");
  const said = (task: number, again: number[], by: Proposal["by"]) => {
    return { task, seats, unreadable: 0, again, more: 3, by };
  };
  const tasks = [0, 1, 2, 3, 4].map(full);
  const read = [
    said(0, [1, 2], "truth"),
    said(1, [], "truth"),
    said(2, [1], "votes"),
    said(3, [], "nothing"),
  ];
  const { asks, closing, undecided } = stepsFor([...tasks, running(5, "revealing")], read);
  assert.deepEqual(
    asks.map(({ task }) => task),
    [0],
  );
  // Of the last one no box is found, so more seats would say no more.
  assert.deepEqual(closing, [1, 4]);
  assert.ok(undecided);
  assert.equal(stepsFor(tasks.slice(0, 2), read).undecided, false);
});

test("a page is decided after its reveals, and after its test items, or when their time is over", () => {
  const page = (sealed: boolean, gold_by?: string) => {
    const one = running(0, "revealing", sealed ? "sealed" : "revealed");
    const times = { deadline: "5", ...(gold_by !== undefined && { gold_by }) };
    return { ...one, task: { ...one.task, ...times } };
  };
  const at = (now: number) => (moment: string | null | undefined) =>
    !!moment && Number(moment) < now;
  assert.equal(awaits(page(true, "8"), at(4)), "reveals");
  assert.equal(awaits(page(true, "8"), at(6)), "gold");
  assert.equal(awaits(page(false, "8"), at(4)), "gold");
  assert.equal(awaits(page(false, "8"), at(9)), undefined);
  assert.equal(awaits(page(false), at(4)), undefined);
  assert.equal(awaits(running(0, "collecting", "sealed"), at(4)), undefined);
});
