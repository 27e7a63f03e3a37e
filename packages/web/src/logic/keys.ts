// Keys of the label page. Digits are matched by where they are on the keyboard, letters by what they
// write, so that other layouts than the American one are right too.

/** Keys for classes, in the order in which they are given out. */
export const CLASS_KEYS = [..."123456789qwertyuiopasdfghjklzxcvbnm"];

export type Action =
  | "none"
  | "undo"
  | "redo"
  | "back"
  | "next"
  | "next_open"
  | "up"
  | "down"
  | "instructions"
  | "keys"
  | "zoom_in"
  | "zoom_out"
  | "zoom_reset"
  | "pan_left"
  | "pan_right"
  | "pan_up"
  | "pan_down"
  | "play"
  | "seek_back"
  | "seek_on"
  | "slower"
  | "faster"
  | "grid"
  | "review";

/** Which key does what. */
export const ACTION_KEYS: Readonly<Record<Action, string>> = {
  none: "0",
  undo: "Backspace",
  redo: "Ctrl+Shift+z",
  back: "ArrowLeft",
  next: "ArrowRight",
  next_open: "Enter",
  up: "ArrowUp",
  down: "ArrowDown",
  instructions: "/",
  keys: "?",
  zoom_in: "+",
  zoom_out: "-",
  zoom_reset: "=",
  pan_left: "Shift+ArrowLeft",
  pan_right: "Shift+ArrowRight",
  pan_up: "Shift+ArrowUp",
  pan_down: "Shift+ArrowDown",
  play: " ",
  seek_back: "[",
  seek_on: "]",
  slower: "<",
  faster: ">",
  grid: "'",
  review: "Ctrl+Enter",
};

/** Keys that somebody chose for themselves, by what they do: an action, or the name of a class. */
export type OwnKeys = Readonly<Record<string, string>>;

/** Which key does what for somebody with keys of their own. */
export function actionKeys(own: OwnKeys): Record<Action, string> {
  const actions = Object.entries(ACTION_KEYS).map(([action, key]) => [action, own[action] ?? key]);
  return Object.fromEntries(actions) as Record<Action, string>;
}

/** What of a key press is looked at. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The name of a press, as the maps here have it. */
export function nameOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const name =
    digit !== undefined && !shiftKey ? digit : key.length === 1 ? key.toLowerCase() : key;
  const ctrl = ctrlKey || metaKey ? "Ctrl+" : "";
  const alt = altKey ? "Alt+" : "";
  // Shift is part of what a sign writes; it is told of letters with Ctrl, and of keys that write nothing.
  const shift = shiftKey && (name.length > 1 || ctrl !== "") ? "Shift+" : "";
  return ctrl + alt + shift + name;
}

/** Keys of a campaign's classes: the ones given, in their place; the others by order, but for those that are used. */
export function classKeys(
  wanted: readonly (string | undefined)[],
  used: readonly string[] = [],
): string[] {
  const taken = new Set([...wanted.filter((key) => key !== undefined), ...used]);
  const free = CLASS_KEYS.filter((key) => !taken.has(key));
  return wanted.map((key) => key ?? free.shift() ?? "");
}

/** What a press does: a class by its index, or an action. */
export function meaning(
  press: Press,
  keys: readonly string[],
  actions: Readonly<Record<Action, string>> = ACTION_KEYS,
): number | Action | undefined {
  const name = nameOf(press);
  const index = keys.indexOf(name);
  if (index >= 0) return index;
  if (name === "Ctrl+z") return "undo";
  const found = Object.entries(actions).find(([, key]) => key === name);
  return found?.[0] as Action | undefined;
}

/** The key of a press that somebody may choose; undefined where the browser or the page needs it. */
export function ownKey(press: Press): string | undefined {
  const { key, ctrlKey, metaKey, altKey } = press;
  const writes = [...key].length === 1;
  const moves = /^(?:Arrow\w+|Backspace|Delete|Enter|Home|End|PageUp|PageDown|F[246-9])$/.test(key);
  if (ctrlKey || metaKey || altKey || (!writes && !moves)) return undefined;
  return nameOf(press);
}

/** How a key is written on a button. */
export function keyLabel(key: string): string {
  const SIGNS: Record<string, string> = {
    ArrowLeft: "←",
    ArrowRight: "→",
    ArrowUp: "↑",
    ArrowDown: "↓",
    Backspace: "⌫",
    Enter: "↵",
    " ": "␣",
  };
  const parts = key === "+" ? [key] : key.split("+");
  return parts
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}
