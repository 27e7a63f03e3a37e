// A data set as tasks of Label Studio: verdicts are predictions there, and each labeler's labels annotations.

import { NOBODY, answerOf, verdictOf, type Question } from "../verdict.js";
import { SURE, nameOf, type Decided, type NamedItem, type Source } from "./columns.js";

interface Options {
  /** Each labeler's labels instead of the verdict. */
  raw: boolean;
  /** What the labels are called there: who made them. */
  model: string;
  /** What is labeled, as the project's configuration calls it: the field that is shown first. */
  target: string;
  /** Whole addresses of the media of an item, by their fields. */
  media: (item: NamedItem) => Readonly<Record<string, string>>;
}

interface Result {
  from_name: string;
  to_name: string;
  type: "choices" | "rating" | "number";
  value: object;
}

/** Most stars of a rating. */
const MOST_STARS = 10;
/** Classes of a tag, and what stands between the name of its group and its own. */
const NO_YES = "no yes";
const WITHIN = "/";

/** A list of tasks in JSON. */
export function toLabelStudio(source: Source, options: Options): string {
  const tasks = source.tasks.flatMap((task) =>
    Array.from({ length: task.items }, (_, index) => {
      const number = task.first + index;
      const item = source.items?.get(number) ?? { name: String(number), fields: {} };
      const data = { ...item.fields, ...options.media(item), item: item.name };
      return { data, ...labelsOf(source.questions, task, index, options) };
    }),
  );
  return `[\n${tasks.map((task) => JSON.stringify(task)).join(",\n")}\n]\n`;
}

function labelsOf(questions: readonly Question[], task: Decided, index: number, options: Options) {
  const { raw, model, target } = options;
  const { verdict, items, seats = [] } = task;
  if (raw) {
    const annotations = seats.flatMap(({ labeler, labels }) => {
      const said = questions.map((of, at) => answerOf(of, labels[at * items + index]));
      const result = results(questions, said, target);
      // `completed_by` must be a user of the one Label Studio that reads it; the address is noted with each region.
      return result.length === 0 ? [] : [{ result: signed(result, labeler) }];
    });
    return { annotations };
  }
  const answers = questions.map((_, at) => verdictOf(questions, verdict, items, at, index));
  const places = questions.map((_, at) => at * items + index);
  const given = places.filter((place) => (verdict.labels[place] ?? NOBODY) !== NOBODY);
  const score = Math.min(...given.map((place) => (verdict.confidences[place] ?? 0) / SURE));
  const result = results(questions, answers, target);
  return { predictions: result.length === 0 ? [] : [{ model_version: model, score, result }] };
}

/** Regions keep texts that somebody notes with them. */
const signed = (result: readonly Result[], labeler: string) =>
  result.map((region) => ({ ...region, meta: { text: [labeler] } }));

function results(
  questions: readonly Question[],
  answers: readonly (string | number | null)[],
  target: string,
): Result[] {
  const found = new Map<string, Result>();
  questions.forEach((question, at) => {
    const answer = answers[at];
    if (answer === null || answer === undefined) return;
    const tag = tagOf(question);
    const name = tag?.group ?? (questions.length === 1 ? "label" : nameOf(question));
    const region = (type: Result["type"], value: object) =>
      found.set(name, { from_name: name, to_name: target, type, value });
    if (typeof answer === "number") {
      // Stars are whole there.
      if (isRating(question)) region("rating", { rating: Math.round(answer) });
      else region("number", { number: answer });
    } else if (!tag) {
      region("choices", { choices: [answer] });
    } else {
      const before = (found.get(name)?.value as { choices?: string[] } | undefined)?.choices ?? [];
      region("choices", { choices: answer === "yes" ? [...before, tag.name] : before });
    }
  });
  return [...found.values()];
}

/** The group and the name of a tag; no or yes is asked of each. */
function tagOf(question: Question): { group: string; name: string } | undefined {
  if (!("classes" in question) || question.classes.classes.join(" ") !== NO_YES) return undefined;
  const [group = "", ...rest] = question.classes.name.split(WITHIN);
  return group === "" || rest.length === 0 ? undefined : { group, name: rest.join(WITHIN) };
}

/** Whether a scale is of stars, from one on. */
function isRating(question: Question): boolean {
  if (!("scale" in question)) return false;
  const { levels, from, to } = question.scale;
  return from === "1" && to === String(levels) && levels <= MOST_STARS;
}
