// Panels of challenges, which few sit in.

import { loadWords } from "../words/words.js";
import { later } from "./later.js";

export const Panels = later(async () => {
  const [{ Panels }] = await Promise.all([import("./panels.js"), loadWords("pages")]);
  return Panels;
}, 0);
