// What helps to wait for a page and not to miss it: what became of a draw, the title, a notification of the browser, a
// calendar; and what few look for.

import { seconds } from "pasar-client/reading";
import { useEffect, useRef, useState } from "preact/hooks";
import { network, now, online, reader } from "../chain/connection.js";
import { account } from "../chain/wallet.js";
import type { Work } from "../chain/work.js";
import { toCalendar, type Deadline } from "../logic/calendar.js";
import { t } from "../words/words.js";
import { download } from "./download.js";
import { Notice } from "./text.js";
import { titleNote } from "./title.js";
import type { Steps } from "./use-work.js";

export { Earned } from "./earned.js";
export { Grid } from "./grid.js";
export { Backup, Restore } from "./restore.js";

interface NewsProps {
  steps: Steps;
  /** Wave of the page that is labeled. */
  wave: number | undefined;
}

/** What somebody should know before they go on with a page. */
export function News({ steps: { tx }, wave = 0 }: NewsProps) {
  const short = tx ? shortOf(tx) : 0;
  return (
    <>
      {!online.value && <Notice tone="warn">{t("wait.offline")}</Notice>}
      {short > 0 && <Notice>{t("wait.not_drawn", { count: short })}</Notice>}
      {wave > 0 && <p>{t("wait.wave", { wave: wave + 1 })}</p>}
    </>
  );
}

/** Seats for which the account's ticket found no room, where it was drawn. */
function shortOf(tx: NonNullable<Steps["tx"]>): number {
  const drawn = reader().registry.events(tx, "ticket_drawn");
  const own = drawn.filter(({ labeler }) => labeler === account.value?.address);
  return Number(own.at(-1)?.undrawn ?? 0);
}

/** Asks the browser to keep what this page stores, where it may drop that, and says why. */
export function Kept() {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    void navigator.storage?.persisted?.().then((kept) => {
      if (kept) return;
      setAsked(true);
      void navigator.storage.persist();
    });
  }, []);
  return asked ? <p class="quiet">{t("wait.persist")}</p> : null;
}

/** Seconds from which on a deadline is worth a place in a calendar. */
const LONG_SECONDS = 600;
const BLINK_MS = 1_000;

export interface WaitProps {
  work: Work;
  /** Pages that are to be labeled now. */
  drawn: number;
}

export function Wait({ work, drawn }: WaitProps) {
  const waits = work.ticket.ticket != null;
  useTold(drawn);
  const deadlines = deadlinesOf(work).filter(({ at }) => at > now() + LONG_SECONDS);
  const keep = () =>
    download("pasar.ics", toCalendar(deadlines, Math.floor(now())), "text/calendar");
  const asks = waits && drawn === 0;
  if (!asks && deadlines.length === 0) return null;
  return (
    <div class="buttons">
      {asks && <Notify />}
      {deadlines.length > 0 && <button onClick={keep}>{t("wait.calendar")}</button>}
    </div>
  );
}

/** Says in the title, and where it is allowed in a notification, that a page was drawn. */
function useTold(drawn: number): void {
  const before = useRef(drawn);
  useEffect(() => {
    const more = drawn > before.current;
    before.current = drawn;
    if (!more || !document.hidden) return undefined;
    const told = t("wait.drawn");
    if ("Notification" in window && Notification.permission === "granted") {
      try {
        new Notification(told).onclick = () => focus();
      } catch {
        // Phones let no page notify, but what the page has installed.
        void navigator.serviceWorker.ready.then((installed) => installed.showNotification(told));
      }
    }
    const blink = () => (titleNote.value = titleNote.value === "" ? `${told} · ` : "");
    const timer = setInterval(blink, BLINK_MS);
    blink();
    const stop = () => {
      clearInterval(timer);
      titleNote.value = "";
      document.removeEventListener("visibilitychange", stop);
    };
    document.addEventListener("visibilitychange", stop);
    return stop;
  }, [drawn]);
}

/** Asks the browser whether the page may notify. */
function Notify() {
  const known = "Notification" in window ? Notification.permission : "denied";
  const [state, setState] = useState<NotificationPermission>(known);
  if (state === "granted") return <span class="quiet">{t("wait.will_tell")}</span>;
  if (state === "denied") return null;
  const ask = async () => setState(await Notification.requestPermission());
  return <button onClick={() => void ask()}>{t("wait.tell")}</button>;
}

function deadlinesOf({ campaign: { campaign }, ticket: { ticket }, seats }: Work): Deadline[] {
  // Another one for each account of each chain, as calendars replace what has the same.
  const id = `${campaign}-${account.value?.address}@${network.value?.deployment.chain_id}`;
  const found = seats.flatMap(({ seat, task }): Deadline[] => {
    const page = { task: seat.task, campaign };
    const own = `${seat.task}-${seat.wave}-${id}`;
    if (seat.status === "drawn" && task.phase === "collecting") {
      return [{ id: `seal-${own}`, title: t("wait.seal", page), at: seconds(seat.commit_by) }];
    }
    if (seat.status !== "sealed" || !task.deadline) return [];
    const word = task.phase === "collecting" ? "wait.full" : "wait.reveal";
    return [{ id: `reveal-${own}`, title: t(word, page), at: seconds(task.deadline) }];
  });
  if (!ticket) return found;
  const draw = {
    id: `draw-${id}`,
    title: t("wait.draw", { campaign }),
    at: seconds(ticket.draws_at),
  };
  return [draw, ...found];
}
