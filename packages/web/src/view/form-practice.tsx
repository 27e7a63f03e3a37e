// Practice of several questions: the examples of the header, whose answers are known.

import { scaleLevel, type taskRegistry } from "pasar-client/reading";
import { useState } from "preact/hooks";
import type { Header } from "../chain/manifest.js";
import { Draft } from "../logic/draft.js";
import { nextWidget, widgetsOf } from "../logic/form.js";
import { t } from "../words/words.js";
import { saidAnswers } from "./meaning.js";
import { Said } from "./said.js";
import { Notice } from "./text.js";
import { Widgets } from "./widgets.js";

type Example = Header["examples"][number];

interface PracticeProps {
  header: Header;
  example: Example;
  questions: readonly taskRegistry.Question[];
  /** Goes on; whether all was right. */
  next: (right: boolean) => void;
}

/** The label that an example says of a question; undefined where it says none. */
export function exampleLabel({ labels = {} }: Example, question: taskRegistry.Question) {
  const asked = "classes" in question ? question.classes : question.scale;
  const said = Object.hasOwn(labels, asked.name) ? labels[asked.name] : undefined;
  if (said === undefined) return undefined;
  if ("classes" in question) return question.classes.classes.indexOf(String(said));
  return scaleLevel(question.scale, Number(said));
}

export function FormPractice({ header, example, questions, next }: PracticeProps) {
  const [draft, setDraft] = useState(() => Draft.empty(1, questions.length));
  const [active, setActive] = useState(0);
  const [checked, setChecked] = useState(false);
  const widgets = widgetsOf(questions, header);
  const answers = draft.answers(0);
  const right = questions.every((question, index) => {
    const wanted = exampleLabel(example, question);
    // Of many levels the nearest ones are as right.
    const near = "scale" in question ? question.scale.levels / 10 : 0;
    return wanted === undefined || Math.abs(wanted - answers[index]!) <= near;
  });
  return (
    <>
      <Widgets
        {...{ widgets, answers, active }}
        keys={[]}
        enter={setActive}
        give={(index, given, ended) => {
          const after = draft.answer(given);
          setDraft(after);
          setChecked(false);
          if (ended) setActive(nextWidget(widgets, after.answers(0), index) ?? index);
        }}
      />
      {checked ? (
        <Notice tone={right ? "good" : "warn"}>
          {right
            ? t("practice.right")
            : t("practice.wrong", { label: saidAnswers(header, example) })}{" "}
          {example.why && <Said texts={example.why} />}
          <button onClick={() => next(right)}>{t("practice.next")}</button>
        </Notice>
      ) : (
        <button onClick={() => setChecked(true)}>{t("form.check")}</button>
      )}
    </>
  );
}
