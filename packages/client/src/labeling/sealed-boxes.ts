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
  /** A class or level for each of them, question by question; `NO_LABEL` where there is none. */
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
  /** Sealed seats whose box is junk, or in no transaction: only their labelers can reveal them. */
  unreadable: { task: number; labeler: string }[];
}

type Asked = Pick<PasarReader | PasarClient, "chain" | "registry" | "deployment">;

/** Opens the sealed seats of a campaign that nobody has revealed yet. */
export async function readSeats(
  client: Asked,
  campaign: number,
  key: ReadingKey,
  sinceHeight = 0,
): Promise<Reading> {
  const { registry } = client;
  const reader = new SealedReader(client, campaign, key, sinceHeight);
  const places = await reader.look();
  return reader.read(
    await Promise.all(places.map((place) => registry.query("seat", { campaign, ...place }))),
  );
}

/** How much later a node may say what happened than what is: it is asked again after so many milliseconds. */
const LATE_MS = 2_000;
/** Blocks by which its index may be late. */
const LATE_BLOCKS = 2;

/** Reads sealed seats of a campaign again and again: boxes are fetched once, and opened once. */
export class SealedReader {
  private readonly boxes = new Map<string, SealedBox[]>();
  private readonly opened = new Map<string, ReadSeat>();
  private readonly asked = new Map<string, number[]>();
  private values: number[] | undefined;

  constructor(
    private readonly client: Asked,
    private readonly campaign: number,
    private readonly key: ReadingKey,
    /** Boxes before it have been fetched; at first the height at which the campaign was created. */
    private sinceHeight = 0,
  ) {}

  /** Fetches what came into blocks since the last time; the seats of all boxes until now. */
  async look(): Promise<{ task: number; labeler: string }[]> {
    const { chain, registry } = this.client;
    const { height } = await chain.block();
    const found = await sealedBoxes(chain, registry.address, this.campaign, this.sinceHeight);
    for (const box of found) {
      const known = this.boxes.get(seatName(box)) ?? [];
      // The blocks that may be late are searched twice.
      if (known.some((one) => equal(one.box, box.box))) continue;
      this.boxes.set(seatName(box), [...known, box]);
    }
    this.sinceHeight = Math.max(this.sinceHeight, height - LATE_BLOCKS);
    return [...this.boxes.values()].flatMap(([first]) =>
      first ? [{ task: first.task, labeler: first.labeler }] : [],
    );
  }

  /** Opens those of these seats that are sealed. Throws where a node does not answer; a broken box is no reason. */
  async read(seats: readonly SeatResponse[]): Promise<Reading> {
    const sealed = seats.filter(({ status }) => status === "sealed");
    const lacks = () => sealed.some((seat) => !this.boxes.has(seatName(seat)));
    if (lacks()) await this.look();
    if (lacks()) {
      await new Promise((done) => setTimeout(done, LATE_MS));
      await this.look();
    }
    const reading: Reading = { seats: [], unreadable: [] };
    for (const seat of sealed) {
      const { task, labeler } = seat;
      const read = await this.open(seat);
      if (read) reading.seats.push(read);
      else reading.unreadable.push({ task, labeler });
    }
    return reading;
  }

  private async open(seat: SeatResponse): Promise<ReadSeat | undefined> {
    const { task, labeler, wave, snapshot: history } = seat;
    const name = `${seatName(seat)}/${seat.seal}`;
    const known = this.opened.get(name);
    if (known) return known;
    const asked = await this.askedOf(task, wave);
    const values = await this.valuesAsked();
    for (const { box } of this.boxes.get(seatName(seat)) ?? []) {
      const opening = await openBox(box, this.key).catch(() => undefined);
      if (!opening || !this.fits(seat, opening)) continue;
      const labels = labelsOf(values, asked.length, opening);
      if (!labels) continue;
      const read = { task, labeler, wave, asked, labels, opening, history };
      this.opened.set(name, read);
      return read;
    }
    return undefined;
  }

  /** Whether an opening is that of the seal: junk in a box would fail the whole message that reveals it. */
  private fits({ task, labeler, wave, seal: sealed }: SeatResponse, { salt, labels }: Opening) {
    const { deployment, registry } = this.client;
    const place = { campaign: this.campaign, task, wave, labeler };
    const context = { chainId: deployment.chain_id, registry: registry.address, ...place };
    return equal(seal(context, salt, labels), fromBase64(sealed ?? ""));
  }

  private async valuesAsked(): Promise<number[]> {
    if (!this.values) {
      const { terms } = await this.client.registry.query("campaign", { campaign: this.campaign });
      this.values = valuesOf(terms);
    }
    return this.values;
  }

  /** The items that a wave asks for, which never change. */
  private async askedOf(task: number, wave: number): Promise<number[]> {
    const name = `${task}/${wave}`;
    const known = this.asked.get(name);
    if (known) return known;
    const { campaign } = this;
    const { bitmap } = await this.client.registry.query("asked", { campaign, task, wave });
    const asked = unpackItems(fromBase64(bitmap));
    this.asked.set(name, asked);
    return asked;
  }
}

const seatName = ({ task, labeler }: { task: number; labeler: string }) => `${task}/${labeler}`;

/** Labels as they were packed; none where they are no labels. */
function labelsOf(values: readonly number[], count: number, opening: Opening) {
  try {
    return unpackAnswers(values, count, opening.labels);
  } catch {
    return undefined;
  }
}
