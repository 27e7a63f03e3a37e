import type { ExecuteMessage } from "../chain/types.js";
import { fromBase64, fromHex, toBase64 } from "../formats/encoding.js";
import { unpackItems } from "../formats/item-set.js";
import { seal } from "../formats/seal.js";
import { sealBox } from "../formats/sealed-box.js";
import type { CampaignResponse, TaskResponse } from "../generated/task-registry.js";
import type { Attempt } from "../wallet/client.js";
import type { LabelerClient, LabelerOptions } from "./options.js";
import { liveChallenge, panelNext, panelView, type PanelNext, type PanelView } from "./panels.js";
import { SealBook } from "./seal-book.js";
import { signatureOf } from "./tickets.js";
import type { SeatAndTask } from "./view.js";

/** How a panelist works. */
export interface PanelistOptions
  extends Pick<LabelerOptions, "labels" | "drand" | "secret" | "salts" | "store" | "issuer"> {
  /** Number of the challenge, which may be over; the live one by default. */
  challenge?: number;
}

/** What one step did. */
export interface PanelStep extends Attempt {
  /** What was due; it was done where it is not among the refused. */
  next: PanelNext;
  /** The challenge as it stood before the step. */
  view: PanelView;
  /** Why what was due could not be made, such as a round that no relay has; it is tried again. */
  undone: Error | undefined;
  /** Whether there is nothing left to do for the panel. */
  done: boolean;
}

/** What a panelist has looked up once. */
interface Place {
  campaign: CampaignResponse;
  task: TaskResponse;
  challenge: number;
}

/**
 * A labeler who judges a challenged task: registers, sits when chance says so, seals the named items,
 * reveals, and takes the stake back where they got no seat.
 *
 * @example
 * ```ts
 * const panelist = new Panelist(client, 1, 0, { labels, drand: new Relays(RELAYS), secret });
 * await panelist.run({ onStep: ({ next, refused }) => console.log(next, refused[0]?.error.reason) });
 * ```
 */
export class Panelist {
  private readonly book: SealBook;
  private place: Place | undefined;
  private signature: string | undefined;

  constructor(
    private readonly client: LabelerClient,
    /** Campaign id. */
    readonly campaign: number,
    /** Task index. */
    readonly task: number,
    private readonly options: PanelistOptions,
  ) {
    this.book = new SealBook(client, campaign, options);
  }

  /** Does what can be done now. */
  async step(): Promise<PanelStep> {
    const place = (this.place ??= await this.find());
    const { campaign, task, client } = this;
    const of = { campaign, task, challenge: place.challenge };
    const view = await panelView(client, of, place.campaign.terms, client.address);
    const next = panelNext(view);
    const step = { next, view, done: next === "over" };
    try {
      const message = await this.message(next, view, place);
      const attempt = await client.trySend(message ? [message] : []);
      return { ...attempt, ...step, undone: undefined };
    } catch (error) {
      // A relay that is away must not end the panelist; a node that is away does.
      if (next !== "sit") throw error;
      return { tx: undefined, fees: [], sent: [], refused: [], ...step, undone: error as Error };
    }
  }

  /** Steps until there is nothing left to do, or the signal says so. */
  async run(
    options: { signal?: AbortSignal; waitMs?: number; onStep?: (step: PanelStep) => unknown } = {},
  ): Promise<void> {
    while (!options.signal?.aborted) {
      const step = await this.step();
      await options.onStep?.(step);
      if (step.done) return;
      // Who may not register may not later.
      const [refused] = step.refused;
      if (refused && step.next === "register") throw refused.error;
      await new Promise((resolve) => setTimeout(resolve, options.waitMs ?? 2_000));
    }
  }

  private async find(): Promise<Place> {
    const { client, campaign, task } = this;
    const { registry } = client;
    const [about, header, challenge] = await Promise.all([
      registry.query("campaign", { campaign }),
      registry.query("task", { campaign, task }),
      this.options.challenge ?? liveChallenge(client, campaign, task).then((it) => it?.challenge),
    ]);
    if (!challenge) throw new Error(`campaign ${campaign}, task ${task}: no challenge is live`);
    return { campaign: about, task: header, challenge };
  }

  private async message(
    next: PanelNext,
    view: PanelView,
    place: Place,
  ): Promise<ExecuteMessage | undefined> {
    const { registry } = this.client;
    const of = { campaign: this.campaign, task: this.task };
    switch (next) {
      case "register":
        return registry.message("register", { ...of, issuer: this.options.issuer ?? null });
      case "sit":
        return registry.message("sit", { ...of, signature: await this.signed(view, place) });
      case "seal":
        return this.seal(view, place);
      case "reveal":
        return this.reveal(view, place);
      case "advance":
        return registry.message("advance_panel", of);
      case "unregister":
        return registry.message("unregister", { denom: place.campaign.terms.seat_stake.denom });
      case "wait":
      case "over":
        return undefined;
    }
  }

  /** The signature of the challenge's round, where nobody has brought it yet. */
  private async signed(
    { challenge: { randomness, round } }: PanelView,
    { campaign }: Place,
  ): Promise<string | null> {
    if (randomness) return null;
    const { drand } = this.options;
    this.signature ??= await signatureOf(drand, campaign.params.randomness, round);
    return this.signature;
  }

  private async seal(view: PanelView, place: Place): Promise<ExecuteMessage | undefined> {
    const { terms } = place.campaign;
    const entry = seatOf(view, place);
    const opening = await this.book.toSeal(entry, terms);
    if (!opening) return undefined;
    const made = seal(this.book.place(entry.seat), opening.salt, opening.labels);
    const key = terms.reading_key;
    return this.client.registry.message("seal_panel", {
      campaign: this.campaign,
      task: this.task,
      seal: toBase64(made),
      sealed: key ? toBase64(await sealBox(opening, fromHex(key))) : null,
    });
  }

  private async reveal(view: PanelView, place: Place): Promise<ExecuteMessage> {
    const { campaign, task, client } = this;
    const opening = await this.book.toOpen(seatOf(view, place), place.campaign.terms);
    if (!opening) {
      throw new Error(
        `task ${task}: the panel seat cannot be opened here; labels or salt are lost`,
      );
    }
    return client.registry.message("reveal_panel", {
      campaign,
      task,
      labelers: [client.address],
      salts: toBase64(opening.salt),
      labels: toBase64(opening.labels),
    });
  }
}

/** The panelist's seat, with the items that the challenge names. */
function seatOf({ challenge, seat }: PanelView, { task }: Place): SeatAndTask {
  if (!seat) throw new Error(`no seat in the panel of challenge ${challenge.challenge}`);
  return { seat, task, asked: unpackItems(fromBase64(challenge.items)) };
}
