// Text of strangers, so that what cannot be seen is seen: control characters and those that turn the
// direction of what follows are drawn by their number.

import { own } from "../words/own.js";

// eslint-disable-next-line no-control-regex
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text with what is hidden in it shown as `⟨U+202E⟩`. */
export function shownText(text: string): string {
  return text.replace(HIDDEN, (char) => {
    const number = char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    return `⟨U+${number}⟩`;
  });
}

/** A value of a field as a text. */
export function fieldText(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return value === undefined || value === null ? "" : JSON.stringify(value);
  } catch {
    // Lists in lists, too deep to be written.
    return "…";
  }
}

/**
 * An address of a stranger that the page may ask, on a chain of this kind.
 *
 * Attack: a campaign names an address of this machine, and everybody who looks at the market asks their own
 * services whatever the campaign wants.
 */
export function askable(address: string, kind: string | undefined): string {
  if (kind === "local" || !/^http:/i.test(address)) return address;
  const text = "{address} is of this machine, which only a local chain may name";
  throw own("this_machine", text, { address });
}

/** The host of an address; none where it is no address, or not one of the web. */
export function webHost(address: string): string | undefined {
  try {
    const { protocol, host } = new URL(address);
    return protocol === "https:" ? host : undefined;
  } catch {
    return undefined;
  }
}

/** A text in parts, those of certain words marked; capitals do not matter. */
export function marked(text: string, words: readonly string[]): { text: string; mark: boolean }[] {
  if (words.length === 0) return [{ text, mark: false }];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = text.split(new RegExp(`(${escaped.join("|")})`, "gi"));
  return pieces
    .map((piece, index) => ({ text: piece, mark: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
