// Answers that a requester knows: read from tables as the command line reads them, and cut into the pages' gold.

import { readNumber, scaleEnds, scaleLevel, type taskRegistry } from "pasar-client/reading";
import { NO_YES } from "./new-questions.js";
import { pageNumber } from "./route.js";
import { TableError, type Table } from "./table.js";

type Question = taskRegistry.Question;

/** A field of a table. */
interface Cell {
  line: number;
  text: string;
}

/** A column of known answers: what it says of some items, by their numbers. */
export interface Column {
  name: string;
  cells: ReadonlyMap<number, Cell>;
}

/** Known answers to a question, by item: the label. */
type Answers = ReadonlyMap<number, number>;

/** What the only question's column may be called, beside its name. */
const OF_ONE = ["label", "value", "truth", "gold"];
/** What stands between two tags in a field. */
const SEPARATOR = ";";

/**
 * Columns of a table that has known answers alone; throws with its line where an item is none, or stands twice.
 * Its other columns are not looked at.
 */
export function knownOf(table: Table, names: readonly string[]): Column[] {
  const lower = table.columns.map((name) => name.toLowerCase());
  const place = ["item", "id"].map((name) => lower.indexOf(name)).find((index) => index >= 0);
  if (place === undefined) {
    const found = table.columns.map((one) => `"${one}"`).join(", ");
    throw new TableError(1, `no column "item", found ${found}`);
  }
  const numbers = new Map(names.map((name, number) => [name, number]));
  const seen = new Set<number>();
  const items = table.rows.map((row, index) => {
    const line = table.lines[index] ?? 0;
    const name = row[place] ?? "";
    const number = numbers.get(name);
    if (number === undefined) throw new TableError(line, `item "${name}" is none of the items`);
    if (seen.has(number)) throw new TableError(line, `item "${name}" stands twice`);
    seen.add(number);
    return { number, line };
  });
  return table.columns.flatMap((name, column) => {
    if (column === place) return [];
    const cells = items.map(({ number, line }, index) => {
      return [number, { line, text: (table.rows[index]?.[column] ?? "").trim() }] as const;
    });
    return [{ name, cells: new Map(cells) }];
  });
}

/** What columns say of each question; throws in words where one is no answer, or two say of the same. */
export function answersOf(columns: readonly Column[], questions: readonly Question[]): Answers[] {
  const said = new Map<number, { of: string; answers: Answers }>();
  for (const column of columns) {
    for (const [question, cells] of spread(column, questions)) {
      const asked = questions[question]!;
      if (said.has(question)) {
        const other = said.get(question)?.of;
        throw new Error(`columns "${other}" and "${column.name}" say of the same; keep one`);
      }
      said.set(question, { of: column.name, answers: read(column.name, cells, asked) });
    }
  }
  return questions.map((_, question) => said.get(question)?.answers ?? new Map());
}

/** The questions that a column says of: its own, or all tags of its name. */
function spread(
  { name, cells }: Column,
  questions: readonly Question[],
): [number, ReadonlyMap<number, Cell>][] {
  const filled = new Map([...cells].filter(([, { text }]) => text !== ""));
  const own = questions.findIndex((question) => nameOf(question) === name);
  if (own >= 0) return [[own, filled]];
  const tags = questions.flatMap((question, index): [number, string][] => {
    const tag = tagOf(question, name);
    return tag === undefined ? [] : [[index, tag]];
  });
  if (tags.length > 0) return spreadTags({ name, cells }, tags);
  if (!OF_ONE.includes(name.toLowerCase())) return [];
  if (questions.length === 1) return [[0, filled]];
  if (name.toLowerCase() !== "gold") return [];
  throw new Error(
    `a column "${name}" has the answers to one question, and ${questions.length} are asked; expected a column for each`,
  );
}

const nameOf = (question: Question) =>
  "classes" in question ? question.classes.name : question.scale.name;

/** The tag that a question asks for, if it is one of a group. */
function tagOf(question: Question, group: string): string | undefined {
  if (!("classes" in question)) return undefined;
  const { name, classes } = question.classes;
  const isTag = JSON.stringify(classes) === JSON.stringify(NO_YES);
  return isTag && name.startsWith(`${group}/`) ? name.slice(group.length + 1) : undefined;
}

/** One column of all tags: those that an item has, with a semicolon between them. */
function spreadTags(
  { name, cells }: Column,
  tags: readonly (readonly [number, string])[],
): [number, ReadonlyMap<number, Cell>][] {
  const known = tags.map(([, tag]) => tag);
  const mixed = known.find((tag) => tag.includes(SEPARATOR));
  if (mixed !== undefined) {
    throw new Error(
      `column "${name}": tag "${mixed}" cannot stand beside others with "${SEPARATOR}" between them, expected a column "${name}/${mixed}"`,
    );
  }
  const sets = [...cells].map(([item, { line, text }]) => {
    const set = text === "" ? [] : text.split(SEPARATOR).map((tag) => tag.trim());
    for (const [place, tag] of set.entries()) {
      const refuse = (what: string) => {
        throw new TableError(line, `column "${name}": ${what}`);
      };
      if (!known.includes(tag)) refuse(`tag "${tag}", expected some of ${known.join(", ")}`);
      if (set.indexOf(tag) !== place) refuse(`tag "${tag}" stands twice`);
    }
    return { item, line, set };
  });
  return tags.map(([question, tag]) => [
    question,
    new Map(
      sets.map(({ item, line, set }) => [item, { line, text: NO_YES[set.includes(tag) ? 1 : 0]! }]),
    ),
  ]);
}

/** The labels that fields say: classes by name or all by number, places on a scale as numbers. */
function read(column: string, cells: ReadonlyMap<number, Cell>, asked: Question): Answers {
  const label = "classes" in asked ? classReader(asked.classes.classes, cells) : scaleReader(asked);
  return new Map(
    [...cells].map(([item, { line, text }]) => {
      const found = label(text);
      if (typeof found === "number") return [item, found];
      throw new TableError(line, `column "${column}": "${text}", expected ${found}`);
    }),
  );
}

const WHOLE = /^(?:0|[1-9]\d*)$/;

/** A class by its name; by its number from zero where no class is called by a number, and none stands by its name. */
function classReader(classes: readonly string[], cells: ReadonlyMap<number, Cell>) {
  const byName =
    classes.some((name) => /^\d*$/.test(name)) ||
    [...cells.values()].some(({ text }) => classes.includes(text));
  return (text: string): number | string => {
    const found = byName ? classes.indexOf(text) : WHOLE.test(text) ? Number(text) : -1;
    return found >= 0 && found < classes.length ? found : `one of ${classes.join(", ")}`;
  };
}

function scaleReader({ scale }: Extract<Question, { scale: unknown }>) {
  const { from, to, levels } = scale;
  const ends = scaleEnds(scale);
  return (text: string): number | string => {
    const number = ends || WHOLE.test(text) ? readNumber(text) : undefined;
    const level = number === undefined ? undefined : scaleLevel(scale, number);
    if (level !== undefined) return level;
    return ends
      ? `a number from ${from} to ${to}`
      : `a level from 0 (${from}) to ${levels - 1} (${to})`;
  };
}

/** An answer of a page's gold, as {@link GoldItem} of the client. */
interface Gold {
  /** Question x items of the page + item. */
  index: number;
  class: number;
}

/** The gold of each page; throws in words where the chain would refuse it. */
export function goldOf(
  answers: readonly Answers[],
  questions: readonly Question[],
  items: number,
  page: number,
): Gold[][] {
  const tasks: Gold[][] = Array.from({ length: Math.ceil(items / page) }, () => []);
  const sizes = tasks.map((_, number) => Math.min(page, items - number * page));
  answers.forEach((known, question) => {
    for (const item of [...known.keys()].sort((one, other) => one - other)) {
      const task = Math.floor(item / page);
      const index = question * (sizes[task] ?? 0) + (item % page);
      tasks[task]?.push({ index, class: known.get(item)! });
    }
  });
  const [only, ...more] = questions;
  const isClasses = only !== undefined && more.length === 0 && "classes" in only;
  tasks.forEach((task, number) => {
    const size = sizes[number] ?? 0;
    if (size < LEAST_PAGE) {
      if (task.length === 0) return;
      throw new Error(`page ${pageNumber(number)} has ${size} items, and gold needs ${LEAST_PAGE}`);
    }
    if (isClasses) checkClasses(task, number, size);
    else checkForm(task, number, size, questions);
  });
  return tasks;
}

/** Least items of a page that may have gold, and least gold items of one. */
const LEAST_PAGE = 40;
const LEAST_GOLD = 10;
/** What gold of a form must be worth at least, labels beyond chance: `GOLD_MASS` of docs/mechanism.md, and one. */
const LEAST_MASS = 19_660;
const ONE = 4_096;

/** How often each value stands. */
function countsOf(task: readonly Gold[]): number[] {
  const counts = new Map<number, number>();
  for (const { class: label } of task) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()];
}

function checkClasses(task: readonly Gold[], number: number, items: number): void {
  const found = task.length;
  const most = Math.floor(items / 4);
  if (found < LEAST_GOLD || found > most) {
    throw new Error(
      `page ${pageNumber(number)} has ${found} gold items, expected ${LEAST_GOLD} to ${most}`,
    );
  }
  const largest = Math.max(...countsOf(task));
  if (10 * largest > 6 * found) {
    throw new Error(
      `${largest} of ${found} gold items of page ${pageNumber(number)} are of one class, at most 60 %`,
    );
  }
}

function checkForm(
  task: readonly Gold[],
  number: number,
  items: number,
  questions: readonly Question[],
): void {
  const most = Math.floor(items / 4);
  const masses = questions.map((question, index) => {
    const own = task.filter(({ index: at }) => Math.floor(at / items) === index);
    if (own.length > most) {
      throw new Error(
        `page ${pageNumber(number)} has ${own.length} gold answers to "${nameOf(question)}", expected at most ${most}`,
      );
    }
    const alike = countsOf(own).reduce((sum, count) => sum + count * count, 0);
    return Math.floor(((own.length ** 2 - alike) * ONE) / Math.max(1, own.length));
  });
  const mass = masses.reduce((sum, one) => sum + one, 0);
  if (mass < LEAST_MASS) {
    throw new Error(
      `the gold of page ${pageNumber(number)} is worth ${(Math.floor((100 * mass) / ONE) / 100).toFixed(2)} labels beyond chance, expected 4.8: more answers, and less alike ones`,
    );
  }
}
