// Answers of the chain that a page shows: asked again when a block has come, and kept while it asks. And which of the
// tabs that show them may act.

import { useEffect, useRef, useState } from "preact/hooks";
import { askAnew, block } from "./connection.js";

/** An answer, or why there is none. */
export interface Resource<T> {
  value: T | undefined;
  /** Why the last question was not answered; an older answer may still stand. */
  error: unknown;
  /** Asks now. */
  again: () => void;
}

interface Answer<T> {
  key: string;
  value?: T | undefined;
  error?: unknown;
}

/**
 * What `ask` answers for these keys. It is asked again with every `everyBlocks`th block, or never where
 * that is 0; it may follow from the last answer.
 */
export function useResource<T>(
  keys: readonly unknown[],
  ask: () => Promise<T>,
  everyBlocks: number | ((last: T | undefined) => number) = 1,
): Resource<T> {
  const key = JSON.stringify(keys);
  const [answer, setAnswer] = useState<Answer<T>>({ key });
  const [round, setRound] = useState(0);
  const wanted = useRef(key);
  const asking = useRef<string | undefined>(undefined);
  const rounds = useRef(round);
  wanted.current = key;
  rounds.current = round;
  const fits = answer.key === key ? answer : undefined;
  const every = typeof everyBlocks === "number" ? everyBlocks : everyBlocks(fits?.value);
  const beat = every > 0 ? Math.floor((block.value?.height ?? 0) / every) : 0;
  useEffect(() => {
    // One question at a time: a slow node is not asked twice.
    if (asking.current === key) return;
    asking.current = key;
    const done = (found: Answer<T>) => {
      if (asking.current === key) asking.current = undefined;
      // What was asked for another page is of no use.
      if (wanted.current !== key) return;
      setAnswer((last) => {
        const old = last.key === key ? last.value : undefined;
        return "error" in found ? { ...found, value: old } : found;
      });
      // Whoever asks for it once more knows of something that this answer may be older than.
      if (rounds.current !== round) setRound(rounds.current + 1);
    };
    ask().then(
      (value) => done({ key, value }),
      (error: unknown) => done({ key, error }),
    );
  }, [key, beat, round]);
  return {
    value: fits?.value,
    error: fits?.error,
    again: () => {
      askAnew();
      setRound((last) => last + 1);
    },
  };
}

/** Whether this tab holds a lock; it waits for it, and keeps it while it is shown. */
export function useLock(name: string): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!("locks" in navigator)) {
      setHeld(true);
      return undefined;
    }
    const leaving = new AbortController();
    let release = () => {};
    const until = new Promise<void>((resolve) => (release = resolve));
    const take = () => {
      if (!leaving.signal.aborted) setHeld(true);
      return until;
    };
    navigator.locks.request(name, { signal: leaving.signal }, take).catch(() => undefined);
    return () => {
      leaving.abort();
      release();
      setHeld(false);
    };
  }, [name]);
  return held;
}
