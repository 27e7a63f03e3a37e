// The questions of a new campaign: added, put in order, and each with what its kind needs.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import {
  blank,
  classesOf,
  columnNames,
  fitted,
  isBlank,
  KINDS,
  moved,
  scaleOf,
  type Kind,
  type Typed,
} from "../logic/new-questions.js";
import { readTable } from "../logic/table.js";
import { begun, TEMPLATES } from "../logic/templates.js";
import { loadWords, t } from "../words/words.js";
import { Fault, Field } from "./field.js";
import { later } from "./later.js";
import { errorText, Notice } from "./text.js";
import type { NewCampaign } from "./use-new-campaign.js";

const Asked = later(async () => {
  const [{ Asked }] = await Promise.all([import("./new-preview.js"), loadWords("form")]);
  return Asked;
});

interface PartProps {
  made: NewCampaign;
}

/** Whether one class is all that is asked: its answers stand among the campaign's fields then. */
export const isOneClass = (all: readonly Typed[]): boolean =>
  all.length === 1 && all[0]?.kind === "class";

export function Templates({ made: { typed, change, items } }: PartProps) {
  const begin = (name: keyof typeof TEMPLATES) => {
    const part = begun(name, typed);
    change({ ...part, questions: part.questions?.map((one) => fitted(one, items?.fields)) ?? [] });
  };
  return (
    <div class="buttons" role="group" aria-label={t("template.begin")}>
      <span class="quiet">{t("template.begin")}</span>
      {(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]).map((name) => (
        <button onClick={() => begin(name)}>{t(`template.${name}`)}</button>
      ))}
    </div>
  );
}

export function AddQuestion({ made: { typed, change, items } }: PartProps) {
  const { questions } = typed;
  const add = (kind: Kind) => {
    // What nobody has typed into is not asked beside the first real question.
    const kept = questions.length === 1 ? questions.filter((one) => !isBlank(one)) : questions;
    change({ questions: [...kept, fitted(blank(kind, kept), items?.fields)] });
  };
  return (
    <div class="buttons" role="group" aria-label={t("ask.add")}>
      <span class="quiet">{t("ask.add")}</span>
      {KINDS.map((kind) => (
        <button onClick={() => add(kind)}>{t(`kind.${kind}`)}</button>
      ))}
    </div>
  );
}

/** Where the focus goes after a question was moved or removed: to the same button of it, else to its card. */
type Follow = (index: number, by: number) => void;

export function Questions({ made }: PartProps) {
  const { questions } = made.typed;
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef<[number, number] | undefined>(undefined);
  useEffect(() => {
    const [index, by] = wanted.current ?? [undefined, 0];
    wanted.current = undefined;
    if (index === undefined) return;
    const card = list.current?.children[Math.min(index, questions.length - 1)] as HTMLElement;
    (card?.querySelector<HTMLElement>(`[data-by="${by}"]`) ?? card)?.focus();
  }, [questions]);
  const follow: Follow = (...place) => (wanted.current = place);
  return (
    <>
      <Fault path="questions" />
      <div class="rows" ref={list}>
        {questions.map((typed, index) => (
          <QuestionCard key={index} {...{ made, typed, index, follow }} />
        ))}
      </div>
    </>
  );
}

/** What follows from all questions: columns of known answers, and how labelers are asked. */
export function OfQuestions({ made }: PartProps) {
  const { questions, title, titleId } = made.typed;
  return (
    <>
      <Known made={made} />
      <Asked {...{ questions, title, titleId }} />
    </>
  );
}

interface CardProps extends PartProps {
  typed: Typed;
  index: number;
}

function QuestionCard({ made, typed, index, follow }: CardProps & { follow: Follow }) {
  const { questions } = made.typed;
  const id = useId();
  const { name, kind } = typed;
  const move = (by: number) => {
    made.change({ questions: moved(questions, index, by) });
    follow(index + by, by);
  };
  const remove = () => {
    const left = questions.filter((_, at) => at !== index);
    made.change({ questions: left.length > 0 ? left : [blank("class")] });
    follow(index, 0);
  };
  const button = (by: number, label: string, sign: string, act: () => void) => (
    <button class="plain" data-by={by} aria-label={label} onClick={act}>
      {sign}
    </button>
  );
  return (
    <div class="card" role="group" aria-labelledby={id} tabIndex={-1}>
      <div class="head">
        <h3 id={id}>
          {index + 1} · {t(`kind.${kind}`)}
        </h3>
        <span class="buttons end">
          {index > 0 && button(-1, t("ask.up", { name }), "↑", () => move(-1))}
          {index + 1 < questions.length && button(1, t("ask.down", { name }), "↓", () => move(1))}
          {button(0, t("ask.remove", { name }), "✕", remove)}
        </span>
      </div>
      <Fields {...{ made, typed, index }} isLone={questions.length === 1} />
    </div>
  );
}

/** What a field of a question has, by its name. */
type Texts = (name: Exclude<keyof Typed, "kind">) => {
  path: string;
  value: string;
  change: (value: string) => void;
};

function Fields({ made, typed, index, isLone }: CardProps & { isLone: boolean }) {
  const { kind } = typed;
  const change = (part: Partial<Typed>) =>
    made.change({
      questions: made.typed.questions.map((one, at) => (at === index ? { ...one, ...part } : one)),
    });
  const text: Texts = (name) => ({
    path: `questions[${index}].${name}`,
    value: typed[name],
    change: (value: string) => change({ [name]: value }),
  });
  return (
    <div class="fields-grid">
      {!isLone && (
        <>
          <Field label={t("ask.title")} {...text("title")} />
          <Field label={t("new.title_id")} {...text("titleId")} hint={t("new.optional")} />
        </>
      )}
      {!(isLone && kind === "pair") && (
        <Field label={t("ask.name")} {...text("name")} hint={t("ask.name_hint")} />
      )}
      {(kind === "class" || kind === "tags") && (
        <Field
          label={t(kind === "tags" ? "ask.tags" : "new.classes")}
          lines={4}
          {...text("classes")}
          hint={t(kind === "tags" ? "ask.tags_hint" : "new.classes_hint", {
            count: classesOf(typed.classes).length,
          })}
        />
      )}
      {(kind === "rating" || kind === "number") && <Scale {...{ typed, text }} />}
      {kind === "pair" && <Pair {...{ typed, text, change }} columns={made.items?.fields ?? []} />}
    </div>
  );
}

interface PairProps {
  typed: Typed;
  text: Texts;
  change: (part: Partial<Typed>) => void;
  columns: readonly string[];
}

function Pair({ typed, text, change, columns }: PairProps) {
  return (
    <>
      <Field label={t("ask.column", { name: "A" })} {...text("first")} options={columns} />
      <Field label={t("ask.column", { name: "B" })} {...text("second")} options={columns} />
      <label class="check">
        <input
          type="checkbox"
          checked={typed.tie !== ""}
          onChange={(event) => change({ tie: event.currentTarget.checked ? "yes" : "" })}
        />
        {t("ask.tie")}
      </label>
    </>
  );
}

/** The ends of a scale, and what they mean. */
function Scale({ typed, text }: { typed: Typed; text: Texts }) {
  const isNumber = typed.kind === "number";
  return (
    <div class="fields-grid ends-grid">
      <Field label={t("ask.from")} {...text("from")} kind="number" />
      <Field
        label={t("ask.to")}
        {...text("to")}
        kind="number"
        hint={t(isNumber ? "ask.mean" : "ask.median")}
      />
      <Field label={t("ask.from_means")} {...text("fromMeans")} hint={t("new.optional")} />
      <Field label={t("ask.to_means")} {...text("toMeans")} hint={t("new.optional")} />
      {isNumber && (
        <Field
          label={t("ask.levels")}
          {...text("levels")}
          kind="number"
          hint={placesOf(typed) ?? t("new.optional")}
        />
      )}
    </div>
  );
}

/** How many places a slider has, and how far apart they are. */
function placesOf(typed: Typed): string | undefined {
  try {
    const { levels, from, to } = scaleOf(typed);
    const step = Math.abs(Number(to) - Number(from)) / (levels - 1);
    return t("ask.places", { levels, step: Number(step.toPrecision(3)) });
  } catch {
    return undefined;
  }
}

/** Answers that are known, where they are in a table of their own. */
function Known({ made }: PartProps) {
  const { typed, items, setKnown } = made;
  const [error, setError] = useState<unknown>();
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      setKnown(readTable(await file.text()));
      setError(undefined);
    } catch (failed) {
      setError(failed);
    }
  };
  const names = [...columnNames(typed.questions)];
  return (
    <>
      <h3>{t("ask.known")}</h3>
      <p class="quiet">
        {t("ask.known_what", { names: names.length > 0 ? names.join(", ") : "gold" })}
      </p>
      <Fault path="gold" />
      {items && (
        <label class="file">
          {t("ask.known_file")}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </label>
      )}
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
    </>
  );
}
