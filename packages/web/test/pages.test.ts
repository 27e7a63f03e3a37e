import assert from "node:assert/strict";
import { test } from "node:test";
import { toCalendar } from "../src/logic/calendar.js";
import { budgetOf, feesOf, shownEpochs } from "../src/logic/emission.js";
import { exposedSeats } from "../src/logic/exposure.js";
import { gainOf, isPast } from "../src/logic/gain.js";
import { readHistory, shareOf, standingOf } from "../src/logic/history.js";
import { answerKind, byHour, dataKinds } from "../src/logic/offer.js";
import { sumOf } from "../src/logic/money.js";
import { itemsPerHour, paced, type Pace } from "../src/logic/pace.js";
import { reserveOf } from "../src/logic/refund.js";
import { ONE } from "../src/logic/terms.js";
import { differs, spread } from "../src/logic/verdict.js";

const stake = { native: "stake" };
const cost = { denom: "stake", amount: 12n, gas: 100n };

test("a gain is the tip less the fee, where both are in one coin", () => {
  assert.equal(gainOf({ amount: 50n, denom: stake }, cost), 38n);
  assert.equal(gainOf({ amount: 5n, denom: stake }, cost), -7n);
  assert.equal(gainOf(undefined, cost), -12n);
  assert.equal(gainOf({ amount: 0n, denom: { cw20: "wasm1x" } }, cost), -12n);
  assert.equal(gainOf({ amount: 50n, denom: { cw20: "wasm1x" } }, cost), undefined);
  assert.equal(gainOf({ amount: 50n, denom: { native: "uatom" } }, cost), undefined);
});

const classes = (count: number) => ({
  classes: { name: "q", classes: Array.from({ length: count }, (_, at) => `c${at}`) },
});
const scale = {
  scale: { name: "s", from: "0", to: "1", levels: 5, read: "median" as const },
} as unknown as Parameters<typeof answerKind>[0][number];

test("kinds of questions and of what is shown", () => {
  assert.equal(answerKind([classes(2)]), "choice");
  assert.equal(answerKind([classes(2), classes(2)]), "tags");
  assert.equal(answerKind([classes(2), classes(3)]), "form");
  assert.equal(answerKind([scale]), "rating");
  assert.equal(answerKind([scale, scale]), "rating");
  assert.equal(answerKind([classes(2), scale]), "form");
  const view = [{ show: "image" }, { show: "html" }, { show: "text" }] as const;
  assert.deepEqual(dataKinds(view), ["image", "text"]);
});

test("the best paid first", () => {
  const offers = [
    { denom: "b", hour: 9n },
    { denom: "a", hour: undefined },
    { denom: "a", hour: 1n },
    { denom: "a", hour: 5n },
  ];
  assert.deepEqual(
    offers.sort(byHour).map(({ denom, hour }) => `${denom}${hour}`),
    ["a5", "a1", "b9", "aundefined"],
  );
});

test("a pace is known after ten items, without what was a break", () => {
  let pace: Pace = { items: 0, seconds: 0 };
  for (let item = 0; item < 9; item += 1) pace = paced(pace, 6);
  assert.equal(itemsPerHour(pace), undefined);
  pace = paced(pace, 600);
  assert.equal(itemsPerHour(pace), undefined);
  pace = paced(pace, 6);
  assert.equal(itemsPerHour(pace), 600);
  for (let item = 0; item < 2_000; item += 1) pace = paced(pace, 3);
  assert.ok(pace.items <= 501, `${pace.items}`);
  assert.ok(Math.abs((itemsPerHour(pace) ?? 0) - 1_200) < 60);
});

test("settlements become sums by campaign and steps by domain", () => {
  const paid = (campaign: string, pay: string, labeler = "a") => ({
    campaign,
    labeler,
    labels: "10",
    earned: "5",
    pay,
  });
  const changed = (skill: string, labeler = "a") => ({
    labeler,
    domain: "d",
    skill,
    mass: "8192",
    evidence: "0",
  });
  const { campaigns, steps } = readHistory("a", [
    { paid: [paid("1", "7"), paid("1", "9", "b")], changed: [changed("1"), changed("2", "b")] },
    { paid: [paid("2", "3"), paid("1", "4")], changed: [changed("3")] },
  ]);
  assert.deepEqual(campaigns, [
    { campaign: 2, labels: 10, pay: 3n, earned: 5n },
    { campaign: 1, labels: 20, pay: 11n, earned: 10n },
  ]);
  assert.deepEqual(
    steps.get("d")?.map(({ campaign, skill }) => [campaign, skill]),
    [
      [1, 1],
      [undefined, 3],
    ],
  );
  assert.equal(shareOf(11n, 20, 1n), 5_500);
  assert.equal(shareOf(0n, 0, 1n), 0);
});

test("a record stands between a newcomer's skill and its own", () => {
  assert.equal(standingOf(0, 0), Math.floor(0.3 * ONE));
  assert.equal(standingOf(200 * ONE, 200 * ONE), Math.floor((ONE * 202.4) / 208));
  assert.equal(standingOf(-200 * ONE, 200 * ONE), -0.5 * ONE);
});

test("budgets shrink as the reward token's do", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 9, 10].map((epoch) => budgetOf(1_000n, 5_000, epoch)),
    [1_000n, 500n, 250n, 125n, 1n, 0n],
  );
  assert.deepEqual(shownEpochs(2, 8, 3), [0, 1, 2]);
  assert.deepEqual(shownEpochs(20, 8, 3), [12, 13, 14]);
});

test("fees of an epoch are what the index grew by", () => {
  const unit = 2n ** 64n;
  const indexes = [0n, unit / 2n, unit * 2n].map(String);
  assert.deepEqual(feesOf(indexes, 10n), [5n, 15n]);
  assert.deepEqual(feesOf([String(unit)], 10n), []);
});

test("what cancelling gives back is what the escrow reserved for what never started", () => {
  const ledger = { price: "1000", fee_per_label: "50", tip_per_task: "200" };
  const terms = { overlap: { min: 3, max: 5 }, questions: [classes(2), scale], gold: null };
  assert.equal(reserveOf(ledger, terms, 2, 100), 100n * 2n * 5n * 1_050n + 2n * 200n);
  const gold = { bond: "7", depth: 1, root: "00", window_seconds: 60 };
  assert.equal(reserveOf(ledger, { ...terms, gold }, 2, 0), 2n * 207n);
  assert.equal(reserveOf(ledger, terms, 0, 0), 0n);
});

test("labels of a seat beside the verdict's", () => {
  const own = spread([0, 1, 255, 1], [1, 3], 4, 2);
  assert.deepEqual([...own], [255, 0, 255, 1, 255, 255, 255, 1]);
  const verdict = { labels: [0, 0, 0, 0, 1, 1, 1, 1] };
  assert.deepEqual(
    [0, 1, 2, 3].map((item) => differs(own, verdict, 4, item)),
    [false, false, false, true],
  );
});

test("deadlines as a calendar", () => {
  const title = "Seal, page 3; of a campaign";
  const text = toCalendar([{ id: "seal-3", title, at: 1_795_945_200 }], 1_795_938_000);
  const lines = text.split("\r\n");
  assert.equal(lines[0], "BEGIN:VCALENDAR");
  const long = "Reveal a page ".repeat(12).trim();
  for (const end of ["\n", "\r\n", "\r"]) {
    const id = `seal-3@chain${end}SUMMARY:Pay me`;
    assert.match(
      toCalendar([{ id, title: "", at: 0 }], 0),
      /\r\nUID:seal-3@chain\\nSUMMARY:Pay me\r\n/,
    );
  }
  const folded = toCalendar([{ id: "reveal-3", title: long, at: 0 }], 0);
  assert.ok(
    folded.split("\r\n").every((line) => line.length <= 75),
    folded,
  );
  assert.ok(folded.replaceAll("\r\n ", "").includes(`\r\nSUMMARY:${long}\r\n`), folded);
  assert.equal(lines.at(-2), "END:VCALENDAR");
  for (const line of [
    "UID:seal-3",
    "DTSTAMP:20261129T074000Z",
    "DTSTART:20261129T094000Z",
    "SUMMARY:Seal\\, page 3\\; of a campaign",
  ]) {
    assert.ok(lines.includes(line), text);
  }
});

test("amounts are summed by denom, and sums of zero are none", () => {
  const token = { cw20: "wasm1token" };
  const sums = sumOf([
    { amount: "5", denom: stake },
    { amount: 7n, denom: token },
    { amount: "340282366920938463463374607431768211455", denom: stake },
    { amount: -7n, denom: token },
    { amount: "0", denom: { native: "uusd" } },
  ]);
  assert.deepEqual(sums, [{ amount: 340282366920938463463374607431768211460n, denom: stake }]);
  assert.deepEqual(sumOf([]), []);
});

test("a page holds its stake until it is paid, missed or void", () => {
  const held: Record<string, string> = {
    collecting: "drawn sealed revealed",
    revealing: "drawn sealed revealed",
    resolved: "revealed",
    settled: "",
    void: "",
  };
  for (const phase of ["collecting", "revealing", "resolved", "settled", "void"] as const) {
    for (const status of ["drawn", "sealed", "revealed", "forfeited"] as const) {
      const { pages } = exposedSeats(undefined, [{ seat: { status }, task: { phase } }]);
      assert.equal(pages, held[phase]?.includes(status) ? 1 : 0, `${status}, ${phase}`);
    }
  }
  assert.deepEqual(exposedSeats(3, []), { tickets: 3, pages: 0 });
});

test("what the chain says is done already is told from what is not due yet", () => {
  const refused = (reason: string) => ({ error: new Error(reason) });
  assert.ok(isPast(refused("task 0: it is settled, expected resolved")));
  assert.ok(isPast(refused("task 3: it is resolved, expected revealing")));
  assert.ok(isPast(refused("task 1: it is revealing, expected collecting")));
  assert.ok(isPast(refused("task 1: it is void, expected revealing")));
  assert.ok(!isPast(refused("task 0: it is collecting, expected revealing")));
  assert.ok(!isPast(refused("task 0: it is revealing, expected resolved")));
  assert.ok(!isPast(refused("task 0: too early: now is 5, expected after 9")));
  assert.ok(!isPast(undefined));
  assert.ok(!isPast({ denom: "stake", amount: 1n }));
});
