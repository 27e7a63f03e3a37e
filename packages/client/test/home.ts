import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's folder; tests run from build/test. */
export const HOME = join(dirname(fileURLToPath(import.meta.url)), "../..");
