// The labels of a seat while they are made. Undo goes across items and survives a reload.

/** An item that nobody has looked at; what is sealed knows it as `NONE`. */
export const OPEN = 254;
/** An item that was left without a label on purpose. */
export const NONE = 255;
/** Most steps that can be undone. */
export const MOST_STEPS = 4_096;

/** What is kept of a draft. */
export interface KeptDraft {
  /** One of each position, question by question. */
  labels: Uint8Array;
  /** Triples: place among the labels, label before, with {@link JOINED} where it is one step with the triple before, label after. */
  steps: number[];
  /** Steps that are done; those after it can be redone. */
  done: number;
  /** The position that is shown. */
  at: number;
}

const STEP = 3;
/** Added to the label before. */
const JOINED = 256;

/** A question and the label that answers it. */
export type Answer = readonly [question: number, label: number];

/** Labels by position: the items that the seat asks for, ascending. Each change gives a new draft. */
export class Draft {
  private constructor(
    private readonly kept: Readonly<KeptDraft>,
    readonly questions: number,
  ) {}

  static empty(count: number, questions = 1): Draft {
    const labels = new Uint8Array(count * questions).fill(OPEN);
    return new Draft({ labels, steps: [], done: 0, at: 0 }, questions);
  }

  /** What was kept; undefined where it is of another seat or broken. */
  static of(kept: KeptDraft | undefined, count: number, questions = 1): Draft | undefined {
    if (kept?.labels?.length !== count * questions || !Array.isArray(kept.steps)) return undefined;
    const fits = kept.done >= 0 && kept.done * STEP <= kept.steps.length;
    const isShown = kept.at >= 0 && kept.at < Math.max(1, count);
    return fits && isShown ? new Draft(kept, questions) : undefined;
  }

  get data(): Readonly<KeptDraft> {
    return this.kept;
  }

  get at(): number {
    return this.kept.at;
  }

  /** Positions. */
  get count(): number {
    return this.kept.labels.length / this.questions;
  }

  /** Labels that are asked for: one of each position and question. */
  get asked(): number {
    return this.kept.labels.length;
  }

  label(position: number, question = 0): number {
    return this.kept.labels[question * this.count + position] ?? OPEN;
  }

  /** What a position has, question by question. */
  answers(position: number): number[] {
    return Array.from({ length: this.questions }, (_, question) => this.label(position, question));
  }

  /** Shows another position. */
  go(at: number): Draft {
    if (at < 0 || at >= this.count || at === this.at) return this;
    return this.of({ at });
  }

  /** Gives the shown position a label, and shows where to go on. */
  set(label: number, next = this.at): Draft {
    return this.answer([[0, label]], next);
  }

  /** Gives the shown position several labels in one step, and shows where to go on. */
  answer(answers: readonly Answer[], next = this.at): Draft {
    const { at, count, kept } = this;
    const changed = answers.filter(([question, label]) => this.label(at, question) !== label);
    if (changed.length === 0) return this.of({ at: next });
    const labels = kept.labels.slice();
    const added = changed.flatMap(([question, label], index) => {
      const place = question * count + at;
      const before = labels[place] ?? OPEN;
      labels[place] = label;
      return [place, index === 0 ? before : before + JOINED, label];
    });
    const past = kept.steps.slice(0, kept.done * STEP);
    const steps = [...past, ...added].slice(-STEP * MOST_STEPS);
    return this.of({ at: next, labels, steps, done: steps.length / STEP });
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
    const labels = this.kept.labels.slice();
    let { done } = this.kept;
    let [place, before] = [0, JOINED];
    while (before >= JOINED && done > 0) {
      done -= 1;
      [place = 0, before = OPEN] = this.kept.steps.slice(done * STEP);
      labels[place] = before % JOINED;
    }
    return this.of({ labels, done, at: place % this.count });
  }

  redo(): Draft {
    if (!this.canRedo) return this;
    const labels = this.kept.labels.slice();
    let { done } = this.kept;
    let place = 0;
    do {
      const [where = 0, , after = OPEN] = this.kept.steps.slice(done * STEP);
      [place, done] = [where, done + 1];
      labels[place] = after;
    } while ((this.kept.steps[done * STEP + 1] ?? 0) >= JOINED);
    return this.of({ labels, done, at: place % this.count });
  }

  /** The next position without a label in an order of positions, from one on and around. */
  nextOpen(order: readonly number[], from: number): number | undefined {
    const start = order.indexOf(from) + 1;
    const around = [...order.slice(start), ...order.slice(0, start)];
    return around.find((position) => this.isOpen(position));
  }

  /** Whether a position lacks an answer. */
  isOpen(position: number): boolean {
    return this.answers(position).includes(OPEN);
  }

  /** Positions that lack an answer. */
  get open(): number {
    let open = 0;
    for (let position = 0; position < this.count; position += 1) {
      if (this.isOpen(position)) open += 1;
    }
    return open;
  }

  /** Labels by what they are. */
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

  private of(changed: Partial<KeptDraft>): Draft {
    return new Draft({ ...this.kept, ...changed }, this.questions);
  }
}
