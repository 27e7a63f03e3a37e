// Panels of challenges: who may sit, and what it pays.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { taskRegistry } from "pasar-client/reading";
import { challengeEnd, mayChallenge, toggled } from "../src/logic/challenge.js";
import { chainNow } from "../src/logic/clock.js";
import { NONE } from "../src/logic/draft.js";
import { askedOfPanelists, panelPay, stakeEnd } from "../src/logic/panel.js";
import { href, readHash } from "../src/logic/route.js";
import { unfit, type Asked } from "../src/logic/terms.js";

const asked: Asked = {
  requester: "requester",
  related: [],
  open: false,
  minSkill: 0,
  minMass: 0,
  minStake: 0n,
  seatStake: 10n,
  issuers: [],
};
const terms = (floor: number, panel_mass: number) => ({
  pay: { floor, full: 9_000 },
  challenge: { max: 1, panel_seats: 3, window_seconds: 600, panel_mass },
});

test("panelists stand above what is asked of labelers, also where the campaign is closed", () => {
  const of = (change: Partial<Asked>, floor = 1_000) => {
    const { minSkill, minMass, open } = askedOfPanelists({ ...asked, ...change }, terms(floor, 50));
    return [open, minSkill, minMass];
  };
  assert.deepEqual(of({}), [true, 4_000, 50]);
  assert.deepEqual(of({ minSkill: 5_000 }), [true, 7_000, 50]);
  assert.deepEqual(of({ minSkill: 1_000, minMass: 80 }, 3_000), [true, 5_000, 80]);
  const record = { standing: 1_228, mass: 0, newcomer: true, suspended: false };
  const has = { address: "a", record, staked: 10n, exposed: 0n, vouched: false };
  const reasons = unfit(askedOfPanelists(asked, terms(1_000, 50)), has);
  assert.deepEqual(
    reasons.map(({ why }) => why),
    ["skill", "mass"],
  );
});

test("a panelist earns half a price for what stands, and three halves for what changed to their answer", () => {
  const last = [1, 0, 2, 1, 0];
  assert.equal(panelPay(1_000n, [1, 0, 2, 1, 0], last, new Set([1, 3])), 4_500n);
  // Another answer, and none, earn nothing; nobody agrees with a label that nobody gave.
  assert.equal(panelPay(1_000n, [0, 0, NONE, 1, 0], last, new Set([1, 3])), 3_500n);
  assert.equal(panelPay(1_000n, [NONE], [NONE], new Set()), 0n);
  // Halves of an odd price are rounded down once, as the contract does.
  assert.equal(panelPay(7n, [1, 0, 2], [1, 0, 2], new Set()), 10n);
});

test("a verdict can be challenged in the whole of its last second, unless it is", () => {
  const task = { challenged: false, challenge_by: "102000000000" };
  for (const ms of [5_000, 5_250.5, 7_001, 7_999]) {
    const now = chainNow({ seconds: 100, seenAt: 5_000 }, ms);
    assert.equal(typeof BigInt(now), "bigint");
    assert.ok(mayChallenge(task, now), `${ms}`);
    assert.ok(!mayChallenge({ ...task, challenged: true }, now));
    assert.ok(!mayChallenge({ ...task, challenge_by: null }, now));
  }
  assert.ok(!mayChallenge(task, chainNow({ seconds: 100, seenAt: 5_000 }, 8_000)));
});

test("five ticks doubt five items, and a second one takes its item back", () => {
  const ticked = [3, 15, 0, 7, 9].reduce(toggled<number>, new Set<number>());
  assert.deepEqual([...ticked], [3, 15, 0, 7, 9]);
  assert.deepEqual([...toggled(ticked, 15)], [3, 0, 7, 9]);
});

test("a challenge's clock runs to the end of registration first", () => {
  const times = { register_by: "100000000000", deadline: "200000000000" };
  assert.equal(challengeEnd({ ...times, status: "registering" }), 100);
  assert.equal(challengeEnd({ ...times, status: "seating" }), 200);
  assert.equal(challengeEnd({ ...times, status: "revealing" }), 200);
});

test("a stake is said to be lost only where seals were to be opened", () => {
  const panel = (text: string) =>
    text.split(" ").map((status) => ({ status: status as taskRegistry.SeatStatus }));
  const ends = (text: string, own: string | undefined = undefined) =>
    stakeEnd(panel(text), own as taskRegistry.SeatStatus | undefined);
  // Unfilled while it was filled: none was to be opened.
  assert.equal(ends("sealed", "sealed"), "free");
  assert.equal(ends("sealed sealed forfeited forfeited", "sealed"), "free");
  assert.equal(ends("sealed sealed forfeited", "forfeited"), "late");
  // Unfilled though three sealed: too few of them revealed, or nobody.
  assert.equal(ends("sealed revealed revealed", "sealed"), "lost");
  assert.equal(ends("sealed sealed sealed forfeited", "sealed"), "lost");
  assert.equal(ends("sealed sealed revealed", "revealed"), undefined);
  // Decided.
  assert.equal(ends("revealed revealed revealed sealed", "sealed"), "lost");
  assert.equal(ends("revealed revealed revealed sealed", "revealed"), undefined);
  assert.equal(ends("revealed revealed revealed forfeited", "forfeited"), "late");
  // Who had no seat has nothing there.
  assert.equal(ends("revealed revealed revealed"), undefined);
});

test("a panel has an address of its own below its task", () => {
  const route = { page: "panel", campaign: 7, task: 2 } as const;
  assert.equal(href(route), "#/c/7/t/2/panel");
  assert.deepEqual(readHash("#/c/7/t/2/panel").route, route);
  assert.equal(readHash("#/c/7/t/2/panel/3").route.page, "nowhere");
  assert.equal(readHash("#/c/7/t/2/other").route.page, "nowhere");
});
