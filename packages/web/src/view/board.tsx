// The item that is shown, the buttons of its answers, and where one is in the page.

import { classNames } from "pasar-client/reading";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SeatKey } from "../chain/work.js";
import { NONE, OPEN, type Draft } from "../logic/draft.js";
import { fitsGrid } from "../logic/grid.js";
import { actionKeys, keyLabel } from "../logic/keys.js";
import { t } from "../words/words.js";
import type { BoardProps, Sheet } from "./desk-types.js";
import { Instructions, KeyList, SealDialog } from "./desk-dialogs.js";
import { ItemView, Warned } from "./item.js";
import { ownKeys } from "./own-keys.js";
import { Clock, Loading, Notice, useLeft } from "./text.js";
import { useAnnounced } from "./use-announced.js";
import { useDraft, type Saved } from "./use-draft.js";
import { Grid } from "./wait-later.js";
import { autoAdvance, keysOn, useKeys, type Moves } from "./use-keys.js";

export type Dialog = "instructions" | "keys" | "seal" | undefined;

/** A name of a campaign among all chains. */
export const campaignOf = ({ chainId, registry, campaign }: SeatKey) =>
  `${chainId}/${registry}/${campaign}`;

export function Board(props: BoardProps) {
  const { sheet, at, keys, until, work } = props;
  const { draft, change, saved } = useDraft(at, sheet.asked.length, 1, sheet.order[0]);
  const [dialog, setDialog] = useState<Dialog>();
  const [many, setMany] = useState(false);
  const [chosen, choose] = useState<number>();
  const fits = useMemo(() => fitsGrid(sheet.manifest.header?.view, sheet.page.items), [sheet]);
  const moves: Moves = { ...movesOf(sheet, change, setDialog), many };
  if (fits) moves.grid = () => setMany(!many);
  // The tiles know how many stand side by side.
  if (many) moves.step = (by) => change((now) => now.go(beside(sheet.order, now, by * abreast())));
  useKeys(moves, keys, draft !== undefined);
  if (!draft) return <Loading lines={8} />;
  const close = () => setDialog(undefined);
  const text = (position: number) => {
    const label = draft.label(position);
    return label === OPEN ? "·" : label === NONE ? "–" : (props.names[label] ?? "").slice(0, 12);
  };
  return (
    <section class="desk" aria-label={t("label.page", { task: at.task })}>
      <Top {...{ draft, saved, until, at }} />
      <div class="bench">
        {many ? (
          <Grid {...{ sheet, draft, change, chosen }} names={props.names} />
        ) : (
          <Shown sheet={sheet} draft={draft} />
        )}
        <Answers
          {...props}
          {...{ draft, moves }}
          label={many ? chosen : draft.label(draft.at)}
          give={many ? choose : moves.label}
        />
      </div>
      {!many && <Strip {...{ sheet, draft, moves }} text={text} />}
      <Bottom draft={draft} moves={moves} />
      {dialog === "instructions" && <Instructions sheet={sheet} close={close} />}
      {dialog === "keys" && (
        <KeyList
          campaign={campaignOf(at)}
          classes={classNames(work.campaign.terms)}
          names={props.names}
          keys={keys}
          close={close}
        />
      )}
      {dialog === "seal" && <SealDialog {...props} draft={draft} close={close} />}
    </section>
  );
}

const beside = (order: readonly number[], { at }: Draft, step: number) =>
  order[order.indexOf(at) + step] ?? at;

/** Tiles side by side. */
function abreast(): number {
  const tiles = [...document.querySelectorAll<HTMLElement>(".tile")];
  return tiles.filter(({ offsetTop }) => offsetTop === tiles[0]?.offsetTop).length;
}

/** Where to go on after an answer: from the last item, with what was left out. */
export function onward(order: readonly number[], draft: Draft): number {
  if (!autoAdvance.value) return draft.at;
  const next = beside(order, draft, 1);
  return next === draft.at ? (draft.nextOpen(order, draft.at) ?? next) : next;
}

/** What keys and buttons do. */
export function movesOf(
  { order }: Sheet,
  change: (next: (draft: Draft) => Draft) => void,
  open: (dialog: Dialog) => void,
): Moves {
  return {
    label: (label) => change((draft) => draft.set(label, onward(order, draft))),
    none: () => change((draft) => draft.set(NONE, onward(order, draft))),
    undo: () => change((draft) => draft.undo()),
    redo: () => change((draft) => draft.redo()),
    back: () => change((draft) => draft.go(beside(order, draft, -1))),
    next: () => change((draft) => draft.go(beside(order, draft, 1))),
    nextOpen: () => change((draft) => draft.go(draft.nextOpen(order, draft.at) ?? draft.at)),
    go: (position) => change((draft) => draft.go(position)),
    instructions: () => open("instructions"),
    keys: () => open("keys"),
    review: () => open("seal"),
  };
}

export function Top({
  draft,
  saved,
  until,
  at,
}: {
  draft: Draft;
  saved: Saved;
  until: number;
  at: SeatKey;
}) {
  const done = draft.count - draft.open;
  const left = useLeft(until) ?? 0;
  const said = useAnnounced(left);
  return (
    <div class="desk-top">
      <strong>{t("label.page", { task: at.task })}</strong>
      <span class="bar">
        <progress value={done} max={draft.count} aria-label={t("desk.progress_label")} />
        <span>{t("desk.progress", { done, of: draft.count })}</span>
      </span>
      <span>
        {t("desk.seal_within")} <Clock until={until} />
      </span>
      <span class={saved === "failed" ? "warn-text" : "quiet"}>{t(`desk.${saved}`)}</span>
      <span class="warn-text" role="status">
        {said}
      </span>
    </div>
  );
}

export function Shown({ sheet, draft }: { sheet: Sheet; draft: Draft }) {
  const { manifest, page, asked, order } = sheet;
  const frame = useRef<HTMLDivElement>(null);
  const item = page.items[asked[draft.at] ?? -1];
  // At once, so that no key goes where the item before had the focus.
  useLayoutEffect(() => {
    frame.current?.focus({ preventScroll: true });
    frame.current?.scrollTo(0, 0);
  }, [draft.at]);
  if (!item) return <Notice tone="bad">{t("desk.no_item")}</Notice>;
  const number = order.indexOf(draft.at) + 1;
  return (
    <div
      class="stage"
      tabIndex={-1}
      ref={frame}
      aria-label={t("desk.item", { number, of: draft.count })}
    >
      <p class="quiet">
        {t("desk.item", { number, of: draft.count })} · {item.name}
      </p>
      <Warned header={manifest.header}>
        <ItemView
          key={item.number}
          name={item.name}
          fields={item.fields}
          header={manifest.header}
          place={{ base: manifest.base, media: page.media }}
        />
      </Warned>
    </div>
  );
}

interface AnswersProps extends BoardProps {
  draft: Draft;
  moves: Moves;
  /** What is shown as pressed. */
  label: number | undefined;
  give: (label: number) => void;
}

function Answers({ names, keys, draft, moves, label, give }: AnswersProps) {
  return (
    <div class="answers" role="group" aria-label={t("desk.answers")}>
      {names.map((name, index) => (
        <button aria-pressed={label === index} onClick={() => give(index)}>
          <kbd>{keyLabel(keys[index] ?? "")}</kbd> <span dir="auto">{name}</span>
        </button>
      ))}
      <button class="none" aria-pressed={label === NONE} onClick={() => give(NONE)}>
        <kbd>{keyLabel(actionKeys(ownKeys()).none)}</kbd> {t("desk.none")}
      </button>
      <Tools draft={draft} moves={moves} />
    </div>
  );
}

export function Tools({ draft, moves }: { draft: Draft; moves: Moves }) {
  return (
    <div class="buttons">
      <button disabled={!draft.canUndo} onClick={moves.undo}>
        {t("desk.undo")}
      </button>
      <button disabled={!draft.canRedo} onClick={moves.redo}>
        {t("desk.redo")}
      </button>
      {moves.grid && (
        <button onClick={moves.grid} aria-pressed={moves.many}>
          {t("desk.grid")}
        </button>
      )}
      <button onClick={moves.instructions}>{t("desk.instructions")}</button>
      <button class="for-keys" onClick={moves.keys}>
        {t("desk.keys")}
      </button>
    </div>
  );
}

/** Positions to each side of the shown one. */
const SIDES = 3;

interface StripProps {
  sheet: Sheet;
  draft: Draft;
  moves: Moves;
  /** What stands below a position's number. */
  text: (position: number) => string;
}

export function Strip({ sheet: { order }, draft, moves, text }: StripProps) {
  const here = order.indexOf(draft.at);
  const first = Math.max(0, Math.min(here - SIDES, order.length - 2 * SIDES - 1));
  return (
    <div class="strip">
      <button aria-label={t("desk.back")} onClick={moves.back} disabled={here === 0}>
        ←
      </button>
      {order.slice(first, first + 2 * SIDES + 1).map((position, index) => (
        <button
          class="cell"
          aria-current={position === draft.at ? "true" : undefined}
          onClick={() => moves.go(position)}
        >
          <b>{first + index + 1}</b> <span>{text(position)}</span>
        </button>
      ))}
      <button aria-label={t("desk.next")} onClick={moves.next} disabled={here === order.length - 1}>
        →
      </button>
    </div>
  );
}

export function Bottom({ draft, moves }: { draft: Draft; moves: Moves }) {
  const { open } = draft;
  return (
    <div class="desk-bottom">
      <button onClick={moves.nextOpen} disabled={open === 0}>
        {t("desk.next_open", { count: open })}
      </button>
      <label class="check">
        <input
          type="checkbox"
          checked={autoAdvance.value}
          onChange={(event) => (autoAdvance.value = event.currentTarget.checked)}
        />
        {t("desk.advance")}
      </label>
      <label class="check for-keys">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={(event) => (keysOn.value = event.currentTarget.checked)}
        />
        {t("desk.keys_on")}
      </label>
      <button class="primary" onClick={moves.review}>
        {t("desk.review")} <kbd>{keyLabel(actionKeys(ownKeys()).review)}</kbd>
      </button>
    </div>
  );
}
