// Boards and practice with several questions, which most campaigns do not need.

import { later } from "./later.js";

export const FormBoard = later(() => import("./form-board.js").then((of) => of.FormBoard), "form");
export const FormPractice = later(
  () => import("./form-practice.js").then((of) => of.FormPractice),
  "form",
);
