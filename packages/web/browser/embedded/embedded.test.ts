// `cargo demo --serve` as somebody meets it who has Rust and a browser: one command, an address, coins, a page of work
// beside the crowd, and its pay. PASAR_LAB names the program.

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { Visit } from "../visit.js";

const folder = mkdtempSync(join(tmpdir(), "pasar-embedded-"));
/** Most that a step may take. */
const LONG = { timeout: 90_000 };

interface Entry {
  rpc: string[];
  relays: string[];
}

let demo: ChildProcess;
let browser: Browser;
let origin = "";

/** Starts the program; the address that it prints. */
async function start(): Promise<string> {
  const lab = process.env["PASAR_LAB"];
  if (!lab) throw new Error("PASAR_LAB is not set; run scripts/test.d/83-serve.sh");
  demo = spawn(lab, ["demo", "--serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: demo.stdout! })) {
    const found = /^ *the page +(http\S+)$/.exec(line)?.[1];
    if (found) return found;
  }
  throw new Error("the program ended and named no address");
}

before(async () => {
  origin = await start();
  const [entry] = (await (await fetch(`${origin}/networks.json`)).json()) as [Entry];
  // What the tools of the browser tests read when they are loaded.
  process.env["PASAR_DEPLOYMENT"] = join(folder, "deployment.json");
  process.env["PASAR_RPC"] = entry.rpc[0];
  process.env["PASAR_RELAYS"] = entry.relays[0];
  writeFileSync(process.env["PASAR_DEPLOYMENT"], JSON.stringify(entry));
  const { launch } = await import("../visit.js");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  demo?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(phone: boolean): Promise<Visit> {
  const { Visit } = await import("../visit.js");
  return Visit.open(browser, { origin }, { phone, folder: "/" });
}

/** Connects the key that the browser makes, and fills it. */
async function withCoins(visit: Visit): Promise<void> {
  const { connect } = await import("../label.js");
  await connect(visit, "Key of this browser");
  await visit.go("#/me");
  await visit.press("Get coins for trying out");
  await visit.page.getByText("The coins are there.").waitFor();
}

/** Takes the page of pictures, as the page before says. */
async function take(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.go();
  const card = page.locator(".card", { hasText: "Which shape is there most often?" }).first();
  await card.getByRole("link", { name: "Begin" }).tap();
  await page.getByText("What you can lose").waitFor();
  await page.getByLabel("Pages that I want to have at once").fill("1");
  await visit.confirm("Add the missing stake");
  await page.getByText("Stake and session are there").waitFor();
  await visit.press("2 · Sign the text");
  await page.getByText("The text is signed").waitFor();
  await page.getByRole("link", { name: "To the pages" }).tap();
  await visit.press("Take a page");
  await page.locator(".desk").waitFor(LONG);
}

/** The class of the picture that is shown, by its table. */
async function right({ page }: Visit): Promise<string> {
  const { CLASSES, TRUTH } = await import("../campaign.js");
  const text = await page.locator(".stage > p").first().innerText();
  return CLASSES[TRUTH.get(text.split(" · ")[1] ?? "") ?? -1] ?? "";
}

/** Gives every picture its class, and seals at once: nothing of it is lost. */
async function label(visit: Visit): Promise<void> {
  const { ITEMS } = await import("../campaign.js");
  const { page } = visit;
  for (let item = 1; item <= ITEMS; item += 1) {
    const name = await right(visit);
    await page.locator(".answers").getByRole("button", { name }).tap();
    await page.locator(".desk-top .bar", { hasText: `${item} of ${ITEMS}` }).waitFor();
  }
  await visit.press(/Review and seal/);
  const dialog = page.getByRole("dialog", { name: "Seal this page?" });
  await dialog.getByRole("button", { name: "Seal", exact: true }).click();
  await page.getByText("sealed", { exact: true }).waitFor();
}

test("from one command to withdrawn pay, on a phone", async () => {
  const { look } = await import("../visit.js");
  const visitor = await visit(true);
  const { page } = visitor;
  await visitor.go();
  await page.getByText(/This is no real chain/).waitFor();
  await page.locator(".card").first().waitFor(LONG);
  await look(visitor, "demo-market");
  await withCoins(visitor);
  await take(visitor);
  await look(visitor, "demo-label");
  await label(visitor);
  const paid = page.getByText(/^Paid /).first();
  await paid.waitFor(LONG);
  assert.match(await paid.innerText(), /: 60 labels at 100/);
  await visitor.go("#/me");
  await page.getByText("Pay, refunds and royalties").waitFor(LONG);
  await visitor.press("Claim what is checked");
  await page.getByText(/Done, in block/).waitFor(LONG);
  await look(visitor, "demo-me");
  await visitor.leave();
});
