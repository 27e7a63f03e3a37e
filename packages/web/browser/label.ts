// Labelers in the browser: one on a phone by touch, one at a desk by keyboard alone.

import assert from "node:assert/strict";
import type { PasarClient } from "pasar-client/signing";
import { CLASSES, ITEMS, transfer, TRUTH } from "./campaign.js";
import { until } from "./setting.js";
import { look, type Visit } from "./visit.js";

/** Sends coins to the key that the page made for itself; its address. */
export async function fund(visit: Visit, funder: PasarClient): Promise<string> {
  const { page } = visit;
  await visit.go("#/me");
  const address = await page.getByText(/^wasm1[0-9a-z]{38}$/).innerText();
  await funder.send([transfer(funder.address, address, "1000000")]);
  return address;
}

/** Connects what the dialog offers under a name. */
export async function connect(visit: Visit, name: string): Promise<void> {
  await visit.press("Connect");
  const dialog = visit.page.getByRole("dialog", { name: "Wallet" });
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Stakes, signs and asks for a page, with what is connected. */
export async function takePage(visit: Visit, campaign: number): Promise<void> {
  const { page } = visit;
  await visit.go(`#/c/${campaign}/join`);
  await page.getByText("What you can lose").waitFor();
  await page.getByLabel("Pages that I want to have at once").fill("1");
  await visit.confirm(/^1 · (?:Stake|Add the missing stake)/);
  await page.getByText("Stake and session are there").waitFor();
  await visit.press("2 · Sign the text");
  await page.getByText("The text is signed").waitFor();
  await page.getByRole("link", { name: "To the pages" }).click();
  await visit.press("Take a page");
}

/** The name of the item that is shown. */
export async function shown(visit: Visit): Promise<string> {
  const text = await visit.page.locator(".stage > p").first().innerText();
  return text.split(" · ")[1] ?? "";
}

/** Waits until so many items of the page have an answer. */
export const done = (visit: Visit, count: number) =>
  visit.page.locator(`.desk-top progress[value="${count}"]`).waitFor();

/** Waits until the picture of the item is there. */
async function drawn(visit: Visit): Promise<void> {
  const picture = visit.page.locator(".stage img");
  await picture.waitFor();
  const width = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await until("the picture", async () => (await width()) > 0, 10);
  assert.equal(await visit.page.getByText(/^Does not load|^Not checked/).count(), 0);
}

const right = (item: string) => CLASSES[TRUTH.get(item) ?? -1] ?? "";

/** Somebody on a phone with a key of the browser: from the market until the page is sealed. */
export async function phone(visit: Visit, campaign: number, funder: PasarClient): Promise<string> {
  const { page } = visit;
  await visit.go();
  await page.getByRole("heading", { name: "Work" }).waitFor();
  await connect(visit, "Key of this browser");
  const address = await fund(visit, funder);
  await visit.go();
  const card = page.locator(".card", { has: page.locator(`a[href="#/c/${campaign}"]`) });
  await card.getByRole("link", { name: "Begin" }).tap();
  await page.getByText("What you can lose").waitFor();
  await page.getByLabel("Pages that I want to have at once").fill("1");
  await visit.confirm("1 · Add the missing stake");
  await page.getByText("Stake and session are there").waitFor();
  await visit.press("2 · Sign the text");
  await page.getByText("The text is signed").waitFor();
  await page.getByRole("link", { name: "To the pages" }).tap();
  await page.getByText(/the ticket must be drawn within/).waitFor();
  await visit.press("Take a page");
  await page
    .getByText(/is drawn for you in|is being drawn/)
    .first()
    .waitFor();
  await page.locator(".desk").waitFor({ timeout: 60_000 });
  assert.equal(await visit.sideways(), 0);
  await drawn(visit);
  await tapTiles(visit);
  await tap(visit, TILES, ITEMS);
  await seal(visit);
  assert.match(page.url(), new RegExp(`#/c/${campaign}/label$`));
  return address;
}

/** Gives the right answer to items of the page by touch, from one to another. */
async function tap(visit: Visit, from: number, to: number): Promise<void> {
  const answers = visit.page.locator(".answers");
  for (let item = from; item < to; item += 1) {
    await answers.getByRole("button", { name: right(await shown(visit)) }).tap();
    await done(visit, item + 1);
  }
}

/** Tiles that are shown together. */
const TILES = 12;

/** Names of the items on the tiles, once their pictures are there. */
async function tiles({ page }: Visit): Promise<string[]> {
  const pictures = page.locator(".tile img");
  await until("the tiles", async () => (await pictures.count()) === TILES, 10);
  const texts = await pictures.evaluateAll((all) => all.map((one) => one.getAttribute("alt")));
  return texts.map((text) => (text ?? "").replace("Image of item ", ""));
}

/** Answers all tiles of the first screen: one class after the other is chosen, and its tiles are tapped. */
async function tapTiles(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.button("Many at once").tap();
  const names = await tiles(visit);
  const tile = (at: number) => page.locator(".tile button").nth(at);
  assert.equal(await visit.sideways(), 0);
  let count = 0;
  for (const name of CLASSES) {
    await page.locator(".answers").getByRole("button", { name }).tap();
    await page.getByText(`A press gives a tile this answer: ${name}.`).waitFor();
    for (const [at, item] of names.entries()) {
      if (right(item) !== name) continue;
      await tile(at).tap();
      await tile(at).getByText(name).waitFor();
      await done(visit, (count += 1));
    }
  }
  // As whoever goes on has it; what is scrolled below the answers is no target.
  await page.locator(".leaf").evaluate((row) => row.scrollIntoView({ block: "end" }));
  await look(visit, "grid-touch");
  await page.getByRole("button", { name: "Next →" }).tap();
  await page.getByText(`13 to 24 of ${ITEMS}`).waitFor();
  await visit.button("Many at once").tap();
  assert.match(await page.locator(".stage > p").first().innerText(), /^Item 13 of/);
}

/** Answers tiles by keys alone: the one with the focus, and on. What is undone is shown again. */
async function keyTiles(visit: Visit, from: number, to: number): Promise<void> {
  const { page } = visit;
  const here = page.locator(".tile:has([aria-current])");
  await page.keyboard.press("'");
  await tiles(visit);
  await page.locator(".tile button:focus[aria-current]").waitFor();
  const answerHere = async (count: number) => {
    const name = (await here.locator("img").getAttribute("alt")) ?? "";
    await page.keyboard.press(right(name.replace("Image of item ", "")).slice(0, 1));
    await done(visit, count);
  };
  for (let item = from; item < to; item += 1) await answerHere(item + 1);
  const place = async () => (await here.innerText()).trim();
  const before = await place();
  await page.keyboard.press("u");
  await done(visit, to - 1);
  await answerHere(to);
  assert.equal(await place(), before);
  await page.keyboard.press("ArrowUp");
  assert.notEqual(await place(), before);
  await page.keyboard.press("ArrowDown");
  assert.equal(await place(), before);
  await look(visit, "grid");
  await page.keyboard.press("'");
  await page.locator(".strip").waitFor();
}

/** Reviews and seals, by whatever is under the finger. */
export async function seal(visit: Visit): Promise<void> {
  await visit.press(/Review and seal/);
  const dialog = visit.page.getByRole("dialog", { name: "Seal this page?" });
  await dialog.getByRole("button", { name: "Seal", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Moves the focus by Tab until it is on a control of that name. */
export async function tabTo(visit: Visit, name: RegExp): Promise<void> {
  const { page } = visit;
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      return at ? `${at.getAttribute("aria-label") ?? ""} ${at.innerText}` : "";
    });
    if (name.test(text)) return;
  }
  throw new Error(`Tab leads to no ${name}`);
}

/** Somebody at a desk who has no mouse, with a wallet: everything by keys, until the page is sealed. */
export async function keyboard(visit: Visit, campaign: number): Promise<void> {
  const { page } = visit;
  const press = async (name: RegExp) => {
    await tabTo(visit, name);
    await page.keyboard.press("Enter");
  };
  await visit.go(`#/c/${campaign}/join`);
  await page.getByText("What you sign").waitFor();
  await press(/^ ?Connect/);
  await page.getByRole("dialog", { name: "Wallet" }).getByText("Keplr").waitFor();
  await press(/^ ?Keplr$/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText(/1 · Stake/).waitFor();
  await look(visit, "join");
  await press(/^ ?1 · Stake/);
  await visit.review.getByRole("button", { name: "Send", exact: true }).waitFor();
  await press(/^ ?Send$/);
  await page.getByText("Stake and session are there").waitFor();
  await press(/^ ?2 · Sign the text/);
  await page.getByText("The text is signed").waitFor();
  await press(/^ ?To the pages/);
  await visit.button("Take a page").waitFor();
  await press(/^ ?Take a page/);
  await page.locator(".desk").waitFor({ timeout: 60_000 });
  await ownKey(visit, press);
  await answer(visit, 0, 20);
  await drawn(visit);
  await look(visit, "label");
  await reload(visit, 20);
  await secondTab(visit);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("u");
  await done(visit, 19);
  await page.keyboard.press("Enter");
  await keyTiles(visit, 19, 40);
  await answer(visit, 40, ITEMS);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Seal this page?" }).waitFor();
  await press(/^ ?Seal$/);
  await page.getByText("sealed", { exact: true }).waitFor();
}

/** From a challenged page to its panel, and registered there. */
export async function register(visit: Visit, campaign: number): Promise<void> {
  const { page } = visit;
  await visit.go(`#/c/${campaign}/t/0`);
  await page.getByRole("link", { name: "Sit in its panel" }).click();
  await page.getByText("Somebody challenged what was decided here").waitFor();
  await visit.press("Register");
  await page.getByText(/^Registered\. Round/).waitFor();
}

/** Labels what a panel is asked once a seat is taken, and waits until it is decided; what the page says then. */
export async function judge(visit: Visit, touches: boolean): Promise<string> {
  const { page } = visit;
  const bar = page.locator(".desk-top progress");
  await bar.waitFor({ timeout: 120_000 });
  const asked = Number(await bar.getAttribute("max"));
  if (touches) await tap(visit, 0, asked);
  else await answer(visit, 0, asked);
  if (!touches) await look(visit, "panel");
  if (!touches) await secondTab(visit);
  await seal(visit);
  const said = page.getByText(/^The panel changed .* You earned/);
  await said.waitFor({ timeout: 120_000 });
  return said.innerText();
}

/** Takes another key for undoing; one that is taken, or that the browser needs, is refused. */
async function ownKey(visit: Visit, press: (name: RegExp) => Promise<void>): Promise<void> {
  const { page } = visit;
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.getByText("Press Change, then the key").waitFor();
  const change = async (key: string) => {
    await press(/^Change the key: undo/);
    await dialog.getByText("Press a key …", { exact: true }).waitFor();
    await page.keyboard.press(key);
  };
  await change("c");
  await dialog.getByText("C is taken: circle.").waitFor();
  await change("Control+k");
  await dialog.getByText("The browser or this page needs that key.").waitFor();
  await look(visit, "keys");
  await change("u");
  await dialog.getByRole("button", { name: "Reset the key: undo" }).waitFor();
  await page.keyboard.press("Escape");
  // The next key is for the desk at once.
  await dialog.waitFor({ state: "detached" });
}

/** Presses the key of the right answer for items of the page, from one to another. */
export async function answer(visit: Visit, from: number, to: number): Promise<void> {
  for (let item = from; item < to; item += 1) {
    await visit.page.keyboard.press(right(await shown(visit)).slice(0, 1));
    await done(visit, item + 1);
  }
}

/** Most milliseconds from a key to the frame that shows what it did, of nineteen keys in twenty. */
const MOST_MS = 100;

/** Measures how long a key takes until its frame is there. */
export async function frames(visit: Visit): Promise<void> {
  const times = await visit.page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const found: number[] = [];
    for (let press = 0; press < 40; press += 1) {
      await frame();
      const from = performance.now();
      const key = press % 2 === 0 ? "ArrowRight" : "ArrowLeft";
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      await frame();
      await frame();
      found.push(performance.now() - from);
    }
    return found.sort((a, b) => a - b);
  });
  const worst = times[Math.floor(times.length * 0.95)] ?? Infinity;
  assert.ok(worst <= MOST_MS, `${worst} ms from a key to its frame, at most ${MOST_MS}`);
}

/** Closes the page as a crash does and comes back: what was saved is there. */
async function reload(visit: Visit, labeled: number): Promise<void> {
  await visit.page.getByText("saved", { exact: true }).waitFor();
  await visit.page.reload();
  await visit.page.locator(".desk").waitFor();
  await done(visit, labeled);
}

/** A second tab of the same browser looks on, and sends nothing. */
async function secondTab(visit: Visit): Promise<void> {
  const other = await visit.context.newPage();
  await other.goto(visit.page.url());
  await other.getByText(/Another tab works on this campaign/).waitFor();
  // What is asked is known by then, and would be shown.
  await other.waitForTimeout(1_000);
  assert.equal(await other.locator(".desk").count(), 0);
  await other.close();
}

/** Waits until the page has revealed what it sealed, and says what that earned. */
export async function paid(visit: Visit): Promise<string> {
  const text = visit.page.getByText(/^Paid /).first();
  await text.waitFor({ timeout: 90_000 });
  return text.innerText();
}

/** Takes all out that there is, and what the account has afterwards. */
export async function withdraw(visit: Visit, who: PasarClient, address: string): Promise<bigint> {
  const balance = async () => BigInt((await who.chain.getBalance(address, "stake")).amount);
  const before = await balance();
  await visit.go("#/me");
  await visit.send("Claim what is checked");
  return (await balance()) - before;
}
