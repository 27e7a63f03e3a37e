// Boards and practice with several questions, which most campaigns do not need.

import { loadWords } from "../words/words.js";
import { later } from "./later.js";

export const FormBoard = later(async () => {
  const [{ FormBoard }] = await Promise.all([import("./form-board.js"), loadWords("form")]);
  return FormBoard;
});

export const FormPractice = later(async () => {
  const [{ FormPractice }] = await Promise.all([import("./form-practice.js"), loadWords("form")]);
  return FormPractice;
});
