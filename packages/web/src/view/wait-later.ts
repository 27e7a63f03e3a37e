// What helps to wait, many items at once, and what few look for, which is loaded once the page stands.

import type { ComponentType } from "preact";
import { loadWords } from "../words/words.js";
import { later } from "./later.js";

type Parts = typeof import("./wait.js");

const part = <P extends object>(choose: (parts: Parts) => ComponentType<P>) =>
  later(async () => {
    const [parts] = await Promise.all([import("./wait.js"), loadWords("wait")]);
    return choose(parts);
  }, 0);

export const Backup = part(({ Backup }) => Backup);
export const Earned = part(({ Earned }) => Earned);
export const Grid = part(({ Grid }) => Grid);
export const Kept = part(({ Kept }) => Kept);
export const News = part(({ News }) => News);
export const Restore = part(({ Restore }) => Restore);
export const Wait = part(({ Wait }) => Wait);
