// How somebody's own labels compare with a verdict.

import type { taskRegistry } from "pasar-client/reading";
import { NONE } from "./draft.js";

/** What of a scale may lie between two labels that are taken for the same. */
const NEAR = 0.1;

export interface Difference {
  item: number;
  question: number;
  /** The own label. */
  label: number;
}

export interface Compared {
  /** Own labels of what the verdict has an answer to, and those of them that are another. */
  of: number;
  different: Difference[];
}

/** Compares labels of the items that were asked for with those of all items, both question by question. */
export function compare(
  questions: readonly taskRegistry.Question[],
  verdict: readonly number[],
  asked: readonly number[],
  own: ArrayLike<number>,
): Compared {
  const items = verdict.length / questions.length;
  const different: Difference[] = [];
  let of = 0;
  for (const [place, item] of asked.entries()) {
    for (const [question, about] of questions.entries()) {
      const label = own[question * asked.length + place] ?? NONE;
      const found = verdict[question * items + item] ?? NONE;
      if (label === NONE || found === NONE) continue;
      of += 1;
      const near = "scale" in about ? NEAR * (about.scale.levels - 1) : 0;
      if (Math.abs(label - found) > near) different.push({ item, question, label });
    }
  }
  return { of, different };
}
