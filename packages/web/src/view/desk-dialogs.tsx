// What opens over the desk: instructions, keys, and the review before a page is sealed.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Draft } from "../logic/draft.js";
import { CHANGED, leastLabels, missPenalty, payFor } from "../logic/terms.js";
import { t } from "../words/words.js";
import type { BenchProps, Sheet } from "./desk-types.js";
import type { ClassRows } from "./key-rows.js";
import { KeyRows } from "./keys-later.js";
import { later } from "./later.js";
import { amountText, Clock, Fact, Notice } from "./text.js";
import { Kept } from "./wait-later.js";

interface OverProps {
  title: string;
  close: () => void;
  children: ComponentChildren;
  action?: ComponentChildren;
}

export function Over({ title, close, children, action }: OverProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key is heard, which is not for the desk any more.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={close} aria-label={title}>
      <h2>{title}</h2>
      {children}
      <div class="buttons">
        {action}
        <button onClick={() => dialog.current?.close()}>{t("close")}</button>
      </div>
    </dialog>
  );
}

const Told = later(async () => (await import("./told.js")).Told);

export function Instructions({ sheet, close }: { sheet: Sheet; close: () => void }) {
  return (
    <Over title={t("desk.instructions")} close={close}>
      <Told manifest={sheet.manifest} />
    </Over>
  );
}

export function KeyList({ close, ...classes }: ClassRows & { close: () => void }) {
  return (
    <Over title={t("desk.keys")} close={close}>
      <KeyRows classes={classes} />
    </Over>
  );
}

/** Says what is sealed and what that costs or risks, before it is done. */
export function SealDialog(props: BenchProps & { draft: Draft; close: () => void }) {
  const { draft, work, entry, until, seal, close, steps } = props;
  const [busy, setBusy] = useState(false);
  const { terms, params } = work.campaign;
  const { amount, denom } = terms.seat_stake;
  const { labeled, none, open } = draft.tally;
  const least = leastLabels(draft.asked);
  const best = entry.challenge ? CHANGED : 10_000;
  const penalty = missPenalty(BigInt(amount), params.missed_commit);
  const isMissed = labeled < least;
  const confirm = async () => {
    setBusy(true);
    await seal(draft);
    close();
  };
  return (
    <Over
      title={t("seal.title")}
      close={close}
      action={
        <button class="primary" disabled={busy || !steps.mine} onClick={() => void confirm()}>
          {t("seal.confirm")}
        </button>
      }
    >
      <dl class="facts">
        <Fact name={t("seal.labeled")}>{labeled}</Fact>
        <Fact name={t("seal.none")}>{none}</Fact>
        <Fact name={t("seal.open")}>{open}</Fact>
        <Fact name={t("desk.seal_within")}>
          <Clock until={until} />
        </Fact>
        <Fact name={t(entry.challenge ? "panel.most" : "seal.most")}>
          {amountText(payFor(BigInt(terms.price), isMissed ? 0 : labeled, best), terms.denom)}
        </Fact>
      </dl>
      {isMissed ? (
        <Notice tone="bad">{t("seal.half", { least, cost: amountText(penalty, denom) })}</Notice>
      ) : (
        open > 0 && <Notice tone="warn">{t("seal.some_open", { count: draft.open })}</Notice>
      )}
      <p>{t("seal.then", { stake: amountText(amount, denom) })}</p>
      <p class="quiet">{t("seal.final")}</p>
      <Kept />
    </Over>
  );
}
