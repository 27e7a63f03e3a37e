// What a requester asks of every item: questions as they are typed, and as terms and header have them.

import type { Block, ClassMeaning, QuestionMeaning } from "pasar-client/manifest";
import { readNumber, utf8, type Scale, type taskRegistry } from "pasar-client/reading";
import { own, type OwnError } from "../words/own.js";

type Question = taskRegistry.Question;

/** What kinds of questions there are for those who ask; the chain has classes and scales. */
export const KINDS = ["class", "tags", "rating", "number", "pair"] as const;
export type Kind = (typeof KINDS)[number];

/** A question as it stands in its fields: texts, as they were typed. */
export interface Typed {
  kind: Kind;
  /** As terms, tables and data sets call it. */
  name: string;
  title: string;
  titleId: string;
  /** Classes or tags, one a line: its name, after a bar what it means, and after another one its key. */
  classes: string;
  /** The ends of a scale. */
  from: string;
  to: string;
  fromMeans: string;
  toMeans: string;
  /** Places on a slider; as many as there are whole numbers where it is empty. */
  levels: string;
  /** Columns that are compared. */
  first: string;
  second: string;
  /** Whether both may be alike: empty for no. */
  tie: string;
}

const BLANK: Typed = {
  kind: "class",
  name: "label",
  title: "",
  titleId: "",
  classes: "",
  from: "",
  to: "",
  fromMeans: "",
  toMeans: "",
  levels: "",
  first: "",
  second: "",
  tie: "",
};

/** What a new question of a kind begins with. */
const BEGINS: Record<Kind, Partial<Typed>> = {
  class: {},
  tags: { name: "tags" },
  rating: { name: "rating", from: "1", to: "5" },
  number: { name: "number", from: "0", to: "100" },
  pair: { name: "better", first: "first", second: "second" },
};

/** A question that nobody has typed anything into, called as no other one. */
export function blank(kind: Kind, others: readonly Typed[] = []): Typed {
  const typed = { ...BLANK, kind, ...BEGINS[kind] };
  const taken = new Set(others.map(({ name }) => name.trim()));
  let name = typed.name;
  for (let more = 2; taken.has(name); more += 1) name = `${typed.name}-${more}`;
  return { ...typed, name };
}

/** A pair with columns that there are. */
export function fitted(typed: Typed, fields: readonly string[] = []): Typed {
  if (typed.kind !== "pair" || fields.length < 2) return typed;
  if ([typed.first, typed.second].every((one) => fields.includes(one))) return typed;
  const [first = "", second = ""] = fields;
  return { ...typed, first, second };
}

/** Whether nothing was typed into a question of classes. */
export const isBlank = ({ kind, title, classes }: Typed): boolean =>
  kind === "class" && title + classes === "";

/** A question with another before or after it, as far as there is one. */
export function moved(all: readonly Typed[], from: number, by: number): Typed[] {
  const order = all.filter((_, index) => index !== from);
  const [one] = all.slice(from, from + 1);
  order.splice(Math.max(0, from + by), 0, ...(one ? [one] : []));
  return order;
}

/** Whether one of some classes is all that is asked: its title is the campaign's then, and its name `label`. */
export const isPlain = (all: readonly Typed[]): boolean =>
  all.length === 1 && (all[0]?.kind === "class" || all[0]?.kind === "pair");

/** What is wrong with a field, and with which one. */
export class FieldError extends Error implements OwnError {
  override readonly name = "FieldError";
  readonly code: OwnError["code"];
  readonly values: OwnError["values"];

  constructor(
    /** Path in the terms, or of a question's field as `questions[0].from`. */
    readonly path: string,
    { message, code, values }: OwnError,
  ) {
    super(message);
    this.code = code;
    this.values = values;
  }
}

/** Names of classes or tags, in their order, with what is said of each, and the key that it wants. */
export function classesOf(text: string): { name: string; hint: string; key: string }[] {
  return text
    .split("\n")
    .map((line) => line.split("|"))
    .map(([name = "", ...rest]) => {
      const last = rest.length > 1 ? (rest.at(-1)?.trim().toLowerCase() ?? "") : "";
      const key = /^[a-z1-9]$/.test(last) ? last : "";
      const hint = key === "" ? rest : rest.slice(0, -1);
      return { name: name.trim(), hint: hint.join("|").trim(), key };
    })
    .filter(({ name }) => name !== "");
}

/** Levels of a slider whose ends are no whole numbers, or too far from each other. */
const FINE = 101;
const MOST_LEVELS = 255;
const MOST_NAME_BYTES = 64;
/** Most questions of a campaign, where each tag is one, and most classes of a question. */
const MOST = 32;
/** Columns of tables that say something else than answers; the command line takes no such question either. */
const TAKEN = ["item", "labeler", "gold"];

/** Levels of a scale of whole numbers, one each, as the command line counts them. */
function wholeLevels(from: number, to: number): number | undefined {
  const levels = Math.abs(to - from) + 1;
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  return isWhole && levels >= 2 && levels <= MOST_LEVELS ? levels : undefined;
}

/** An end of a scale; NaN where it is no number. Zero has no sign. */
const end = (text: string): number => (readNumber(text.trim().replace(",", ".")) ?? NaN) + 0;

/** The scale of a rating or a number; throws {@link FieldError}. */
export function scaleOf(typed: Typed, at = "questions[0]"): Scale {
  const name = typed.name.trim();
  const refuse = (field: string, error: OwnError) => {
    throw new FieldError(`${at}.${field}`, error);
  };
  const [from, to] = [end(typed.from), end(typed.to)];
  if (Number.isNaN(from)) {
    const text = 'the lowest of "{name}" is "{found}", expected a number';
    refuse("from", own("scale_from", text, { name, found: typed.from }));
  }
  if (Number.isNaN(to)) {
    const text = 'the highest of "{name}" is "{found}", expected a number';
    refuse("to", own("scale_to", text, { name, found: typed.to }));
  }
  if (from === to) {
    const text = 'both ends of "{name}" are {from}, expected two numbers';
    refuse("to", own("scale_same", text, { name, from }));
  }
  const isNumber = typed.kind === "number";
  const places = typed.levels.trim();
  const levels = isNumber && places !== "" ? Number(places) : wholeLevels(from, to);
  if (levels === undefined && !isNumber) {
    const text =
      '"{name}" is from {from} to {to}, expected whole numbers with 2 to {most} levels between them';
    refuse("to", own("scale_whole", text, { name, from, to, most: MOST_LEVELS }));
  }
  if (levels !== undefined && !(Number.isInteger(levels) && levels >= 2 && levels <= MOST_LEVELS)) {
    const text = '"{name}" has {found} places, expected 2 to {most}';
    refuse("levels", own("scale_places", text, { name, found: places, most: MOST_LEVELS }));
  }
  return {
    name,
    levels: levels ?? FINE,
    from: String(from),
    to: String(to),
    read: isNumber ? "mean" : "median",
  };
}

/** What stands between the name of tags and each of them, in the names of their questions. */
const WITHIN = "/";
/** The classes of a tag. */
export const NO_YES = ["no", "yes"];
const PAIR = ["first", "second"];
const TIE = "tie";

/** Names of the questions that a typed one becomes. */
const namesOf = ({ kind, name, classes }: Typed): string[] =>
  kind === "tags"
    ? classesOf(classes).map((tag) => `${name.trim()}${WITHIN}${tag.name}`)
    : [name.trim()];

/** Names that columns of known answers may have: of questions, and of tags together. */
export function columnNames(all: readonly Typed[]): Set<string> {
  if (isPlain(all)) return new Set();
  return new Set(all.flatMap((typed) => [typed.name.trim(), ...namesOf(typed)]));
}

/** Which typed question each question of the terms is of. */
export const ownersOf = (all: readonly Typed[]): number[] =>
  all.flatMap((typed, index) => namesOf(typed).map(() => index));

/** The classes of a pair are in the order in which rankings read them. */
const classNames = ({ kind, classes, tie }: Typed): string[] =>
  kind === "pair"
    ? [...PAIR, ...(tie === "" ? [] : [TIE])]
    : classesOf(classes).map(({ name }) => name);

/** The questions of the terms; throws {@link FieldError}. What it refuses is what `pasar create` refuses. */
export function questionsOf(all: readonly Typed[]): Question[] {
  all.forEach((typed, index) => checkAnswers(typed, `questions[${index}].classes`));
  if (isPlain(all)) {
    return all.map((typed) => ({ classes: { name: "label", classes: classNames(typed) } }));
  }
  checkNames(all);
  return all.flatMap((typed, index): Question[] => {
    switch (typed.kind) {
      case "tags":
        return namesOf(typed).map((name) => ({ classes: { name, classes: [...NO_YES] } }));
      case "rating":
      case "number":
        return [{ scale: scaleOf(typed, `questions[${index}]`) }];
      default:
        return [{ classes: { name: typed.name.trim(), classes: classNames(typed) } }];
    }
  });
}

/** Refuses answers and tags that have no name, too long a one or another one's, and too few or many of them. */
function checkAnswers({ kind, name, classes }: Typed, path: string): void {
  if (kind !== "class" && kind !== "tags") return;
  const refuse = (error: OwnError) => {
    throw new FieldError(path, error);
  };
  const line = 1 + classes.split("\n").findIndex((one) => /^\s*\|/.test(one));
  if (line > 0) {
    const text = "the answer in line {line} has no name, expected one before the bar";
    refuse(own("answer_unnamed", text, { line }));
  }
  const names = classesOf(classes).map((one) => one.name);
  if (kind === "tags" && names.length === 0) {
    const text = '"{name}" has no tags, expected one at least';
    refuse(own("tags_none", text, { name: name.trim() }));
  }
  if (kind === "class" && (names.length < 2 || names.length > MOST)) {
    const text = "found {found} answers, expected 2 to {most}";
    refuse(own("classes", text, { found: names.length, most: MOST }));
  }
  names.forEach((one, index) => {
    if (names.indexOf(one) !== index) refuse(twice(one));
    checkLength(one, refuse);
  });
}

const twice = (name: string) => own("once", '"{name}" stands twice, expected each once', { name });

function checkLength(name: string, refuse: (error: OwnError) => void): void {
  const found = utf8(name).length;
  if (found <= MOST_NAME_BYTES) return;
  const text = '"{name}" has {found} bytes, expected at most {most}';
  refuse(own("name_long", text, { name, found, most: MOST_NAME_BYTES }));
}

/** Refuses names of questions that are missing, too long, a column's, or not each another one's. */
function checkNames(all: readonly Typed[]): void {
  const taken = new Set<string>();
  all.forEach((typed, index) => {
    const name = typed.name.trim();
    const refuse = (error: OwnError, field = "name") => {
      throw new FieldError(`questions[${index}].${field}`, error);
    };
    if (name === "") {
      const text = "question {number} has no name, expected one";
      refuse(own("name_none", text, { number: index + 1 }));
    }
    if (TAKEN.includes(name.toLowerCase())) {
      const text =
        'a column "{name}" says something else; expected another name than item, labeler, gold';
      refuse(own("name_taken", text, { name }));
    }
    if (taken.has(name)) {
      const text = 'two questions are called "{name}", expected a name for each';
      refuse(own("name_twice", text, { name }));
    }
    taken.add(name);
    checkLength(name, refuse);
    if (typed.kind !== "tags") return;
    for (const one of namesOf(typed)) {
      const ofTags = (error: OwnError) => refuse(error, "classes");
      if (taken.has(one)) ofTags(twice(one));
      checkLength(one, ofTags);
      taken.add(one);
    }
  });
  const found = ownersOf(all).length;
  if (found <= MOST) return;
  const text = "found {found} questions, expected 1 to {most}; each tag is one";
  throw new FieldError("questions", own("questions", text, { found, most: MOST }));
}

const inEnglish = (text: string) => ({ en: text.trim() });

/** Texts in both languages, the second one where it is there. */
export const texts = (en: string, id: string) => ({ en, ...(id.trim() !== "" && { id }) });

function classMeanings(typed: Typed): ClassMeaning[] {
  if (typed.kind !== "pair") {
    return classesOf(typed.classes).map(({ name, hint, key }) => ({
      name,
      ...(hint !== "" && { hint: { en: hint } }),
      ...(key !== "" && { key }),
    }));
  }
  const [first = "", second = ""] = PAIR;
  return [
    { name: first, title: { en: "A", id: "A" }, key: "a" },
    { name: second, title: { en: "B", id: "B" }, key: "b" },
    ...(typed.tie === "" ? [] : [{ name: TIE, title: { en: "both alike", id: "sama saja" } }]),
  ];
}

/** What the header says of what is asked: `classes`, or `questions`. A lone one is called as the campaign is. */
export function meaningsOf(
  all: readonly Typed[],
  called: ReturnType<typeof texts>,
): { classes: ClassMeaning[] } | { questions: QuestionMeaning[] } {
  const [only] = all;
  if (only && isPlain(all)) return { classes: classMeanings(only) };
  return {
    questions: all.flatMap((typed, index): QuestionMeaning[] => {
      const own = typed.title.trim() === "" ? undefined : texts(typed.title, typed.titleId);
      const title = all.length === 1 ? called : own;
      if (typed.kind === "tags") return tagMeanings(typed, title);
      const said = { name: typed.name.trim(), ...(title && { title }) };
      if (typed.kind !== "rating" && typed.kind !== "number") {
        return [{ ...said, classes: classMeanings(typed) }];
      }
      const { levels } = scaleOf(typed, `questions[${index}]`);
      const scale = {
        levels,
        ...(typed.fromMeans.trim() !== "" && { from: inEnglish(typed.fromMeans) }),
        ...(typed.toMeans.trim() !== "" && { to: inEnglish(typed.toMeans) }),
        ...(typed.kind === "number" && { show: "slider" as const }),
      };
      return [{ ...said, scale }];
    }),
  };
}

/** A question a tag, with a box each; the title of all stands above the first. */
function tagMeanings(typed: Typed, title: ReturnType<typeof texts> | undefined): QuestionMeaning[] {
  const [no = "", yes = ""] = NO_YES;
  const names = namesOf(typed);
  return classesOf(typed.classes).map(({ hint, key }, index) => ({
    name: names[index] ?? "",
    ...(index === 0 && title && { group: title }),
    ...(hint !== "" && { hint: { en: hint } }),
    show: "check" as const,
    classes: [{ name: no }, { name: yes, ...(key !== "" && { key }) }],
  }));
}

/** What columns are shown as, in a header's words. */
export type Show = "text" | "image" | "audio" | "video" | "link" | "hide";

/** The blocks that show an item: a column each, and two that are compared beside each other. */
export function viewOf(
  fields: readonly string[],
  show: Readonly<Record<string, Show>>,
  all: readonly Typed[],
): Block[] {
  const as = (field: string) => show[field] ?? "text";
  const pairs = new Map<string, Block>();
  const paired = new Set<string>();
  all.forEach(({ kind, first, second }, index) => {
    if (kind !== "pair") return;
    const refuse = (field: string, error: OwnError) => {
      throw new FieldError(`questions[${index}].${field}`, error);
    };
    for (const [field, column] of Object.entries({ first, second })) {
      if (!fields.includes(column)) {
        const found = fields.map((one) => `"${one}"`).join(", ");
        const text = 'no column "{column}" to compare, found {found}';
        refuse(field, own("pair_column", text, { column, found }));
      }
    }
    if (first === second) {
      const text = '"{column}" is compared with itself';
      refuse("second", own("pair_same", text, { column: first }));
    }
    const kinds = [as(first), as(second)];
    if (kinds[0] !== kinds[1] || !["text", "image"].includes(kinds[0] ?? "")) {
      const text =
        '"{first}" and "{second}" are shown as {one} and {other}, expected two texts or two pictures';
      const [one = "", other = ""] = kinds;
      refuse("second", own("pair_shown", text, { first, second, one, other }));
    }
    const image = kinds[0] === "image" ? "image" : "text";
    pairs.set(JSON.stringify([first, second]), {
      show: "pair",
      fields: [first, second],
      as: image,
    });
    paired.add(first).add(second);
  });
  const alone = fields.filter((field) => as(field) !== "hide" && !paired.has(field));
  const blocks = alone.map((field): Block => {
    const shown = as(field) as Exclude<Show, "hide">;
    return shown === "image" ? { show: shown, field, zoom: true } : { show: shown, field };
  });
  return [...blocks, ...pairs.values()];
}
