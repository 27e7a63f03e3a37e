// A labeler's work in a campaign: what of it is drawn, sealed, and due; drafts; and the steps that seal
// and reveal, which the client's Labeler makes.

import {
  fromBase64,
  seatsOf,
  unpackItems,
  type PasarReader,
  type taskRegistry,
} from "pasar-client/reading";
import {
  ticketStage,
  type Labeler,
  type LabelerOptions,
  type Openings,
  type SealedSeat,
  type SeatToLabel,
  type Step,
} from "pasar-client/signing";
import { all } from "./all.js";
import { askAnew, block } from "./connection.js";
import { hearRefusals, relays } from "./drand.js";
import { backups, labeling } from "./parts.js";
import { Draft, type KeptDraft } from "../logic/draft.js";
import type { Worker } from "./session.js";
import { keep, load } from "./store.js";

/** A seat and its task. */
export interface WorkSeat {
  seat: taskRegistry.SeatResponse;
  task: taskRegistry.TaskResponse;
  /** Of a panel's seat, the challenge. */
  challenge?: taskRegistry.ChallengeResponse;
}

/** A labeler in a campaign, at one moment. */
export interface Work {
  campaign: taskRegistry.CampaignResponse;
  ticket: taskRegistry.TicketResponse;
  /** What can be done with the ticket, where there is one. */
  stage: "waits" | "ripe" | "lapsed" | undefined;
  /** Newest task first; those that are over too. */
  seats: WorkSeat[];
  /** Tasks that collect. */
  frontier: taskRegistry.FrontierEntry[];
}

/** What is there to do in a campaign, which may have been asked about before. */
export async function lookAtWork(
  { registry }: Pick<PasarReader, "registry">,
  campaign: number,
  labeler: string,
  asked = registry.query("campaign", { campaign }),
): Promise<Work> {
  const [about, ticket, seats, frontier] = await Promise.all([
    asked,
    registry.query("ticket", { campaign, labeler }),
    all(seatsOf(registry, campaign, labeler)),
    registry.query("frontier", { campaign }),
  ]);
  const withTasks = await Promise.all(
    seats.map(async (seat) => {
      return { seat, task: await registry.query("task", { campaign, task: seat.task }) };
    }),
  );
  const stage = ticket.ticket && block.value ? ticketStage(ticket.ticket, block.value) : undefined;
  return { campaign: about, ticket, stage, seats: withTasks.reverse(), frontier: frontier.tasks };
}

/** The items that a seat asks for, by their indices in the task, ascending. */
export async function askedOf(
  { registry }: Pick<PasarReader, "registry">,
  campaign: number,
  { seat, task, challenge }: WorkSeat,
): Promise<number[]> {
  if (challenge) return unpackItems(fromBase64(challenge.items));
  if (seat.wave === 0) return Array.from({ length: task.items }, (_, item) => item);
  const { bitmap } = await registry.query("asked", { campaign, task: seat.task, wave: seat.wave });
  return unpackItems(fromBase64(bitmap));
}

/** Which seat a draft is of. */
export interface SeatKey {
  chainId: string;
  registry: string;
  campaign: number;
  task: number;
  wave: number;
  labeler: string;
}

const nameOf = (kind: string, at: SeatKey) =>
  [kind, at.chainId, at.registry, at.campaign, at.task, at.wave, at.labeler].join("/");

/** The draft of a seat, as it was kept; a new one shows the position that comes first. */
export async function loadDraft(
  at: SeatKey,
  count: number,
  questions: number,
  first = 0,
): Promise<Draft> {
  const kept = await load<KeptDraft>(nameOf("draft", at));
  return Draft.of(kept, count, questions) ?? Draft.empty(count, questions).go(first);
}

export function keepDraft(at: SeatKey, draft: Draft): Promise<void> {
  return keep(nameOf("draft", at), draft.data);
}

/** Whether the labeler has said that a seat may be sealed as it is. */
export async function isApproved(at: SeatKey): Promise<boolean> {
  return (await load<boolean>(nameOf("approved", at))) === true;
}

/**
 * Lets a seat be sealed as its draft is. The draft is kept first: what was changed last may not be kept yet, and what
 * is sealed is what is kept.
 */
export async function approve(at: SeatKey, draft: Draft): Promise<void> {
  await keepDraft(at, draft);
  await keep(nameOf("approved", at), true);
}

/** Makes the steps of a campaign that need nobody: draws, seals what was approved, reveals. */
export class Engine {
  readonly options: LabelerOptions;
  private labeler: Promise<Labeler> | undefined;

  constructor(
    readonly worker: Worker,
    readonly campaign: number,
    issuer: string | undefined,
  ) {
    const { secret } = worker;
    this.options = {
      labels: (seat) => this.labels(seat),
      drand: { round: async (chain, round) => (await relays()).round(chain, round) },
      seats: 0,
      ...(secret !== undefined && { secret }),
      ...(issuer !== undefined && { issuer }),
    };
  }

  /** Does all that is due, and takes a ticket for so many seats. */
  async step(seats = 0): Promise<Step> {
    this.options.seats = seats;
    askAnew();
    try {
      this.labeler ??= this.start();
      // What could not be loaded is loaded at the next step: a seal that nobody opens in time costs its stake.
      this.labeler.catch(() => (this.labeler = undefined));
      const step = await (await this.labeler).step();
      hearRefusals(step);
      return step;
    } finally {
      this.options.seats = 0;
    }
  }

  /** The seat of a task as its draft is named. */
  at(task: number, wave: number): SeatKey {
    const { client } = this.worker;
    return {
      chainId: client.deployment.chain_id,
      registry: client.registry.address,
      campaign: this.campaign,
      task,
      wave,
      labeler: client.address,
    };
  }

  /** What opens a sealed seat, for a file that the labeler keeps; undefined where it is not here. */
  async backup(task: number, wave: number): Promise<SealedSeat | undefined> {
    const seat = this.at(task, wave);
    const opening = await (await this.openings()).load(seat);
    return opening && { seat, opening };
  }

  /** Takes what opens seats out of a file, for those of this account and campaign. */
  async restore(text: string): Promise<number> {
    const { readBackup } = await backups();
    const own = this.at(0, 0);
    const fits = readBackup(text).filter(
      ({ seat }) =>
        seat.labeler === own.labeler &&
        seat.campaign === own.campaign &&
        seat.registry === own.registry &&
        seat.chainId === own.chainId,
    );
    const openings = await this.openings();
    for (const { seat, opening } of fits) await openings.save(seat, opening);
    return fits.length;
  }

  private async openings(): Promise<Openings> {
    const { IndexedStore, Openings } = await labeling();
    return new Openings(new IndexedStore());
  }

  private async start(): Promise<Labeler> {
    const { IndexedStore, Labeler } = await labeling();
    this.options.store = new IndexedStore();
    return new Labeler(this.worker.client, this.campaign, this.options);
  }

  private async labels({
    task,
    wave,
    asked,
    questions,
  }: SeatToLabel): Promise<Uint8Array | undefined> {
    const at = this.at(task, wave);
    if (!(await isApproved(at))) return undefined;
    return (await loadDraft(at, asked.length, questions.length)).sealed();
  }
}
