// What a campaign is to somebody who looks for work: of which kind, and what an hour of it pays.

import type { Block } from "pasar-client/manifest";
import type { taskRegistry } from "pasar-client/reading";

/** What labelers see. */
export const DATA = ["text", "image", "audio", "video", "table", "link", "pair"] as const;
export type DataKind = (typeof DATA)[number];
/** What they are asked: one of some classes, two-way tags, places on scales, or several of these. */
export const ANSWERS = ["choice", "tags", "rating", "form"] as const;
export type AnswerKind = (typeof ANSWERS)[number];

export function answerKind(questions: readonly taskRegistry.Question[]): AnswerKind {
  if (questions.every((one) => "scale" in one)) return "rating";
  const classes = questions.map((one) => ("classes" in one ? one.classes.classes.length : 0));
  if (classes.length === 1) return "choice";
  return classes.every((count) => count === 2) ? "tags" : "form";
}

/** Kinds of what a header shows, each once. */
export function dataKinds(view: readonly Pick<Block, "show">[]): DataKind[] {
  return [...new Set(view.map(({ show }) => (show === "html" ? "text" : show)))];
}

/** What is compared where offers are sorted. */
export interface Paid {
  /** Of its denom; amounts of different ones are not compared. */
  denom: string;
  hour: bigint | undefined;
}

/** Best paid first, denom by denom; last those of which nobody knows how long they take. */
export function byHour(one: Paid, other: Paid): number {
  if (one.hour === undefined || other.hour === undefined) {
    return Number(one.hour === undefined) - Number(other.hour === undefined);
  }
  if (one.denom !== other.denom) return one.denom < other.denom ? -1 : 1;
  return one.hour > other.hour ? -1 : Number(one.hour < other.hour);
}
