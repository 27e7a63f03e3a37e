// `cargo demo --serve` as somebody meets it who has Rust and a browser: one command, an address, coins, a page of work
// beside the crowd, and its pay. PASAR_LAB names the program.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { parseDeployment, PasarReader } from "pasar-client/reading";
import type { Host } from "../host.js";
import type { Visit } from "../visit.js";
import { Demo, LONG } from "./demo.js";

let demo: Demo;

before(async () => {
  demo = await Demo.start();
});

after(() => demo?.stop());

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

/** From the market to withdrawn pay, on a phone. */
async function labeler(): Promise<void> {
  const { look } = await import("../visit.js");
  const visitor = await demo.visit({ phone: true });
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
}

/** Makes a campaign, has the crowd label it, and takes its labels. */
async function requester(): Promise<void> {
  const { request, saved } = await import("../others.js");
  const { visit } = await demo.withWallet();
  const { page } = visit;
  const text = (path: string, content: string) => {
    mkdirSync(dirname(join(demo.folder, path)), { recursive: true });
    writeFileSync(join(demo.folder, path), content);
  };
  const files = { origin: `${demo.origin}/files`, text } as unknown as Host;
  const { campaign, state } = await request(visit, files);
  await page.getByText("3 of 3 sealed").waitFor(LONG);
  await visit.press("Read what is sealed");
  await page.getByText("3 labelers can be read.").waitFor();
  await visit.send("End and reveal");
  await page.getByText("1 page can be opened now").waitFor(LONG);
  await page.getByLabel("The campaign's file").setInputFiles({
    name: "state.json",
    mimeType: "application/json",
    buffer: Buffer.from(state),
  });
  await visit.send("Open the test items");
  await page.getByText("paid", { exact: true }).first().waitFor(LONG);
  await visit.go(`#/c/${campaign}/data`);
  const rows = (await saved(visit, "JSON lines")).trim().split("\n");
  assert.equal(rows.length, 60);
  await visit.leave();
}

/** The first campaign that is closed and has an offer. */
async function offered(): Promise<number> {
  const { until } = await import("../setting.js");
  const deployment = parseDeployment(demo.entry);
  const reader = await PasarReader.open(demo.entry.rpc, deployment);
  const look = async () => {
    const { campaigns } = await reader.registry.query("campaigns", {});
    for (const { campaign, status } of campaigns) {
      if (status !== "closed") continue;
      const { offers } = await reader.escrow.query("offers", { campaign });
      if (offers.length > 0) return campaign;
    }
    return undefined;
  };
  return until("an offer", look, 150);
}

/** Buys what others have labeled. */
async function licensee(): Promise<void> {
  const [{ connect }, { saved }] = await Promise.all([
    import("../label.js"),
    import("../others.js"),
  ]);
  const campaign = await offered();
  const { visit } = await demo.withWallet();
  await visit.go(`#/c/${campaign}/data`);
  await connect(visit, "Keplr");
  await visit.send("Buy");
  await visit.page.getByText("Licensed", { exact: true }).waitFor();
  assert.match(await saved(visit, "CSV"), /^item,label,margin,confidence/);
  await visit.leave();
}

/** Stakes, takes it out, and claims it. */
async function staker(): Promise<void> {
  const others = await import("../others.js");
  const { visit, wallet } = await demo.withWallet();
  await others.staker(visit, wallet);
  await others.claimStake(visit);
  await visit.leave();
}

test(
  "people label, request, license and stake on cargo demo --serve",
  { concurrency: true },
  async (t) => {
    await Promise.all([
      t.test("from the market to withdrawn pay, on a phone", labeler),
      t.test("a campaign of one's own, labeled by the crowd", requester),
      t.test("a license of what others labeled", licensee),
      t.test("stake, and back again", staker),
    ]);
  },
);
