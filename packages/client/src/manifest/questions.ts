// What a header says of each of several questions: what it means, and how its answers are given. In the order
// in which members are checked here packages/formats checks them. Loaded where a header has questions.

import { scaleEnds } from "../formats/scale.js";
import type { Question } from "../generated/task-registry.js";
import { classesOf, ofTerms, sameClasses } from "./classes.js";
import { MAX_BUTTONS, MAX_HINT_BYTES, MAX_TITLE_BYTES, Member, named } from "./member.js";
import type { ClassMeaning, Example, QuestionMeaning, ScaleMeaning } from "./types.js";

const MAX_QUESTIONS = 32;
const MAX_QUESTION_NAME_BYTES = 64;
const MAX_LEVELS = 255;

/** The questions of a header. */
export function questionsOf(member: Member): QuestionMeaning[] {
  const names = new Set<string>();
  return member.list("questions", 1, MAX_QUESTIONS).map((entry) => {
    const name = entry.at("name").text(MAX_QUESTION_NAME_BYTES);
    if (names.has(name)) entry.at("name").refuse("each name once");
    names.add(name);
    const title = entry.at("title").optional((at) => at.texts(MAX_TITLE_BYTES));
    const group = entry.at("group").optional((at) => at.texts(MAX_TITLE_BYTES));
    const hint = entry.at("hint").optional((at) => at.texts(MAX_HINT_BYTES, true));
    return {
      name,
      ...(title !== undefined && { title }),
      ...(group !== undefined && { group }),
      ...(hint !== undefined && { hint }),
      ...answersOf(entry),
    };
  });
}

function answersOf(
  entry: Member,
): { scale: ScaleMeaning } | { classes: ClassMeaning[]; show?: "buttons" | "check" } {
  const scale = entry.at("scale").optional(scaleOf);
  const of = entry.at("classes");
  if (scale !== undefined) {
    of.optional((at) => at.refuse("classes or a scale, not both"));
    return { scale };
  }
  if (of.optional(() => true) === undefined) of.refuse("classes or a scale");
  const classes = classesOf(of);
  const show = entry.at("show").optional((at) => {
    return classes.length === 2 ? at.word(["buttons", "check"]) : at.word(["buttons"]);
  });
  return { classes, ...(show !== undefined && { show }) };
}

function scaleOf(member: Member): ScaleMeaning {
  const levels = member.at("levels");
  const { value } = levels;
  if (!Number.isInteger(value) || (value as number) < 2 || (value as number) > MAX_LEVELS) {
    levels.refuse(`2 to ${MAX_LEVELS}`);
  }
  const from = member.at("from").optional((at) => at.texts(MAX_TITLE_BYTES));
  const to = member.at("to").optional((at) => at.texts(MAX_TITLE_BYTES));
  const show = member.at("show").optional((at) => {
    return (value as number) <= MAX_BUTTONS ? at.word(["buttons", "slider"]) : at.word(["slider"]);
  });
  return {
    levels: value as number,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(show !== undefined && { show }),
  };
}

/** An example's answers to some questions, by their names: the names of classes, and numbers on scales. */
export function exampleLabels(
  member: Member,
  questions: readonly QuestionMeaning[],
): Record<string, string | number> {
  const wanted = "answers by the names of questions";
  const found = Object.keys(member.object(wanted));
  if (found.length === 0) member.refuse(wanted, "0 of them");
  const unknown = found.filter((key) => !questions.some(({ name }) => name === key)).sort()[0];
  if (unknown !== undefined) member.refuse(wanted, `the question ${named(unknown)}`);
  const labels: [string, string | number][] = [];
  for (const question of questions) {
    const label = member.at(question.name);
    const { value } = label;
    if (value === undefined) continue;
    if ("classes" in question) {
      labels.push([question.name, label.className(question.classes)]);
    } else {
      if (typeof value !== "number") label.refuse("a number");
      labels.push([question.name, value as number]);
    }
  }
  return Object.fromEntries(labels);
}

/** Refuses questions that are not those of the terms, and examples' numbers that are on no scale of theirs. */
export function checkQuestions(
  found: readonly QuestionMeaning[],
  examples: readonly Example[],
  asked: readonly Question[],
): void {
  if (found.length !== asked.length) {
    ofTerms("questions", `${found.length} of them`, String(asked.length));
  }
  asked.forEach((question, index) => sameQuestion(`questions[${index}]`, found[index]!, question));
  examples.forEach(({ labels = {} }, index) => {
    for (const question of asked) {
      if (!("scale" in question)) continue;
      const { name } = question.scale;
      const number = Object.hasOwn(labels, name) ? labels[name] : undefined;
      if (typeof number !== "number") continue;
      checkNumber(`examples[${index}].labels.${name}`, number, question.scale);
    }
  });
}

function sameQuestion(member: string, found: QuestionMeaning, asked: Question): void {
  const { name } = "classes" in asked ? asked.classes : asked.scale;
  if (found.name !== name) ofTerms(`${member}.name`, named(found.name), named(name));
  if ("classes" in found) {
    if (!("classes" in asked)) return ofTerms(member, "classes", "a scale");
    return sameClasses(`${member}.classes`, found.classes, asked.classes.classes);
  }
  if (!("scale" in asked)) return ofTerms(member, "a scale", "classes");
  const { levels } = found.scale;
  if (levels !== asked.scale.levels) {
    ofTerms(`${member}.scale.levels`, String(levels), String(asked.scale.levels));
  }
}

function checkNumber(
  member: string,
  number: number,
  scale: Extract<Question, { scale: unknown }>["scale"],
): void {
  const { from, to } = scale;
  const ends = scaleEnds(scale);
  if (ends) {
    if (number >= Math.min(...ends) && number <= Math.max(...ends)) return;
    return ofTerms(member, named(number), `a number from ${from} to ${to}`);
  }
  const last = scale.levels - 1;
  if (Number.isInteger(number) && number >= 0 && number <= last) return;
  ofTerms(member, named(number), `a level from 0 (${from}) to ${last} (${to})`);
}
