// Measures the label page in a real browser against its budgets, and prints both. No test asks it: times depend on
// the machine. `npm run bench`; PASAR_LAB names the program of the demo where it is built, PASAR_CHROMIUM a browser.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { LARGE } from "../large.js";
import { openCampaign, takeSeat } from "./campaign.js";
import {
  desk,
  held,
  keysToFrames,
  keysToSaved,
  median,
  open,
  p95,
  PLAIN,
  requestsOfBlocks,
  rootInWorker,
  type Slow,
} from "./measure.js";
import { Place } from "./place.js";

const PHONE: Slow = { cpu: 4, mbits: 1.6, latencyMs: 150 };
const OLD_PHONE: Slow = { cpu: 6, mbits: 0.4, latencyMs: 400 };
const ROUNDS = 3;
const ANSWERS = ".desk .answers button";

interface Row {
  what: string;
  found: number;
  most: number;
  unit: string;
}

const rows: Row[] = [];
function say(what: string, found: number, most: number, unit: string): void {
  rows.push({ what, found, most, unit });
  const shown = unit === "MB" ? found.toFixed(1) : found.toFixed(unit === "s" ? 2 : 0);
  console.log(`${found > most ? "!" : " "} ${what}: ${shown} ${unit}, at most ${most} ${unit}`);
}

async function times<T>(make: () => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await make());
  return found;
}

const middle = <T>(list: readonly T[], of: (one: T) => number) => median(list.map(of));
const seconds = (ms: number) => ms / 1_000;

/** The worker that builds a tree, as a script of its own. */
async function workerScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      lib: { entry: "build/browser/bench/root.js", formats: ["es"], fileName: "root" },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !("output" in bundle)) throw new Error("the worker was not built");
  return bundle.output[0].code;
}

/** What opening the page takes on slow devices. */
async function opening(context: Parameters<typeof open>[0], market: string, label: string) {
  for (const [name, slow, most] of [
    ["4x CPU, 1.6 Mbit/s, 150 ms", PHONE, 2.5],
    ["6x CPU, 0.4 Mbit/s, 400 ms", OLD_PHONE, 5],
  ] as const) {
    const first = await times(() => open(context, market, ".card", slow));
    say(`market shown, ${name}`, seconds(middle(first, ({ ms }) => ms)), most, "s");
    const page = await times(() => open(context, label, ANSWERS, slow));
    say(`page of ${LARGE} usable, ${name}`, seconds(middle(page, ({ ms }) => ms)), most, "s");
  }
  const plain = await times(() => open(context, label, ANSWERS, PLAIN));
  const afterFile = seconds(middle(plain, ({ afterFileMs }) => afterFileMs));
  say(`page of ${LARGE} shown after its file is there`, afterFile, 1, "s");
  say("scripts that it loads", middle(plain, ({ scriptBytes }) => scriptBytes) / 1_000, 80, "KB");
}

async function main(): Promise<void> {
  const place = await Place.start(join(process.cwd(), "dist"));
  const folder = mkdtempSync(join(tmpdir(), "pasar-bench-"));
  // What the tools of the browser tests read when they are loaded.
  process.env["PASAR_CHROMIUM"] ??= "/usr/bin/chromium";
  process.env["PASAR_DEPLOYMENT"] = join(folder, "deployment.json");
  process.env["PASAR_RPC"] = place.entry.rpc[0];
  process.env["PASAR_RELAYS"] = place.entry.relays[0];
  writeFileSync(process.env["PASAR_DEPLOYMENT"], JSON.stringify(place.entry));
  const { launch } = await import("../visit.js");
  const browser = await launch();
  try {
    place.files.set("/root.js", await workerScript());
    const campaign = await openCampaign(place);
    const context = await takeSeat(browser, place, campaign);
    const label = `${place.origin}/#/c/${campaign}/label`;
    await opening(context, `${place.origin}/#/`, label);
    const { page, cdp } = await desk(context, label, PLAIN);
    const { nodes, heap } = await held(page, cdp);
    say(`nodes of a page of ${LARGE}`, nodes, 1_500, "nodes");
    say("heap of it", heap / 1e6, 64, "MB");
    say("key to frame, 95 of 100", p95(await keysToFrames(page)), 50, "ms");
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    say("key to frame, 95 of 100, 4x CPU", p95(await keysToFrames(page)), 100, "ms");
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    say("saved after a key", p95(await keysToSaved(page)), 300, "ms");
    say(
      "requests to the node, each block",
      await requestsOfBlocks(page, place.entry.rpc[0]!),
      1,
      "",
    );
    const root = await rootInWorker(page, `${place.origin}/root.js`);
    say(`root of ${LARGE} lines in a worker`, seconds(root), 0.8, "s");
  } finally {
    await browser.close();
    place.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
