// Five people with a browser each, and how each of them works: by keys or by touch, in two languages, with wallets
// that can do more or less, and with what goes wrong in between.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { readTable } from "../src/logic/table.js";
import { texts as en } from "../src/words/en.js";
import { texts as enJoin } from "../src/words/en-join.js";
import { texts as enStart } from "../src/words/en-start.js";
import { texts as enWait } from "../src/words/en-wait.js";
import { texts as enWork } from "../src/words/en-work.js";
import { texts as id } from "../src/words/id.js";
import { texts as idJoin } from "../src/words/id-join.js";
import { texts as idStart } from "../src/words/id-start.js";
import { texts as idWait } from "../src/words/id-wait.js";
import { texts as idWork } from "../src/words/id-work.js";
import type { Host } from "./host.js";
import type { InjectedWallet } from "./keplr.js";
import { ROOT } from "./setting.js";
import { Visit } from "./visit.js";

const EXAMPLE = join(ROOT, "examples/campaign");
const WORDS = {
  en: { ...en, ...enStart, ...enWork, ...enJoin, ...enWait },
  id: { ...id, ...idStart, ...idWork, ...idJoin, ...idWait },
};

type Word = keyof (typeof WORDS)["en"];

const read = (name: string) => readTable(readFileSync(join(EXAMPLE, name), "utf8"));

/** The items of examples/campaign, without what only its requester knows. */
export const PATIENTS = read("items.csv").rows.map(([item = "", note = ""]) => ({ item, note }));

/** What one of its labelers says, item by item. */
export function labelsOf(labeler: number): string[] {
  const given = new Map(
    read(`labels-${labeler}.csv`).rows.map(([item = "", label = ""]) => [item, label]),
  );
  return PATIENTS.map(({ item }) => given.get(item) ?? "");
}

/** Somebody with a browser. */
export class Person {
  private constructor(
    readonly visit: Visit,
    readonly wallet: InjectedWallet | undefined,
    private readonly words: Readonly<Record<Word, string>>,
    private readonly touches: boolean,
  ) {}

  static async open(
    browser: Browser,
    host: Host,
    wallet: InjectedWallet | undefined,
    { touches = false, language = "en" as "en" | "id" } = {},
  ): Promise<Person> {
    const options = { phone: touches, language, ...(wallet && { wallet }) };
    const visit = await Visit.open(browser, host, options);
    return new Person(visit, wallet, WORDS[language], touches);
  }

  /** A text of the page up to where a value stands. */
  says(word: Word): string {
    return this.words[word].split("{")[0] ?? "";
  }

  /** Presses what begins with a text of the page. */
  async press(word: Word): Promise<void> {
    await this.visit.press(new RegExp(`^${this.says(word).replace(/[.*+?()]/g, "\\$&")}`));
  }

  /** Waits until the page says something. */
  async reads(word: Word, timeout = 60_000): Promise<string> {
    const text = this.visit.page.getByText(this.says(word)).first();
    await text.waitFor({ timeout });
    return text.innerText();
  }

  /** Connects the wallet, or makes a key of the browser. */
  async connect(campaign: number): Promise<void> {
    await this.visit.go(`#/c/${campaign}/join`);
    await this.press("wallet.connect");
    const dialog = this.visit.page.getByRole("dialog", { name: this.says("wallet.title") });
    const name = this.wallet ? "Keplr" : this.says("wallet.browser");
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** Stakes, opens a session, and signs the text of the salts where that is wanted. */
  async begin(signsText: boolean): Promise<void> {
    await this.press(this.wallet ? "join.first" : "join.bond");
    const review = this.visit.page.getByRole("dialog", { name: this.says("send.review") });
    await review.getByRole("button", { name: this.says("send.confirm"), exact: true }).click();
    await this.reads("join.first_done");
    if (signsText) await this.signText();
  }

  async signText(): Promise<void> {
    await this.press("join.text");
    await this.reads("join.text_done");
  }

  /** Takes a page and waits for it. */
  async take(campaign: number): Promise<void> {
    await this.visit.go(`#/c/${campaign}/label`);
    await this.press("label.take");
    await this.visit.page.locator(".desk").waitFor({ timeout: 60_000 });
  }

  private async shown(): Promise<number> {
    const text = await this.visit.page.locator(".stage > p").first().innerText();
    const name = text.split(" · ")[1];
    return PATIENTS.findIndex(({ item }) => item === name);
  }

  /** Gives what the file says to as many items as are shown one after the other. */
  async answer(labels: readonly string[], count: number): Promise<void> {
    const { page } = this.visit;
    const bar = page.locator(".desk-top progress");
    for (let item = 0; item < count; item += 1) {
      const before = Number(await bar.getAttribute("value"));
      const label = labels[await this.shown()] ?? "";
      if (this.touches) {
        await page
          .locator(".answers > button")
          .nth(Number(label) - 1)
          .tap();
      } else {
        await page.keyboard.press(label);
      }
      await page.locator(`.desk-top progress[value="${before + 1}"]`).waitFor();
    }
  }

  async seal(): Promise<void> {
    const { page } = this.visit;
    if (this.touches) await this.press("desk.review");
    else await page.keyboard.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: this.says("seal.title") });
    await dialog.getByRole("button", { name: this.says("seal.confirm"), exact: true }).click();
    // The last one to seal may reveal before the page has looked again.
    const states = [this.says("seat.sealed"), this.says("seat.revealed")];
    await page.getByText(new RegExp(`^(?:${states.join("|")})$`)).waitFor();
  }
}
