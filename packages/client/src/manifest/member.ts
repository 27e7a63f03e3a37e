// Reads members of JSON, and says in words where one has another form. The Rust half
// (packages/formats) says the same words; the vectors hold both to it.

import { utf8 } from "../formats/bytes.js";
import { HeaderError } from "./error.js";
import type { ClassMeaning, Texts } from "./types.js";

/** Most bytes of a title. */
export const MAX_TITLE_BYTES = 256;
/** Most bytes of a hint, and of what an example says. */
export const MAX_HINT_BYTES = 1_024;
/** Most levels of a scale that are buttons beside each other. */
export const MAX_BUTTONS = 11;
const MAX_LANGUAGES = 32;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
/** Most characters of a text that are quoted. */
const QUOTED = 40;

/** What a value is, in words. */
export function named(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") {
    const characters = Array.from(value);
    if (characters.length <= QUOTED) return JSON.stringify(value);
    return `${JSON.stringify(characters.slice(0, QUOTED).join(""))}...`;
  }
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value === "number") return "a number";
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "an object";
}

/** A value at its place in the header. */
export class Member {
  constructor(
    readonly path: string,
    readonly value: unknown,
  ) {}

  /** Refuses it. */
  refuse(wanted: string, found = named(this.value)): never {
    throw new HeaderError(this.path, found, wanted);
  }

  /** The same where it is there; `null` is not there. */
  optional<T>(read: (member: Member) => T): T | undefined {
    return this.value === undefined || this.value === null ? undefined : read(this);
  }

  object(wanted = "an object"): Record<string, unknown> {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.refuse(wanted);
    return value as Record<string, unknown>;
  }

  /** A member of an object. */
  at(name: string): Member {
    const value = this.object();
    const path = this.path ? `${this.path}.${name}` : name;
    return new Member(path, Object.hasOwn(value, name) ? value[name] : undefined);
  }

  /** The entries of a list. */
  list(what: string, least: number, most: number): Member[] {
    const { value } = this;
    const wanted = `a list of ${least} to ${most} ${what}`;
    if (!Array.isArray(value)) this.refuse(wanted);
    const entries = value as unknown[];
    if (entries.length < least || entries.length > most) {
      this.refuse(wanted, `${entries.length} of them`);
    }
    return entries.map((entry, index) => new Member(`${this.path}[${index}]`, entry));
  }

  /** A text of at least one byte; of several lines only where that is said. */
  text(most: number, lines = false): string {
    const { value } = this;
    const wanted = `a text of 1 to ${most} bytes`;
    if (typeof value !== "string") this.refuse(wanted);
    const { length } = utf8(value as string);
    if (length < 1 || length > most) this.refuse(wanted, `${length} bytes`);
    const control = lines ? /[\0-\x08\x0b-\x1f\x7f]/ : /[\0-\x1f\x7f]/;
    if (control.test(value as string)) {
      this.refuse(`${wanted} without control characters`, "control characters");
    }
    return value as string;
  }

  /** Texts by language, each of several lines only where that is said. */
  texts(most: number, lines = false): Texts {
    const wanted = 'texts by language, such as {"en": "..."}';
    const found = Object.keys(this.object(wanted)).sort();
    if (found.length < 1 || found.length > MAX_LANGUAGES) {
      this.refuse(`1 to ${MAX_LANGUAGES} ${wanted}`, `${found.length} of them`);
    }
    const read = (tag: string): [string, string] => {
      if (!LANGUAGE.test(tag)) this.refuse(wanted, `the language ${named(tag)}`);
      return [tag, this.at(tag).text(most, lines)];
    };
    return Object.fromEntries(found.map(read));
  }

  /** The name of one of some classes. */
  className(classes: readonly ClassMeaning[]): string {
    const found = classes.find(({ name }) => name === this.value);
    return found?.name ?? this.refuse("the name of a class");
  }

  boolean(): boolean {
    if (typeof this.value !== "boolean") this.refuse("true or false");
    return this.value as boolean;
  }

  /** One of some words. */
  word<const T extends string>(words: readonly T[]): T {
    const found = words.find((word) => word === this.value);
    return found ?? this.refuse(`one of ${words.join(", ")}`);
  }
}
