// The list of keys, which is loaded when somebody wants to see it.

import { later } from "./later.js";

export const KeyRows = later(() => import("./key-rows.js").then((of) => of.KeyRows), "keys");
