import type { MsgExecuteContractEncodeObject } from "@cosmjs/cosmwasm";
import { fromBase64, fromHex, toBase64 } from "@cosmjs/encoding";
import { batches, MAX_BATCH } from "./batch.js";
import { concat, equal } from "./bytes.js";
import type { Attempt, Block, PasarClient } from "./client.js";
import type {
  CampaignResponse,
  FrontierResponse,
  SeatResponse,
  TaskResponse,
  Terms,
  TicketResponse,
} from "./generated/task-registry.js";
import { unpackItems } from "./item-set.js";
import { seats as seatsOfTask, seatsOf } from "./lists.js";
import { pack } from "./packing.js";
import { randomSalts, type Salts } from "./salt.js";
import { seal, type SealContext } from "./seal.js";
import { sealBox, type Opening } from "./sealed-box.js";
import { Openings, type MaybePromise, type Store } from "./store.js";
import { seconds } from "./time.js";

/** A seat that waits for labels. */
export interface SeatToLabel {
  /** Campaign id. */
  campaign: number;
  /** Task index. */
  task: number;
  /** Wave, 0 for the first, which asks every item of the task; later ones and panels ask some. */
  wave: number;
  /** Number of items of the task. */
  items: number;
  /** The items to label, by their indices within the task, ascending. */
  asked: readonly number[];
  /** Index of its first item in the campaign. */
  firstItem: number;
  /** Names of the classes; a label is an index into them. */
  classes: readonly string[];
  /** Last second for the seal, Unix time. */
  commitBy: number;
}

/** How a labeler works. */
export interface LabelerOptions {
  /**
   * Gives the labels of a seat, one for each item of `asked`: a class, or null for none.
   * A seat with fewer than half of its labels costs what a missed commit costs.
   * Undefined where they are not ready: it is asked again at the next step, so that slow labeling
   * holds up nothing. Where it gives the same labels again at any time (a model does), nothing is
   * lost even if the store is.
   */
  labels(seat: SeatToLabel): MaybePromise<ArrayLike<number | null> | undefined>;
  /** Salts; random ones by default. With `derivedSalts` no device can lose them. */
  salts?: Salts;
  /** Where labels and salts are kept until they are revealed; in memory by default. */
  store?: Store;
  /** Most seats of a ticket; as many as the campaign and the stake allow by default. */
  seats?: number;
  /**
   * Leaves the first half of the reveals' window to a requester with a reading key, who opens whole
   * tasks at once; where he does not, the labeler reveals in the second. True by default.
   */
  patient?: boolean;
  /** Issuer whose credential to show, where the terms ask for one. */
  issuer?: string;
}

/** What one step did. */
export interface Step extends Attempt {
  /** Tasks whose seats were revealed. */
  revealed: number[];
  /** Tasks whose seats were sealed. */
  committed: number[];
  /** Seats that the new ticket asks for. */
  claimed: number;
  /** Tasks with a sealed seat that nobody here can open: labels or salt are lost. */
  lost: number[];
  /** Whether there is nothing left to do in the campaign. */
  done: boolean;
}

/** What a labeler needs of a client. */
export type LabelerClient = Pick<
  PasarClient,
  "registry" | "staking" | "address" | "deployment" | "block" | "trySend"
>;

/** After so many steps all tasks are looked at again. */
const SCAN_STEPS = 16;

/** Seconds that half a reveal window must have for a labeler to leave it to the requester. */
const LEAST_PATIENCE = 60;

/** Messages of a kind in one transaction, so that it stays far below the block's gas. */
const MAX_MESSAGES = 2;

/**
 * A labeler in one campaign. Every step reveals what is due, seals what was drawn and claims new
 * seats, in one transaction; what is refused leaves the rest alone and is tried again.
 */
export class Labeler {
  private readonly openings: Openings;
  private readonly salts: Salts;
  /** Tasks with a seat that is not over; from the chain at first, then kept up. */
  private watched = new Set<number>();
  private steps = 0;

  constructor(
    private readonly client: LabelerClient,
    /** Campaign id. */
    readonly campaign: number,
    private readonly options: LabelerOptions,
  ) {
    this.openings = new Openings(options.store ?? new Map<string, string>());
    this.salts = options.salts ?? randomSalts();
  }

  /** Does whatever can be done now. */
  async step(): Promise<Step> {
    const view = await this.look();
    const lost: number[] = [];
    const reveals = await this.toReveal(view, lost);
    const commits = await this.toCommit(view);
    const claims = await this.claims(view);

    const messages = new Map<MsgExecuteContractEncodeObject, Partial<Step>>();
    for (const batch of batches(reveals, size).slice(0, MAX_MESSAGES)) {
      messages.set(this.reveal(batch), { revealed: batch.map(({ seat }) => seat.task) });
    }
    for (const batch of batches(commits, size).slice(0, MAX_MESSAGES)) {
      const message = await this.commit(batch, view.campaign);
      messages.set(message, { committed: batch.map(({ seat }) => seat.task) });
    }
    for (const seats of claims) {
      const { campaign } = this;
      const issuer = this.options.issuer ?? null;
      const message = this.client.registry.message("claim", { campaign, seats, issuer });
      messages.set(message, { claimed: seats });
    }

    const attempt = await this.client.trySend([...messages.keys()]);
    const done = view.campaign.status !== "open" && !view.ticket.ticket && view.seats.length === 0;
    const step: Step = { ...attempt, revealed: [], committed: [], claimed: 0, lost, done };
    for (const sent of attempt.sent) {
      const did = messages.get(sent as MsgExecuteContractEncodeObject);
      step.revealed.push(...(did?.revealed ?? []));
      step.committed.push(...(did?.committed ?? []));
      step.claimed += did?.claimed ?? 0;
    }
    return step;
  }

  /** Steps until there is nothing left to do, or the signal says so. */
  async run(
    options: { signal?: AbortSignal; waitMs?: number; onStep?: (step: Step) => unknown } = {},
  ): Promise<void> {
    while (!options.signal?.aborted) {
      const step = await this.step();
      await options.onStep?.(step);
      if (step.done) return;
      await new Promise((resolve) => setTimeout(resolve, options.waitMs ?? 2_000));
    }
  }

  private async look(): Promise<View> {
    const { registry, address: labeler } = this.client;
    const { campaign } = this;
    // Tickets tell of the seats that they were drawn into; a seat of a panel is only found by looking.
    if (this.steps % SCAN_STEPS === 0) this.watched = await this.scan();
    this.steps += 1;
    const [block, about, ticket, frontier] = await Promise.all([
      this.client.block(),
      registry.query("campaign", { campaign }),
      registry.query("ticket", { campaign, labeler }),
      registry.query("frontier", { campaign }),
    ]);
    for (const task of ticket.open) this.watched.add(task);
    const all = [...this.watched].sort((a, b) => a - b);
    const seats = await Promise.all(
      all.map(async (task): Promise<SeatAndTask> => {
        const asked = { campaign, task };
        const [seat, header] = await Promise.all([
          registry.query("seat", { ...asked, labeler }),
          registry.query("task", asked),
        ]);
        return { seat, task: header };
      }),
    );
    return { block, campaign: about, ticket, frontier, seats: await this.unfinished(seats) };
  }

  private async scan(): Promise<Set<number>> {
    const tasks = new Set<number>();
    for await (const seat of seatsOf(this.client.registry, this.campaign, this.client.address)) {
      if (seat.status === "drawn" || seat.status === "sealed") tasks.add(seat.task);
    }
    return tasks;
  }

  /** Forgets seats that are over: revealed, forfeited, or of a task that takes no reveals. */
  private async unfinished(seats: readonly SeatAndTask[]): Promise<SeatAndTask[]> {
    const rest: SeatAndTask[] = [];
    for (const entry of seats) {
      const waits = entry.seat.status === "drawn" || entry.seat.status === "sealed";
      if (waits && (collects(entry) || reveals(entry))) {
        rest.push(entry);
        continue;
      }
      this.watched.delete(entry.seat.task);
      await this.openings.forget(this.place(entry.seat));
    }
    return rest;
  }

  private async toReveal(view: View, lost: number[]): Promise<Ready[]> {
    const ready: Ready[] = [];
    for (const entry of view.seats) {
      if (entry.seat.status !== "sealed" || !(await this.isDue(entry, view))) continue;
      const opening = await this.open(entry, view.campaign);
      if (opening) ready.push({ seat: entry.seat, opening });
      else lost.push(entry.seat.task);
    }
    return ready;
  }

  private async isDue({ seat, task }: SeatAndTask, view: View): Promise<boolean> {
    const { terms } = view.campaign;
    if (reveals({ seat, task })) {
      return !isLate(task.deadline, view.block) && !this.leaves(terms, task, view.block);
    }
    // With a reading key the requester decides when a task has all its seats, but not of a panel.
    if (task.phase === "collecting" && terms.reading_key) return false;
    const room = view.frontier.tasks.find((entry) => entry.task === task.task)?.free ?? 0;
    if (room > 0) return false;
    let sealed = 0;
    for await (const other of seatsOfTask(this.client.registry, this.campaign, task.task)) {
      const concerns = task.phase === "collecting" || other.wave === task.wave;
      if (other.status === "sealed" && concerns) sealed += 1;
    }
    return sealed >= task.seats_wanted;
  }

  /**
   * Whether the reveal is left to the requester, who opens all seats of a task at once where he has
   * a reading key: in the first half of the window, where half of it is time enough.
   */
  private leaves({ reading_key, windows }: Terms, task: TaskResponse, block: Block): boolean {
    const half = windows.reveal_seconds / 2;
    const { patient = true } = this.options;
    if (!patient || !reading_key || half < LEAST_PATIENCE || !task.deadline) return false;
    return block.seconds + half < seconds(task.deadline);
  }

  /** What opens a sealed seat: as it was kept, or made again from the same labels and salt. */
  private async open(entry: SeatAndTask, campaign: CampaignResponse): Promise<Opening | undefined> {
    const place = this.place(entry.seat);
    const wanted = entry.seat.seal ? fromBase64(entry.seat.seal) : new Uint8Array(0);
    const opens = (opening: Opening | undefined) =>
      opening && equal(seal(place, opening.salt, opening.labels), wanted) ? opening : undefined;
    const kept = opens(await this.openings.load(place));
    return kept ?? opens(await this.make(entry, campaign));
  }

  private async toCommit(view: View): Promise<Ready[]> {
    const drawn = view.seats.filter(
      ({ seat, task }) =>
        seat.status === "drawn" && collects({ seat, task }) && !isLate(seat.commit_by, view.block),
    );
    drawn.sort((a, b) => seconds(a.seat.commit_by) - seconds(b.seat.commit_by));
    const ready: Ready[] = [];
    for (const entry of drawn) {
      // Labels that were sent and whose transaction got lost are sealed again as they were.
      const place = this.place(entry.seat);
      const opening = (await this.openings.load(place)) ?? (await this.make(entry, view.campaign));
      if (!opening) continue;
      // Kept before it is sent: a seal that nobody can open costs the seat's whole stake.
      await this.openings.save(place, opening);
      ready.push({ seat: entry.seat, opening });
    }
    return ready;
  }

  private async make(entry: SeatAndTask, campaign: CampaignResponse): Promise<Opening | undefined> {
    const { terms } = campaign;
    const { seat, task } = entry;
    const asked = await this.asked(entry);
    const labels = await this.options.labels({
      campaign: this.campaign,
      task: seat.task,
      wave: seat.wave,
      items: task.items,
      asked,
      firstItem: seat.task * terms.page,
      classes: terms.classes,
      commitBy: seconds(seat.commit_by),
    });
    if (!labels) return undefined;
    if (labels.length !== asked.length) {
      throw new RangeError(
        `${labels.length} labels for task ${seat.task}, which asks for ${asked.length} items`,
      );
    }
    return {
      salt: this.salts(this.place(seat)),
      labels: pack(terms.classes.length, labels),
    };
  }

  private async asked({ seat, task }: SeatAndTask): Promise<number[]> {
    if (seat.wave === 0) return Array.from({ length: task.items }, (_, item) => item);
    const { campaign } = this;
    const place = { campaign, task: seat.task, wave: seat.wave };
    return unpackItems(fromBase64((await this.client.registry.query("asked", place)).bitmap));
  }

  /** Seats of the claims to send: one that draws a ripe ticket, one that takes a new one. */
  private async claims(view: View): Promise<number[]> {
    const { ticket } = view.ticket;
    // Drawn by itself, so that a new ticket that is refused cannot make the old one lapse.
    const claims = ticket && view.block.height > ticket.height ? [0] : [];
    if (ticket && claims.length === 0) return [];
    const seats = await this.seatsToClaim(view);
    return seats > 0 ? [...claims, seats] : claims;
  }

  private async seatsToClaim({ block, campaign, ticket, frontier }: View): Promise<number> {
    if (campaign.status !== "open" || block.height < campaign.opens_at_height) return 0;
    const room = ticket.cap - ticket.open.length - (ticket.ticket?.seats ?? 0);
    const free = frontier.tasks.filter(
      ({ task, free }) => free > 0 && this.watched?.has(task) !== true,
    ).length;
    const wanted = Math.min(this.options.seats ?? MAX_BATCH, MAX_BATCH, room, free);
    return wanted > 0 ? Math.min(wanted, await this.affordable(campaign)) : 0;
  }

  /** Seats that the free stake is enough for. */
  private async affordable(campaign: CampaignResponse): Promise<number> {
    const { amount, denom } = campaign.terms.seat_stake;
    if (BigInt(amount) === 0n) return MAX_BATCH;
    const { registry, staking, address } = this.client;
    const [stake, exposure] = await Promise.all([
      staking.query("stake", { staker: address, denom }),
      registry.query("exposure", { labeler: address, denom }),
    ]);
    const free = BigInt(stake.staked) - BigInt(exposure.amount);
    return free > 0n ? Number(free / BigInt(amount)) : 0;
  }

  private reveal(batch: readonly Ready[]): MsgExecuteContractEncodeObject {
    return this.client.registry.message("reveal", {
      campaign: this.campaign,
      seats: batch.map(({ seat }) => ({ task: seat.task, labeler: this.client.address })),
      salts: toBase64(concat(...batch.map(({ opening }) => opening.salt))),
      labels: toBase64(concat(...batch.map(({ opening }) => opening.labels))),
    });
  }

  private async commit(
    batch: readonly Ready[],
    campaign: CampaignResponse,
  ): Promise<MsgExecuteContractEncodeObject> {
    const key = campaign.terms.reading_key;
    const boxes = key
      ? await Promise.all(batch.map(({ opening }) => sealBox(opening, fromHex(key))))
      : [];
    const seals = batch.map(({ seat, opening }) =>
      seal(this.place(seat), opening.salt, opening.labels),
    );
    return this.client.registry.message("commit", {
      campaign: this.campaign,
      tasks: batch.map(({ seat }) => seat.task),
      seals: toBase64(concat(...seals)),
      sealed: boxes.map(toBase64),
    });
  }

  private place(seat: SeatResponse): SealContext {
    const { deployment, address } = this.client;
    return {
      chainId: deployment.chain_id,
      registry: deployment.contracts["task-registry"].address,
      campaign: this.campaign,
      task: seat.task,
      wave: seat.wave,
      labeler: address,
    };
  }
}

interface View {
  block: Block;
  campaign: CampaignResponse;
  ticket: TicketResponse;
  frontier: FrontierResponse;
  /** Seats that are not over. */
  seats: SeatAndTask[];
}

interface SeatAndTask {
  seat: SeatResponse;
  task: TaskResponse;
}

interface Ready {
  seat: SeatResponse;
  opening: Opening;
}

/** Whether the task collects seals of this seat: in a wave, or in the seat's own panel. */
const collects = ({ seat, task }: SeatAndTask) =>
  task.phase === "collecting" || (task.phase === "panel" && seat.wave === task.wave);

/** Whether the seat may be revealed: with its task, or with its own panel. */
const reveals = ({ seat, task }: SeatAndTask) =>
  task.phase === "revealing" || (task.phase === "panel_revealing" && seat.wave === task.wave);

const size = ({ opening }: Ready) => opening.labels.length;

/** Like the registry: the deadline itself is in time. */
function isLate(deadline: string | null | undefined, block: Block): boolean {
  return deadline !== null && deadline !== undefined && block.seconds > seconds(deadline);
}
