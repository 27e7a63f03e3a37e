// One's own answers beside a verdict, which only who labeled has.

import { later } from "./later.js";

export const OwnAnswers = later(
  () => import("./own-answers.js").then((of) => of.OwnAnswers),
  "form",
);
