import type { Block, EncodeObject, ExecuteMessage } from "../chain/types.js";
import { seconds } from "../contract/time.js";
import { concat } from "../formats/bytes.js";
import { fromHex, toBase64 } from "../formats/encoding.js";
import { seal } from "../formats/seal.js";
import { sealBox, type Opening } from "../formats/sealed-box.js";
import { selfBox, type SelfBoxSeat } from "../formats/self-box.js";
import type {
  CampaignResponse,
  SeatResponse,
  TaskResponse,
  Terms,
} from "../generated/task-registry.js";
import { seats as seatsOfTask, seatsOf } from "../reading/lists.js";
import { batches, MAX_BATCH } from "./batch.js";
import type { LabelerClient, LabelerOptions, Step } from "./options.js";
import { revealMessage } from "./reveals.js";
import { SealBook } from "./seal-book.js";
import { signatureOf, ticketStage } from "./tickets.js";
import { collects, isLate, isOpen, isRevealing, type SeatAndTask, type View } from "./view.js";

/** Steps after which all tasks are looked at again. */
const SCAN_STEPS = 16;

/** Seconds that half a reveal window must have for a labeler to leave it to the requester. */
const LEAST_PATIENCE = 60;

/** Pause between steps while a ticket waits for the block that draws it. */
const SHORTEST_PAUSE_MS = 500;

/** Messages of a kind in one transaction, so that it stays far below the block's gas. */
const MAX_MESSAGES = 2;

/**
 * A labeler in one campaign. Every step reveals what is due, seals what was drawn and claims new
 * seats, in one transaction; what is refused leaves the rest alone and is tried again.
 *
 * @example
 * ```ts
 * const secret = await signText(texts, client.address);
 * const labeler = new Labeler(client, 1, {
 *   labels: (seat) => seat.asked.map((item) => classOf(seat.firstItem + item)),
 *   drand: new Relays(["https://api.drand.sh", "https://drand.cloudflare.com"]),
 *   secret,
 *   store: new IndexedStore(),
 * });
 * await labeler.run({ onStep: ({ committed, revealed }) => console.log(committed, revealed) });
 * ```
 */
export class Labeler {
  private readonly book: SealBook;
  /** Tasks with a seat that is not over; from the chain at first, then kept up. */
  private watched = new Set<number>();
  private steps = 0;

  constructor(
    private readonly client: LabelerClient,
    /** Campaign id. */
    readonly campaign: number,
    private readonly options: LabelerOptions,
  ) {
    this.book = new SealBook(client, campaign, options);
  }

  /** Does all that can be done now. */
  async step(): Promise<Step> {
    const view = await this.look();
    const lost: number[] = [];
    const undrawn: Error[] = [];
    const parts = [
      ...(await this.reveals(view, lost)),
      ...(await this.commits(view)),
      ...(await this.claims(view, undrawn)),
    ];
    const did = new Map<EncodeObject, Part>(parts.map((part) => [part.message, part]));
    const memo = (sent: readonly EncodeObject[]) => this.memo(sent.map((one) => did.get(one)!));
    const attempt = await this.client.trySend([...did.keys()], memo);
    const sent = attempt.sent.map((one) => did.get(one)!);
    return {
      ...attempt,
      revealed: sent.flatMap(({ revealed = [] }) => revealed),
      committed: sent.flatMap(({ sealed = [] }) => sealed.map(({ task }) => task)),
      claimed: sent.reduce((sum, { claimed = 0 }) => sum + claimed, 0),
      lost,
      undrawn: undrawn[0],
      drawsAt: view.ticket.ticket ? seconds(view.ticket.ticket.draws_at) : undefined,
      done: view.campaign.status !== "open" && !view.ticket.ticket && view.seats.length === 0,
    };
  }

  /** Steps until there is nothing left to do, or the signal says so. */
  async run(
    options: { signal?: AbortSignal; waitMs?: number; onStep?: (step: Step) => unknown } = {},
  ): Promise<void> {
    while (!options.signal?.aborted) {
      const step = await this.step();
      await options.onStep?.(step);
      if (step.done) return;
      await new Promise((resolve) => setTimeout(resolve, pause(step, options.waitMs ?? 2_000)));
    }
  }

  private async look(): Promise<View> {
    const { registry, address: labeler } = this.client;
    const { campaign } = this;
    // Tickets tell of the seats that they were drawn into; a missed one is found by looking at all.
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
      if (isOpen(seat)) tasks.add(seat.task);
    }
    return tasks;
  }

  /** Forgets seats that are over: revealed, forfeited, or of a task that takes no reveals. */
  private async unfinished(seats: readonly SeatAndTask[]): Promise<SeatAndTask[]> {
    const rest: SeatAndTask[] = [];
    for (const entry of seats) {
      if (isOpen(entry.seat) && (collects(entry) || isRevealing(entry))) {
        rest.push(entry);
        continue;
      }
      this.watched.delete(entry.seat.task);
      await this.book.forget(entry.seat);
    }
    return rest;
  }

  private async reveals(view: View, lost: number[]): Promise<Part[]> {
    const ready: Ready[] = [];
    for (const entry of view.seats) {
      if (entry.seat.status !== "sealed" || !(await this.isDue(entry, view))) continue;
      const opening = await this.book.toOpen(entry, view.campaign.terms);
      if (opening) ready.push({ seat: entry.seat, opening });
      else lost.push(entry.seat.task);
    }
    const { registry, address: labeler } = this.client;
    return batches(ready, size)
      .slice(0, MAX_MESSAGES)
      .map((batch) => {
        const seats = batch.map(({ seat, opening }) => ({ task: seat.task, labeler, opening }));
        const message = revealMessage(registry, this.campaign, seats);
        return { message, revealed: batch.map(({ seat }) => seat.task) };
      });
  }

  private async isDue({ seat, task }: SeatAndTask, view: View): Promise<boolean> {
    const { terms } = view.campaign;
    if (isRevealing({ seat, task })) {
      return !isLate(task.deadline, view.block) && !this.leaves(terms, task, view.block);
    }
    // With a reading key the requester decides when a task has all its seats.
    if (terms.reading_key) return false;
    const room = view.frontier.tasks.find((entry) => entry.task === task.task)?.free ?? 0;
    if (room > 0) return false;
    let sealed = 0;
    for await (const other of seatsOfTask(this.client.registry, this.campaign, task.task)) {
      if (other.status === "sealed") sealed += 1;
    }
    return sealed >= task.seats_wanted;
  }

  /**
   * Whether the reveal is left to the requester, who opens all seats of a task at once where they have
   * a reading key: in the first half of the window, where half of it is time enough.
   */
  private leaves({ reading_key, windows }: Terms, task: TaskResponse, block: Block): boolean {
    const half = windows.reveal_seconds / 2;
    const { patient = true } = this.options;
    if (!patient || !reading_key || half < LEAST_PATIENCE || !task.deadline) return false;
    return block.seconds + half < seconds(task.deadline);
  }

  private async commits(view: View): Promise<Part[]> {
    const drawn = view.seats.filter(
      ({ seat, task }) =>
        seat.status === "drawn" && collects({ seat, task }) && !isLate(seat.commit_by, view.block),
    );
    drawn.sort((a, b) => seconds(a.seat.commit_by) - seconds(b.seat.commit_by));
    const ready: Ready[] = [];
    for (const entry of drawn) {
      const opening = await this.book.toSeal(entry, view.campaign.terms);
      if (opening) ready.push({ seat: entry.seat, opening });
    }
    const parts = batches(ready, size).slice(0, MAX_MESSAGES);
    return Promise.all(parts.map((batch) => this.commit(batch, view.campaign)));
  }

  private async commit(batch: readonly Ready[], campaign: CampaignResponse): Promise<Part> {
    const key = campaign.terms.reading_key;
    const boxes = key
      ? await Promise.all(batch.map(({ opening }) => sealBox(opening, fromHex(key))))
      : [];
    const seals = batch.map(({ seat, opening }) =>
      seal(this.book.place(seat), opening.salt, opening.labels),
    );
    const message = this.client.registry.message("commit", {
      campaign: this.campaign,
      tasks: batch.map(({ seat }) => seat.task),
      seals: toBase64(concat(...seals)),
      sealed: boxes.map(toBase64),
    });
    const sealed = batch.map(({ seat, opening }) => {
      return { task: seat.task, wave: seat.wave, labels: opening.labels };
    });
    return { message, sealed };
  }

  /** The labeler's own copy of all labels that a transaction seals, where it fits. */
  private async memo(parts: readonly Part[]): Promise<string> {
    const { secret, selfBox: wanted = true } = this.options;
    const sealed = parts.flatMap(({ sealed = [] }) => sealed);
    if (secret === undefined || !wanted || sealed.length === 0) return "";
    const { deployment, registry, address: labeler } = this.client;
    const chainId = deployment.chain_id;
    const place = { chainId, registry: registry.address, campaign: this.campaign, labeler };
    return (await selfBox(secret, place, sealed)) ?? "";
  }

  /** The claims to send: one that draws a ripe ticket, one that takes a new one. */
  private async claims(view: View, undrawn: Error[]): Promise<Part[]> {
    // Drawn by itself, so that a new ticket that is refused cannot make the old one lapse.
    const draw = await this.draw(view, undrawn);
    if (view.ticket.ticket && !draw) return [];
    const seats = await this.seatsToClaim(view);
    const claims = draw ? [draw] : [];
    return seats > 0 ? [...claims, this.claim(seats)] : claims;
  }

  /** The claim that draws a ticket, or ends it; none where it waits, or no relay has its round. */
  private async draw(
    { block, campaign, ticket: { ticket } }: View,
    undrawn: Error[],
  ): Promise<Part | undefined> {
    const stage = ticket ? ticketStage(ticket, block) : "waits";
    if (!ticket || stage === "waits") return undefined;
    if (stage === "lapsed") return this.claim(0);
    try {
      const { randomness } = campaign.params;
      return this.claim(0, await signatureOf(this.options.drand, randomness, ticket.round));
    } catch (error) {
      // Whatever relays do, what is due must be revealed.
      undrawn.push(error as Error);
      return undefined;
    }
  }

  private claim(seats: number, signature: string | null = null): Part {
    const { campaign } = this;
    const { issuer = null } = this.options;
    const message = this.client.registry.message("claim", { campaign, seats, issuer, signature });
    return { message, claimed: seats };
  }

  private async seatsToClaim({ block, campaign, ticket, frontier }: View): Promise<number> {
    if (campaign.status !== "open" || block.seconds < seconds(campaign.opens_at)) return 0;
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
}

interface Ready {
  seat: SeatResponse;
  opening: Opening;
}

/** A message and what it does where it is sent. */
interface Part {
  message: ExecuteMessage;
  /** Tasks whose seats it reveals. */
  revealed?: number[];
  /** Seats that it seals, with what is sealed. */
  sealed?: (SelfBoxSeat & { labels: Uint8Array })[];
  /** Seats that it asks for. */
  claimed?: number;
}

/** Milliseconds until the next step: until the ticket's round comes, where that is earlier. */
function pause({ drawsAt }: Step, longest: number): number {
  if (drawsAt === undefined) return longest;
  return Math.min(longest, Math.max(SHORTEST_PAUSE_MS, 1_000 * drawsAt - Date.now()));
}

const size = ({ opening }: Ready) => opening.labels.length;
