// What is over all campaigns: the next deadline of some work, and what opens everything that is sealed.

import { seconds } from "pasar-client/reading";
import type { SealedSeat } from "pasar-client/signing";
import { reader } from "./connection.js";
import { labeling } from "./parts.js";
import type { Work } from "./work.js";

/** The next moment of the chain at which something of this work must be done; undefined where nothing waits. */
export function nextDeadline({ ticket, stage, seats }: Work): number | undefined {
  const moments = seats.flatMap(({ seat, task }) => {
    if (seat.status === "drawn" && task.phase === "collecting") return [seat.commit_by];
    return seat.status === "sealed" && task.deadline ? [task.deadline] : [];
  });
  if (ticket.ticket && stage !== "lapsed") moments.push(ticket.ticket.draw_by);
  return moments.length === 0 ? undefined : Math.min(...moments.map(seconds));
}

/** What opens these seats, as far as this browser has it. */
export async function openingsOf(
  seats: readonly { campaign: number; task: number; wave: number; labeler: string }[],
): Promise<SealedSeat[]> {
  const { IndexedStore, Openings } = await labeling();
  const { deployment, registry } = reader();
  const store = new Openings(new IndexedStore());
  const found = await Promise.all(
    seats.map(async ({ campaign, task, wave, labeler }) => {
      const place = { campaign, task, wave, labeler };
      const seat = { chainId: deployment.chain_id, registry: registry.address, ...place };
      const opening = await store.load(seat);
      return opening ? [{ seat, opening }] : [];
    }),
  );
  return found.flat();
}
