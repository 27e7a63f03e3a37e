// How many further pages a labeler can have now.

import type { taskRegistry } from "pasar-client/reading";

/**
 * Pages that are left for a labeler: those of the frontier with a free seat in which they never sat, and those that
 * nobody has begun, but no more than they may have at once. `most` is how many seats of a page newcomers may have, where
 * they are one.
 */
export function pagesFree(
  { next, tasks }: Pick<taskRegistry.FrontierResponse, "next" | "tasks">,
  of: number,
  { open, cap }: Pick<taskRegistry.TicketResponse, "open" | "cap">,
  most: number | null = null,
): number {
  const has = (newcomers: number) => newcomers < (most ?? Infinity);
  const begun = tasks.filter(
    ({ task, free, newcomers }) => free && has(newcomers) && !open.includes(task),
  );
  return Math.max(0, Math.min(cap - open.length, begun.length + (has(0) ? of - next : 0)));
}
