// The keyboard of the desk. Not while somebody types, or a dialog is open; and only while it is wanted.

import { effect, signal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { actionKeys, meaning, type Action } from "../logic/keys.js";
import { ownKeys } from "./own-keys.js";
import { panBy, zoomBy, zoomReset } from "./media.js";

/** What can be done at the desk. */
export interface Moves {
  label: (label: number) => void;
  none: () => void;
  undo: () => void;
  redo: () => void;
  back: () => void;
  next: () => void;
  nextOpen: () => void;
  /** To the question above or below, where there are several. */
  step?: (by: 1 | -1) => void;
  go: (position: number) => void;
  /** Shows many items at once, or one again, where that can be. */
  grid?: () => void;
  /** Whether many are shown. */
  many?: boolean;
  instructions: () => void;
  keys: () => void;
  review: () => void;
}

/** A switch that is on until it is switched off, here and at later visits. */
function kept(key: string): Signal<boolean> {
  const value = signal(localStorage.getItem(key) !== "off");
  effect(() => localStorage.setItem(key, value.value ? "on" : "off"));
  return value;
}

/** Whether the next item is shown after a label. */
export const autoAdvance = kept("pasar/advance");
/** Whether single keys do something. */
export const keysOn = kept("pasar/keys");

export function useKeys(moves: Moves, keys: readonly string[], active: boolean): void {
  const latest = useRef({ moves, keys, active });
  latest.current = { moves, keys, active };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const now = latest.current;
      if (!now.active || !keysOn.value || isTyping(event)) return;
      // A dialog's event `close` is late: keys that are pressed once it is not open are for the desk already.
      if (document.querySelector("dialog[open]")) return;
      const found = meaning(event, now.keys, actionKeys(ownKeys()));
      if (found === undefined || (event.repeat && typeof found === "number")) return;
      if ((found === "up" || found === "down") && !now.moves.step) return;
      if (found === "grid" && !now.moves.grid) return;
      event.preventDefault();
      act(found, now.moves);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

/** Where keys write, choose or press what has the focus. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (/^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
    const { type } = target as HTMLInputElement;
    if (type === "range") return /^(?:Arrow|Home|End|Page)/.test(key);
    return type !== "checkbox" || key === " ";
  }
  const presses = key === "Enter" || key === " ";
  return target.isContentEditable || (presses && /^(?:A|BUTTON|SUMMARY)$/.test(target.tagName));
}

function act(found: number | Action, moves: Moves): void {
  if (typeof found === "number") {
    moves.label(found);
    return;
  }
  const actions: Record<Action, () => void> = {
    none: moves.none,
    undo: moves.undo,
    redo: moves.redo,
    back: moves.back,
    next: moves.next,
    next_open: moves.nextOpen,
    up: () => moves.step?.(-1),
    down: () => moves.step?.(1),
    instructions: moves.instructions,
    keys: moves.keys,
    grid: () => moves.grid?.(),
    review: moves.review,
    zoom_in: () => zoomBy(1),
    zoom_out: () => zoomBy(-1),
    zoom_reset: zoomReset,
    pan_left: () => panBy(10, 0),
    pan_right: () => panBy(-10, 0),
    pan_up: () => panBy(0, 10),
    pan_down: () => panBy(0, -10),
    play: () => withPlayer((player) => void (player.paused ? player.play() : player.pause())),
    seek_back: () => withPlayer((player) => (player.currentTime -= 5)),
    seek_on: () => withPlayer((player) => (player.currentTime += 5)),
    slower: () => speedBy(-0.25),
    faster: () => speedBy(0.25),
  };
  actions[found]();
}

const speedBy = (by: number) =>
  withPlayer(
    (player) => (player.playbackRate = Math.max(0.5, Math.min(3, player.playbackRate + by))),
  );

function withPlayer(act: (player: HTMLMediaElement) => void): void {
  const player = document.querySelector<HTMLMediaElement>(".stage audio, .stage video");
  if (player) act(player);
}
