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
  await visit.confirm("1 · Add the missing stake");
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

/** Is without a network for a while, which the page says. */
async function offline({ context, page }: Visit): Promise<void> {
  const notice = page.getByText(/The node does not answer. Go on/);
  await context.setOffline(true);
  await notice.waitFor(LONG);
  await context.setOffline(false);
  await notice.waitFor({ state: "detached", ...LONG });
}

/** Gives every picture its class, and seals at once: nothing of it is lost. */
async function label(visit: Visit): Promise<void> {
  const { ITEMS } = await import("../campaign.js");
  const { page } = visit;
  for (let item = 1; item <= ITEMS; item += 1) {
    const name = await right(visit);
    await page.locator(".answers").getByRole("button", { name }).tap();
    await page.locator(".desk-top .bar", { hasText: `${item} of ${ITEMS}` }).waitFor();
    if (item === 1) await offline(visit);
  }
  await visit.press(/Review and seal/);
  const dialog = page.getByRole("dialog", { name: "Seal this page?" });
  await dialog.getByRole("button", { name: "Seal", exact: true }).click();
  await page.getByText("sealed", { exact: true }).waitFor();
  // It was the only page; nobody is asked to stake for a further one.
  await page.getByText(/^No page is free now/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Take a page" }).count(), 0);
}

/** From the market to withdrawn pay, on a phone. */
async function labeler(): Promise<void> {
  const [{ look }, { history, narrow }, { ITEMS }] = await Promise.all([
    import("../visit.js"),
    import("../others.js"),
    import("../campaign.js"),
  ]);
  const visitor = await demo.visit({ phone: true });
  const { page } = visitor;
  await visitor.go();
  await page.getByText(/This is no real chain/).waitFor();
  await page.locator(".card").first().waitFor(LONG);
  await look(visitor, "demo-market");
  await narrow(visitor);
  await withCoins(visitor);
  await take(visitor);
  await look(visitor, "demo-label");
  await label(visitor);
  const paid = page.getByText(/^Paid /).first();
  await paid.waitFor(LONG);
  assert.match(await paid.innerText(), /: 60 labels at 100/);
  await page.getByRole("link", { name: "Compare with the verdict" }).first().tap();
  await page.getByText("Only where it differs from yours: 0 items").waitFor(LONG);
  await visitor.go("#/me");
  await page.getByText("Pay, refunds and royalties").waitFor(LONG);
  await visitor.send("Claim what is checked");
  await history(visitor, ITEMS);
  await look(visitor, "demo-me");
  await visitor.leave();
}

/** The folder below `/files/`, as a host of what a requester publishes. */
function hosted(): Host {
  const text = (path: string, content: string) => {
    mkdirSync(dirname(join(demo.folder, path)), { recursive: true });
    writeFileSync(join(demo.folder, path), content);
  };
  return { origin: `${demo.origin}/files`, text } as unknown as Host;
}

/** Makes a campaign, lets the page run it while the crowd labels it, and takes its labels. */
async function requester(): Promise<void> {
  const [{ request, saved }, { look }] = await Promise.all([
    import("../others.js"),
    import("../visit.js"),
  ]);
  const { visit, wallet } = await demo.withWallet();
  const { page } = visit;
  const { campaign, state } = await request(visit, hosted());
  await visit.go(`#/c/${campaign}`);
  await visit.press("Cancel the campaign");
  await visit.review.getByText("Comes back at once, to be claimed under Mine: 0 stake").waitFor();
  await look(visit, "cancel");
  await visit.review.getByRole("button", { name: "Back" }).click();
  await visit.go(`#/c/${campaign}/run`);
  await visit.confirm("Let this page run it");
  await page.getByRole("switch", { checked: true }).waitFor();
  const asked = wallet.asked;
  await page.getByText(/^Give the campaign's file below/).waitFor();
  await page.getByLabel("The campaign's file").setInputFiles({
    name: "state.json",
    mimeType: "application/json",
    buffer: Buffer.from(state),
  });
  await page.getByText("✓ The file is there").waitFor();
  await goesOn(visit);
  // The crowd does not see the items, so its labels are thin.
  await page.getByText("2 further labelers asked · Page 1").waitFor(LONG);
  await page.getByText("Test items opened · Page 1").waitFor(LONG);
  await look(visit, "run-alone");
  await page.getByText("paid", { exact: true }).first().waitFor(LONG);
  await page.getByText("closed", { exact: true }).waitFor(LONG);
  const log = (await page.locator(".log").innerText()).split("\n");
  for (const done of ["Ended", "5 labelers' labels revealed"]) {
    assert.ok(
      log.some((line) => line.includes(done)),
      `${done}: ${log.join("; ")}`,
    );
  }
  assert.equal(wallet.asked, asked, "the wallet was asked for a step");
  await visit.go(`#/c/${campaign}/data`);
  const rows = (await saved(visit, "JSON lines")).trim().split("\n");
  assert.equal(rows.length, 60);
  await visit.leave();
}

/** Makes a campaign that asks for a rating and tags. */
async function formRequester(): Promise<void> {
  const { requestForm } = await import("../others.js");
  const { visit } = await demo.withWallet();
  const campaign = await requestForm(visit, hosted());
  const reader = await PasarReader.open(demo.entry.rpc, parseDeployment(demo.entry));
  const { terms } = await reader.registry.query("campaign", { campaign });
  const tag = (name: string) => ({ classes: { name, classes: ["no", "yes"] } });
  assert.deepEqual(terms.questions, [
    { scale: { name: "stars", levels: 5, from: "1", to: "5", read: "median" } },
    tag("says/friendly"),
    tag("says/cheap"),
  ]);
  await visit.go(`#/c/${campaign}`);
  await visit.page.getByText("How good was the food?").first().waitFor();
  await visit.leave();
}

/** The switch stays as it is when the page is loaded anew, with the file; another tab looks on. */
async function goesOn(visit: Visit): Promise<void> {
  const { page } = visit;
  const on = (at: typeof page) => at.getByRole("switch", { checked: true });
  await page.reload();
  await on(page).waitFor();
  await page.getByText("✓ The file is there").waitFor();
  const other = await visit.context.newPage();
  await other.goto(page.url());
  await other.getByRole("switch", { checked: false }).click();
  await other.getByText(/Another tab works on this campaign/).waitFor();
  await other.close();
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
  await visit.press("Buy");
  await visit.review
    .getByText(/^The terms of use at their address are those of the offer/)
    .waitFor();
  await visit.review.getByRole("button", { name: "Send", exact: true }).click();
  await visit.review.getByText(/Done, in block/).waitFor();
  await visit.review.getByRole("button", { name: "Close" }).click();
  await visit.page.getByText("Licensed", { exact: true }).waitFor();
  assert.match(await saved(visit, "CSV"), /^item,label,margin_bits,confidence/);
  await visit.leave();
}

/** Sees what is due, what it gains, and lets the page do what gains. */
async function keeper(): Promise<void> {
  const [{ connect }, { look }] = await Promise.all([import("../label.js"), import("../visit.js")]);
  const { visit } = await demo.withWallet();
  const { page } = visit;
  await visit.go("#/due");
  await connect(visit, "Keplr");
  await page.getByLabel(/^By itself while this page is open/).check();
  await page.getByLabel(/^Least gain in /).fill("x");
  // The program's keeper is quick: what is due stands here for a block or two.
  await page
    .getByText(/ − fee |no tip, fee |Not yet: /)
    .first()
    .waitFor(LONG);
  await look(visit, "demo-due");
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
      t.test("a campaign with a rating and tags", formRequester),
      t.test("a license of what others labeled", licensee),
      t.test("stake, and back again", staker),
      t.test("what is due, and what it gains", keeper),
    ]);
  },
);
