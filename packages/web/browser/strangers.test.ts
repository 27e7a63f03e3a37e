// What strangers send: nodes that are not what they should be, campaigns that would do harm, wallets that do not answer.

import assert from "node:assert/strict";
import { createServer, request as ask, type Server } from "node:http";
import { after, before, test } from "node:test";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { manifestUri } from "pasar-client/manifest";
import { classQuestion, MerkleTree, toHex, utf8 } from "pasar-client/reading";
import { keySigner, randomPrivateKey, type PasarClient } from "pasar-client/signing";
import { open, transfer } from "./campaign.js";
import { startHost, type Host } from "./host.js";
import { InjectedWallet } from "./keplr.js";
import { connect, takePage } from "./label.js";
import { clientOf, setting } from "./setting.js";
import { launch, look, Visit } from "./visit.js";

const CLASSES = ["yes", "no"];
/** Characters that turn the direction of what follows. */
const TURNED = "safe\u202Egpj.exe";
let browser: Browser;
let host: Host;
let requester: PasarClient;
/** Serves what strangers put into their campaigns, and knows what was asked of it. */
let stranger: Server;
let origin = "";
const askedFor: string[] = [];
const files = new Map<string, { type: string; body: string | Buffer; length?: number }>();

before(async () => {
  [browser, host, requester] = await Promise.all([launch(), startHost(), clientOf("labeler-8")]);
  stranger = createServer((asked, answer) => {
    askedFor.push(asked.url ?? "");
    const file = files.get(asked.url ?? "");
    answer.setHeader("access-control-allow-origin", "*");
    if (!file) return void answer.writeHead(404).end();
    answer.setHeader("content-type", file.type);
    if (file.length === undefined) return void answer.end(file.body);
    answer.setHeader("content-length", file.length);
    answer.write(file.body);
  });
  origin = await listen(stranger);
});

after(async () => {
  await browser?.close();
  host?.stop();
  stranger?.closeAllConnections();
  stranger?.close();
});

const listen = (server: Server) =>
  new Promise<string>((done) => {
    server.listen(0, "127.0.0.1", () => {
      done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });

/** The chain's node, with an answer that is changed on its way. */
async function between(change: (text: string) => string, allows: boolean) {
  const server = createServer((asked, answer) => {
    const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    if (allows) Object.entries(headers).forEach(([name, value]) => answer.setHeader(name, value));
    if (asked.method === "OPTIONS") return void answer.writeHead(allows ? 204 : 403).end();
    const { method = "GET", url = "/" } = asked;
    const options = { method, headers: { "content-type": "application/json" } };
    const on = ask(`${setting("PASAR_RPC")}${url}`, options, (found) => {
      let text = "";
      found.setEncoding("utf8").on("data", (part) => (text += part));
      found.on("end", () => answer.end(change(text)));
    });
    asked.pipe(on);
  });
  return { server, url: await listen(server) };
}

/** What the page says where its only node is this one. */
async function saysOf(node: string): Promise<string> {
  const own = await startHost({ rpc: [node] });
  const visit = await Visit.open(browser, own, { hosts: [node] });
  await visit.go();
  const alert = visit.page.getByRole("alert").first();
  await alert.waitFor();
  const text = await alert.innerText();
  await visit.leave();
  own.stop();
  return text;
}

test("a node of another chain, and one that lets no page read it, are told apart", async () => {
  const other = await between((text) => text.replaceAll("pasar-local-1", "other-7"), true);
  const closed = await between((text) => text, false);
  try {
    assert.match(await saysOf(other.url), /other-7/);
    const why = await saysOf(closed.url);
    assert.match(why, new RegExp(closed.url.replace(/\./g, "\\.")));
    assert.doesNotMatch(why, /other-7/);
  } finally {
    other.server.close();
    closed.server.close();
  }
});

/** Publishes a campaign whose example is the item that does harm; a function changes what is served later. */
async function publish(name: string, fields: Record<string, string>, view: object[]) {
  const lines = Array.from({ length: 50 }, (_, n) => JSON.stringify({ item: `n-${n}`, ...fields }));
  const header = JSON.stringify({
    pasar: "manifest/1",
    title: { en: `Is this harmless (${name})?` },
    instructions: { en: "Look. <script>fetch('/stolen')</script> [Here](javascript:alert(1))." },
    classes: CLASSES.map((one) => ({ name: one })),
    view,
    examples: [{ fields, label: "no" }],
    items: { file: "items.jsonl", count: lines.length },
    access: { kind: "public" },
  });
  const put = (file: string, body: string) =>
    files.set(`/${name}/${file}`, { type: "application/json", body });
  put("manifest.json", header);
  put("items.jsonl", lines.map((line) => `${line}\n`).join(""));
  const root = toHex(MerkleTree.of(lines.map(utf8)).root);
  const manifest = { root, uri: manifestUri(`${origin}/${name}/manifest.json`, utf8(header)) };
  const terms = { questions: [classQuestion(CLASSES)], items: 50, page: 50, domain: "harm/none" };
  return { header, put, campaign: await open(requester, manifest, terms) };
}

const HARM = {
  text: `<img src=x onerror="fetch('/stolen')"> ${TURNED}`,
  html: `<h1>An offer</h1><script>parent.document.title = "stolen"; fetch("${"/stolen"}")</script><img src="/stolen">`,
  link: "javascript:fetch('/stolen')",
  drawing: "drawing.svg",
  changed: "changed.svg",
  changed_sha256: "ab".repeat(32),
  huge: "huge.png",
  huge_sha256: "cd".repeat(32),
};

const VIEW = [
  { show: "text", field: "text" },
  { show: "html", field: "html" },
  { show: "link", field: "link" },
  { show: "image", field: "drawing" },
  { show: "image", field: "changed" },
  { show: "image", field: "huge" },
];

test("nothing that an item holds runs, is loaded from elsewhere, or is shown for what it is not", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("${origin}/stolen")</script><rect width="9" height="9"/></svg>`;
  files.set("/harm/drawing.svg", { type: "image/svg+xml", body: svg });
  files.set("/harm/changed.svg", { type: "image/svg+xml", body: svg });
  files.set("/harm/huge.png", { type: "image/png", body: "x", length: 100_000_000 });
  const { campaign, header, put } = await publish("harm", HARM, VIEW);
  const visit = await Visit.open(browser, host, { hosts: [origin] });
  const { page } = visit;
  await visit.go(`#/c/${campaign}/join`);
  await page.getByText("What it is").waitFor();
  await visit.press(/^Try 1 example/);
  const item = page.locator(".item");
  await item.waitFor();
  // Markup is text, and what turns its direction is seen.
  assert.match(await item.innerText(), /<img src=x onerror=/);
  assert.doesNotMatch(await item.innerText(), /\u202E/);
  assert.equal(await page.locator("a[href^='javascript:']").count(), 0);
  await item
    .getByText(/hash|SHA-256/i)
    .first()
    .waitFor();
  assert.equal(await page.locator(".item img[src*='changed']").count(), 0);
  assert.notEqual(await page.title(), "stolen");
  await look(visit, "harm");
  assert.deepEqual(
    askedFor.filter((path) => path.includes("stolen")),
    [],
  );
  // Another header than the one that was frozen is not shown.
  put("manifest.json", header.replace("Look.", "Send your words to me."));
  await page.reload();
  await page.getByRole("alert").first().waitFor();
  assert.equal(await page.getByText("Send your words").count(), 0);
  await visit.leave();
});

/** A wallet with coins, and its address. */
async function withCoins() {
  const signer = keySigner(randomPrivateKey());
  const [{ address } = { address: "" }] = await signer.getAccounts();
  await requester.send(transfer(requester.address, address, "1000000"));
  return { signer, address };
}

test("items that are not the frozen ones are not labeled, and the page can be given back", async () => {
  const { campaign, put } = await publish("swapped", { text: "fine" }, [VIEW[0]!]);
  put("items.jsonl", `${JSON.stringify({ item: "n-0", text: "other" })}\n`.repeat(50));
  const { signer } = await withCoins();
  const visit = await Visit.open(browser, host, {
    wallet: new InjectedWallet(signer),
    hosts: [origin],
  });
  const { page } = visit;
  await visit.go("#/help");
  await connect(visit, "Keplr");
  await takePage(visit, campaign);
  await page
    .getByText(/are not those of the terms/)
    .first()
    .waitFor({ timeout: 60_000 });
  assert.equal(await page.locator(".desk").count(), 0);
  await visit.confirm(/^Give/);
  await page.getByText("The items of page 1 cannot be shown").waitFor({ state: "detached" });
  await visit.leave();
});

test("a wallet that does not answer can be left, and one that switches is followed", async () => {
  const [first, second] = await Promise.all([
    withCoins(),
    Promise.resolve(keySigner(randomPrivateKey())),
  ]);
  const wallet = new InjectedWallet(first.signer);
  const visit = await Visit.open(browser, host, { wallet });
  const { page, review } = visit;
  await visit.go("#/stake");
  await connect(visit, "Keplr");
  const card = page.locator("section.card", { has: page.getByRole("heading", { name: "stake" }) });
  await card.getByLabel("Amount in stake").fill("12345");
  wallet.hangs = true;
  await card.getByRole("button", { name: "Stake", exact: true }).click();
  await review.getByRole("button", { name: "Send", exact: true }).click();
  await review.getByText(/^Waiting for the wallet/).waitFor();
  await page.keyboard.press("Escape");
  await review.waitFor({ state: "detached" });
  wallet.hangs = false;
  await visit.go("#/me");
  await page.getByText(first.address).waitFor();
  const [{ address } = { address: "" }] = await second.getAccounts();
  await wallet.become(second, page);
  await page.getByText(address).waitFor();
  assert.equal(await page.getByText(first.address).count(), 0);
  await visit.leave();
});
