// Draws for anybody: tickets whose round has come, by the signatures of drand's relays.

import type { Block, ExecuteMessage } from "../chain/types.js";
import { MAX_BATCH } from "./batch.js";
import { signatureOf, ticketStage, type Rounds } from "./tickets.js";
import type { Ticket } from "../generated/task-registry.js";
import type { PasarReader } from "../reading/reader.js";
import type { PasarClient } from "../wallet/client.js";

/** Most seats of the tickets of one message. */
const MAX_SEATS = 128;
/** How far back tickets are looked for: well beyond their windows, of seconds and of blocks. */
const LOOK_BACK_BLOCKS = 1_000;

/** A ticket that is to be drawn, or ended. */
export interface DueTicket {
  campaign: number;
  labeler: string;
  ticket: Ticket;
  stage: "ripe" | "lapsed";
}

/**
 * All tickets whose round has come and that nobody has drawn, of one campaign or of all. Nodes know who took
 * one; without an index of transactions labelers draw for themselves.
 */
export async function dueTickets(
  reader: Pick<PasarReader, "registry" | "chain" | "block">,
  campaign?: number,
): Promise<DueTicket[]> {
  const block = await reader.block();
  const found = await Promise.all(
    (await takers(reader, campaign, block)).map(async (taker): Promise<DueTicket[]> => {
      const { ticket } = await reader.registry.query("ticket", taker);
      const stage = ticket ? ticketStage(ticket, block) : "waits";
      return !ticket || stage === "waits" ? [] : [{ ...taker, ticket, stage }];
    }),
  );
  return found.flat();
}

/**
 * Messages that draw all tickets of a campaign whose round has come, or end those that lapsed; a requester
 * or a keeper sends them for everybody. Throws where relays have no round of all that are wanted.
 *
 * @example
 * ```ts
 * const drand = new Relays("https://api.drand.sh");
 * await client.trySend(await draws(client, 1, drand));
 * ```
 */
export async function draws(
  client: Pick<PasarClient, "registry" | "chain" | "block">,
  campaign: number,
  rounds: Rounds,
): Promise<ExecuteMessage[]> {
  const { registry } = client;
  const [due, about] = await Promise.all([
    dueTickets(client, campaign),
    registry.query("campaign", { campaign }),
  ]);
  // By round, as a message has one signature; those that lapsed, under 0, need none.
  const waiting = new Map<number, { labeler: string; seats: number }[]>();
  for (const { labeler, ticket, stage } of due) {
    const round = stage === "ripe" ? ticket.round : 0;
    waiting.set(round, [...(waiting.get(round) ?? []), { labeler, seats: ticket.seats }]);
  }
  const messages: ExecuteMessage[] = [];
  const faults: unknown[] = [];
  for (const [round, tickets] of [...waiting].sort(([a], [b]) => a - b)) {
    try {
      const { randomness } = about.params;
      const signature = round === 0 ? null : await signatureOf(rounds, randomness, round);
      for (const labelers of parts(tickets)) {
        messages.push(registry.message("draw", { campaign, labelers, signature }));
      }
    } catch (error) {
      faults.push(error);
    }
  }
  if (messages.length === 0 && faults.length > 0) throw faults[0];
  return messages;
}

/** Those who took a ticket lately whose round has come, each once a campaign. */
async function takers(
  { registry, chain }: Pick<PasarReader, "registry" | "chain">,
  wanted: number | undefined,
  block: Block,
): Promise<{ campaign: number; labeler: string }[]> {
  const event = "wasm-ticket_taken";
  const found = await chain.searchTx(
    [
      ...(wanted === undefined ? [] : [`${event}.campaign='${wanted}'`]),
      `${event}._contract_address='${registry.address}'`,
      `tx.height>=${Math.max(0, block.height - LOOK_BACK_BLOCKS)}`,
    ].join(" AND "),
  );
  const ripe = found
    .flatMap((tx) => registry.events(tx, "ticket_taken"))
    .filter(
      ({ campaign, draws_at }) =>
        Number(draws_at) <= block.seconds && (wanted === undefined || campaign === String(wanted)),
    );
  const each = new Map(
    ripe.map(({ campaign, labeler }) => [
      `${campaign}/${labeler}`,
      { campaign: Number(campaign), labeler },
    ]),
  );
  return [...each.values()];
}

/** As many labelers as a message may draw, in their order. */
function parts(tickets: readonly { labeler: string; seats: number }[]): string[][] {
  const all: string[][] = [];
  let sum = 0;
  for (const { labeler, seats } of tickets) {
    const last = all.at(-1);
    sum += seats;
    if (last && last.length < MAX_BATCH && sum <= MAX_SEATS) {
      last.push(labeler);
      continue;
    }
    all.push([labeler]);
    sum = seats;
  }
  return all;
}
