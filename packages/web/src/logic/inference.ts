// What a further wave of a page would ask for, by the chain's own inference: packages/truth as WebAssembly,
// whose words packages/web/truth describes.

import type { taskRegistry } from "pasar-client/reading";
import { own } from "../words/own.js";

/** A labeler's record, Q12. */
export interface History {
  skill: number;
  mass: number;
  evidence: number;
}

/** A seat whose labels are known. */
export interface InferredSeat {
  /** The record when the ticket was taken. */
  history: History;
  /** Items of the page, ascending, and a label for each, question by question; 255 where there is none. */
  asked: readonly number[];
  labels: ArrayLike<number>;
}

/** A page whose seats are sealed to a reader. */
export interface SealedPage {
  /** What is asked of every item: two words a question. */
  questions: readonly (readonly [kind: number, values: number])[];
  items: number;
  /** Of the terms, in parts of 10 000. */
  pay: { floor: number; full: number };
  /** The last wave, 0 for the first, and how many seats an item may still have. */
  wave: number;
  left: number;
  seats: readonly InferredSeat[];
}

/** What the policy of `pasar adapt` says. */
export interface Inferred {
  /** Seats to ask for, and for which items; none where the labels are enough. */
  seats: number;
  items: number[];
  /** How sure the verdict is, in bits, by item: the least of its questions'. */
  margins: number[];
}

/** Fewest items of a wave, as the registry has it. */
const LEAST = 30;
/** One, in Q12. */
const ONE = 4_096;

/** A question as the module takes it: 0 for classes, 1 for a scale read by its mean, 2 by its median. */
export function questionWords(question: taskRegistry.Question): readonly [number, number] {
  if ("classes" in question) return [0, question.classes.classes.length];
  const { read, levels } = question.scale;
  return [read === "mean" ? 1 : 2, levels];
}

/** The words of a page. */
export function* wordsOf(page: SealedPage): Generator<number> {
  const { questions, items, pay, wave, left, seats } = page;
  yield* [questions.length, ...questions.flat()];
  yield* [items, pay.floor, pay.full, LEAST, wave, left, seats.length];
  for (const { history, asked, labels } of seats) {
    yield* [history.skill, history.mass, history.evidence, asked.length];
    yield* asked;
    for (let at = 0; at < asked.length * questions.length; at += 1) yield labels[at] ?? 255;
  }
}

/** What the module exports. */
export interface Truth {
  put(word: number): void;
  wave(): number;
  get(at: number): number;
}

/** What the module says where it takes no such page. */
export const refused = (said: string): Error => own("inference", "{said}", { said });

/** Has the module infer; throws in its words where it takes no such page. */
export function infer(truth: Truth, page: SealedPage): Inferred {
  for (const word of wordsOf(page)) truth.put(word);
  const words = Array.from({ length: truth.wave() }, (_, at) => truth.get(at));
  const [fine, seats = 0, count = 0, ...rest] = words;
  if (fine !== 1) throw refused(new TextDecoder().decode(Uint8Array.from(words.slice(1))));
  const items = rest.slice(0, count);
  return { seats, items, margins: rest.slice(count).map((margin) => margin / ONE) };
}
