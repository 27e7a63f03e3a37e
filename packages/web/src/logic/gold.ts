// Answers that a requester knows: read from tables as the command line reads them, and cut into the pages' gold.

import { readNumber, scaleEnds, scaleLevel, type taskRegistry } from "pasar-client/reading";
import { own } from "../words/own.js";
import { pageNumber } from "../words/page-number.js";
import { NO_YES } from "./new-questions.js";
import { itemColumn, type Table } from "./table.js";

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
  const place = itemColumn(table);
  const numbers = new Map(names.map((name, number) => [name, number]));
  const seen = new Set<number>();
  const items = table.rows.map((row, index) => {
    const line = table.lines[index] ?? 0;
    const name = row[place] ?? "";
    const number = numbers.get(name);
    const values = { line, name };
    if (number === undefined) {
      throw own("item_unknown", 'line {line}: item "{name}" is none of the items', values);
    }
    if (seen.has(number)) {
      throw own("item_twice", 'line {line}: item "{name}" stands twice', values);
    }
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

/** What columns say of each question; throws where one is no answer, or two say of the same. */
export function answersOf(columns: readonly Column[], questions: readonly Question[]): Answers[] {
  const said = new Map<number, { of: string; answers: Answers }>();
  for (const column of columns) {
    for (const [question, cells] of spread(column, questions)) {
      const asked = questions[question]!;
      if (said.has(question)) {
        const values = { other: said.get(question)?.of ?? "", name: column.name };
        throw own(
          "columns_same",
          'columns "{other}" and "{name}" say of the same; keep one',
          values,
        );
      }
      said.set(question, { of: column.name, answers: read(column.name, cells, asked) });
    }
  }
  return questions.map((_, question) => said.get(question)?.answers ?? new Map());
}

/**
 * Refuses a table of known answers with a column that answers nothing, where a question is left out: a name with a slip
 * in it would leave out answers that were meant.
 */
export function checkRead(
  table: readonly Column[],
  others: readonly Column[],
  questions: readonly Question[],
): void {
  const of = (column: Column) => spread(column, questions).map(([question]) => question);
  const read = new Set([...table, ...others].flatMap(of));
  const missing = questions.find((_, question) => !read.has(question));
  const unread = table.find((column) => of(column).length === 0);
  if (!missing || !unread) return;
  const names = questions.map(nameOf).join(", ");
  throw own(
    "column_unread",
    'line 1: the column "{name}" answers no question, and "{missing}" has none; expected {names}, or no other columns',
    { name: unread.name, missing: nameOf(missing), names },
  );
}

/** The questions that a column says of: its own, or all tags of its name. */
function spread(
  { name, cells }: Column,
  questions: readonly Question[],
): [number, ReadonlyMap<number, Cell>][] {
  const filled = new Map([...cells].filter(([, { text }]) => text !== ""));
  const same = questions.findIndex((question) => nameOf(question) === name);
  if (same >= 0) return [[same, filled]];
  const tags = questions.flatMap((question, index): [number, string][] => {
    const tag = tagOf(question, name);
    return tag === undefined ? [] : [[index, tag]];
  });
  if (tags.length > 0) return spreadTags({ name, cells }, tags);
  if (!OF_ONE.includes(name.toLowerCase())) return [];
  if (questions.length === 1) return [[0, filled]];
  if (name.toLowerCase() !== "gold") return [];
  throw own(
    "column_lone",
    'a column "{name}" has the answers to one question, and {questions} are asked; expected a column for each',
    { name, questions: questions.length },
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
    throw own(
      "tag_separator",
      'column "{name}": tag "{tag}" cannot stand beside others with ";" between them, expected a column "{name}/{tag}"',
      { name, tag: mixed },
    );
  }
  const sets = [...cells].map(([item, { line, text }]) => {
    const set = text === "" ? [] : text.split(SEPARATOR).map((tag) => tag.trim());
    for (const [place, tag] of set.entries()) {
      const values = { line, name, tag };
      if (!known.includes(tag)) {
        const text = 'line {line}: column "{name}": tag "{tag}", expected some of {known}';
        throw own("tag_unknown", text, { ...values, known: known.join(", ") });
      }
      if (set.indexOf(tag) !== place) {
        throw own("tag_twice", 'line {line}: column "{name}": tag "{tag}" stands twice', values);
      }
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
      return [item, label({ line, name: column, found: text })];
    }),
  );
}

/** Where a text was found. */
interface Found extends Record<string, string | number> {
  line: number;
  name: string;
  found: string;
}

const WHOLE = /^(?:0|[1-9]\d*)$/;

/** A class by its name; by its number from zero where no class is called by a number, and none stands by its name. */
function classReader(classes: readonly string[], cells: ReadonlyMap<number, Cell>) {
  const byName =
    classes.some((name) => /^\d*$/.test(name)) ||
    [...cells.values()].some(({ text }) => classes.includes(text));
  return (cell: Found): number => {
    const { found } = cell;
    const label = byName ? classes.indexOf(found) : WHOLE.test(found) ? Number(found) : -1;
    if (label >= 0 && label < classes.length) return label;
    const text = 'line {line}: column "{name}": "{found}", expected one of {classes}';
    throw own("no_class", text, { ...cell, classes: classes.join(", ") });
  };
}

function scaleReader({ scale }: Extract<Question, { scale: unknown }>) {
  const { from, to, levels } = scale;
  const ends = scaleEnds(scale);
  return (cell: Found): number => {
    const { found } = cell;
    const number = ends || WHOLE.test(found) ? readNumber(found) : undefined;
    const level = number === undefined ? undefined : scaleLevel(scale, number);
    if (level !== undefined) return level;
    const values = { ...cell, from, to };
    if (ends) {
      const text = 'line {line}: column "{name}": "{found}", expected a number from {from} to {to}';
      throw own("no_number", text, values);
    }
    const text =
      'line {line}: column "{name}": "{found}", expected a level from 0 ({from}) to {last} ({to})';
    throw own("no_level", text, { ...values, last: levels - 1 });
  };
}

/** An answer of a page's gold, as {@link GoldItem} of the client. */
interface Gold {
  /** Question x items of the page + item. */
  index: number;
  class: number;
}

/** The gold of each page; throws where the chain would refuse it. */
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
      throw own("gold_page", "page {page} has {items} items, and gold needs {least}", {
        ...{ page: pageNumber(number), items: size, least: LEAST_PAGE },
      });
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
  const page = pageNumber(number);
  if (found < LEAST_GOLD || found > most) {
    const text = "page {page} has {found} gold items, expected {least} to {most}";
    throw own("gold_count", text, { page, found, least: LEAST_GOLD, most });
  }
  const largest = Math.max(...countsOf(task));
  if (10 * largest > 6 * found) {
    const text = "{largest} of {found} gold items of page {page} are of one class, at most 60 %";
    throw own("gold_alike", text, { largest, found, page });
  }
}

function checkForm(
  task: readonly Gold[],
  number: number,
  items: number,
  questions: readonly Question[],
): void {
  const most = Math.floor(items / 4);
  const page = pageNumber(number);
  const masses = questions.map((question, index) => {
    const golden = task.filter(({ index: at }) => Math.floor(at / items) === index);
    if (golden.length > most) {
      const text = 'page {page} has {found} gold answers to "{name}", expected at most {most}';
      throw own("gold_many", text, { page, found: golden.length, name: nameOf(question), most });
    }
    const alike = countsOf(golden).reduce((sum, count) => sum + count * count, 0);
    return Math.floor(((golden.length ** 2 - alike) * ONE) / Math.max(1, golden.length));
  });
  const mass = masses.reduce((sum, one) => sum + one, 0);
  if (mass < LEAST_MASS) {
    throw own(
      "gold_mass",
      "the gold of page {page} is worth {found} labels beyond chance, expected 4.8: more answers, and less alike ones",
      { page, found: (Math.floor((100 * mass) / ONE) / 100).toFixed(2) },
    );
  }
}
