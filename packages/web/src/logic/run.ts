// What a requester does next with the pages of a campaign, by what is sealed to them.

import { classNames, type taskRegistry } from "pasar-client/reading";
import type { ReadSeat } from "pasar-client/signing";
import type { Inferred } from "./inference.js";
import { leads, toAskAgain } from "./votes.js";

export interface RunningTask {
  task: taskRegistry.TaskResponse;
  seats: taskRegistry.SeatResponse[];
}

/** How many seats of a task stand so. */
export function count({ seats }: RunningTask, ...so: taskRegistry.SeatStatus[]): number {
  return seats.filter(({ status }) => so.includes(status)).length;
}

/** What a further wave would ask for. */
export interface Proposal {
  /** Items, and seats for each of them. */
  again: number[];
  more: number;
  /** What says so: the chain's inference, a count of votes, or nothing that is here. */
  by: "truth" | "votes" | "nothing";
}

/** What the sealed boxes of a page say. */
export interface ReadTask extends Proposal {
  task: number;
  seats: ReadSeat[];
  /** Labelers whose box is junk: only they can reveal. */
  unreadable: number;
}

/** What to ask for by what was inferred, where the inference is here; else by votes, where those can say anything. */
export function proposal(
  terms: Pick<taskRegistry.Terms, "questions">,
  items: number,
  seats: readonly ReadSeat[],
  inferred: Inferred | undefined,
): Proposal {
  if (inferred) return { again: inferred.items, more: inferred.seats, by: "truth" };
  const classes = classNames(terms).length;
  // Votes say nothing of scales, and little of questions that are answered together.
  if (classes === 0) return { again: [], more: 0, by: "nothing" };
  return { again: toAskAgain(leads(items, classes, seats)), more: 2, by: "votes" };
}

/** What is done with pages while nobody looks. */
export interface Steps {
  /** Pages with a further wave. */
  asks: ReadTask[];
  /** Pages that end now: there is enough, or nothing more to be had. */
  closing: number[];
  /** Whether there are pages of which nothing here can say whether they have enough. */
  undecided: boolean;
}

/** Whether a page is ready for its requester: all its seats are sealed, or being revealed. */
export function isReady(one: RunningTask): boolean {
  const { phase, seats_wanted } = one.task;
  return phase === "revealing" || (phase === "collecting" && count(one, "sealed") >= seats_wanted);
}

/** What `pasar adapt` would do with pages that are ready. */
export function stepsFor(tasks: readonly RunningTask[], read: readonly ReadTask[]): Steps {
  const steps: Steps = { asks: [], closing: [], undecided: false };
  for (const { task } of tasks) {
    if (task.phase !== "collecting") continue;
    const found = read.find((one) => one.task === task.task);
    // A count of votes is no ground on which to spend, or to end, while nobody looks.
    if (found && found.by !== "truth") steps.undecided = true;
    else if (found?.again.length) steps.asks.push(found);
    else steps.closing.push(task.task);
  }
  return steps;
}

/** What a page that reveals waits for before it can be decided, as long as there is time for it. */
export function awaits(
  one: RunningTask,
  isOver: (moment: string | null | undefined) => boolean,
): "reveals" | "gold" | undefined {
  const { phase, deadline, gold_by } = one.task;
  if (phase !== "revealing") return undefined;
  if (count(one, "sealed") > 0 && !isOver(deadline)) return "reveals";
  return gold_by && !isOver(gold_by) ? "gold" : undefined;
}
