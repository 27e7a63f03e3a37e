import type { Manifest, Page } from "../chain/manifest.js";
import type { Engine, SeatKey, Work, WorkSeat } from "../chain/work.js";
import type { Draft } from "../logic/draft.js";
import type { Steps } from "./use-work.js";

export interface DeskProps {
  work: Pick<Work, "campaign">;
  entry: WorkSeat;
  engine: Pick<Engine, "at">;
  steps: Pick<Steps, "busy" | "mine" | "step">;
}

/** All that is needed to label a page. */
export interface Sheet {
  manifest: Manifest;
  page: Page;
  /** Items that are asked for, by their indices in the task, ascending: positions of the draft. */
  asked: readonly number[];
  /** Positions in the order in which they are shown. */
  order: readonly number[];
}

/** A page on the desk. */
export interface BenchProps extends DeskProps {
  sheet: Sheet;
  at: SeatKey;
  /** Second at which the seat must be sealed. */
  until: number;
  seal: (draft: Draft) => Promise<void>;
}

/** The same where one question of classes is asked. */
export interface BoardProps extends BenchProps {
  /** What the classes are called, in the terms' order. */
  names: readonly string[];
  /** A key of each. */
  keys: readonly string[];
}
