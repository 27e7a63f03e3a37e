import {
  classQuestion,
  GoldBook,
  Labeler,
  type LabelerOptions,
  type PasarClient,
  type taskRegistry,
} from "pasar-client";
import { crank, isClosed, open, working } from "./campaign.js";
import { DRAND } from "./drand.js";

/** What a labeler answers to a question about an item of the campaign. */
export type Answer = (question: number, item: number) => number | null;

/** A scale of whole numbers. */
export function scale(
  name: string,
  from: number,
  to: number,
  read: taskRegistry.Read,
): taskRegistry.Question {
  return { scale: { name, levels: to - from + 1, from: `${from}`, to: `${to}`, read } };
}

/** A rating, a number, and three tags of which one is rare. */
export const FORM: readonly taskRegistry.Question[] = [
  scale("stars", 1, 5, "median"),
  scale("share", 0, 100, "mean"),
  ...["loud", "sweet", "rare"].map((tag) => classQuestion(["no", "yes"], tag)),
];

/** The right answers: levels of the scales, and whether an item has the tag. */
const RIGHT: readonly ((item: number) => number)[] = [
  (item) => (item * 7) % 5,
  (item) => (item * 37) % 101,
  (item) => item % 2,
  (item) => Number(item % 3 === 1),
  (item) => Number(item % 5 === 2),
];

export const rightAnswer = (question: number, item: number) => RIGHT[question]!(item);

/** Levels that somebody who looks is off by, on either side, at most. */
const OFF = [1, 4] as const;

/**
 * Who looks, but errs in one answer of `wrong`: tags are turned around, a rating is off by one, and a number by
 * up to four.
 */
export function looking(wrong: number): Answer {
  return (question, item) => {
    const right = rightAnswer(question, item);
    const place = item + 11 * question + 1;
    const most = OFF[question];
    if (most === undefined) return place % wrong === 0 ? 1 - right : right;
    const off =
      question === 0 ? Number(place % wrong === 0) : ((place * wrong) % (2 * most + 1)) - most;
    return Math.min(Math.max(right + off, 0), question === 0 ? 4 : 100);
  };
}

/** A labeler with an answer to every question about every item. */
export const withAnswers = (
  client: PasarClient,
  campaign: number,
  answer: Answer,
  options: Omit<LabelerOptions, "labels" | "drand"> = {},
) =>
  new Labeler(client, campaign, {
    labels: ({ asked, firstItem, questions }) =>
      questions.flatMap((_, question) => asked.map((item) => answer(question, firstItem + item))),
    drand: DRAND,
    ...options,
  });

/** Gold of the only task of a campaign, by the numbers of its answers: question x items + item. */
export const goldOf = (values: ReadonlyMap<number, number>) =>
  new GoldBook([
    {
      salt: globalThis.crypto.getRandomValues(new Uint8Array(16)),
      items: Array.from(values, ([index, value]) => ({ index, class: value })),
    },
  ]);

/** People of a campaign of one task. */
export interface People {
  requester: PasarClient;
  cranker: PasarClient;
  /** As many as the task has seats. */
  labelers: readonly PasarClient[];
}

/** Opens a campaign of one task with gold, and has it labeled, resolved and settled. */
export async function whole(
  { requester, cranker, labelers }: People,
  terms: taskRegistry.Terms,
  answers: readonly Answer[],
  gold?: GoldBook,
): Promise<number> {
  const campaign = await open(requester, terms);
  const workers = labelers.map((client, n) => withAnswers(client, campaign, answers[n]!));
  await working(workers, "all reveals", async () => {
    const { phase } = await requester.registry.query("task", { campaign, task: 0 });
    const { seats } = await requester.registry.query("seats", { campaign, task: 0 });
    const revealed = seats.filter(({ status }) => status === "revealed");
    return phase === "revealing" && revealed.length === labelers.length;
  });
  if (gold) {
    const openings = [gold.opening(0)];
    await requester.send(requester.registry.message("open_gold", { campaign, openings }));
  }
  await working([crank(cranker, campaign)], "the close", isClosed(requester, campaign));
  return campaign;
}

const FULL = 10_000n;

/** What the rules pay for seats that earned these rates: what was not earned lifts those who showed skill. */
export function payOf(
  price: bigint,
  seats: readonly Pick<taskRegistry.ScoreResponse, "labels" | "rate">[],
): bigint[] {
  const rows = seats.map(({ labels, rate }) => [BigInt(labels), BigInt(rate)] as const);
  const sum = (part: (labels: bigint, rate: bigint) => bigint) =>
    rows.reduce((all, [labels, rate]) => all + part(labels, rate), 0n);
  const earned = sum((labels, rate) => labels * rate);
  const withheld = sum((labels, rate) => labels * (FULL - rate));
  return rows.map(([labels, rate]) => {
    const lift = earned === 0n ? 0n : least((withheld * rate) / earned, 2n * rate, FULL - rate);
    return (price * labels * (rate + lift)) / FULL;
  });
}

const least = (...amounts: bigint[]) => amounts.reduce((a, b) => (b < a ? b : a));
