import assert from "node:assert/strict";
import { test } from "node:test";
import {
  leastLabels,
  missingStake,
  missPenalty,
  ONE,
  payFor,
  rateOf,
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
