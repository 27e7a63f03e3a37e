// What a requester with a reading key does: reads the sealed boxes out of the chain's transactions,
// asks for more where they disagree, and reveals for everybody.

import type { CosmWasmClient, MsgExecuteContractEncodeObject } from "@cosmjs/cosmwasm";
import { fromBase64, toBase64 } from "@cosmjs/encoding";
import { decodeTxRaw } from "@cosmjs/proto-signing";
import { MsgExec } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import type { Any } from "cosmjs-types/google/protobuf/any";
import { batches } from "./batch.js";
import { concat, equal } from "./bytes.js";
import type { PasarClient, PasarReader } from "./client.js";
import type { Commit } from "./generated/task-registry.js";
import { unpackItems } from "./item-set.js";
import { unpack } from "./packing.js";
import { seal } from "./seal.js";
import { openBox, type Opening, type ReadingKey } from "./sealed-box.js";

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
  /** Wave, 0 for the first; panels count on. */
  wave: number;
  /** Items that the seat was asked for, by their indices within the task, ascending. */
  asked: number[];
  /** A class for each of them; `NO_LABEL` where there is none. */
  labels: Uint8Array;
  /** What reveals it. */
  opening: Opening;
}

/**
 * The sealed boxes of a campaign, out of the transactions since a height, in the chain's order. The
 * node must index transactions. Finds what wallets and session keys sent; a labeler that is itself a
 * contract leaves no message to read.
 */
export async function sealedBoxes(
  chain: Pick<CosmWasmClient, "searchTx">,
  registry: string,
  campaign: number,
  sinceHeight = 0,
): Promise<SealedBox[]> {
  const sealed = "wasm-seat_sealed";
  const found = await chain.searchTx(
    `${sealed}._contract_address='${registry}' AND ${sealed}.campaign='${campaign}' AND tx.height>=${sinceHeight}`,
  );
  const messages = found
    .filter(({ code }) => code === 0)
    .flatMap(({ tx }) => executions(decodeTxRaw(tx).body.messages))
    .filter(({ contract }) => contract === registry);
  return messages.flatMap(({ sender: labeler, msg }) => {
    const { commit } = JSON.parse(new TextDecoder().decode(msg)) as { commit?: Commit };
    if (commit?.campaign !== campaign) return [];
    return commit.sealed.map((box, index) => ({
      task: commit.tasks[index]!,
      labeler,
      box: fromBase64(box),
    }));
  });
}

/** Messages to contracts, those in another's name too. */
function executions(messages: readonly Any[]): MsgExecuteContract[] {
  return messages.flatMap(({ typeUrl, value }) => {
    if (typeUrl === MsgExec.typeUrl) return executions(MsgExec.decode(value).msgs);
    return typeUrl === MsgExecuteContract.typeUrl ? [MsgExecuteContract.decode(value)] : [];
  });
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
  seat: SealedBox & { wave: number; seal?: string | null },
  key: ReadingKey,
): Promise<ReadSeat | undefined> {
  const { task, labeler, wave, box } = seat;
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
  const labels = unpack(terms.classes.length, asked.length, opening.labels);
  return { task, labeler, wave, asked, labels, opening };
}

/** Reveals seats, many in a message; tasks must have stopped collecting (`close`). */
export function reveals(
  client: Pick<PasarClient, "registry">,
  campaign: number,
  seats: readonly Pick<ReadSeat, "task" | "labeler" | "opening">[],
): MsgExecuteContractEncodeObject[] {
  return batches(seats, ({ opening }) => opening.labels.length).map((batch) =>
    client.registry.message("reveal", {
      campaign,
      seats: batch.map(({ task, labeler }) => ({ task, labeler })),
      salts: toBase64(concat(...batch.map(({ opening }) => opening.salt))),
      labels: toBase64(concat(...batch.map(({ opening }) => opening.labels))),
    }),
  );
}
