// What a campaign asks, as labels are packed by it.

import type { Question, Terms } from "../generated/task-registry.js";

/** Number of values of every question: its classes, or the levels of its scale. */
export function valuesOf({ questions }: Pick<Terms, "questions">): number[] {
  return questions.map((question) =>
    "classes" in question ? question.classes.classes.length : question.scale.levels,
  );
}

/** Names of the classes, where one question of classes is asked and nothing else; else none. */
export function classNames({ questions }: Pick<Terms, "questions">): readonly string[] {
  const [only, ...more] = questions;
  return only !== undefined && more.length === 0 && "classes" in only ? only.classes.classes : [];
}

/** The one question of a campaign that asks for a class. */
export function classQuestion(classes: readonly string[], name = "label"): Question {
  return { classes: { name, classes: [...classes] } };
}
