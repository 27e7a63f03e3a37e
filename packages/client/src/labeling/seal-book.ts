import { coded } from "../chain/coded.js";
import { RpcError } from "../chain/node-error.js";
import { seconds } from "../contract/time.js";
import { equal } from "../formats/bytes.js";
import { fromBase64 } from "../formats/encoding.js";
import { packAnswers } from "../formats/packing.js";
import { classNames, valuesOf } from "../formats/questions.js";
import { derivedSalts, randomSalts, type Salts } from "../formats/salt.js";
import { seal, type SealContext } from "../formats/seal.js";
import type { Opening } from "../formats/sealed-box.js";
import type { SeatResponse, Terms } from "../generated/task-registry.js";
import { askedItems } from "./asked.js";
import type { LabelerClient, LabelerOptions } from "./options.js";
import type { SealedSeat } from "./backup.js";
import { Openings } from "./store.js";
import type { SeatAndTask } from "./view.js";

/** What seals a labeler's seats and opens them again: labels, salts, and where they are kept. */
export class SealBook {
  private readonly kept: Openings;
  private readonly salts: Salts;
  /** Sealed seats for which the chain was searched already. */
  private readonly searched = new Set<number>();

  constructor(
    private readonly client: LabelerClient,
    private readonly campaign: number,
    private readonly options: Pick<LabelerOptions, "labels" | "store" | "salts" | "secret">,
  ) {
    const { store, salts, secret } = options;
    this.kept = new Openings(store ?? new Map<string, string>());
    this.salts = salts ?? (secret === undefined ? randomSalts() : derivedSalts(secret));
  }

  /** What a drawn seat is sealed with; undefined where its labels are not ready. */
  async toSeal(entry: SeatAndTask, terms: Terms): Promise<Opening | undefined> {
    const place = this.place(entry.seat);
    // Labels that were sent and whose transaction got lost are sealed again as they were.
    const opening = (await this.kept.load(place)) ?? (await this.make(entry, terms));
    if (!opening) return undefined;
    // Kept before it is sent: a seal that nobody can open costs the seat's whole stake.
    await this.kept.save(place, opening);
    return opening;
  }

  /**
   * What opens a sealed seat: as it was kept, made again from the same labels and salt, or out of the
   * self-box in the transaction that sealed it.
   */
  async toOpen(entry: SeatAndTask, terms: Terms): Promise<Opening | undefined> {
    const place = this.place(entry.seat);
    const wanted = entry.seat.seal ? fromBase64(entry.seat.seal) : new Uint8Array(0);
    const fits = (opening: Opening | undefined) =>
      opening && equal(seal(place, opening.salt, opening.labels), wanted) ? opening : undefined;
    const known = fits(await this.kept.load(place)) ?? fits(await this.make(entry, terms));
    if (known || entry.asked || !(await this.recover(entry.seat.task))) return known;
    return fits(await this.kept.load(place));
  }

  /** Forgets a seat that is over. */
  async forget(seat: SeatResponse): Promise<void> {
    await this.kept.forget(this.place(seat));
  }

  /** A seat as its seal is bound to it. */
  place(seat: Pick<SeatResponse, "task" | "wave">): SealContext {
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

  /** Keeps what self-boxes have; false where there was nothing to look for. */
  private async recover(task: number): Promise<boolean> {
    const { secret } = this.options;
    if (secret === undefined || this.searched.has(task)) return false;
    let found: SealedSeat[];
    try {
      // Loaded where nothing that was kept opens a seal.
      const { recoverOpenings } = await import("./recovery.js");
      found = await recoverOpenings(this.client, this.campaign, secret);
    } catch (error) {
      // A node that is away is asked again at the next step; one that finds nothing, never.
      if (!(error instanceof RpcError)) return false;
      found = [];
    }
    this.searched.add(task);
    for (const { seat, opening } of found) await this.kept.save(seat, opening);
    return found.length > 0;
  }

  private async make(entry: SeatAndTask, terms: Terms): Promise<Opening | undefined> {
    const { seat, task } = entry;
    const asked =
      entry.asked ?? (await askedItems(this.client.registry, this.campaign, seat, task.items));
    const labels = await this.options.labels({
      campaign: this.campaign,
      task: seat.task,
      wave: seat.wave,
      items: task.items,
      asked,
      firstItem: seat.task * terms.page,
      classes: classNames(terms),
      questions: terms.questions,
      commitBy: seconds(seat.commit_by),
    });
    if (!labels) return undefined;
    const values = valuesOf(terms);
    if (labels.length !== asked.length * values.length) {
      const times = values.length === 1 ? "" : ` and ${values.length} questions`;
      const wanted = asked.length * values.length;
      throw coded(
        new RangeError(
          `${labels.length} labels for task ${seat.task}, which asks for ${asked.length} items${times}`,
        ),
        "labels_misfit",
        { found: labels.length, task: seat.task, wanted },
      );
    }
    return {
      salt: await this.salts(this.place(seat)),
      labels: packAnswers(values, asked.length, labels),
    };
  }
}
