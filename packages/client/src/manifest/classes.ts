// What a header says of classes. In the order in which members are checked here packages/formats checks them.

import type { Question } from "../generated/task-registry.js";
import { HeaderError } from "./error.js";
import { MAX_HINT_BYTES, MAX_TITLE_BYTES, Member, named } from "./member.js";
import type { ClassMeaning } from "./types.js";

const MAX_CLASSES = 32;
const MAX_CLASS_NAME_BYTES = 64;
const KEY = /^[a-z1-9]$/;

/** The classes of a question. */
export function classesOf(member: Member): ClassMeaning[] {
  const names = new Set<string>();
  const keys = new Set<string>();
  return member.list("classes", 2, MAX_CLASSES).map((entry) => {
    const name = entry.at("name").text(MAX_CLASS_NAME_BYTES);
    if (names.has(name)) entry.at("name").refuse("each name once");
    names.add(name);
    const title = entry.at("title").optional((at) => at.texts(MAX_TITLE_BYTES));
    const hint = entry.at("hint").optional((at) => at.texts(MAX_HINT_BYTES, true));
    const key = entry.at("key").optional((at) => {
      const { value } = at;
      if (typeof value !== "string" || !KEY.test(value)) {
        at.refuse("a letter from a to z or a digit from 1 to 9");
      }
      if (keys.has(value as string)) at.refuse("each key once");
      keys.add(value as string);
      return value as string;
    });
    return {
      name,
      ...(title !== undefined && { title }),
      ...(hint !== undefined && { hint }),
      ...(key !== undefined && { key }),
    };
  });
}

/** Refuses what the terms have otherwise. */
export function ofTerms(member: string, found: string, wanted: string): never {
  throw new HeaderError(member, found, `${wanted} as in the terms`);
}

/** Refuses classes of a header without questions that are not those of the terms' only question. */
export function checkClasses(found: readonly ClassMeaning[], asked: readonly Question[]): void {
  const [only, ...more] = asked;
  if (only !== undefined && more.length === 0 && "classes" in only) {
    return sameClasses("classes", found, only.classes.classes);
  }
  const wanted = asked.length === 1 ? "a scale" : `${asked.length} questions`;
  ofTerms("questions", "nothing", wanted);
}

/** Refuses classes that are not those of the terms. */
export function sameClasses(
  member: string,
  found: readonly ClassMeaning[],
  wanted: readonly string[],
): void {
  if (found.length !== wanted.length) {
    ofTerms(member, `${found.length} of them`, String(wanted.length));
  }
  found.forEach(({ name }, index) => {
    if (name === wanted[index]) return;
    ofTerms(`${member}[${index}].name`, named(name), named(wanted[index]));
  });
}
