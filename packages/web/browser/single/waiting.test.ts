// What helps not to miss a page: notifications while nobody looks, deadlines for a calendar, and the copy of a seal that
// a phone shares.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { seconds } from "pasar-client/reading";
import { keySigner, randomPrivateKey, type PasarClient } from "pasar-client/signing";
import { readCalendar, readMoment, readText } from "../calendar.js";
import {
  ITEMS,
  keep,
  open,
  publish,
  transfer,
  WINDOWS,
  work,
  type Published,
} from "../campaign.js";
import { drand } from "../drand.js";
import { savedFile } from "../files.js";
import { startHost, type Host } from "../host.js";
import { InjectedWallet } from "../keplr.js";
import { answer, connect, fund, paid, seal, takePage } from "../label.js";
import { clientOf, deployment, newcomer, until } from "../setting.js";
import { launch, launchPlain, look, Visit } from "../visit.js";

const folder = mkdtempSync(join(tmpdir(), "pasar-waiting-"));
const over = new AbortController();
const background: Promise<unknown>[] = [];
/** What is asked of a page has no end of its own. */
const MOST = { timeout: 120_000 };
const TOLD = "A page is drawn: its clock runs";
let browser: Browser;
let host: Host;
let requester: PasarClient;
let manifest: Published;

before(async () => {
  [browser, host, requester] = await Promise.all([launch(), startHost(), clientOf("requester")]);
  host.folder("/data/", folder);
  manifest = await publish(folder, `${host.origin}/data`);
});

after(async () => {
  over.abort();
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes down what a page's notifications say once they are shown; or lets it make none, as phones do. */
function watchNotifications(refuses: boolean): void {
  const page = window as unknown as { pasarTestShows: (text: string) => void };
  const Real = window.Notification;
  window.Notification = class extends Real {
    constructor(title: string, options?: NotificationOptions) {
      if (refuses) throw new TypeError("Illegal constructor");
      super(title, options);
      this.addEventListener("show", () => page.pasarTestShows(title));
    }
  };
}

/** Somebody who waits for a page in a browser of their own, and looks at another tab meanwhile. */
class Waiter {
  readonly shown: string[] = [];
  private constructor(
    private readonly program: Awaited<ReturnType<typeof launchPlain>>,
    readonly visit: Visit,
  ) {}

  static async start(campaign: number, refuses: boolean): Promise<Waiter> {
    const program = await launchPlain();
    const visit = await Visit.open(program.browser, host, { plain: true });
    const waiter = new Waiter(program, visit);
    const { context, page } = visit;
    await context.exposeBinding("pasarTestShows", (_source, text: string) => {
      waiter.shown.push(text);
    });
    await context.addInitScript(watchNotifications, refuses);
    await visit.go("#/help");
    await connect(visit, "Key of this browser");
    await fund(visit, requester);
    await takePage(visit, campaign);
    await visit.button("Tell me when it is drawn").waitFor();
    await context.grantPermissions(["notifications"], { origin: host.origin });
    await visit.press("Tell me when it is drawn");
    await page.getByText("Your browser tells you when it is drawn").waitFor();
    const other = await context.newPage();
    await other.goto("about:blank");
    await other.bringToFront();
    await until("the tab to be hidden", () => page.evaluate(() => document.hidden), 10);
    return waiter;
  }

  /** What the page's service worker shows. */
  installed(): Promise<string[]> {
    return this.visit.page.evaluate(async () => {
      const shown = await (await navigator.serviceWorker.ready).getNotifications();
      return shown.map(({ title }) => title);
    });
  }

  /** Waits until the title of the hidden tab says it, then looks: it says so no more. */
  async looks(): Promise<void> {
    const { page } = this.visit;
    await until("the title", async () => (await page.title()).startsWith(`${TOLD} · `), 30);
    assert.equal(await page.evaluate(() => document.hidden), true);
    await page.bringToFront();
    await page.locator(".desk").waitFor();
    await until("the title", async () => !(await page.title()).includes(TOLD), 10);
  }

  async leave(): Promise<void> {
    await this.program.close();
    assert.deepEqual(this.visit.problems, []);
  }
}

test("a hidden tab notifies that a page is drawn, and says so in its title", MOST, async () => {
  const windows = { ...WINDOWS, ticket_seconds: 300 };
  const campaign = await open(requester, manifest, { windows });
  drand("pause");
  let waiters: Waiter[] = [];
  try {
    // One after the other: the same account gives both their coins.
    for (const one of [false, true]) waiters.push(await Waiter.start(campaign, one));
  } finally {
    drand("resume");
  }
  const [desk, phone] = waiters;
  await Promise.all(waiters.map((waiter) => waiter.looks()));
  assert.deepEqual(desk!.shown, [TOLD]);
  assert.deepEqual(await desk!.installed(), []);
  assert.deepEqual(phone!.shown, []);
  assert.deepEqual(await phone!.installed(), [TOLD]);
  for (const waiter of waiters) await waiter.leave();
});

/** Has the page save its deadlines: each with what it says, and when it is. */
async function deadlines(visit: Visit, button: string, address: string) {
  const { name, bytes } = await savedFile(visit, button);
  assert.equal(name, "pasar.ics");
  return readCalendar(bytes).map(({ name, values, parts }) => {
    assert.equal(name, "VEVENT");
    const value = (of: string) => values.get(of) ?? "";
    assert.ok(readText(value("UID")).endsWith(`-${address}@${deployment.chain_id}`));
    assert.ok(Math.abs(readMoment(value("DTSTAMP")) - Date.now() / 1_000) < 60);
    const [alarm] = parts;
    assert.equal(alarm?.values.get("ACTION"), "DISPLAY");
    assert.equal(alarm.values.get("TRIGGER"), "-PT15M");
    return { says: readText(value("SUMMARY")), at: readMoment(value("DTSTART")) };
  });
}

/** What a phone's share sheet was given: Chromium has none where there is no screen. */
interface Shared {
  name: string;
  type: string;
  text: string;
}

function addShareSheet(): void {
  const page = window as unknown as { pasarTestShares: (shared: Shared) => Promise<void> };
  navigator.canShare = (data) => data?.files?.length === 1;
  navigator.share = async (data) => {
    const [file] = data?.files ?? [];
    if (!file) throw new TypeError("no file");
    await page.pasarTestShares({ name: file.name, type: file.type, text: await file.text() });
  };
}

test(
  "deadlines go into a calendar, and the copy that a phone shares reveals the page elsewhere",
  MOST,
  async () => {
    const windows = {
      ...WINDOWS,
      fill_seconds: 7_200,
      commit_seconds: 3_600,
      reveal_seconds: 3_600,
    };
    const campaign = await open(requester, manifest, { windows });
    background.push(keep(await clientOf("owner"), [campaign], over.signal));
    const signer = keySigner(randomPrivateKey());
    const [{ address } = { address: "" }] = await signer.getAccounts();
    const others = await Promise.all([newcomer(), newcomer()]);
    const purses = [address, ...others.map((one) => one.address)];
    await requester.send(purses.map((one) => transfer(requester.address, one, "1000000")));
    const phone = await Visit.open(browser, host, {
      phone: true,
      wallet: new InjectedWallet(signer),
    });
    const shared: Shared[] = [];
    await phone.context.exposeBinding("pasarTestShares", (_source, one: Shared) => {
      shared.push(one);
    });
    await phone.context.addInitScript(addShareSheet);
    await phone.go("#/help");
    await connect(phone, "Keplr");
    await takePage(phone, campaign);
    await phone.page.locator(".desk").waitFor({ timeout: 60_000 });
    const seat = () => requester.registry.query("seat", { campaign, task: 0, labeler: address });
    const saves = "Deadlines for my calendar";
    assert.deepEqual(await deadlines(phone, saves, address), [
      {
        says: `Pasar: seal page 1 of campaign ${campaign}`,
        at: Math.floor(seconds((await seat()).commit_by)),
      },
    ]);
    await look(phone, "label-deadlines");
    await answer(phone, 0, ITEMS);
    await seal(phone);
    await phone.button(/^Keep a copy/).waitFor();
    const task = await requester.registry.query("task", { campaign, task: 0 });
    assert.deepEqual(await deadlines(phone, saves, address), [
      {
        says: `Pasar: page 1 of campaign ${campaign} is full, reveal it`,
        at: Math.floor(seconds(task.deadline!)),
      },
    ]);
    await phone.press("Keep a copy");
    await until("the share sheet", async () => shared.length > 0, 10);
    await look(phone, "label-sealed");
    await phone.leave();
    assert.equal(shared.length, 1);
    assert.match(shared[0]!.name, /^pasar-seal-.*\.txt$/);
    assert.equal(shared[0]!.type, "text/plain");
    background.push(...others.map((one) => work(one, campaign)));
    background.forEach((one) => one.catch(() => over.abort()));
    const later = await Visit.open(browser, host, { wallet: new InjectedWallet(signer) });
    await later.go("#/help");
    await connect(later, "Keplr");
    await later.go(`#/c/${campaign}/label`);
    await later.page.getByText("Load a copy").click();
    await later.page.getByLabel("Load a copy").setInputFiles({
      name: shared[0]!.name,
      mimeType: shared[0]!.type,
      buffer: Buffer.from(shared[0]!.text),
    });
    await later.page.getByText("1 page can be revealed with it.").waitFor();
    await until("the reveals", async () => {
      const { phase } = await requester.registry.query("task", { campaign, task: 0 });
      return phase === "revealing";
    });
    await later.press("Send what is due");
    assert.match(await paid(later), new RegExp(`: ${ITEMS} labels at 100`));
    assert.equal((await seat()).status, "revealed");
    await later.leave();
  },
);
