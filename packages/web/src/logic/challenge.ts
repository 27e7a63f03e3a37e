// Challenges of a verdict: whether one can be made, and which items it doubts.

import { seconds, type taskRegistry } from "pasar-client/reading";

/** Whether the verdict can be challenged at a second of the chain: none is live, and the window is open. */
export const mayChallenge = (
  { challenged, challenge_by }: Pick<taskRegistry.TaskResponse, "challenged" | "challenge_by">,
  now: number,
): boolean => !challenged && !!challenge_by && seconds(challenge_by) >= now;

/** Until when panelists register, or else what comes next: they sit, or reveal. */
export const challengeEnd = ({
  status,
  register_by,
  deadline,
}: Pick<taskRegistry.ChallengeResponse, "status" | "register_by" | "deadline">): number =>
  seconds(status === "registering" ? register_by : deadline);

/** A set with one thing more, or less where it has it. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
