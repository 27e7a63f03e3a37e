// The questions of a new campaign as a labeler is asked them.

import type { Header } from "pasar-client/manifest";
import { useState } from "preact/hooks";
import { Draft } from "../logic/draft.js";
import { nextWidget, widgetsOf, type Widget } from "../logic/form.js";
import { isPlain, meaningsOf, questionsOf, texts, type Typed } from "../logic/new-questions.js";
import { t } from "../words/words.js";
import { Widgets } from "./widgets.js";

interface AskedProps {
  questions: readonly Typed[];
  /** The campaign's, in both languages. */
  title: string;
  titleId: string;
}

/** Nothing while a question is not whole: what is missing is said where it stands. */
function widgetsFor({ questions, title, titleId }: AskedProps): Widget[] {
  try {
    const called = texts(title, titleId);
    const header = { classes: [], ...meaningsOf(questions, called) };
    const widgets = widgetsOf(questionsOf(questions), header as unknown as Header);
    return widgets.map((widget) => (isPlain(questions) ? { ...widget, title: called } : widget));
  } catch {
    return [];
  }
}

export function Asked(props: AskedProps) {
  const [kept, setKept] = useState<Draft>();
  const [active, setActive] = useState(0);
  const widgets = widgetsFor(props);
  if (widgets.length === 0) return null;
  const count = widgets.reduce(
    (sum, widget) => sum + ("boxes" in widget ? widget.boxes.length : 1),
    0,
  );
  const draft = kept?.questions === count ? kept : Draft.empty(1, count);
  const answers = draft.answers(0);
  return (
    <>
      <h3>{t("ask.preview")}</h3>
      <div class="practice">
        <Widgets
          {...{ widgets, answers, active }}
          keys={[]}
          enter={setActive}
          give={(index, given, ended) => {
            const after = draft.answer(given);
            setKept(after);
            if (ended) setActive(nextWidget(widgets, after.answers(0), index) ?? index);
          }}
        />
      </div>
    </>
  );
}
