// The list of keys, which is loaded when somebody wants to see it.

import { loadWords } from "../words/words.js";
import { later } from "./later.js";

export const KeyRows = later(async () => {
  const [{ KeyRows }] = await Promise.all([import("./key-rows.js"), loadWords("keys")]);
  return KeyRows;
});
