// The page where no node answers, or another chain's: it says which, throws nothing, and can be mended.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { startHost } from "./host.js";
import { until } from "./setting.js";
import { launch, look, Visit } from "./visit.js";

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A port at which nobody listens. */
const NOBODY = "http://127.0.0.1:9";

test("without a node the page says which one does not answer, in both languages and looks", async () => {
  const host = await startHost({ rpc: [NOBODY] });
  for (const language of ["en", "id"] as const) {
    const visit = await Visit.open(browser, host, { phone: true, language, hosts: [NOBODY] });
    await visit.go();
    await visit.page.getByRole("alert").waitFor();
    assert.match(await visit.page.getByRole("alert").innerText(), /127\.0\.0\.1:9/);
    for (const hash of ["#/", "#/settings", "#/help", "#/nowhere"]) {
      await visit.go(hash);
      await visit.page.locator("h1, .notice").first().waitFor();
      await look(visit, `no-node-${language}-${hash.slice(2) || "market"}`);
    }
    await visit.leave();
  }
  host.stop();
});

test("whoever was here before opens the page without a network, and it goes on when there is one", async () => {
  const host = await startHost({ rpc: [NOBODY] });
  const visit = await Visit.open(browser, host, { hosts: [NOBODY] });
  await visit.go();
  await visit.page.getByRole("alert").waitFor();
  const kept = async () =>
    (await caches.match("./")) !== undefined && !!navigator.serviceWorker.controller;
  await until("the page to be kept", () => visit.page.evaluate(kept));
  host.stop();
  await visit.page.reload();
  assert.match(await visit.page.getByRole("alert").innerText(), /127\.0\.0\.1:9/);
  // A part that was never loaded is not there: that is said, and nothing else breaks.
  await visit.go("#/settings");
  await visit.page.locator("main .notice").first().waitFor();
  await visit.leave();
});
