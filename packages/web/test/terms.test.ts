import assert from "node:assert/strict";
import { test } from "node:test";
import type { taskRegistry } from "pasar-client/reading";
import { pagesFree } from "../src/logic/pages-free.js";
import {
  labelsOf,
  leastLabels,
  missingStake,
  missPenalty,
  ONE,
  payFor,
  rateOf,
  seatOpens,
  unfit,
  type Asked,
  type Has,
} from "../src/logic/terms.js";

const asked: Asked = {
  requester: "r",
  related: ["s"],
  open: true,
  minSkill: 3_000,
  minMass: 0,
  minStake: 0n,
  seatStake: 1_000n,
  issuers: [],
};

const has: Has = {
  address: "a",
  record: { standing: Math.ceil(0.3 * ONE), mass: 0, newcomer: true, suspended: false },
  staked: 1_000n,
  exposed: 0n,
  vouched: false,
};

const reasons = (change: Partial<Asked>, own: Partial<Has> = {}) =>
  unfit({ ...asked, ...change }, { ...has, ...own }).map(({ why }) => why);

test("everything that the registry would refuse is said", () => {
  assert.deepEqual(reasons({}), []);
  assert.deepEqual(reasons({ open: false }), ["closed"]);
  assert.deepEqual(reasons({}, { address: "r" }), ["related"]);
  assert.deepEqual(reasons({}, { address: "s" }), ["related"]);
  assert.deepEqual(reasons({ issuers: ["i"] }), ["credential"]);
  assert.deepEqual(reasons({ issuers: ["i"] }, { vouched: true }), []);
  assert.deepEqual(reasons({ minSkill: 3_100, minMass: 20 }), ["skill", "mass"]);
  assert.deepEqual(reasons({}, { exposed: 1n }), ["stake"]);
  assert.deepEqual(reasons({ minStake: 1_001n }), ["stake"]);
  assert.deepEqual(reasons({}, { record: { ...has.record, suspended: true } }), ["suspended"]);
});

test("missing stake counts what is exposed and what the terms want at least", () => {
  const own = { staked: 1_500n, exposed: 1_000n };
  assert.equal(missingStake({ minStake: 0n, seatStake: 1_000n }, own, 4n), 3_500n);
  assert.equal(missingStake({ minStake: 9_000n, seatStake: 1_000n }, own, 4n), 7_500n);
  assert.equal(missingStake({ minStake: 0n, seatStake: 0n }, own, 4n), 0n);
});

test("a missed page costs its part of the stake, rounded down", () => {
  assert.equal(missPenalty(1_000n, 1_000), 100n);
  assert.equal(missPenalty(999n, 1_000), 99n);
  assert.equal(missPenalty(0n, 10_000), 0n);
});

test("pay goes by skill between floor and full", () => {
  const pay = { floor: 1_500, full: 7_500 };
  assert.equal(rateOf(0.1 * ONE, pay), 0);
  assert.equal(rateOf(0.45 * ONE, pay), 5_000);
  assert.equal(rateOf(ONE, pay), 10_000);
  assert.equal(payFor(3n, 5, 9_999), 14n);
  assert.equal(leastLabels(45), 23);
});

test("a page of several questions has a label of each item and question", () => {
  const form = { questions: [{}, {}, {}] };
  const labels = labelsOf(form, 45);
  assert.equal(labels, 135);
  assert.equal(payFor(1_000n, labels, 10_000), 135_000n);
  assert.equal(leastLabels(labels), 68);
  // What an hour of 500 items pays at four fifths of the price.
  assert.equal(payFor(1_000n, labelsOf(form, 500), 8_000), 1_200_000n);
});

test("a seat is free where one is open, of a page in which one never sat", () => {
  const page = (task: number, newcomers: number, ...openings: [number, number][]) => ({
    task,
    newcomers,
    free: openings.reduce((sum, [, seats]) => sum + seats, 0),
    openings: openings.map(([at, seats]) => ({ at: `${at}000000000`, seats })),
  });
  const frontier: taskRegistry.FrontierEntry[] = [
    page(0, 2, [100, 1], [130, 2]),
    page(1, 0, [110, 0], [120, 1]),
    page(2, 1),
  ];
  assert.equal(seatOpens(frontier, []), 100);
  assert.equal(seatOpens(frontier, [0]), 120);
  assert.equal(seatOpens(frontier, [0, 1]), undefined);
  assert.equal(seatOpens([], []), undefined);
  // Page 0 has its newcomers.
  assert.equal(seatOpens(frontier, [], 2), 120);
  assert.equal(seatOpens(frontier, [], 3), 100);
  assert.equal(seatOpens(frontier, [], null), 100);
});

test("pages are left where a seat is free for somebody, and no more than they may have at once", () => {
  const page = (task: number, free: number, newcomers = 0) => ({
    task,
    free,
    newcomers,
    openings: [],
  });
  const frontier = { next: 3, tasks: [page(0, 1), page(1, 0), page(2, 2, 1)] };
  const nothing = { open: [], cap: 16 };
  assert.equal(pagesFree(frontier, 3, nothing), 2);
  assert.equal(pagesFree(frontier, 5, nothing), 4);
  assert.equal(pagesFree(frontier, 5, { open: [0], cap: 16 }), 3);
  assert.equal(pagesFree(frontier, 5, { open: [0], cap: 2 }), 1);
  assert.equal(pagesFree(frontier, 5, { open: [0, 1], cap: 1 }), 0);
  // Page 2 has its newcomer.
  assert.equal(pagesFree(frontier, 3, nothing, 1), 1);
  assert.equal(pagesFree(frontier, 5, nothing, 0), 0);
});
