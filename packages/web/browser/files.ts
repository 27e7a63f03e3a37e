// Files of labels that a page gives: those that the command line writes too are byte for byte the same, and what only
// the page makes is left for tools/check-files.py.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setting } from "./setting.js";
import type { Visit } from "./visit.js";

/** What a button has the browser save: its name, and its bytes. */
export async function savedFile(
  visit: Visit,
  button: string,
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.press(button)]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What a button has the browser save, as text. */
export async function saved(visit: Visit, button: string): Promise<string> {
  return (await savedFile(visit, button)).bytes.toString("utf8");
}

/** `pasar export`, where PASAR_BIN names the program. */
function exported(campaign: number, items: string, ending: string, flags: readonly string[]) {
  const pasar = process.env["PASAR_BIN"];
  if (!pasar) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "pasar-export-"));
  try {
    const [named, out] = [join(folder, "items.jsonl"), join(folder, `labels.${ending}`)];
    writeFileSync(named, items);
    const asked = ["--rpc", setting("PASAR_RPC"), "--deployment", setting("PASAR_DEPLOYMENT")];
    const home = ["--network", "local", "--home", folder];
    const what = ["export", String(campaign), "--out", out, "--items", named, ...flags];
    execFileSync(pasar, [...home, ...asked, ...what], { stdio: "pipe" });
    return readFileSync(out, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All files of a campaign whose items can be had, on its data page. */
export async function files(visit: Visit, campaign: number): Promise<void> {
  const { page } = visit;
  const items = await saved(visit, "Save the items");
  const [counts, raw] = [/how many labels/, /each labeler's/].map((name) => page.getByLabel(name));
  const compare = async (...flags: string[]) => {
    for (const [ending, button] of [
      ["csv", "CSV"],
      ["jsonl", "JSON lines"],
    ] as const) {
      const wanted = exported(campaign, items, ending, flags);
      const found = await saved(visit, button);
      if (wanted !== undefined) assert.equal(found, wanted, `${ending} ${flags.join(" ")}`);
    }
  };
  await compare("--fields", "--counts");
  await leave(visit);
  await counts!.uncheck();
  await page.getByLabel("the fields of the items").uncheck();
  await compare();
  await page.getByLabel("the fields of the items").check();
  await raw!.check();
  await compare("--fields", "--raw");
  await leave(visit);
  await raw!.uncheck();
  await counts!.check();
  const tasks = JSON.parse(await saved(visit, "Label Studio")) as { predictions: object[] }[];
  assert.equal(tasks.length, items.trim().split("\n").length);
  assert.ok(tasks.every(({ predictions }) => predictions.length === 1));
}

/** Leaves Parquet, its rows and its card where PASAR_FILES says. */
async function leave(visit: Visit): Promise<void> {
  const found = [];
  for (const button of ["Parquet", "README.md", "JSON lines"])
    found.push(await savedFile(visit, button));
  const base = found[0]!.name.replace(/\.parquet$/, "");
  const kept = process.env["PASAR_FILES"];
  if (!kept) return;
  mkdirSync(join(kept, base), { recursive: true });
  for (const { name, bytes } of found) writeFileSync(join(kept, base, name), bytes);
}
