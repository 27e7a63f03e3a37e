// What is measured in the browser, and how.

import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { largeLines } from "../large.js";

/** A device and its line. */
export interface Slow {
  /** By how much the processor is slower. */
  cpu: number;
  mbits?: number;
  latencyMs?: number;
}

export const PLAIN: Slow = { cpu: 1 };
const KEYS = 100;
const SAVES = 15;
const BLOCKS = 10;
const OPEN_MS = 120_000;

/** Notes in the page when something is first shown. */
const watchFor = (selector: string) => {
  const look = () => {
    if (document.querySelector(selector)) {
      (window as unknown as { benchShown: number }).benchShown = performance.now();
    } else requestAnimationFrame(look);
  };
  addEventListener("DOMContentLoaded", look);
};

/** A page that was not there before, with nothing in its cache, on a slow device. */
async function cold(context: BrowserContext, slow: Slow): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  // Nor with what the page keeps for when there is no network.
  await cdp.send("Network.setBypassServiceWorker", { bypass: true });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slow.cpu });
  if (slow.mbits !== undefined) {
    const throughput = (slow.mbits * 1e6) / 8;
    await cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: slow.latencyMs ?? 0,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  return { page, cdp };
}

/** What an opened page took. */
export interface Opened {
  /** From the address to what is wanted of the page. */
  ms: number;
  /** From when the list of items was there. */
  afterFileMs: number;
  /** Scripts, as they came. */
  scriptBytes: number;
  /** Requests of all kinds, and those to the node. */
  requests: number;
}

/** Opens an address on a device that knows nothing of the page, until something is shown. */
export async function open(
  context: BrowserContext,
  url: string,
  selector: string,
  slow: Slow,
): Promise<Opened> {
  const { page } = await cold(context, slow);
  await page.addInitScript(watchFor, selector);
  await page.goto(url, { waitUntil: "commit" });
  const shown = () => (window as unknown as { benchShown?: number }).benchShown !== undefined;
  await page.waitForFunction(shown, undefined, { timeout: OPEN_MS });
  const found = await page.evaluate(() => {
    const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const ms = (window as unknown as { benchShown: number }).benchShown;
    const file = all.find(({ name }) => name.endsWith("items.jsonl"));
    const scripts = all.filter(({ name }) => name.endsWith(".js"));
    return {
      ms,
      afterFileMs: file ? ms - file.responseEnd : NaN,
      scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      requests: all.length,
    };
  });
  await page.close();
  return found;
}

/** The middle of some measurements. */
export const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;

/** What 95 of 100 are not above. */
export const p95 = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.95) - 1] ?? NaN;

/** The label page, open on a device. */
export async function desk(context: BrowserContext, url: string, slow: Slow) {
  const { page, cdp } = await cold(context, slow);
  await page.goto(url);
  await page.locator(".desk").waitFor({ timeout: OPEN_MS });
  return { page, cdp };
}

/** Milliseconds from a key to the frame that shows it, for each of some keys. */
export async function keysToFrames(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    (window as unknown as { benchKeys: number[] }).benchKeys = times;
    const painted = (from: number) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - from);
      port2.postMessage(0);
    };
    addEventListener(
      "keydown",
      ({ timeStamp }) => requestAnimationFrame(() => painted(timeStamp)),
      { capture: true },
    );
  });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(String(1 + (key % 3)));
    await page.waitForFunction(
      (count) => (window as unknown as { benchKeys: number[] }).benchKeys.length > count,
      key,
    );
  }
  return page.evaluate(() => (window as unknown as { benchKeys: number[] }).benchKeys);
}

/** Milliseconds from a key until the page says that the label is saved, for each of some keys. */
export async function keysToSaved(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < SAVES; key += 1) {
    await page.evaluate(() => {
      const top = document.querySelector(".desk-top")!;
      let [from, saving] = [NaN, false];
      const saved = new Promise<number>((resolve) => {
        const watch = new MutationObserver(() => {
          const said = [...top.querySelectorAll("span")].map(({ textContent }) => textContent);
          saving ||= !said.includes("saved");
          if (saving && said.includes("saved")) {
            watch.disconnect();
            resolve(performance.now() - from);
          }
        });
        addEventListener(
          "keydown",
          ({ timeStamp }) => {
            from = timeStamp;
            watch.observe(top, { subtree: true, characterData: true, childList: true });
          },
          { capture: true, once: true },
        );
      });
      (window as unknown as { benchSaved: Promise<number> }).benchSaved = saved;
    });
    await page.keyboard.press(String(1 + (key % 3)));
    times.push(
      await page.evaluate(() => (window as unknown as { benchSaved: Promise<number> }).benchSaved),
    );
  }
  return times;
}

/** Nodes of the document, and bytes that the page's scripts hold. */
export async function held(page: Page, cdp: CDPSession): Promise<{ nodes: number; heap: number }> {
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("Performance.enable");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const nodes = await page.evaluate(() => {
    const walk = document.createTreeWalker(document);
    let count = 1;
    while (walk.nextNode()) count += 1;
    return count;
  });
  return { nodes, heap: metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? NaN };
}

/** Requests to the node for each block, while nobody does anything. */
export async function requestsOfBlocks(page: Page, rpc: string): Promise<number> {
  const height = async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "status", params: {} });
    const answer = await fetch(rpc, { method: "POST", body });
    const { result } = (await answer.json()) as {
      result: { sync_info: { latest_block_height: string } };
    };
    return Number(result.sync_info.latest_block_height);
  };
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().startsWith(rpc)) asked += 1;
  });
  const first = await height();
  let last = first;
  while (last < first + BLOCKS) {
    await page.waitForTimeout(100);
    last = await height();
  }
  return asked / (last - first);
}

/** Milliseconds in which a worker builds the tree of the largest page. */
export async function rootInWorker(page: Page, script: string): Promise<number> {
  return page.evaluate(
    async ({ script, lines }) => {
      const worker = new Worker(script, { type: "module" });
      const encoder = new TextEncoder();
      worker.postMessage(lines.map((line) => encoder.encode(line)));
      return new Promise<number>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<{ ms: number }>) => resolve(data.ms);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
    },
    { script, lines: largeLines() },
  );
}
