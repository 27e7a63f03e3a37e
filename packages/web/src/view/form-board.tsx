// The desk of a campaign that asks several questions, or for a place on a scale.

import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { Answer, Draft } from "../logic/draft.js";
import {
  isEnded,
  isAnswered,
  keyedBy,
  nextWidget,
  noLabel,
  pressed,
  wantedKeys,
  widgetsOf,
  type Widget,
} from "../logic/form.js";
import { actionKeys, classKeys } from "../logic/keys.js";
import { t } from "../words/words.js";
import {
  Bottom,
  campaignOf,
  movesOf,
  onward,
  Shown,
  Strip,
  Tools,
  Top,
  type Dialog,
} from "./board.js";
import { Instructions, Over, SealDialog } from "./desk-dialogs.js";
import type { BenchProps } from "./desk-types.js";
import { KeyRows } from "./keys-later.js";
import { ownKeys } from "./own-keys.js";
import { Loading } from "./text.js";
import { useDraft } from "./use-draft.js";
import { autoAdvance, useKeys, type Moves } from "./use-keys.js";
import { asked, called, Widgets } from "./widgets.js";

export function FormBoard(props: BenchProps) {
  const { sheet, at, until, work } = props;
  const { questions } = work.campaign.terms;
  const widgets = useMemo(() => widgetsOf(questions, sheet.manifest.header), [sheet]);
  const first = sheet.order[0];
  const { draft, change, saved } = useDraft(at, sheet.asked.length, questions.length, first);
  const [dialog, setDialog] = useState<Dialog>();
  const [active, setActive] = useState(0);
  const form = { widgets, active, setActive };
  const give = giving(props, form, change);
  const moves = { ...movesOf(sheet, change, setDialog), ...formMoves(props, form, change, give) };
  const campaign = campaignOf(at);
  const keysOf = (widget: Widget | undefined) =>
    classKeys(wantedKeys(widget, ownKeys(campaign)), Object.values(actionKeys(ownKeys())));
  const keys = keysOf(widgets[active]);
  useKeys(moves, keys, draft !== undefined);
  // At once: the next key answers the first question of the next item.
  useLayoutEffect(() => {
    if (draft) setActive(nextWidget(widgets, draft.answers(draft.at)) ?? 0);
  }, [draft === undefined, draft?.at]);
  if (!draft) return <Loading lines={8} />;
  const close = () => setDialog(undefined);
  const answers = draft.answers(draft.at);
  const answered = (position: number) => {
    const found = draft.answers(position);
    return widgets.filter((widget) => isAnswered(widget, found)).length;
  };
  const text = (position: number) => {
    const done = answered(position);
    return done === 0 ? "·" : done === widgets.length ? "✓" : `${done}/${widgets.length}`;
  };
  return (
    <section class="desk" aria-label={t("label.page", { task: at.task })}>
      <Top {...{ draft, saved, until, at }} />
      <div class="bench">
        <Shown sheet={sheet} draft={draft} />
        <div class="answers form" role="group" aria-label={t("form.questions")}>
          <Widgets
            {...{ widgets, answers, active, keys, give }}
            item={draft.at}
            enter={setActive}
          />
          <Done done={answered(draft.at)} of={widgets.length} next={moves.nextOpen} />
          <Tools draft={draft} moves={moves} />
        </div>
      </div>
      <Strip {...{ sheet, draft, moves, text }} />
      <Bottom draft={draft} moves={moves} />
      {dialog === "instructions" && <Instructions sheet={sheet} close={close} />}
      {dialog === "keys" && (
        <Over title={t("desk.keys")} close={close}>
          <KeyRows classes={{ campaign, ...rowsOf(widgets, keysOf) }} />
        </Over>
      )}
      {dialog === "seal" && <SealDialog {...props} draft={draft} close={close} />}
    </section>
  );
}

/** How many questions of the item are answered, and the way on once all are. */
function Done({ done, of, next }: { done: number; of: number; next: () => void }) {
  return (
    <div class="head">
      <p class="quiet" role="status">
        {t("form.answered", { done, of })}
      </p>
      <button disabled={done < of} onClick={next}>
        {t("desk.next")}
      </button>
    </div>
  );
}

/** All answers that have keys, for the list of them. */
function rowsOf(widgets: readonly Widget[], keysOf: (widget: Widget) => readonly string[]) {
  const rows = widgets.flatMap((widget, of) => {
    const keys = keysOf(widget);
    return keyedBy(widget).map(({ what, name, title }, index) => {
      const text = name === undefined ? t("form.none_of") : called({ name, title });
      return [what, `${asked(widget)} – ${text}`, keys[index] ?? "", of] as const;
    });
  });
  return {
    classes: rows.map((row) => row[0]),
    names: rows.map((row) => row[1]),
    keys: rows.map((row) => row[2]),
    of: rows.map((row) => row[3]),
  };
}

type Change = (next: (draft: Draft) => Draft) => void;
/** Answers, or what makes them of those that the item has. */
type Given = Answer[] | ((found: readonly number[]) => Answer[]);
type Give = (index: number, given: Given, ended: boolean) => void;

interface Form {
  widgets: readonly Widget[];
  active: number;
  setActive: (index: number) => void;
}

/** Takes answers, and goes on to what is open of the item, or to the next item. */
function giving({ sheet }: BenchProps, { widgets, setActive }: Form, change: Change): Give {
  return (index, given, ended) =>
    change((draft) => {
      const answers = typeof given === "function" ? given(draft.answers(draft.at)) : given;
      const after = draft.answer(answers);
      if (!ended) return after;
      const next = nextWidget(widgets, after.answers(after.at), index);
      if (next !== undefined) setActive(next);
      else if (autoAdvance.value) return draft.answer(answers, onward(sheet.order, after));
      return after;
    });
}

/** What keys do otherwise where there are several questions. */
function formMoves(
  { sheet: { order } }: BenchProps,
  { widgets, active, setActive }: Form,
  change: Change,
  give: Give,
): Pick<Moves, "label" | "none" | "nextOpen" | "step"> {
  const widget = widgets[active];
  return {
    label: (option) =>
      widget && give(active, (found) => pressed(widget, option, found), isEnded(widget, option)),
    none: () => widget && give(active, noLabel(widget), true),
    nextOpen: () =>
      change((draft) => {
        const next = nextWidget(widgets, draft.answers(draft.at), active + 1);
        if (next === undefined || next === active) {
          return draft.go(draft.nextOpen(order, draft.at) ?? draft.at);
        }
        setActive(next);
        return draft;
      }),
    step: (by) => setActive(Math.max(0, Math.min(widgets.length - 1, active + by))),
  };
}
