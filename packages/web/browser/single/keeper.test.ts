// A keeper's page that turns what gains by itself, and leaves what does not.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { PasarClient } from "pasar-client/signing";
import { keep, open, publish, transfer, work, type Published } from "../campaign.js";
import { startHost, type Host } from "../host.js";
import { connect, fund } from "../label.js";
import { clientOf, newcomer, pause, until } from "../setting.js";
import { launch, look, Visit } from "../visit.js";

/** Of scripts/networks/local.toml: less than what a fee is. */
const TIP = "901";
/** More than what fees are; one half of it is greater than the other. */
const RICH_TIP = "100001";
const folder = mkdtempSync(join(tmpdir(), "pasar-keeper-"));
const over = new AbortController();
const background: Promise<unknown>[] = [];
let browser: Browser;
let host: Host;
let requester: PasarClient;
let owner: PasarClient;
let manifest: Published;

before(async () => {
  [browser, host, requester, owner] = await Promise.all([
    launch(),
    startHost(),
    clientOf("requester"),
    clientOf("owner"),
  ]);
  host.folder("/data/", folder);
  manifest = await publish(folder, `${host.origin}/data`);
});

after(async () => {
  over.abort();
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Has campaigns of the local coin be created with another tip. */
async function setTip(tip_per_task: string): Promise<void> {
  const { denoms } = await owner.escrow.query("denoms", {});
  const found = denoms.find(
    ({ terms: { denom } }) => "native" in denom && denom.native === "stake",
  );
  assert.ok(found);
  await owner.send(owner.escrow.message("allow_denom", { ...found.terms, tip_per_task }));
}

/** Opens a campaign with such a tip. */
async function tipped(tip: string): Promise<number> {
  await setTip(tip);
  try {
    return await open(requester, manifest);
  } finally {
    await setTip(TIP);
  }
}

const phaseOf = async (campaign: number) =>
  (await requester.registry.query("task", { campaign, task: 0 })).phase;

/** Three programs label each of these, until nothing is left to do but what anybody may. */
async function label(campaigns: readonly number[]): Promise<void> {
  const people = await Promise.all(campaigns.flatMap(() => [newcomer(), newcomer(), newcomer()]));
  await requester.send(
    people.map(({ address }) => transfer(requester.address, address, "1000000")),
  );
  people.forEach((client, at) => background.push(work(client, campaigns[Math.floor(at / 3)]!)));
  background.forEach((one) => one.catch(() => over.abort()));
  for (const campaign of campaigns) {
    await until("the reveals", async () => {
      const { seats } = await requester.registry.query("seats", { campaign, task: 0 });
      return seats.length === 3 && seats.every(({ status }) => status === "revealed");
    });
  }
}

const row = ({ page }: Visit, campaign: number) =>
  page.locator("li.row", { hasText: new RegExp(`^Campaign ${campaign}\\b`) });

/** Tips and fees of what the page did. */
async function sum({ page }: Visit, count: number): Promise<[tips: bigint, fees: bigint]> {
  const text = await page.getByText(`Done since this page was opened: ${count}.`).innerText();
  const found = /Tips ([\d,]+) stake, fees ([\d,]+) stake/.exec(text);
  assert.ok(found, text);
  const [, tips = "", fees = ""] = found.map((one) => one.replaceAll(",", ""));
  return [BigInt(tips), BigInt(fees)];
}

test("a keeper's page turns what gains by itself until nothing is due, to the unit", async () => {
  const poor = await tipped(TIP);
  const rich = [await tipped(RICH_TIP), await tipped(RICH_TIP)];
  await label([poor, ...rich]);
  const visit = await Visit.open(browser, host);
  const { page } = visit;
  await visit.go("#/help");
  await connect(visit, "Key of this browser");
  const address = await fund(visit, requester);
  const balance = async () => BigInt((await requester.chain.getBalance(address, "stake")).amount);
  const before = await balance();
  await visit.go("#/due");
  for (const campaign of rich)
    await row(visit, campaign)
      .getByText(/^tip 50,000 stake − fee/)
      .waitFor();
  await row(visit, poor)
    .getByText(/^tip 450 stake − fee .* = -/)
    .waitFor();
  // Nothing gains so much.
  const floor = page.getByLabel("Least gain in stake");
  await floor.fill("50000");
  await page.getByLabel(/^By itself while this page is open/).check();
  await pause(4_000);
  assert.equal(await page.getByText("Done since this page was opened").count(), 0);
  for (const campaign of rich) assert.equal(await phaseOf(campaign), "revealing");
  // Everything that a requester left is turned without a touch.
  await floor.fill("1000");
  for (const campaign of rich) {
    await until("the pay", async () => (await phaseOf(campaign)) === "settled", 90);
    await row(visit, campaign).waitFor({ state: "detached" });
    const { status } = await requester.registry.query("campaign", { campaign });
    assert.equal(status, "closed");
  }
  const [tips, fees] = await sum(visit, 4);
  const { earnings } = await requester.escrow.query("earnings", { address, campaigns: rich });
  assert.deepEqual(
    earnings.map(({ amount }) => BigInt(amount)),
    [tips],
  );
  assert.equal(tips, 2n * BigInt(RICH_TIP));
  assert.equal(before - (await balance()), fees);
  assert.ok(tips > fees);
  await look(visit, "due-loop");
  assert.equal(await phaseOf(poor), "revealing");
  await row(visit, poor).waitFor();
  await visit.leave();
  background.push(keep(owner, [poor], over.signal));
  await until("the rest", async () => (await phaseOf(poor)) === "settled");
});
