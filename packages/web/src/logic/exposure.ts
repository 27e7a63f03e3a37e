// How much of a stake a campaign holds: its seat stake for each seat that a ticket wants, and for each page until it is
// paid.

import type { taskRegistry } from "pasar-client/reading";

interface Seat {
  seat: Pick<taskRegistry.SeatResponse, "status">;
  task: Pick<taskRegistry.TaskResponse, "phase">;
}

/** Seats of a ticket, and pages, whose stake cannot be taken out now. */
export function exposedSeats(
  wanted: number | undefined,
  seats: readonly Seat[],
): { tickets: number; pages: number } {
  return { tickets: wanted ?? 0, pages: seats.filter(isExposed).length };
}

/** Who was late, or never opened a seal, has lost it; who opened theirs has it back with the pay. */
function isExposed({ seat: { status }, task: { phase } }: Seat): boolean {
  if (phase === "resolved") return status === "revealed";
  return (phase === "collecting" || phase === "revealing") && status !== "forfeited";
}
