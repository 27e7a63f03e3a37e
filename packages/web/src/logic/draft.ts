// The labels of a seat while they are made. Undo goes across items and survives a reload.

/** An item that nobody has looked at; what is sealed knows it as `NONE`. */
export const OPEN = 254;
/** An item that was left without a label on purpose. */
export const NONE = 255;
/** Most steps that can be undone. */
export const MOST_STEPS = 4_096;

/** What is kept of a draft. */
export interface KeptDraft {
  labels: Uint8Array;
  /** Triples: position, label before, label after. */
  steps: number[];
  /** Steps that are done; those after it can be redone. */
  done: number;
  /** The position that is shown. */
  at: number;
}

const STEP = 3;

/** Labels by position: the items that the seat asks for, ascending. Each change gives a new draft. */
export class Draft {
  private constructor(private readonly kept: Readonly<KeptDraft>) {}

  static empty(count: number): Draft {
    return new Draft({ labels: new Uint8Array(count).fill(OPEN), steps: [], done: 0, at: 0 });
  }

  /** What was kept; undefined where it is of another seat or broken. */
  static of(kept: KeptDraft | undefined, count: number): Draft | undefined {
    if (kept?.labels?.length !== count || !Array.isArray(kept.steps)) return undefined;
    const fits = kept.done >= 0 && kept.done * STEP <= kept.steps.length;
    return fits && kept.at >= 0 && kept.at < Math.max(1, count) ? new Draft(kept) : undefined;
  }

  get data(): Readonly<KeptDraft> {
    return this.kept;
  }

  get at(): number {
    return this.kept.at;
  }

  get count(): number {
    return this.kept.labels.length;
  }

  label(position: number): number {
    return this.kept.labels[position] ?? OPEN;
  }

  /** Shows another position. */
  go(at: number): Draft {
    if (at < 0 || at >= this.count || at === this.at) return this;
    return new Draft({ ...this.kept, at });
  }

  /** Gives the shown position a label, and shows where to go on. */
  set(label: number, next = this.at): Draft {
    const { at } = this;
    const before = this.label(at);
    const moved = { ...this.kept, at: next };
    if (before === label) return new Draft(moved);
    const past = this.kept.steps.slice(0, this.kept.done * STEP);
    const steps = [...past, at, before, label].slice(-STEP * MOST_STEPS);
    return new Draft({ ...moved, labels: this.with(at, label), steps, done: steps.length / STEP });
  }

  get canUndo(): boolean {
    return this.kept.done > 0;
  }

  get canRedo(): boolean {
    return this.kept.done * STEP < this.kept.steps.length;
  }

  /** Takes the last change back, and shows where it was. */
  undo(): Draft {
    if (!this.canUndo) return this;
    const done = this.kept.done - 1;
    const [at = 0, before = OPEN] = this.kept.steps.slice(done * STEP);
    return new Draft({ ...this.kept, labels: this.with(at, before), done, at });
  }

  redo(): Draft {
    if (!this.canRedo) return this;
    const [at = 0, , after = OPEN] = this.kept.steps.slice(this.kept.done * STEP);
    return new Draft({
      ...this.kept,
      labels: this.with(at, after),
      done: this.kept.done + 1,
      at,
    });
  }

  /** The next position without a label in an order of positions, from one on and around. */
  nextOpen(order: readonly number[], from: number): number | undefined {
    const start = order.indexOf(from) + 1;
    const around = [...order.slice(start), ...order.slice(0, start)];
    return around.find((position) => this.label(position) === OPEN);
  }

  /** Positions by what they have. */
  get tally(): { labeled: number; none: number; open: number } {
    const { labels } = this.kept;
    const of = (label: number) => labels.reduce((sum, one) => sum + (one === label ? 1 : 0), 0);
    const [none, open] = [of(NONE), of(OPEN)];
    return { labeled: labels.length - none - open, none, open };
  }

  /** What is sealed: a class, or `NONE`. */
  sealed(): Uint8Array {
    return this.kept.labels.map((label) => (label === OPEN ? NONE : label));
  }

  private with(at: number, label: number): Uint8Array {
    const labels = this.kept.labels.slice();
    labels[at] = label;
    return labels;
  }
}
