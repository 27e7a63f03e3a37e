import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HOME } from "./home.js";

test("the generated types are those of the schema", () => {
  const lines = readFileSync(join(HOME, "generated.sha256"), "utf8").trimEnd().split("\n");
  assert.ok(lines.length > 8);
  for (const [wanted, path] of lines.map((line) => line.split("  ") as [string, string])) {
    const found = createHash("sha256").update(readFileSync(join(HOME, path)));
    assert.equal(found.digest("hex"), wanted, `${path} has changed; run: npm run generate`);
  }
});
