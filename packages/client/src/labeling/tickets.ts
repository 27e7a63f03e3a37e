// A labeler's ticket, and the signature of the round of drand that draws it.

import type { Block } from "../chain/types.js";
import { seconds } from "../contract/time.js";
import type { DrandChain } from "../rounds/chain.js";
import { toBase64 } from "../formats/encoding.js";
import type { MaybePromise } from "../formats/secret.js";
import type { Ticket } from "../generated/task-registry.js";

/** Where signatures of rounds come from: `Relays` of `pasar-client/drand`. */
export interface Rounds {
  /** A round that has come; throws where nobody has it. */
  round(chain: DrandChain, round: number): MaybePromise<{ signature: Uint8Array }>;
}

/**
 * What can be done with a ticket: nothing before its round, then a draw in its window, then only its end,
 * which costs what giving back its seats costs.
 */
export function ticketStage(ticket: Ticket, block: Block): "waits" | "ripe" | "lapsed" {
  if (block.seconds < seconds(ticket.draws_at)) return "waits";
  const late = block.seconds > seconds(ticket.draw_by) && block.height > ticket.last_height;
  return late ? "lapsed" : "ripe";
}

/** The signature of a round, as messages carry it. */
export async function signatureOf(rounds: Rounds, chain: DrandChain, round: number) {
  return toBase64((await rounds.round(chain, round)).signature);
}
