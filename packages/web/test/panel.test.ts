// Panels of challenges: who may sit, and what it pays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NONE } from "../src/logic/draft.js";
import { askedOfPanelists, panelPay } from "../src/logic/panel.js";
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

test("a panel has an address of its own below its task", () => {
  const route = { page: "panel", campaign: 7, task: 2 } as const;
  assert.equal(href(route), "#/c/7/t/2/panel");
  assert.deepEqual(readHash("#/c/7/t/2/panel").route, route);
  assert.equal(readHash("#/c/7/t/2/panel/3").route.page, "nowhere");
  assert.equal(readHash("#/c/7/t/2/other").route.page, "nowhere");
});
