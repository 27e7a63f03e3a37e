// scripts/web as somebody meets it who was never here: one command, an address, coins, a page of work and its
// pay; and after Ctrl-C nothing is left.

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { Visit } from "../visit.js";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../../../..");
const folder = mkdtempSync(join(tmpdir(), "pasar-try-"));
/** The first start builds the chain, the contracts and the command line. */
const MOST_MS = 45 * 60_000;
/** Items of the patients, and most that a step may take. */
const ITEMS = 45;
const LONG = { timeout: 180_000 };

interface Entry {
  rpc: string[];
  relays: string[];
  faucet: string;
}

let web: ChildProcess;
let browser: Browser;
let page = "";
let entry: Entry;

before(
  async () => {
    // A group of its own, so that it can be sent what Ctrl-C sends.
    web = spawn(join(ROOT, "scripts/web"), {
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const ended = once(web, "exit").then(() => Promise.reject(new Error("scripts/web has ended")));
    const said = (async () => {
      for await (const line of createInterface({ input: web.stdout! })) {
        const address = /^ *The page +(http\S+)$/.exec(line)?.[1];
        if (address) page = address;
        if (page && line.includes("Ctrl-C")) return;
      }
      throw new Error("scripts/web names no address");
    })();
    ended.catch(() => undefined);
    await Promise.race([said, ended]);
    [entry] = (await (await fetch(`${page}networks.json`)).json()) as [Entry];
    // What the tools of the browser tests read when they are loaded.
    process.env["PASAR_DEPLOYMENT"] = join(folder, "deployment.json");
    process.env["PASAR_RPC"] = entry.rpc[0];
    process.env["PASAR_RELAYS"] = entry.relays[0];
    writeFileSync(process.env["PASAR_DEPLOYMENT"], JSON.stringify(entry));
    const { launch } = await import("../visit.js");
    browser = await launch();
  },
  { timeout: MOST_MS },
);

after(async () => {
  await browser?.close();
  if (web?.exitCode === null) process.kill(-web.pid!, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

/** From the market to a sealed page, with a key that the page makes and coins that it gets. */
async function work(visit: Visit): Promise<void> {
  const { page: tab } = visit;
  const { connect } = await import("../label.js");
  await visit.go();
  await tab.getByText("Which shape is there most often?").waitFor();
  const card = tab.locator(".card", { hasText: "How fit are these patients for anesthesia?" });
  await connect(visit, "Key of this browser");
  await card.getByRole("link", { name: "Begin" }).click(LONG);
  await visit.press("Get coins for trying out");
  await tab.getByText("Your wallet lacks").waitFor({ state: "detached" });
  await tab.getByLabel("Pages that I want to have at once").fill("1");
  await visit.confirm("1 · Add the missing stake");
  await tab.getByText("Stake and session are there").waitFor();
  await visit.press("2 · Sign the text");
  await tab.getByText("The text is signed").waitFor();
  await tab.getByRole("link", { name: "To the pages" }).click();
  await visit.press("Take a page");
  await visit.press("Sign in");
  await tab.locator(".desk").waitFor(LONG);
  for (let item = 0; item < ITEMS; item += 1) {
    await tab.keyboard.press(String(1 + (item % 4)));
    await tab.locator(".desk-top .bar", { hasText: `${item + 1} of ${ITEMS}` }).waitFor();
  }
  await visit.press(/Review and seal/);
  const dialog = tab.getByRole("dialog", { name: "Seal this page?" });
  await dialog.getByRole("button", { name: "Seal", exact: true }).click();
}

test("somebody labels the patients on what scripts/web started, and is paid", async () => {
  const { Visit } = await import("../visit.js");
  const gateway = /^http:\/\/127\.0\.0\.1:\d+/;
  const visit = await Visit.open(
    browser,
    { origin: page.replace(/\/$/, "") },
    { hosts: [gateway], folder: "/" },
  );
  await work(visit);
  await visit.page
    .getByText(/^Paid /)
    .first()
    .waitFor(LONG);
  await visit.leave();
});

test("the faucet gives once, and says what it wants", async () => {
  const ask = async (body: object) => {
    const answer = await fetch(entry.faucet, { method: "POST", body: JSON.stringify(body) });
    return {
      status: answer.status,
      ...((await answer.json()) as { amount?: string; error?: string }),
    };
  };
  const { newcomer } = await import("../setting.js");
  const { address } = await newcomer();
  assert.equal((await ask({ address })).amount, "10000000");
  assert.match(
    (await ask({ address })).error ?? "",
    /the account has 10000000 stake, which is enough/,
  );
  const { status, error } = await ask({ address: "somebody" });
  assert.equal(status, 400);
  assert.match(error ?? "", /expected \{"address"/);
});

test("Ctrl-C ends all of it", async () => {
  const ended = once(web, "exit");
  process.kill(-web.pid!, "SIGINT");
  await ended;
  for (const url of [page, entry.rpc[0]!, entry.relays[0]!]) {
    await assert.rejects(fetch(url), `${url} still answers`);
  }
});
