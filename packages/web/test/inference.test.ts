// The inference that requesters' pages load, against the vectors of packages/truth.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { infer, wordsOf, type SealedPage, type Truth } from "../src/logic/inference.js";

const FILE = "truth/truth.wasm";

interface Vector {
  K: number;
  X: number[][];
  asked: number[];
  gold: number[];
  hist: [number, number, number][];
  floor_bps: number;
  full_bps: number;
  out: { margin: number[] };
}

/** A vector as a page, each seat with as many items as it was asked for. */
function pageOf({ K, X, asked, hist, floor_bps, full_bps }: Vector): SealedPage {
  const items = X[0]?.length ?? 0;
  const seats = X.map((row, seat) => {
    const given = [...row.keys()].filter((item) => row[item] !== 255);
    const others = [...row.keys()].filter((item) => row[item] === 255);
    const mine = [...given, ...others.slice(0, (asked[seat] ?? 0) - given.length)];
    mine.sort((a, b) => a - b);
    const [skill = 0, mass = 0, evidence = 0] = hist[seat] ?? [];
    const history = { skill, mass, evidence };
    return { history, asked: mine, labels: mine.map((item) => row[item] ?? 255) };
  });
  return { classes: K, items, pay: { floor: floor_bps, full: full_bps }, wave: 0, left: 4, seats };
}

test("a page becomes words in the order that the module reads", () => {
  const seat = { history: { skill: 1, mass: 2, evidence: -3 }, asked: [4, 5], labels: [0] };
  const page = {
    classes: 2,
    items: 6,
    pay: { floor: 7, full: 8 },
    wave: 1,
    left: 9,
    seats: [seat],
  };
  assert.deepEqual([...wordsOf(page)], [2, 6, 7, 8, 30, 1, 9, 1, 1, 2, -3, 2, 4, 0, 5, 255]);
});

const missing = existsSync(FILE) ? false : `${FILE} is missing; scripts/build-truth makes it`;

test("the module infers what the chain infers", { skip: missing }, async () => {
  const { instance } = await WebAssembly.instantiate(readFileSync(FILE));
  const truth = instance.exports as unknown as Truth;
  const file = readFileSync("../truth/vectors/truth.json", "utf8");
  const { vectors } = JSON.parse(file) as { vectors: Vector[] };
  let compared = 0;
  for (const [number, vector] of vectors.entries()) {
    const given = vector.X.every(
      (row, seat) => row.filter((one) => one !== 255).length <= (vector.asked[seat] ?? 0),
    );
    if (!given || vector.gold.some((one) => one !== 255)) continue;
    const { margins, items, seats } = infer(truth, pageOf(vector));
    assert.deepEqual(
      margins.map((margin) => margin * 4_096),
      vector.out.margin,
      `vector ${number}`,
    );
    const thin = margins.filter((margin) => margin < 8).length;
    assert.equal(items.length === 0, seats === 0);
    if (items.length > 0) assert.ok(items.length >= thin && thin > 0);
    compared += 1;
  }
  assert.ok(compared >= 20, `${compared} compared`);
  const page = pageOf(vectors[0]!);
  assert.throws(() => infer(truth, { ...page, classes: 99 }), /99/);
});
