// A data set as a table: verdicts, or what each labeler said, with the fields of items beside them. Columns and their
// names are those of `pasar export`.

import { byCodePoint } from "../code-points.js";
import { ONE } from "../terms.js";
import { answerOf, changeOf, NOBODY, verdictOf, type Question, type Verdict } from "../verdict.js";

/** What a column holds. */
export type Kind =
  /** A class, by its name. */
  | { of: "class"; classes: readonly string[] }
  /** A place on a scale, in units of its ends. */
  | { of: "scale" }
  /** Whole parts of one, which are shown with so many digits. */
  | { of: "part"; one: number; digits: number }
  | { of: "count" }
  | { of: "text" }
  /** A field of items: whatever JSON has. */
  | { of: "field"; field: string };

export interface Column {
  name: string;
  kind: Kind;
  /** What it says, in a sentence for whoever uses the file. */
  what: string;
}

export interface Table {
  columns: readonly Column[];
  /** Null where there is nothing. */
  rows: readonly (readonly unknown[])[];
}

/** Labels of a seat on all items of its task, question by question; 255 where it gave none. */
export interface SeatLabels {
  labeler: string;
  labels: ArrayLike<number>;
}

/** A task with a verdict. */
export interface Decided {
  /** The number of its first item in the campaign, and how many it has. */
  first: number;
  items: number;
  verdict: Verdict;
  /** Revealed seats, where they were asked for. */
  seats?: readonly SeatLabels[];
}

export interface NamedItem {
  name: string;
  fields: Readonly<Record<string, unknown>>;
}

/** What a file is made of. */
export interface Source {
  questions: readonly Question[];
  /** Whether the terms allow challenges. */
  challenges: boolean;
  tasks: readonly Decided[];
  /** By their numbers in the campaign; none where they cannot be had. */
  items?: ReadonlyMap<number, NamedItem>;
}

export interface Wanted {
  /** The fields of items beside the labels. */
  fields?: boolean;
  /** How many labels each verdict comes from. */
  counts?: boolean;
  /** Each labeler's labels instead of the verdict. */
  raw?: boolean;
}

const ITEM: Column = {
  name: "item",
  kind: { of: "text" },
  what: "The item, as the manifest calls it.",
};
const LABELER: Column = { name: "labeler", kind: { of: "text" }, what: "Who gave the label." };

/** The table of a data set; throws where an item that is named has no name. */
export function tableOf(source: Source, wanted: Wanted): Table {
  const { columns, rows } = wanted.raw
    ? rawLabels(source)
    : verdicts(source, wanted.counts === true);
  if (!wanted.fields || !source.items) return { columns, rows: rows.map(({ cells }) => cells) };
  const items = [...source.items.values()];
  const fields = [...new Set(items.flatMap((item) => Object.keys(item.fields)))].filter(
    // It is the name, which has its column.
    (field) => field !== ITEM.name,
  );
  const taken = new Set(columns.map(({ name }) => name));
  const beside = fields.sort(byCodePoint).map((field) => {
    let name = field;
    while (taken.has(name)) name = `item_${name}`;
    taken.add(name);
    const kind: Kind = { of: "field", field };
    return { field, column: { name, kind, what: "A field of the item." } };
  });
  return {
    columns: [...columns, ...beside.map(({ column }) => column)],
    rows: rows.map(({ item, cells }) => {
      const found = source.items?.get(item)?.fields ?? {};
      const own = ({ field }: { field: string }) =>
        Object.hasOwn(found, field) ? found[field] : null;
      return [...cells, ...beside.map(own)];
    }),
  };
}

interface Part {
  columns: Column[];
  rows: { item: number; cells: unknown[] }[];
}

function verdicts(source: Source, counts: boolean): Part {
  const { questions, challenges, tasks } = source;
  const one = questions.length === 1;
  const columns = questions.flatMap((question): Column[] => {
    const name = one ? "label" : nameOf(question);
    const before = one ? "" : `${name}_`;
    const column = (end: string, kind: Kind, what: string) => ({ name: before + end, kind, what });
    return [
      { name, kind: answerKind(question), what: "The verdict." },
      column("margin_bits", MARGIN, "How sure the verdict is, in bits."),
      column("confidence", CONFIDENCE, "A score from 0 to 1, not a probability of being right."),
      ...(challenges
        ? [
            column("first_label", answerKind(question), "The verdict before a panel changed it."),
            column("changed_by", { of: "count" }, "The number of the challenge that changed it."),
          ]
        : []),
      ...(counts ? [column("label_count", { of: "count" }, "How many labels it comes from.")] : []),
    ];
  });
  const rows = tasks.flatMap((task) =>
    each(task.items, (index) => {
      const cells = questions.flatMap((question, at) => {
        const change = changeOf(task.verdict, at, index);
        const place = at * task.items + index;
        return [
          verdictOf(questions, task.verdict, task.items, at, index),
          task.verdict.margins[place] ?? 0,
          task.verdict.confidences[place] ?? 0,
          ...(challenges ? [answerOf(question, change?.first), change?.challenge ?? null] : []),
          ...(counts ? [countOf(task, place)] : []),
        ];
      });
      const item = task.first + index;
      return { item, cells: [itemName(source, item), ...cells] };
    }),
  );
  return { columns: [ITEM, ...columns], rows };
}

/** A row for each item and labeler who labeled it. */
function rawLabels(source: Source): Part {
  const { questions, tasks } = source;
  const columns = questions.map(
    (question): Column => ({
      name: questions.length === 1 ? "label" : nameOf(question),
      kind: answerKind(question),
      what: "What this labeler said.",
    }),
  );
  const rows = tasks.flatMap((task) =>
    each(task.items, (index) => index).flatMap((index) =>
      (task.seats ?? []).flatMap(({ labeler, labels }) => {
        const item = task.first + index;
        const said = questions.map((question, at) =>
          answerOf(question, labels[at * task.items + index]),
        );
        if (said.every((answer) => answer === null)) return [];
        return [{ item, cells: [itemName(source, item), labeler, ...said] }];
      }),
    ),
  );
  return { columns: [ITEM, LABELER, ...columns], rows };
}

/** A confidence of one. */
export const SURE = 65_536;
const MARGIN: Kind = { of: "part", one: ONE, digits: 3 };
const CONFIDENCE: Kind = { of: "part", one: SURE, digits: 4 };

export function nameOf(question: Question): string {
  const { name } = "classes" in question ? question.classes : question.scale;
  // The column of the items has the name already.
  return name === ITEM.name ? "item_label" : name;
}

function answerKind(question: Question): Kind {
  return "classes" in question
    ? { of: "class", classes: question.classes.classes }
    : { of: "scale" };
}

const itemName = ({ items }: Source, item: number) => items?.get(item)?.name ?? String(item);

const countOf = ({ seats = [] }: Decided, place: number) =>
  seats.filter(({ labels }) => (labels[place] ?? NOBODY) !== NOBODY).length;

const each = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
