import { readFileSync } from "node:fs";
import type { taskRegistry } from "pasar-client";
import { scale, type Answer } from "./questions.js";

/** No label, or no gold. */
const NONE = 255;

/** A form of packages/truth/vectors: its file says what the names are. */
interface Vector {
  questions: { levels?: number; read?: taskRegistry.Read }[];
  X: number[][][];
  asked: number[];
  gold: number[][];
  hist: number[][];
  floor_bps: number;
  full_bps: number;
  out: {
    gold: { moves: boolean; counts: boolean };
    planes: { y: number[]; z: number[]; margin: number[]; conf: number[] }[];
    seats: {
      labels: number;
      skill: number;
      rate_bps: number;
      paid_bps: number;
      dG: number;
      dH: number;
      dE: number;
    }[];
  };
}

/** Whether a campaign with the terms of these tests can ask it: scales, gold that counts, newcomers. */
function fits({ questions, hist, asked, out, ...vector }: Vector): boolean {
  const answers = questions.length * (vector.X[0]?.[0]?.length ?? 0);
  return (
    questions.length > 1 &&
    questions.every(({ levels }) => levels !== undefined) &&
    hist.flat().every((part) => part === 0) &&
    asked.every((count) => count === answers) &&
    out.gold.counts &&
    out.gold.moves &&
    vector.floor_bps === 1_000 &&
    vector.full_bps === 7_500
  );
}

/** Inputs of the first form of the reference's that a campaign can ask, and what must come of them. */
export function referenceForm() {
  const file = new URL("../../../../packages/truth/vectors/kinds.json", import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };
  const vector = vectors.find(fits);
  if (!vector) throw new Error("no vector of kinds.json is a form that a campaign here can ask");
  const { X: labels, out } = vector;
  const seats = vector.asked.map((_, seat) => seat);
  const gold = vector.gold.flat().map((value, number) => [number, value] as const);
  const flat = (of: (plane: Vector["out"]["planes"][number]) => number[]) => out.planes.flatMap(of);
  return {
    items: labels[0]![0]!.length,
    questions: vector.questions.map(({ levels, read }, n) =>
      scale(`scale-${n}`, 1, levels!, read ?? "mean"),
    ),
    gold: new Map(gold.filter(([, value]) => value !== NONE)),
    answers: seats.map(
      (seat): Answer =>
        (question, item) => {
          const label = labels[question]![seat]![item]!;
          return label === NONE ? null : label;
        },
    ),
    verdict: {
      labels: flat(({ y }) => y),
      values: out.planes.map(({ z }) => z),
      margins: flat(({ margin }) => margin),
      confidences: flat(({ conf }) => conf),
    },
    scores: out.seats.map((seat) => ({
      labels: seat.labels,
      skill: seat.skill,
      rate: seat.rate_bps,
      paid: seat.paid_bps,
      change: { skill: seat.dG, mass: seat.dH, evidence: seat.dE },
    })),
  };
}
