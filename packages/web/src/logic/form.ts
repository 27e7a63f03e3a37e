// How the questions of a form are answered: what stands on the board, what its keys do, and what comes next.

import { MAX_BUTTONS, type ClassMeaning, type Header, type Texts } from "pasar-client/manifest";
import { scaleValue, type Scale, type taskRegistry } from "pasar-client/reading";
import { NONE, OPEN, type Answer } from "./draft.js";
import type { OwnKeys } from "./keys.js";

type Question = taskRegistry.Question;

/** What an answer is called. */
export interface Option {
  /** As it is named where nobody says more. */
  name: string;
  title?: Texts;
  hint?: Texts;
  key?: string;
}

interface Asking {
  name: string;
  title?: Texts;
  hint?: Texts;
  /** A heading above it. */
  group?: Texts;
}

/** A question that one of some buttons answers. */
export type Choice = Asking & {
  kind: "choice";
  question: number;
  options: readonly Option[];
  isScale: boolean;
};
/** A question that a place on a slider answers. */
export type Slide = Asking & {
  kind: "slide";
  question: number;
  scale: Scale;
  from?: Texts;
  to?: Texts;
};
/** Boxes, each of a question of two classes: ticked for the second one. */
export type Boxes = {
  kind: "boxes";
  name: string;
  group?: Texts;
  boxes: readonly (Option & { question: number })[];
};

/** What answers one question, or several of two classes. */
export type Widget = Choice | Slide | Boxes;

type Meaning = NonNullable<Header["questions"]>[number];

/** What stands on the board, from top to bottom. The header may be missing, or tell of its only question's classes. */
export function widgetsOf(questions: readonly Question[], header?: Header): Widget[] {
  const widgets: Widget[] = [];
  for (const [question, asked] of questions.entries()) {
    const meaning = header?.questions?.[question];
    const box = boxOf(question, asked, meaning);
    const last = widgets.at(-1);
    if (!box) widgets.push(widgetOf(question, asked, meaning, header));
    else if (last?.kind === "boxes" && meaning?.group === undefined && last.name === box.of) {
      last.boxes = [...last.boxes, box.option];
    } else {
      const group = meaning?.group === undefined ? {} : { group: meaning.group };
      widgets.push({ kind: "boxes", name: box.of, ...group, boxes: [box.option] });
    }
  }
  return widgets;
}

/** A question of two classes as a box: where its header says so, or its classes are no and yes. */
function boxOf(question: number, asked: Question, meaning: Meaning | undefined) {
  if (!("classes" in asked) || asked.classes.classes.length !== 2) return undefined;
  const [no, yes] = asked.classes.classes;
  const show = meaning && "classes" in meaning ? meaning.show : undefined;
  if (show === "buttons" || (show === undefined && (no !== "no" || yes !== "yes")))
    return undefined;
  const { name } = asked.classes;
  // Tags are named after their question: says/friendly.
  const slash = name.indexOf("/");
  const [of, tag] = slash > 0 ? [name.slice(0, slash), name.slice(slash + 1)] : ["", name];
  const ticked = meaning && "classes" in meaning ? meaning.classes[1] : undefined;
  const hint = meaning?.hint ?? ticked?.hint;
  const option = {
    question,
    name: tag,
    ...(meaning?.title !== undefined && { title: meaning.title }),
    ...(hint !== undefined && { hint }),
    ...(ticked?.key !== undefined && { key: ticked.key }),
  };
  return { of, option };
}

function widgetOf(
  question: number,
  asked: Question,
  meaning: Meaning | undefined,
  header: Header | undefined,
): Choice | Slide {
  const { title, hint, group } = meaning ?? {};
  const said = {
    question,
    ...(title !== undefined && { title }),
    ...(hint !== undefined && { hint }),
    ...(group !== undefined && { group }),
  };
  if ("classes" in asked) {
    const { name, classes } = asked.classes;
    const told: readonly ClassMeaning[] =
      meaning && "classes" in meaning ? meaning.classes : (header?.classes ?? []);
    const options = classes.map((one, index) => ({ ...told[index], name: one }));
    return { kind: "choice", name, ...said, options, isScale: false };
  }
  const { scale } = asked;
  const told = meaning && "scale" in meaning ? meaning.scale : undefined;
  const { from, to } = told ?? {};
  const ends = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const show = told?.show ?? (scale.levels <= MAX_BUTTONS ? "buttons" : "slider");
  if (show === "slider") return { kind: "slide", name: scale.name, ...said, scale, ...ends };
  const last = scale.levels - 1;
  const options = Array.from({ length: scale.levels }, (_, level) => {
    const hint = level === 0 ? from : level === last ? to : undefined;
    return { name: levelName(scale, level), ...(hint !== undefined && { hint }) };
  });
  return { kind: "choice", name: scale.name, ...said, options, isScale: true };
}

/** What a level is called: a number; at the ends of a scale between words these. */
export function levelName(scale: Scale, level: number): string {
  const value = String(scaleValue(scale, level));
  const end = level === 0 ? scale.from : level === scale.levels - 1 ? scale.to : value;
  return Number.isFinite(Number(end)) ? value : `${value} (${end})`;
}

/** The questions that a widget answers. */
export function questionsOf(widget: Widget): number[] {
  return widget.kind === "boxes" ? widget.boxes.map(({ question }) => question) : [widget.question];
}

/** Whether a widget's questions all have an answer. */
export function isAnswered(widget: Widget, answers: readonly number[]): boolean {
  return questionsOf(widget).every((question) => (answers[question] ?? OPEN) !== OPEN);
}

/** The first widget without an answer, from one on and around; none where all have one. */
export function nextWidget(
  widgets: readonly Widget[],
  answers: readonly number[],
  from = 0,
): number | undefined {
  const order = [...widgets.keys()];
  const around = [...order.slice(from), ...order.slice(0, from)];
  return around.find((index) => !isAnswered(widgets[index]!, answers));
}

/** An answer that has a key. */
export interface Keyed extends Partial<Option> {
  /** What somebody's own key of it is kept under. */
  what: string;
}

/** What a widget's keys answer: its options, or its boxes and after them "none of these". A slider has none. */
export function keyedBy(widget: Widget): Keyed[] {
  const { name } = widget;
  if (widget.kind === "choice") {
    return widget.options.map((option) => ({ ...option, what: `${name}=${option.name}` }));
  }
  if (widget.kind === "slide") return [];
  return [
    ...widget.boxes.map((box) => ({ ...box, what: `${name}/${box.name}` })),
    { what: `${name}/` },
  ];
}

/** Keys that a widget's answers want: somebody's own, or the header's. */
export function wantedKeys(widget: Widget | undefined, own: OwnKeys = {}): (string | undefined)[] {
  return onceEach((widget ? keyedBy(widget) : []).map(({ what, key }) => own[what] ?? key));
}

/** Answers beside each other may want the same key: the first one has it. */
const onceEach = (keys: readonly (string | undefined)[]) =>
  keys.map((key, index) => (keys.indexOf(key) === index ? key : undefined));

/**
 * What a press of a widget's answer says. Whoever ticks a box has looked at those beside it: what is open there
 * is answered by no.
 */
export function pressed(widget: Widget, option: number, answers: readonly number[]): Answer[] {
  if (widget.kind !== "boxes") return [[widget.question, option]];
  return widget.boxes.flatMap(({ question }, index): Answer[] => {
    const found = answers[question] ?? OPEN;
    if (option >= widget.boxes.length) return [[question, 0]];
    if (index === option) return [[question, found === 1 ? 0 : 1]];
    return found === OPEN ? [[question, 0]] : [];
  });
}

/** Whether a press ends a widget: of boxes several may be ticked. */
export function isEnded(widget: Widget, option: number): boolean {
  return widget.kind !== "boxes" || option >= widget.boxes.length;
}

/** No label for all questions of a widget. */
export function noLabel(widget: Widget): Answer[] {
  return questionsOf(widget).map((question) => [question, NONE]);
}
