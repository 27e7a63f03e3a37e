import type { Manifest, Page } from "../chain/manifest.js";
import type { Engine, SeatKey, Work, WorkSeat } from "../chain/work.js";
import type { Draft } from "../logic/draft.js";
import type { Steps } from "./use-work.js";

export interface DeskProps {
  work: Work;
  entry: WorkSeat;
  engine: Engine;
  steps: Steps;
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

export interface BoardProps extends DeskProps {
  sheet: Sheet;
  at: SeatKey;
  /** What the classes are called, in the terms' order. */
  names: readonly string[];
  /** A key of each. */
  keys: readonly string[];
  /** Second at which the seat must be sealed. */
  until: number;
  seal: (draft: Draft) => Promise<void>;
}
