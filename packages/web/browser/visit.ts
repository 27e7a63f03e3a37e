// Visitors: each with a browser context of their own, in which nothing is loaded from elsewhere, no policy
// is broken, and nothing is thrown.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { freePort } from "./gateway.js";
import { FOLDER, type Host } from "./host.js";
import { setting, until } from "./setting.js";
import type { InjectedWallet } from "./keplr.js";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: setting("PASAR_CHROMIUM"), args: FLAGS });

/** A browser with a single context, where tabs are hidden behind each other as people's are. */
export async function launchPlain(): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const port = await freePort();
  const args = [...FLAGS, `--remote-debugging-port=${port}`];
  const program = await chromium.launch({ executablePath: setting("PASAR_CHROMIUM"), args });
  // Playwright has every tab of its own believe that it is looked at, but for those of such a connection.
  const address = `http://127.0.0.1:${port}`;
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const close = async () => {
    await browser.close();
    await program.close();
  };
  return { browser, close };
}

export const PHONE = { width: 390, height: 844 };
/** The narrowest that WCAG asks for. */
const NARROW = 320;
export const DESK = { width: 1280, height: 800 };

export interface VisitOptions {
  phone?: boolean;
  wallet?: InjectedWallet;
  language?: "en" | "id";
  /** Hosts beside the page's own, the node and the relay, such as a gateway. */
  hosts?: readonly (string | RegExp)[];
  /** Where the page is on its host. */
  folder?: string;
  /** Whether it is the single context of a browser by {@link launchPlain}. */
  plain?: boolean;
}

export class Visit {
  readonly problems: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    public page: Page,
    private readonly home: string,
  ) {}

  static async open(
    browser: Browser,
    host: Pick<Host, "origin">,
    options: VisitOptions = {},
  ): Promise<Visit> {
    const { phone = false, wallet, language = "en", hosts = [], folder = FOLDER } = options;
    const own = {
      viewport: phone ? PHONE : DESK,
      ...(phone && { hasTouch: true, isMobile: true }),
      locale: language === "id" ? "id-ID" : "en-US",
      acceptDownloads: true,
    };
    const [single] = options.plain ? browser.contexts() : [];
    const context = single ?? (await browser.newContext(own));
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const visit = new Visit(context, page, `${host.origin}${folder}`);
    const friends = [host.origin, setting("PASAR_RPC"), setting("PASAR_RELAYS"), ...hosts];
    visit.watch(friends);
    await context.exposeBinding("pasarTestSays", (_source, text: string) => {
      visit.problems.push(text);
    });
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        const say = (window as unknown as { pasarTestSays: (text: string) => void }).pasarTestSays;
        say(`the policy forbids ${violatedDirective}: ${blockedURI}`);
      });
    });
    if (wallet) await wallet.inject(context);
    return visit;
  }

  private watch(friends: readonly (string | RegExp)[]): void {
    this.context.on("weberror", (error) => {
      this.problems.push(`thrown: ${error.error().message}`);
    });
    this.context.on("request", (request) => {
      const url = request.url();
      if (/^(?:blob|data):/.test(url) || friends.some((friend) => isOf(url, friend))) return;
      this.problems.push(`asked a stranger: ${url}`);
    });
  }

  /** Ends the tab as a crash does, without a word to its scripts, and goes on in another one. */
  async crash(next?: Page): Promise<void> {
    const address = this.page.url();
    const crashed = this.page.waitForEvent("crash");
    const session = await this.context.newCDPSession(this.page);
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    const gone = this.page;
    this.page = next ?? (await this.context.newPage());
    if (!next) await this.page.goto(address);
    await gone.close();
  }

  /** Goes to a page by its address after `#`. */
  async go(hash = "#/"): Promise<void> {
    await this.page.goto(`${this.home}${hash}`);
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).first().click();
  }

  /** What says what a transaction takes, before it is sent. */
  get review() {
    return this.page.getByRole("dialog", { name: "Before you send" });
  }

  /** Presses what opens the review of a transaction, and sends it. */
  async confirm(name: string | RegExp): Promise<void> {
    await this.press(name);
    await this.review.getByRole("button", { name: "Send", exact: true }).click();
  }

  /** The same, and waits until it is in a block. */
  async send(name: string | RegExp): Promise<void> {
    await this.confirm(name);
    const { review } = this;
    await review.getByText(/Done, in block/).waitFor();
    await review.getByRole("button", { name: "Close" }).click();
  }

  /** Has something happen between the page's look at the chain and its question whether a message is taken. */
  async meanwhile(press: () => Promise<unknown>, act: () => Promise<unknown>): Promise<void> {
    const node = new RegExp(`^${setting("PASAR_RPC")}`);
    let acted: Promise<unknown> | undefined;
    await this.page.route(node, async (route) => {
      if (route.request().postData()?.includes("/Simulate")) await (acted ??= act());
      await route.continue();
    });
    await press();
    await until("the page's question", async () => acted && (await acted.then(() => true)));
    await this.page.unroute(node);
  }

  /** Rules of WCAG 2.2 AA that the page breaks, in words; with or without those of colors. */
  async breaches(colors = true): Promise<string[]> {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async (colors) => {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const axe = (window as unknown as { axe: typeof import("axe-core") }).axe;
      const { violations } = await axe.run(document, {
        runOnly: tags,
        rules: { "color-contrast": { enabled: colors } },
        resultTypes: ["violations"],
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
      );
    }, colors);
  }

  /** Pixels by which the page is wider than the window. */
  sideways(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }

  /** Leaves; whatever was wrong is said. */
  async leave(): Promise<void> {
    await this.context.close();
    assert.deepEqual(this.problems, []);
  }
}

const isOf = (url: string, friend: string | RegExp) =>
  typeof friend === "string" ? url.startsWith(friend) : friend.test(url);

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const THEMES = ["light", "dark"] as const;

/**
 * Looks at a page in both looks, on a phone and at a desk: nothing is wider than the window, and no rule of
 * WCAG is broken. Leaves pictures where PASAR_PICTURES says.
 */
export async function look(visit: Visit, name: string): Promise<void> {
  const { page } = visit;
  const before = page.viewportSize()!;
  await page.setViewportSize({ ...PHONE, width: NARROW });
  assert.equal(await visit.sideways(), 0, `${name} at ${NARROW} pixels`);
  for (const [width, size] of [
    ["phone", PHONE],
    ["desk", DESK],
  ] as const) {
    await page.setViewportSize(size);
    assert.equal(await visit.sideways(), 0, `${name} at ${size.width} pixels`);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      if (width === "phone") assert.deepEqual(await visit.breaches(), [], `${name} ${colorScheme}`);
      await picture(page, `${name}-${width}-${colorScheme}`);
    }
  }
  // At twice the size a desk has half the room; where colors are the reader's, borders and words must do.
  await page.setViewportSize({ width: DESK.width / 2, height: DESK.height / 2 });
  assert.equal(await visit.sideways(), 0, `${name} at 200 %`);
  await page.emulateMedia({ forcedColors: "active" });
  assert.deepEqual(await visit.breaches(false), [], `${name} in forced colors`);
  await page.emulateMedia({ forcedColors: "none" });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
  // Phones are resized some frames later; who measures meanwhile taps elsewhere.
  await page.waitForFunction((width) => innerWidth === width, before.width);
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["PASAR_PICTURES"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
