import type { ExecuteMessage } from "../chain/types.js";
import { concat } from "../formats/bytes.js";
import { toBase64 } from "../formats/encoding.js";
import type { Opening } from "../formats/sealed-box.js";
import type { PasarClient } from "../wallet/client.js";
import { batches } from "./batch.js";

/** A sealed seat and what opens it. */
export interface SeatToReveal {
  /** Task index. */
  task: number;
  /** Whose seat. */
  labeler: string;
  opening: Opening;
}

/** Reveals seats, many in a message; tasks must have stopped collecting (`close`). */
export function reveals(
  client: Pick<PasarClient, "registry">,
  campaign: number,
  seats: readonly SeatToReveal[],
): ExecuteMessage[] {
  const size = ({ opening }: SeatToReveal) => opening.labels.length;
  return batches(seats, size).map((batch) => revealMessage(client.registry, campaign, batch));
}

/** Reveals as many seats as a message takes. */
export function revealMessage(
  registry: PasarClient["registry"],
  campaign: number,
  seats: readonly SeatToReveal[],
): ExecuteMessage {
  return registry.message("reveal", {
    campaign,
    seats: seats.map(({ task, labeler }) => ({ task, labeler })),
    salts: toBase64(concat(...seats.map(({ opening }) => opening.salt))),
    labels: toBase64(concat(...seats.map(({ opening }) => opening.labels))),
  });
}
