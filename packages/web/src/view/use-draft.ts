// The labels of a seat while they are made: kept 150 ms after each change, and at once when the page goes.

import { useEffect, useRef, useState } from "preact/hooks";
import { keepDraft, loadDraft, type SeatKey } from "../chain/work.js";
import type { Draft } from "../logic/draft.js";
import { keepPace } from "./own-pace.js";

const KEEP_MS = 150;

export type Saved = "saved" | "saving" | "failed";

export interface DraftOf {
  draft: Draft | undefined;
  change: (next: (draft: Draft) => Draft) => void;
  saved: Saved;
}

export function useDraft(
  at: SeatKey,
  count: number | undefined,
  questions: number,
  first?: number,
): DraftOf {
  const [draft, setDraft] = useState<Draft>();
  const [saved, setSaved] = useState<Saved>("saved");
  const latest = useRef<Draft | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** When the change before was made. */
  const before = useRef<number | undefined>(undefined);
  const key = Object.values(at).join("/");
  const save = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (!latest.current) return;
    keepDraft(at, latest.current).then(
      () => setSaved(timer.current === undefined ? "saved" : "saving"),
      () => setSaved("failed"),
    );
  };
  useEffect(() => {
    setDraft(undefined);
    latest.current = undefined;
    if (count === undefined) return undefined;
    let gone = false;
    void loadDraft(at, count, questions, first).then((found) => {
      if (gone) return;
      latest.current = found;
      setDraft(found);
    });
    const leave = () => timer.current !== undefined && save();
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      gone = true;
      leave();
      removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [key, count]);
  const change = (next: (draft: Draft) => Draft) => {
    if (!latest.current) return;
    const changed = next(latest.current);
    if (changed === latest.current) return;
    const time = performance.now() / 1_000;
    const isAnswer = answers(latest.current, changed);
    if (isAnswer && before.current !== undefined) keepPace(at, time - before.current);
    before.current = time;
    latest.current = changed;
    setDraft(changed);
    setSaved("saving");
    clearTimeout(timer.current);
    timer.current = setTimeout(save, KEEP_MS);
  };
  return { draft, change, saved };
}

/** Whether a change gives an item its answer. */
const answers = (last: Draft, next: Draft): boolean =>
  [last.at, next.at].some((item) => last.isOpen(item) && !next.isOpen(item));
