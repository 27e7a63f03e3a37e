// What a verdict says of each item, in words and in units of scales.

import { scaleValue, type taskRegistry } from "pasar-client/reading";

export type Question = taskRegistry.Question;
export type Verdict = Pick<
  taskRegistry.VerdictResponse,
  "labels" | "margins" | "confidences" | "values" | "changes"
>;

/** Parts of a level that a value is given in. */
const PARTS = 256;
/** No label. */
export const NOBODY = 255;

/** What an answer is called: a class by its name, a place on a scale by its value. */
export function answerOf(question: Question, label: number | undefined): string | number | null {
  if (label === undefined || label === NOBODY) return null;
  if ("classes" in question) return question.classes.classes[label] ?? null;
  return scaleValue(question.scale, label);
}

/** The answer of the verdict to a question about an item; on a scale before it is rounded to a level. */
export function verdictOf(
  questions: readonly Question[],
  verdict: Verdict,
  items: number,
  question: number,
  item: number,
): string | number | null {
  const asked = questions[question];
  if (!asked) return null;
  const label = verdict.labels[question * items + item];
  if ("classes" in asked) return answerOf(asked, label);
  // What a panel changed has no finer value than its level.
  const isChanged = changeOf(verdict, question, item) !== undefined;
  const value = isChanged ? undefined : verdict.values[question]?.[item];
  return value == null ? answerOf(asked, label) : scaleValue(asked.scale, value / PARTS);
}

/** What a panel changed of a label, where one did. */
export function changeOf({ changes }: Verdict, question: number, item: number) {
  return changes.find((change) => change.question === question && change.item === item);
}

/** A seat's labels by question and item, as the verdict's are; 255 where it was not asked, or gave none. */
export function spread(
  labels: ArrayLike<number>,
  asked: readonly number[],
  items: number,
  questions: number,
): Uint8Array {
  const all = new Uint8Array(items * questions).fill(NOBODY);
  for (let question = 0; question < questions; question += 1) {
    asked.forEach((item, at) => {
      all[question * items + item] = labels[question * asked.length + at] ?? NOBODY;
    });
  }
  return all;
}

/** Whether labels say something else of an item than the verdict does. */
export function differs(
  own: Uint8Array,
  { labels }: Pick<Verdict, "labels">,
  items: number,
  item: number,
): boolean {
  for (let at = item; at < own.length; at += items) {
    if (own[at] !== NOBODY && own[at] !== labels[at]) return true;
  }
  return false;
}
