// The inference that requesters' pages load, against the vectors of packages/truth.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { classQuestion } from "pasar-client/reading";
import {
  infer,
  questionWords,
  wordsOf,
  type SealedPage,
  type Truth,
} from "../src/logic/inference.js";

const FILE = "truth/truth.wasm";

/** Planes of labels are outermost where a vector has questions. */
type Asked = { classes: number } | { levels: number; read?: "mean" | "median" };

interface Vector {
  K: number;
  questions?: Asked[];
  X: number[][] | number[][][];
  asked: number[];
  gold: (number | number[])[];
  hist: [number, number, number][];
  floor_bps: number;
  full_bps: number;
  out: { margin: number[]; planes?: { margin: number[] }[] };
}

const questionsOf = ({ K, questions = [{ classes: K }] }: Vector) =>
  questions.map((asked) =>
    "classes" in asked
      ? classQuestion(Array.from({ length: asked.classes }, (_, name) => String(name)))
      : { scale: { name: "", from: "", to: "", read: "mean" as const, ...asked } },
  );

/** Labels by question, seat and item. */
const planesOf = ({ questions, X }: Vector) => (questions ? X : [X]) as number[][][];

const isNone = (label: number | undefined) => label === undefined || label === 255;

/** Items that a seat of a vector was asked for: those with a label, and the first others; all by default. */
function askedOf(vector: Vector, seat: number, count?: number): number[] {
  const planes = planesOf(vector);
  const items = [...(planes[0]?.[seat]?.keys() ?? [])];
  const none = items.filter((item) => planes.every((plane) => isNone(plane[seat]?.[item])));
  const given = items.filter((item) => !none.includes(item));
  return [...given, ...none.slice(0, (count ?? Infinity) - given.length)].sort((a, b) => a - b);
}

/** A vector as a page, each seat with as many items as it was asked for, or with all. */
function pageOf(vector: Vector, all = false): SealedPage {
  const { asked, hist, floor_bps, full_bps } = vector;
  const planes = planesOf(vector);
  const items = planes[0]?.[0]?.length ?? 0;
  const seats = hist.map(([skill, mass, evidence], seat) => {
    const count = all ? undefined : (asked[seat] ?? 0) / planes.length;
    const mine = askedOf(vector, seat, count);
    const labels = planes.flatMap((plane) => mine.map((item) => plane[seat]?.[item] ?? 255));
    return { history: { skill, mass, evidence }, asked: mine, labels };
  });
  const questions = questionsOf(vector).map(questionWords);
  return { questions, items, pay: { floor: floor_bps, full: full_bps }, wave: 0, left: 4, seats };
}

/** Whether each seat was asked for whole items, among them all that it answered, and there is no gold. */
function isPlain(vector: Vector): boolean {
  const { asked, gold } = vector;
  const { seats, questions } = pageOf(vector);
  const whole = seats.every((seat, at) => seat.asked.length * questions.length === asked[at]);
  return whole && gold.flat().every((one) => one === 255);
}

const read = <T>(file: string) => JSON.parse(readFileSync(file, "utf8")) as T;

const vectors = ["truth", "kinds"].map(
  (name) => read<{ vectors: Vector[] }>(`../truth/vectors/${name}.json`).vectors,
);

async function load(): Promise<Truth> {
  const { instance } = await WebAssembly.instantiate(readFileSync(FILE));
  return instance.exports as unknown as Truth;
}

test("a page becomes words in the order that the module reads", () => {
  const seat = { history: { skill: 1, mass: 2, evidence: -3 }, asked: [4, 5], labels: [0] };
  const scale = { name: "", levels: 9, from: "", to: "" };
  const page = {
    questions: [
      classQuestion(["a", "b"]),
      { scale: { ...scale, read: "mean" as const } },
      { scale: { ...scale, read: "median" as const } },
    ].map(questionWords),
    items: 6,
    pay: { floor: 7, full: 8 },
    wave: 1,
    left: 9,
    seats: [seat],
  };
  const head = [3, 0, 2, 1, 9, 2, 9, 6, 7, 8, 30, 1, 9, 1];
  const labels = [0, 255, 255, 255, 255, 255];
  assert.deepEqual([...wordsOf(page)], [...head, 1, 2, -3, 2, 4, 5, ...labels]);
});

const missing = existsSync(FILE) ? false : `${FILE} is missing; scripts/build-truth makes it`;

test("the module infers what the chain infers", { skip: missing }, async () => {
  const truth = await load();
  for (const [kind, list] of vectors.entries()) {
    let compared = 0;
    for (const [number, vector] of list.entries()) {
      if (!isPlain(vector)) continue;
      const { planes = [vector.out] } = vector.out;
      const least = planes[0]?.margin.map((_, item) =>
        Math.min(...planes.map(({ margin }) => margin[item] ?? 0)),
      );
      const { margins } = infer(truth, pageOf(vector));
      assert.deepEqual(
        margins.map((margin) => margin * 4_096),
        least,
        `vector ${number} of file ${kind}`,
      );
      compared += 1;
    }
    assert.ok(compared >= 20, `${compared} of file ${kind} compared`);
  }
  const page = pageOf(vectors[0]![0]!);
  assert.throws(() => infer(truth, { ...page, questions: [[0, 99]] }), /99/);
});

test("the module asks for the waves that pasar adapt asks for", { skip: missing }, async () => {
  const truth = await load();
  // What packages/truth says, which adapt goes by; its tests hold the file.
  const waves = read<number[][]>("test/waves.json");
  const all = vectors.flat();
  assert.equal(waves.length, all.length);
  for (const [number, vector] of all.entries()) {
    const page = { ...pageOf(vector, true), wave: number % 4, left: number % 9 };
    const { seats, items } = infer(truth, page);
    assert.deepEqual(seats > 0 ? [seats, ...items] : [], waves[number], `vector ${number}`);
  }
});
