// The page in a real browser against a real chain: nothing of chain, contracts or wallets is made up.

import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { bond, controlItems, type PasarClient } from "pasar-client/signing";
import {
  ITEMS,
  judge as judgeAlone,
  keep,
  open,
  publish,
  type Published,
  RIGHT,
  SEAT_STAKE,
  transfer,
  WINDOWS,
  work,
} from "./campaign.js";
import { silence } from "./drand.js";
import { freePort, startGateway } from "./gateway.js";
import { startHost, type Host } from "./host.js";
import { InjectedWallet } from "./keplr.js";
import { connect, judge, keyboard, paid, phone, register, withdraw } from "./label.js";
import { claimStake, licensee, parity, request, run, staker } from "./others.js";
import { clientOf, newcomer, signerOf, until } from "./setting.js";
import { launch, look, Visit } from "./visit.js";

const folder = mkdtempSync(join(tmpdir(), "pasar-web-"));
const over = new AbortController();
/** Campaigns that are turned by a keeper. */
const kept: number[] = [];
const background: Promise<unknown>[] = [];
let browser: Browser;
let host: Host;
let requester: PasarClient;
let gateway: ChildProcess;
let gatewayUrl = "";
let open1 = 0;
let private1 = 0;
/** A campaign in which most err on two items. */
let disputed = 0;
const DISPUTED = [3, 15];

before(async () => {
  [browser, host, requester] = await Promise.all([launch(), startHost(), clientOf("requester")]);
  host.folder("/data/", join(folder, "public"));
  open1 = await open(requester, await publish(join(folder, "public"), `${host.origin}/data`));
  await dispute(await publish(join(folder, "public"), `${host.origin}/data`));
  const port = await freePort();
  gatewayUrl = `http://127.0.0.1:${port}`;
  const shapes = join(folder, "private");
  const manifest = await publish(shapes, `${gatewayUrl}/shapes`, gatewayUrl);
  private1 = await open(requester, manifest);
  gateway = await startGateway(folder, shapes, port, private1);
  kept.push(open1, private1);
  background.push(keep(await clientOf("owner"), kept, over.signal));
  for (const name of ["labeler-3", "labeler-4", "labeler-5"]) {
    background.push(work(await clientOf(name), private1));
  }
  background.forEach((one) => one.catch(() => over.abort()));
});

after(async () => {
  over.abort();
  gateway?.kill();
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a campaign whose verdict will be wrong on two items, and has it labeled. */
async function dispute(manifest: Published): Promise<void> {
  const terms = {
    overlap: { min: 4, max: 4 },
    windows: { ...WINDOWS, fill_seconds: 120 },
    challenge: { window_seconds: 900, panel_seats: 3, max: 1, panel_mass: 20 },
  };
  const [funder, ...people] = await Promise.all([
    clientOf("labeler-8"),
    ...Array.from({ length: 4 }, newcomer),
  ]);
  disputed = await open(requester, manifest, terms);
  await funder.send(people.map(({ address }) => transfer(funder.address, address, "1000000")));
  kept.push(disputed);
  people.forEach((client, at) => {
    // Each errs on some of their own too: the chain would not doubt those who are nearly always right.
    const errs = (item: number) => (DISPUTED.includes(item) ? at < 3 : item % 7 === at + 1);
    background.push(
      work(client, disputed, (item) => ((RIGHT[item] ?? 0) + (errs(item) ? 1 : 0)) % 3),
    );
  });
}

/** A visitor with a wallet, whose keys are those of an account of the chain. */
async function visitor(name: string) {
  const wallet = new InjectedWallet(await signerOf(name));
  return { wallet, visit: await Visit.open(browser, host, { wallet, hosts: [gatewayUrl] }) };
}

let stakes: Visit;

/** Stake, and refusals of wallet and contract in words. */
async function stake() {
  const { visit, wallet } = await visitor("labeler-6");
  stakes = visit;
  await staker(visit, wallet);
}

/** From the market to withdrawn pay: one on a phone, one at a desk without a mouse, and a program. */
async function labelers() {
  const touch = await Visit.open(browser, host, { phone: true, hosts: [gatewayUrl] });
  const { visit: keys, wallet } = await visitor("labeler-1");
  background.push(work(await clientOf("labeler-2"), open1));
  const [address] = await Promise.all([
    phone(touch, open1, await clientOf("challenger")),
    keyboard(keys, open1),
  ]);
  for (const visit of [touch, keys]) {
    assert.match(await paid(visit), new RegExp(`: ${ITEMS} labels at 100`));
  }
  await panel(touch, keys);
  // One transaction and one text, and none since.
  assert.equal(wallet.asked, 2);
  // Its session ends after a review, as all that is sent.
  await keys.go("#/me");
  await keys.send("Stop it");
  await keys.page.getByText("This browser may not act for you.").waitFor();
  await touch.go("#/me");
  await touch.page.getByRole("heading", { name: "Records" }).waitFor();
  await touch.page.getByText("Pay, refunds and royalties").waitFor();
  await look(touch, "me");
  assert.ok((await withdraw(touch, requester, address)) > 50_000n);
  await touch.leave();
  await keys.leave();
}

/** Somebody challenges what was decided; two of those who judge do it in their browsers, from the task's page on. */
async function panel(touch: Visit, keys: Visit): Promise<void> {
  await until("the verdict", async () => {
    const { phase } = await requester.registry.query("task", { campaign: disputed, task: 0 });
    return phase === "settled";
  });
  const named = [...DISPUTED, ...controlItems(DISPUTED, ITEMS)];
  await doubt(named.length);
  background.push(judgeAlone(await clientOf("labeler-2"), disputed));
  await Promise.all([touch, keys].map((visit) => register(visit, disputed)));
  const said = await Promise.all([judge(touch, true), judge(keys, false)]);
  const pay = (3 * DISPUTED.length + named.length - DISPUTED.length) * 500;
  for (const text of said) {
    assert.match(text, new RegExp(`^The panel changed 2 of ${named.length} answers. You earned`));
    assert.match(text.replace(",", ""), new RegExp(`${pay} stake`));
  }
  await touch.go(`#/c/${disputed}/label`);
  await touch.page.getByText(/You earned/).waitFor();
  await look(touch, "panels");
}

/** Ticks what looks wrong on the task's page, over several blocks, and challenges it there. */
async function doubt(asked: number): Promise<void> {
  const { visit } = await visitor("challenger");
  const { page } = visit;
  await visit.go(`#/c/${disputed}/t/0`);
  await connect(visit, "Keplr");
  const ticks = page.locator(".verdict tbody tr > th input");
  for (const item of [0, ...DISPUTED]) {
    await ticks.nth(item).check();
    await page.waitForTimeout(1_500);
  }
  await visit.button("Challenge 3 items").waitFor();
  await ticks.nth(0).uncheck();
  await visit.press("Challenge 2 items");
  await visit.review.getByText(new RegExp(`bond of .* labels ${asked} items anew`)).waitFor();
  await look(visit, "challenge");
  await visit.review.getByRole("button", { name: "Send", exact: true }).click();
  await visit.review.getByText(/Done, in block/).waitFor();
  await visit.review.getByRole("button", { name: "Close" }).click();
  await visit.go(`#/c/${disputed}`);
  await page.getByRole("link", { name: "Challenges", exact: true }).waitFor();
  await visit.leave();
}

/** A license is bought, and the gateway gives the items. */
async function license() {
  await until("the private campaign", async () => {
    const { status } = await requester.registry.query("campaign", { campaign: private1 });
    return status === "closed";
  });
  host.text("/terms.txt", "Use it well.\n");
  const offer = (terms_uri: string, terms_hash: string) =>
    requester.escrow.message("offer_license", {
      campaign: private1,
      price: "5000",
      denom: { native: "stake" },
      duration_seconds: 86_400,
      terms_uri,
      terms_hash,
    });
  const hash = createHash("sha256").update("Use it well.\n").digest("hex");
  await requester.send([
    offer(`${host.origin}/terms.txt`, hash),
    offer(`${host.origin}/terms.txt`, "08".repeat(32)),
    offer(`${host.origin}/gone.txt`, hash),
  ]);
  const { visit } = await visitor("licensee");
  await licensee(visit, private1, join(folder, "private/items.jsonl"));
  await visit.leave();
}

/** A requester makes a campaign out of a table, runs it and has its labels. */
async function requests() {
  const { visit } = await visitor("labeler-9");
  const [funder, ...people] = await Promise.all([
    clientOf("labeler-7"),
    ...Array.from({ length: 5 }, newcomer),
  ]);
  const purses = people.map(({ address }) => transfer(funder.address, address, "1000000"));
  await funder.send(purses);
  const { campaign, state } = await request(visit, host);
  kept.push(campaign);
  // Each errs on another third: the chain would be sure of nothing, and two more who do not err settle it.
  const errs = (third: number) => (item: number) =>
    item % 3 === third ? 1 - parity(item) : parity(item);
  const start = (from: number, to: number) =>
    people.slice(from, to).forEach((client, at) => {
      background.push(work(client, campaign, from + at < 3 ? errs(from + at) : parity));
    });
  start(0, 3);
  await run(visit, campaign, state, () => start(3, 5));
  await visit.leave();
}

test(
  "people label, request, license and stake at the same time",
  { concurrency: true },
  async (t) => {
    await Promise.all([
      t.test("stake, and refusals of wallet and contract in words", stake),
      t.test("from the market to withdrawn pay on a phone, and without a mouse", labelers),
      t.test("a license is bought, and the gateway gives the items", license),
      t.test("a requester makes a campaign out of a table, runs it and has its labels", requests),
    ]);
  },
);

test("where drand is stale, lies or is silent the page says so, and draws once it can", async () => {
  const manifest = await publish(join(folder, "public"), `${host.origin}/data`);
  const waits = await open(requester, manifest, { windows: { ...WINDOWS, ticket_seconds: 300 } });
  const waiter = await clientOf("labeler-8");
  await waiter.send(bond(waiter, { native: "stake" }, SEAT_STAKE));
  const { visit } = await visitor("labeler-8");
  await silence(visit, host, waiter, waits);
  // What they took a page with is behind it, and the page says so.
  await visit.go("#/stake");
  const behind = visit.page.getByRole("listitem").filter({ hasText: "Which shape is there" });
  await behind.getByText(`${SEAT_STAKE.toLocaleString("en")} stake`).waitFor();
  await behind.getByText(/for 1 page, until it is paid · next deadline in/).waitFor();
  await look(visit, "stake-exposed");
  await visit.leave();
});

test("who lacks a credential is told whose it is, and who has one shows it", async () => {
  const [issuer, { address: holder }] = await Promise.all([
    clientOf("challenger"),
    clientOf("labeler-1"),
  ]);
  const domain = "pictures/counting";
  const denom = { native: "stake" };
  await issuer.send([
    bond(issuer, denom, SEAT_STAKE),
    issuer.staking.message("register_issuer", { domain, denom, amount: String(SEAT_STAKE) }),
    issuer.staking.message("grant", { domain, holder }),
  ]);
  const eligibility = { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [issuer.address] };
  await open(requester, await publish(join(folder, "public"), `${host.origin}/data`), {
    eligibility,
  });
  const { visit } = await visitor("labeler-6");
  const { page } = visit;
  const named = page.locator(`a[href="#/p/${issuer.address}"]`);
  await visit.go();
  await connect(visit, "Keplr");
  await visit.press("All");
  const card = page.locator(".card", { hasText: "it needs a credential of an issuer" });
  await card.locator(named).waitFor();
  await visit.go(`#/p/${holder}`);
  await page.getByRole("listitem").filter({ hasText: domain }).locator(named).waitFor();
  await page.getByRole("heading", { name: "Pages they have" }).waitFor();
  await visit.leave();
});

test("every page keeps the rules of WCAG in both looks, on a phone and at a desk", async () => {
  const { visit } = await visitor("labeler-1");
  const { page } = visit;
  const { address } = await clientOf("labeler-1");
  await visit.go("#/me");
  await visit.press("Connect");
  await page.getByRole("dialog").getByRole("button", { name: "Keplr" }).click();
  for (const [name, hash, ready] of [
    ["market", "#/", "Which shape, in private?"],
    ["campaign", `#/c/${open1}`, "How sure the labels are"],
    ["task", `#/c/${open1}/t/0`, "Verdict"],
    ["due", "#/due", "What time or others' work"],
    ["profile", `#/p/${address}`, "What the chain says of this account"],
    ["settings", "#/settings", "Language and looks"],
    ["help", "#/help", "How does the work go?"],
  ] as const) {
    await visit.go(hash);
    if (name === "market") await visit.press("All");
    await page.getByText(ready).first().waitFor();
    await look(visit, name);
  }
  await visit.leave();
});

test("what left the stake is claimed", async () => {
  await claimStake(stakes);
  await stakes.leave();
});
