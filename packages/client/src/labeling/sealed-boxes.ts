// What a requester with a reading key does: reads the sealed boxes out of the chain's transactions,
// asks for more where they disagree, and reveals for everybody.

import type { Chain } from "../chain/chain.js";
import { equal } from "../formats/bytes.js";
import { fromBase64 } from "../formats/encoding.js";
import { unpackItems } from "../formats/item-set.js";
import { unpackAnswers } from "../formats/packing.js";
import { valuesOf } from "../formats/questions.js";
import { seal } from "../formats/seal.js";
import { openBox, type Opening, type ReadingKey } from "../formats/sealed-box.js";
import type { HistoryResponse, SeatResponse } from "../generated/task-registry.js";
import type { PasarReader } from "../reading/reader.js";
import type { PasarClient } from "../wallet/client.js";
import { commitTxs } from "./commits.js";

/** A sealed box that was attached to a commit. */
export interface SealedBox {
  /** Task index. */
  task: number;
  /** Who sealed it. */
  labeler: string;
  /** What `openBox` opens. */
  box: Uint8Array;
}

/** A seat that the reader has opened before its reveal. */
export interface ReadSeat {
  /** Task index. */
  task: number;
  /** Who sits there. */
  labeler: string;
  /** Wave, 0 for the first. */
  wave: number;
  /** Items that the seat was asked for, by their indices within the task, ascending. */
  asked: number[];
  /** A class for each of them; `NO_LABEL` where there is none. */
  labels: Uint8Array;
  /** What reveals it. */
  opening: Opening;
  /** The labeler's record when the ticket was taken, by which the chain will weigh the labels. */
  history: HistoryResponse;
}

/**
 * The sealed boxes of a campaign, out of the transactions since a height, in the chain's order. The
 * node must index transactions. Finds what wallets and session keys sent; a labeler that is itself a
 * contract leaves no message to read.
 */
export async function sealedBoxes(
  chain: Pick<Chain, "searchTx">,
  registry: string,
  campaign: number,
  sinceHeight = 0,
): Promise<SealedBox[]> {
  const found = await commitTxs(chain, { registry, campaign, sinceHeight });
  return found
    .flatMap(({ commits }) => commits)
    .flatMap(({ labeler, commit: { sealed, tasks } }) =>
      sealed.map((box, index) => ({ task: tasks[index]!, labeler, box: fromBase64(box) })),
    );
}

/** What {@link readSeats} found. */
export interface Reading {
  /** Sealed seats whose box opens and fits the seal. */
  seats: ReadSeat[];
  /** Sealed seats whose box is junk: only their labelers can reveal them. */
  unreadable: { task: number; labeler: string }[];
}

/** Opens the sealed seats of a campaign that nobody has revealed yet. */
export async function readSeats(
  client: Pick<PasarReader | PasarClient, "chain" | "registry" | "deployment">,
  campaign: number,
  key: ReadingKey,
  sinceHeight = 0,
): Promise<Reading> {
  const { chain, registry } = client;
  const boxes = await sealedBoxes(chain, registry.address, campaign, sinceHeight);
  const reading: Reading = { seats: [], unreadable: [] };
  for (const { task, labeler, box } of boxes) {
    const seat = await registry.query("seat", { campaign, task, labeler });
    if (seat.status !== "sealed") continue;
    const read = await readSeat(client, campaign, { ...seat, box }, key).catch(() => undefined);
    if (read) reading.seats.push(read);
    else reading.unreadable.push({ task, labeler });
  }
  return reading;
}

async function readSeat(
  { registry, deployment }: Pick<PasarReader | PasarClient, "registry" | "deployment">,
  campaign: number,
  seat: SealedBox & Pick<SeatResponse, "wave" | "seal" | "snapshot">,
  key: ReadingKey,
): Promise<ReadSeat | undefined> {
  const { task, labeler, wave, box, snapshot: history } = seat;
  const opening = await openBox(box, key);
  const place = { campaign, task, wave, labeler };
  const context = { chainId: deployment.chain_id, registry: registry.address, ...place };
  // Junk in the box would fail the whole message that reveals it.
  if (!equal(seal(context, opening.salt, opening.labels), fromBase64(seat.seal ?? ""))) {
    return undefined;
  }
  const [{ terms }, { bitmap }] = await Promise.all([
    registry.query("campaign", { campaign }),
    registry.query("asked", { campaign, task, wave }),
  ]);
  const asked = unpackItems(fromBase64(bitmap));
  const labels = unpackAnswers(valuesOf(terms), asked.length, opening.labels);
  return { task, labeler, wave, asked, labels, opening, history };
}
