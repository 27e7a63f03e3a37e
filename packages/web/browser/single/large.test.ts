// A page that is as large as one may be: labeled by keys, taken back, sealed, and revealed on the chain.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { fromBase64, unpack } from "pasar-client/reading";
import type { PasarClient } from "pasar-client/signing";
import { keep, open, transfer, WINDOWS, work } from "../campaign.js";
import { shuffled } from "../../src/logic/order.js";
import { startHost, type Host } from "../host.js";
import { ANIMALS, LARGE, largeTerms, publishLarge } from "../large.js";
import { connect, done, fund, seal, shown, takePage } from "../label.js";
import { clientOf, newcomer, until } from "../setting.js";
import { launch, look, Visit } from "../visit.js";

const KEYS = 100;
/** What the chain has for an item without a label. */
const NO_LABEL = 255;
const MOST_NODES = 1_500;
/** The fewest seats that a page has. */
const SEATS = 3;
const over = new AbortController();
const background: Promise<unknown>[] = [];
let browser: Browser;
let host: Host;
let requester: PasarClient;

before(async () => {
  [browser, host, requester] = await Promise.all([launch(), startHost(), clientOf("requester")]);
});

after(async () => {
  over.abort();
  await browser?.close();
  host?.stop();
});

/** What is right about an item: a number that its name ends with says it. */
const right = (name: string) => Number(name.slice(1)) % 2;
const keyOf = (name: string) => String(right(name) + 1);

async function fewNodes({ page }: Visit): Promise<void> {
  const nodes = await page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 0;
    while (walker.nextNode()) count += 1;
    return count;
  });
  assert.ok(nodes <= MOST_NODES, `${nodes} nodes, at most ${MOST_NODES}`);
}

/** Labels a hundred items, takes all of it back, and labels them again. */
async function hundred(visit: Visit, names: readonly string[]): Promise<void> {
  const { page } = visit;
  for (const again of [false, true]) {
    assert.equal(await shown(visit), names[0]);
    for (const name of names) await page.keyboard.press(keyOf(name));
    await done(visit, KEYS);
    await fewNodes(visit);
    if (again) return;
    for (let key = 0; key < KEYS; key += 1) await page.keyboard.press("Backspace");
    await done(visit, 0);
    assert.equal(await visit.button("Undo").isDisabled(), true);
  }
}

/** Goes back and on to the next item without a label; one is left without on purpose. */
async function jump(visit: Visit, names: readonly string[]): Promise<void> {
  const { page } = visit;
  const at = (number: number) => page.getByText(new RegExp(`^Item ${number} of 16,?384`)).waitFor();
  await at(KEYS + 1);
  await page.keyboard.press("0");
  await done(visit, KEYS + 1);
  for (const number of [KEYS + 1, KEYS, KEYS - 1]) {
    await page.keyboard.press("ArrowLeft");
    await at(number);
  }
  assert.equal(await shown(visit), names[KEYS - 2]);
  await page.keyboard.press("Enter");
  await at(KEYS + 2);
}

/** Has programs label the other seats, and the page be paid. */
async function others(campaign: number): Promise<void> {
  const clients = await Promise.all(Array.from({ length: SEATS - 1 }, newcomer));
  await requester.send(
    clients.map(({ address }) => transfer(requester.address, address, "1000000")),
  );
  clients.forEach((client) => background.push(work(client, campaign, (item) => item % 2)));
  background.push(keep(await clientOf("owner"), [campaign], over.signal));
  background.forEach((one) => one.catch(() => over.abort()));
}

test("a page of 16 384 items is labeled by keys, taken back, sealed and revealed", async () => {
  const put = (file: string, text: string) => host.text(`/large/${file}`, text);
  const manifest = publishLarge(`${host.origin}/large`, put);
  const terms = { ...largeTerms(SEATS), windows: WINDOWS };
  const campaign = await open(requester, manifest, terms);
  await others(campaign);
  const visit = await Visit.open(browser, host);
  const { page } = visit;
  await visit.go("#/help");
  await connect(visit, "Key of this browser");
  const labeler = await fund(visit, requester);
  await takePage(visit, campaign);
  await page.locator(".desk").waitFor({ timeout: 60_000 });
  const order = shuffled(LARGE, `${labeler}/${campaign}/0/0`);
  const names = order.slice(0, KEYS).map((item) => `s${item}`);
  await hundred(visit, names);
  await jump(visit, names);
  await page.getByText("saved", { exact: true }).waitFor();
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Seal this page?" });
  await dialog
    .getByText(/fewer than 8,?192 labels counts as missed: it costs 1,000 stake/)
    .waitFor();
  for (const [what, count] of [
    ["Labeled", /^100$/],
    ["Without a label on purpose", /^1$/],
    ["Not looked at", /^16,?283$/],
    ["At the full price", /^0 stake$/],
  ] as const) {
    const value = dialog.locator("dt", { hasText: what }).first().locator("+ dd");
    assert.match(await value.innerText(), count, what);
  }
  await look(visit, "large");
  await dialog.getByRole("button", { name: "Close" }).click();
  await fewNodes(visit);
  await seal(visit);
  const seat = { campaign, task: 0, labeler };
  await until("the reveal", async () => {
    return (await requester.registry.query("seat", seat)).status === "revealed";
  });
  const { labels } = await requester.registry.query("labels", seat);
  const revealed = unpack(ANIMALS.length, LARGE, fromBase64(labels));
  const wanted = new Uint8Array(LARGE).fill(NO_LABEL);
  for (const name of names) wanted[Number(name.slice(1))] = right(name);
  assert.deepEqual(revealed, wanted);
  await fewNodes(visit);
  await visit.leave();
});
