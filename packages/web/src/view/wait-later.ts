// What helps to wait, which is loaded once something is waited for.

import { loadWords } from "../words/words.js";
import { later } from "./later.js";

export const Wait = later(async () => {
  const [{ Wait }] = await Promise.all([import("./wait.js"), loadWords("wait")]);
  return Wait;
}, 0);
