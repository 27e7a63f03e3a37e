// The gateway over HTTP, with rights that the tests give; test/chain.js has the rights of a chain.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  classQuestion,
  keySigner,
  MerkleTree,
  randomPrivateKey,
  textSignature,
  toHex,
} from "pasar-client";
import { fetchPage, GatewaySession, manifestUri, openManifest } from "pasar-client/manifest";
import { Dataset } from "../src/dataset.js";
import { Gateway } from "../src/gateway.js";
import { Limit, subscriber } from "../src/limits.js";
import { Refused } from "../src/refused.js";
import { Rights } from "../src/rights.js";
import { CHALLENGE_SECONDS, SESSION_SECONDS } from "../src/sessions.js";

const ITEMS = 45;
const PAGE = 10;
const CLASSES = ["bird", "none"];
const BASE = "https://example.org/birds/manifest.json";

/** Who has a seat in a task, and who everything. @type {Map<string, number>} */
const seats = new Map();
/** @type {Set<string>} */
const licensed = new Set();
let clock = 1_000;
let url = "";
/** @type {import("node:http").Server} */
let server;
/** @type {import("pasar-client/manifest").ManifestTerms} */
let terms;
/** @type {Uint8Array} */
let header;

/** Rights as the tests say them, with the refusals of the chain's. */
class GivenRights extends Rights {
  /** @override @param {number} _campaign @param {number} task @param {string} address */
  async hasSeat(_campaign, task, address) {
    return seats.get(address) === task;
  }

  /** @override @param {number} _campaign @param {string} address */
  async hasAll(_campaign, address) {
    return licensed.has(address);
  }
}

const lines = Array.from({ length: ITEMS }, (_, n) =>
  JSON.stringify({ item: `i${n}`, image: `img/${n} x.svg`, alt: "https://example.org/x.png" }),
);

function publish() {
  const folder = mkdtempSync(join(tmpdir(), "pasar-gateway-"));
  mkdirSync(join(folder, "proofs"));
  mkdirSync(join(folder, "img"));
  const tree = MerkleTree.of(lines.map((line) => Buffer.from(line)));
  const index = Buffer.alloc(8 * (Math.ceil(ITEMS / PAGE) + 1));
  for (let page = 0; page * PAGE < ITEMS + PAGE; page += 1) {
    const text = lines.slice(0, page * PAGE).map((line) => `${line}\n`);
    index.writeBigUInt64BE(BigInt(text.join("").length), 8 * page);
    if (page * PAGE >= ITEMS) break;
    const proof = tree.rangeProof(page * PAGE, Math.min(PAGE, ITEMS - page * PAGE));
    writeFileSync(join(folder, "proofs", String(page)), Buffer.concat(proof));
  }
  writeFileSync(join(folder, "items.idx"), index);
  writeFileSync(join(folder, "items.jsonl"), lines.map((line) => `${line}\n`).join(""));
  lines.forEach((_, n) => writeFileSync(join(folder, `img/${n} x.svg`), `<svg id="${n}"/>`));
  symlinkSync("/etc/passwd", join(folder, "img/link"));
  header = Buffer.from(
    JSON.stringify({
      pasar: "manifest/1",
      title: { en: "Birds" },
      instructions: { en: "Look." },
      classes: CLASSES.map((name) => ({ name })),
      view: [{ show: "image", field: "image" }],
      items: { file: "items.jsonl", count: ITEMS, index: "items.idx", proofs: "proofs" },
      access: { kind: "gateway", url },
    }),
  );
  writeFileSync(join(folder, "manifest.json"), header);
  const manifest = { uri: manifestUri(BASE, header), root: toHex(tree.root) };
  const questions = [classQuestion(CLASSES)];
  terms = { manifest, questions, items: ITEMS, page: PAGE };
  return folder;
}

before(async () => {
  server = (await import("node:http")).createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  url = `http://127.0.0.1:${port}`;
  const folder = publish();
  const gateway = new Gateway({
    url,
    chainId: "c-1",
    prefix: "wasm",
    datasets: [await Dataset.open("birds", folder, 7, terms)],
    rights: new GivenRights(/** @type {any} */ (undefined)),
    key: Buffer.alloc(32, 7),
    rates: { questions: { burst: 1_000, perSecond: 1 } },
    now: () => clock,
  });
  const made = gateway.server();
  server.on("request", (request, response) => made.emit("request", request, response));
});

after(() => server.close());

async function account() {
  const wallet = keySigner(randomPrivateKey());
  const [{ address }] = /** @type {[import("pasar-client").AccountData]} */ (
    /** @type {unknown} */ (await wallet.getAccounts())
  );
  const sign = (/** @type {string} */ text) => textSignature(wallet, address, text);
  const options = { chainId: "c-1", campaign: 7, address, sign };
  return { wallet, address, sign, signIn: () => GatewaySession.signIn(url, options) };
}

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init) {
  const response = await fetch(path.startsWith("http") ? path : `${url}${path}`, init);
  const text = await response.text();
  const { error } =
    response.headers.get("content-type") === "application/json" ? JSON.parse(text) : {};
  return { status: response.status, text, error: String(error), headers: response.headers };
}

/** @param {Awaited<ReturnType<typeof account>>} who */
async function token({ address, sign }) {
  const { text } = await ask(`/challenge?campaign=7&address=${address}`);
  const { nonce, text: asked } = JSON.parse(text);
  const { pub_key, signature } = await sign(asked);
  const body = JSON.stringify({ nonce, pub_key: pub_key.value, signature });
  const session = await ask("/session", { method: "POST", body });
  assert.equal(session.status, 200, session.text);
  return { body, headers: { authorization: `Bearer ${JSON.parse(session.text).token}` } };
}

test("a labeler signs in once and gets the items of their task, proven, and no others", async () => {
  const labeler = await account();
  seats.set(labeler.address, 4);
  const fetchHere = /** @type {typeof fetch} */ (
    (from, init) =>
      from === BASE ? Promise.resolve(new Response(Buffer.from(header))) : fetch(from, init)
  );
  const manifest = await openManifest(terms, { fetch: fetchHere });
  const session = await labeler.signIn();
  const items = await fetchPage(manifest, 4, { session });
  assert.deepEqual(
    items.map(({ name }) => name),
    ["i40", "i41", "i42", "i43", "i44"],
  );
  await assert.rejects(
    fetchPage(manifest, 3, { session }),
    /answers 403: wasm1\w+ has no drawn or sealed seat in task 3/,
  );
  await assert.rejects(session.file(), { fault: "status", status: 403 });
});

test("images of a page are shown by links that need no token, for a while", async () => {
  const labeler = await account();
  seats.set(labeler.address, 0);
  const session = await labeler.signIn();
  const { media } = await session.page(0);
  assert.equal(Object.keys(media).length, PAGE);
  const link = String(media["img/3 x.svg"]);
  const image = await ask(link);
  assert.deepEqual([image.status, image.text], [200, '<svg id="3"/>']);
  assert.equal(image.headers.get("content-type"), "image/svg+xml");
  assert.match(
    String(image.headers.get("content-security-policy")),
    /^sandbox; default-src 'none'/,
  );
  assert.equal(image.headers.get("x-content-type-options"), "nosniff");
  assert.equal((await ask(link.replace("/3%20x", "/4%20x"))).status, 403);
  assert.equal((await ask(link.replace(/seal=.*/, ""))).status, 403);
  assert.equal((await ask(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`)).status, 403);
  clock += 1_300;
  assert.match((await ask(link)).error, /the link is over or not ours/);
  const again = await session.media(0);
  assert.equal((await ask(String(again["img/3 x.svg"]))).status, 200);
});

test("ranges are cut, and those beyond the end refused", async () => {
  const licensee = await account();
  licensed.add(licensee.address);
  const { headers } = await token(licensee);
  const all = await ask("/manifest/7/items.jsonl", { headers });
  assert.equal(all.text, lines.map((line) => `${line}\n`).join(""));
  const range = (/** @type {string} */ range) =>
    ask("/manifest/7/items.jsonl", { headers: { ...headers, range } });
  const part = await range("bytes=5-9");
  assert.deepEqual([part.status, part.text], [206, all.text.slice(5, 10)]);
  assert.equal(part.headers.get("content-range"), `bytes 5-9/${all.text.length}`);
  assert.equal((await range("bytes=-4")).text, all.text.slice(-4));
  assert.equal((await range(`bytes=${all.text.length - 2}-`)).text, all.text.slice(-2));
  assert.equal((await range("bytes=1-2,5-6")).status, 200);
  const beyond = await range(`bytes=${all.text.length}-`);
  assert.equal(beyond.status, 416);
  assert.match(beyond.error, /none of them/);
  const head = await ask("/manifest/7/items.jsonl", { method: "HEAD", headers });
  assert.deepEqual([head.headers.get("content-length"), head.text], [String(all.text.length), ""]);
});

test("licensees get every file of the manifest, and nothing beside it", async () => {
  const licensee = await account();
  licensed.add(licensee.address);
  const session = await licensee.signIn();
  assert.deepEqual(await session.file(), new Uint8Array(header));
  assert.equal((await session.page(2)).lines.length, PAGE);
  const { headers } = await token(licensee);
  for (const path of [
    "..%2f..%2fetc%2fpasswd",
    "img/link",
    "img",
    "no",
    "img%2f..%2fitems.idx",
    "img//3",
  ]) {
    assert.equal((await ask(`/manifest/7/${path}`, { headers })).status, 404, path);
  }
  // A client that does not shorten the path.
  const raw = await new Promise((done) =>
    get(`${url}/manifest/7/../../x`, { headers }, (found) => done(found.statusCode)),
  );
  assert.equal(raw, 404);
});

test("everybody may read what is asked", async () => {
  const { status, text, headers } = await ask("/birds/manifest.json");
  assert.deepEqual([status, text], [200, Buffer.from(header).toString()]);
  assert.match(String(headers.get("etag")), /^"[\w-]{43}"$/);
  assert.equal((await ask("/birds/items.jsonl")).status, 404);
  assert.deepEqual(JSON.parse((await ask("/")).text), {
    service: "pasar-gateway",
    chain_id: "c-1",
    campaigns: [7],
  });
});

test("a challenge is answered once, in time, by its own signature", async () => {
  const [who, thief] = [await account(), await account()];
  const { body } = await token(who);
  const post = (/** @type {string} */ body) => ask("/session", { method: "POST", body });
  assert.match((await post(body)).error, /no such challenge waits/);
  const challenge = JSON.parse((await ask(`/challenge?campaign=7&address=${who.address}`)).text);
  /** @param {Awaited<ReturnType<typeof account>>} by @param {string} text */
  const signed = async (by, text) => {
    const { pub_key, signature } = await textSignature(by.wallet, by.address, text);
    return JSON.stringify({ nonce: challenge.nonce, pub_key: pub_key.value, signature });
  };
  assert.match(
    (await post(await signed(thief, challenge.text))).error,
    /the signature is not that of/,
  );
  assert.equal((await post(await signed(who, "anything else"))).status, 401);
  clock += CHALLENGE_SECONDS + 1;
  assert.equal((await post(await signed(who, challenge.text))).status, 401);
});

test("a gateway cannot have somebody sign in to another one", async () => {
  const who = await account();
  const { text } = JSON.parse((await ask(`/challenge?campaign=7&address=${who.address}`)).text);
  assert.ok(text.startsWith(`Pasar: sign in to the gateway ${new URL(url).host}\n`));
  // The client signs the text of the host that it asked, whatever that one says.
  /** @type {string[]} */
  const seen = [];
  const sign = (/** @type {string} */ text) => (seen.push(text), who.sign(text));
  const elsewhere = url.replace("127.0.0.1", "localhost");
  const options = { chainId: "c-1", campaign: 7, address: who.address, sign };
  await assert.rejects(GatewaySession.signIn(elsewhere, options), { status: 401 });
  assert.match(String(seen[0]), /gateway localhost:/);
});

test("a token ends, is for one campaign, and cannot be made", async () => {
  const who = await account();
  seats.set(who.address, 1);
  const { headers } = await token(who);
  assert.equal((await ask("/page/7/1", { headers })).status, 200);
  assert.equal((await ask("/page/8/1", { headers })).status, 404);
  assert.equal((await ask("/page/7/5", { headers: (await token(who)).headers })).status, 403);
  assert.match((await ask("/page/7/1")).error, /sign in first/);
  const bent = headers.authorization.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  const refused = await ask("/page/7/1", { headers: { authorization: bent } });
  assert.deepEqual([refused.status, refused.headers.get("www-authenticate")], [401, "Bearer"]);
  // What was given for one thing does not pass for another.
  const { nonce } = JSON.parse((await ask(`/challenge?campaign=7&address=${who.address}`)).text);
  assert.equal(
    (await ask("/page/7/1", { headers: { authorization: `Bearer ${nonce}` } })).status,
    401,
  );
  clock += SESSION_SECONDS + 1;
  assert.match((await ask("/page/7/1", { headers })).error, /the token is over/);
});

test("what is malformed is refused with its reason", async () => {
  assert.match((await ask("/challenge?campaign=7&address=cosmos1xyz")).error, /begins with wasm1/);
  assert.match(
    (await ask("/challenge?campaign=9&address=x")).error,
    /campaign "9" is not given here/,
  );
  const post = (/** @type {string} */ body) => ask("/session", { method: "POST", body });
  assert.match((await post("no json")).error, /no JSON/);
  assert.match((await post('{"nonce":1}')).error, /nonce is no text/);
  assert.equal((await post("x".repeat(5_000))).status, 413);
  assert.equal((await ask("/elsewhere")).status, 404);
  assert.equal((await ask("/page/7/1", { method: "DELETE" })).status, 405);
  assert.equal((await ask("/%ff/manifest.json")).status, 400);
  const who = await account();
  licensed.add(who.address);
  const { headers } = await token(who);
  assert.match((await ask("/page/7/5", { headers })).error, /task 5: the campaign has 5/);
  assert.equal((await ask("/page/7/x", { headers })).status, 404);
});

test("pages of other origins may read it, refusals too, and are told what they may send", async () => {
  const origin = "https://market.example.org";
  const asked = await ask("/page/7/0", {
    method: "OPTIONS",
    headers: { origin, "access-control-request-headers": "authorization" },
  });
  assert.equal(asked.status, 204);
  assert.equal(
    asked.headers.get("access-control-allow-headers"),
    "authorization, content-type, range",
  );
  const refused = await ask("/page/7/0", { headers: { origin } });
  assert.deepEqual(
    [
      refused.status,
      refused.headers.get("access-control-allow-origin"),
      refused.headers.get("vary"),
    ],
    [401, "*", "Origin"],
  );
});

test("origins can be named", async () => {
  const options = { url: "http://127.0.0.1:1", chainId: "c-1", prefix: "wasm", datasets: [] };
  const rights = new GivenRights(/** @type {any} */ (undefined));
  const gateway = new Gateway({
    ...options,
    rights,
    key: Buffer.alloc(32),
    origins: ["https://a.example"],
  });
  const named = gateway.server().listen(0, "127.0.0.1");
  await once(named, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (named.address());
  const allowed = async (/** @type {string} */ origin) => {
    const { headers } = await ask(`http://127.0.0.1:${port}/`, { headers: { origin } });
    return headers.get("access-control-allow-origin");
  };
  assert.equal(await allowed("https://a.example"), "https://a.example");
  assert.equal(await allowed("https://b.example"), null);
  named.close();
});

test("an address that asks too much waits, and others do not", () => {
  let now = 100;
  const limit = new Limit({ burst: 3, perSecond: 0.5 }, () => now);
  for (let request = 0; request < 3; request += 1) limit.take("a");
  assert.throws(
    () => limit.take("a"),
    (error) =>
      error instanceof Refused && error.status === 429 && error.headers["retry-after"] === "2",
  );
  limit.take("b");
  now += 2;
  limit.take("a");
  assert.throws(() => limit.take("a"), Refused);
  assert.equal(subscriber("::ffff:10.0.0.1"), "10.0.0.1");
  assert.equal(subscriber("2001:db8::1"), subscriber("2001:db8:0:0:ffff::2"));
  assert.notEqual(subscriber("2001:db8::1"), subscriber("2001:db9::1"));
});

test("a folder that is not the one of the terms is not served", async () => {
  const folder = publish();
  await Dataset.open("birds", folder, 7, terms);
  await assert.rejects(Dataset.open("birds", folder, 7, { ...terms, items: 44 }), /items.count/);
  writeFileSync(
    join(folder, "manifest.json"),
    Buffer.from(header).toString().replace("Birds", "Fish"),
  );
  await assert.rejects(Dataset.open("birds", folder, 7, terms), /has changed since/);
});
