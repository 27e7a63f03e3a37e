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
  await visit.confirm(/^(?:1 · Stake|Add the missing stake)/);
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
  const card = page.locator(".card", { hasText: "Which shape is there most often?" });
  await card.getByRole("link", { name: "Begin" }).tap();
  await page.getByText("What you can lose").waitFor();
  await page.getByLabel("Pages that I want to have at once").fill("1");
  await visit.confirm("Add the missing stake");
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
  for (let item = 0; item < ITEMS; item += 1) {
    const name = await shown(visit);
    await page
      .locator(".answers")
      .getByRole("button", { name: right(name) })
      .tap();
    await done(visit, item + 1);
  }
  await seal(visit);
  assert.match(page.url(), new RegExp(`#/c/${campaign}/label$`));
  return address;
}

/** Reviews and seals, by whatever is under the finger. */
export async function seal(visit: Visit): Promise<void> {
  await visit.press(/Review and seal/);
  const dialog = visit.page.getByRole("dialog", { name: "Seal this page?" });
  await dialog.getByRole("button", { name: "Seal", exact: true }).click();
  await visit.page.getByText("sealed", { exact: true }).waitFor();
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
  await answer(visit, 19, ITEMS);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Seal this page?" }).waitFor();
  await press(/^ ?Seal$/);
  await page.getByText("sealed", { exact: true }).waitFor();
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
