import type { Salts } from "../formats/salt.js";
import type { MaybePromise, Secret } from "../formats/secret.js";
import type { Question } from "../generated/task-registry.js";
import type { Attempt, PasarClient } from "../wallet/client.js";
import type { Store } from "./store.js";
import type { Rounds } from "./tickets.js";

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
  /** Names of the classes, where one question of classes is asked: a label is an index into them. Else none. */
  classes: readonly string[];
  /** What is asked of every item. */
  questions: readonly Question[];
  /** Last second for the seal, Unix time. */
  commitBy: number;
}

/** How a labeler works. */
export interface LabelerOptions {
  /**
   * Gives the labels of a seat, one for each item of `asked`: a class or a level, or null for none; of several
   * questions all items' of the first, then those of the second.
   * A seat with fewer than half of its labels costs what a missed commit costs.
   * Undefined where they are not ready: it is asked again at the next step, so that slow labeling
   * holds up nothing. Where it gives the same labels again at any time (a model does), nothing is
   * lost even if the store is.
   */
  labels(seat: SeatToLabel): MaybePromise<ArrayLike<number | null> | undefined>;
  /** Where the signatures come from that draw tickets: `Relays` of `pasar-client/drand`. */
  drand: Rounds;
  /**
   * What salts are derived from: the wallet's signature of the key text, or the key made of it. No
   * device can lose them then, and the labels go along in the memo of the transaction that seals
   * them, encrypted for the labeler alone, where they fit (`selfBox`).
   */
  secret?: Secret;
  /** Whether labels go along in the memo; true by default where there is a `secret`. */
  selfBox?: boolean;
  /** Salts of another origin; random ones by default where there is no `secret`. */
  salts?: Salts;
  /** Where labels and salts are kept until they are revealed; in memory by default. */
  store?: Store;
  /** Most seats of a ticket; as many as the campaign and the stake allow by default. */
  seats?: number;
  /**
   * Leaves the first half of the reveals' window to a requester with a reading key, who opens whole
   * tasks at once; where they do not, the labeler reveals in the second. True by default.
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
  /** Why a ticket whose round has come could not be drawn, in words; it is tried again. */
  undrawn: Error | undefined;
  /** When the round of the ticket comes, seconds since 1970, as it stood before the step. */
  drawsAt: number | undefined;
  /** Whether there is nothing left to do in the campaign. */
  done: boolean;
}

/** What a labeler needs of a client. */
export type LabelerClient = Pick<
  PasarClient,
  "registry" | "staking" | "address" | "deployment" | "chain" | "block" | "trySend"
>;
