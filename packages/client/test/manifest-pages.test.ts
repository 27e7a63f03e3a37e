// Headers and pages of items as a page fetches them, from a server that keeps files in memory.

import assert from "node:assert/strict";
import { test } from "node:test";
import { classQuestion, MerkleTree, toHex } from "../src/index.js";
import {
  fetchHeader,
  fetchPage,
  GatewaySession,
  manifestUri,
  openManifest,
  signInText,
  type ManifestTerms,
} from "../src/manifest.js";

const BASE = "https://example.org/birds";
const ITEMS = 45;
const PAGE = 10;
const CLASSES = ["bird", "no bird"];
const QUESTIONS = [classQuestion(CLASSES)];
const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => utf8(JSON.stringify(value));

interface Server {
  files: Map<string, Uint8Array>;
  /** What was asked for: the path, and the range. */
  asked: string[];
  /** Whether it knows ranges. */
  ranges: boolean;
  fetch: typeof fetch;
}

function server(): Server {
  const files = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const found: Server = { files, asked, ranges: true, fetch: answer as typeof fetch };
  function answer(url: string, init: RequestInit): Promise<Response> {
    const range = new Headers(init.headers).get("range");
    asked.push(`${url.slice(BASE.length + 1)}${range ? ` ${range}` : ""}`);
    const file = files.get(url);
    if (!file) return Promise.resolve(new Response("<h1>no such file</h1>", { status: 404 }));
    const span = /^bytes=(\d+)-(\d+)$/.exec(range ?? "");
    if (!span || !found.ranges) return Promise.resolve(new Response(file.slice()));
    const part = file.slice(Number(span[1]), Number(span[2]) + 1);
    return Promise.resolve(new Response(part, { status: 206 }));
  }
  return found;
}

const lines = Array.from({ length: ITEMS }, (_, n) =>
  JSON.stringify({ item: `i${n}`, image: `${n}.png` }),
);
const tree = MerkleTree.of(lines.map(utf8));

const header = (items: Record<string, unknown>, more = {}) =>
  json({
    pasar: "manifest/1",
    title: { en: "Birds" },
    instructions: { en: "Look." },
    classes: CLASSES.map((name) => ({ name })),
    view: [{ show: "image", field: "image" }],
    items: { file: "items.jsonl", count: ITEMS, ...items },
    ...more,
  });

function publish(of: Server, bytes: Uint8Array): ManifestTerms {
  of.files.set(`${BASE}/manifest.json`, bytes);
  const uri = manifestUri(`${BASE}/manifest.json`, bytes);
  return {
    manifest: { uri, root: toHex(tree.root) },
    questions: QUESTIONS,
    items: ITEMS,
    page: PAGE,
  };
}

/** The lines with their index and proofs. */
function publishPages(of: Server): void {
  const text = lines.map((line) => `${line}\n`).join("");
  of.files.set(`${BASE}/items.jsonl`, utf8(text));
  const pages = Math.ceil(ITEMS / PAGE);
  const index = new DataView(new ArrayBuffer(8 * (pages + 1)));
  for (let page = 0; page <= pages; page += 1) {
    const before = lines.slice(0, page * PAGE).map((line) => `${line}\n`);
    index.setBigUint64(8 * page, BigInt(before.join("").length));
    if (page === pages) break;
    const proof = tree.rangeProof(page * PAGE, Math.min(PAGE, ITEMS - page * PAGE));
    const file = new Uint8Array(32 * proof.length);
    proof.forEach((hash, at) => file.set(hash, 32 * at));
    of.files.set(`${BASE}/proofs/${page}`, file);
  }
  of.files.set(`${BASE}/items.idx`, new Uint8Array(index.buffer));
}

const INDEXED = { index: "items.idx", proofs: "proofs" };

test("a list that comes in parts, cut anywhere, has the same items", async () => {
  const of = server();
  const terms = publish(of, header({}));
  const bytes = utf8(lines.join("\n"));
  for (const size of [1, 7, 1_000_000]) {
    const fetch = async (url: string | URL | Request, init?: RequestInit) => {
      if (!String(url).endsWith("items.jsonl")) return of.fetch(url, init);
      let sent = 0;
      return new Response(
        new ReadableStream({
          pull(controller) {
            if (sent < bytes.length) controller.enqueue(bytes.slice(sent, (sent += size)));
            else controller.close();
          },
        }),
      );
    };
    const items = await fetchPage(await openManifest(terms, { fetch }), 1, { fetch });
    assert.deepEqual(
      items.map(({ name }) => name),
      lines.slice(PAGE, 2 * PAGE).map((_, n) => `i${PAGE + n}`),
    );
  }
});

/** Most bytes of the heap, above those at the start, while something is done. */
async function heapOf(act: (look: () => void) => Promise<unknown>): Promise<number> {
  const start = process.memoryUsage().heapUsed;
  let most = 0;
  const look = () => (most = Math.max(most, process.memoryUsage().heapUsed - start));
  await act(look);
  look();
  return most;
}

test("millions of empty lines are counted and not kept, of a list and of a page", async () => {
  const of = server();
  const [list, paged] = [publish(of, header({})), publish(of, header(INDEXED))];
  publishPages(of);
  const parts = 2_800;
  const file = () => {
    let sent = 0;
    return new ReadableStream({
      pull(controller) {
        look();
        if (sent === parts) controller.close();
        else controller.enqueue(new Uint8Array(1_024).fill(10));
        sent += 1;
      },
    });
  };
  let look = () => {};
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    const name = String(url).slice(BASE.length + 1);
    if (name === "items.jsonl") return new Response(file(), { status: 206 });
    if (name !== "items.idx") return of.fetch(url, init);
    const index = new DataView(new ArrayBuffer(16));
    index.setBigUint64(8, BigInt(1_024 * parts));
    return new Response(new Uint8Array(index.buffer), { status: 206 });
  };
  of.files.set(`${BASE}/manifest.json`, header({}));
  const manifest = await openManifest(list, { fetch });
  of.files.set(`${BASE}/manifest.json`, header(INDEXED));
  // A page of 45 items has room for that.
  const large = { ...(await openManifest(paged, { fetch })), terms: { ...paged, page: ITEMS } };
  for (const one of [manifest, large]) {
    const most = await heapOf(async (now) => {
      look = now;
      const text = `has ${1_024 * parts} items, expected ${ITEMS}`;
      await assert.rejects(fetchPage(one, 0, { fetch }), new RegExp(text));
    });
    assert.ok(most < 100_000_000, `${most} bytes`);
  }
});

test("a page is fetched by its range and proven, without the other items", async () => {
  const of = server();
  const terms = publish(of, header(INDEXED));
  publishPages(of);
  const manifest = await openManifest(terms, of);
  assert.equal(manifest.bound, "hash");
  const last = await fetchPage(manifest, 4, of);
  assert.deepEqual(
    last.map(({ number, name }) => [number, name]),
    [40, 41, 42, 43, 44].map((n) => [n, `i${n}`]),
  );
  const [from, to] = [40, 45].map((n) => lines.slice(0, n).join("\n").length + 1);
  assert.deepEqual(of.asked.sort(), [
    "items.idx bytes=32-47",
    `items.jsonl bytes=${from}-${to! - 1}`,
    "manifest.json",
    "proofs/4",
  ]);
  await assert.rejects(fetchPage(manifest, 5, of), RangeError);
});

test("a server that knows no ranges serves as well", async () => {
  const of = server();
  of.ranges = false;
  const terms = publish(of, header(INDEXED));
  publishPages(of);
  const page = await fetchPage(await openManifest(terms, of), 1, of);
  assert.equal(page[0]!.name, "i10");
});

test("items that were exchanged are refused, with and without an index", async () => {
  for (const items of [INDEXED, {}]) {
    const of = server();
    const terms = publish(of, header(items));
    publishPages(of);
    const text = new TextDecoder().decode(of.files.get(`${BASE}/items.jsonl`));
    of.files.set(`${BASE}/items.jsonl`, utf8(text.replace("7.png", "8.png")));
    const manifest = await openManifest(terms, of);
    await assert.rejects(fetchPage(manifest, 0, of), { name: "ManifestError", fault: "hash" });
  }
});

test("a broken index is refused before anything large is fetched", async () => {
  const of = server();
  const terms = publish(of, header(INDEXED));
  publishPages(of);
  const index = of.files.get(`${BASE}/items.idx`)!.slice();
  of.files.set(`${BASE}/items.idx`, index);
  const manifest = await openManifest(terms, of);
  new DataView(index.buffer).setBigUint64(8, 2n ** 40n);
  await assert.rejects(
    fetchPage(manifest, 0, of),
    /is from byte 0 to 1099511627776, expected 1 to/,
  );
  new DataView(index.buffer).setBigUint64(8, 0n);
  await assert.rejects(fetchPage(manifest, 0, of), /is from byte 0 to 0/);
  of.files.set(`${BASE}/items.idx`, index.subarray(0, 8));
  await assert.rejects(fetchPage(manifest, 0, of), /ends before byte 16/);
});

test("without an index the whole list is fetched once, for all pages", async () => {
  const of = server();
  const terms = publish(of, header({}));
  publishPages(of);
  const manifest = await openManifest(terms, of);
  const pages = await Promise.all([0, 1, 2, 3, 4].map((task) => fetchPage(manifest, task, of)));
  assert.equal(pages.flat().length, ITEMS);
  assert.equal(of.asked.filter((path) => path.startsWith("items.jsonl")).length, 1);
});

test("a bare list of items needs no header", async () => {
  const of = server();
  publishPages(of);
  const manifest = { uri: `${BASE}/items.jsonl`, root: toHex(tree.root) };
  const terms = { manifest, questions: QUESTIONS, items: ITEMS, page: PAGE };
  const bare = await openManifest(terms, of);
  assert.deepEqual([bare.header, bare.bound], [undefined, "none"]);
  assert.equal((await fetchPage(bare, 2, of))[3]!.name, "i23");
  const short = await openManifest({ ...terms, items: 46 }, of);
  await assert.rejects(fetchPage(short, 0, of), /has 45 items, expected 46/);
});

test("a list that could not be had is asked for again", async () => {
  const of = server();
  const manifest = await openManifest(publish(of, header({})), of);
  await assert.rejects(fetchPage(manifest, 0, of), { fault: "status", status: 404 });
  publishPages(of);
  assert.equal((await fetchPage(manifest, 0, of)).length, PAGE);
});

test("a header that is not there, too large, changed or of other terms is refused in words", async () => {
  const of = server();
  const terms = publish(of, header({}));
  const { uri } = terms.manifest;
  await assert.rejects(
    openManifest({ ...terms, items: 44 }, of),
    /items\.count: found 45, expected 44/,
  );
  of.files.set(`${BASE}/manifest.json`, header({ count: 44 }));
  await assert.rejects(fetchHeader(uri, of), { fault: "hash" });
  of.files.set(`${BASE}/manifest.json`, new Uint8Array(300_000));
  await assert.rejects(fetchHeader(uri, of), /has more than 262144 bytes/);
  of.files.delete(`${BASE}/manifest.json`);
  await assert.rejects(fetchHeader(uri, of), /answers 404: no such file/);
  const away = () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(fetchHeader(uri, { fetch: away }), /not there, or does not let other pages/);
});

test("an endless answer is left when it has more than it may", async () => {
  const of = server();
  const { uri } = publish(of, header({})).manifest;
  let sent = 0;
  const body = () =>
    new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
  const endless = () => Promise.resolve(new Response(body()));
  await assert.rejects(fetchHeader(uri, { fetch: endless }), { fault: "size" });
  assert.ok(sent < 1_000_000, `${sent}`);
});

test("a gateway is signed in to once, and its pages are proven as well", async () => {
  const of = server();
  const access = { kind: "gateway", url: "https://gate.example.org/" };
  const manifest = await openManifest(publish(of, header({}, { access })), of);
  await assert.rejects(fetchPage(manifest, 0, of), { fault: "sign-in" });
  const asked: string[] = [];
  let first = lines[0]!;
  const gate = (url: string, init: RequestInit): Promise<Response> => {
    const path = url.slice("https://gate.example.org/".length);
    const authorization = new Headers(init.headers).get("authorization");
    asked.push(`${path}${authorization ? ` ${authorization}` : ""}`);
    const bodies: Record<string, unknown> = {
      "challenge?campaign=3&address=wasm1abc": { nonce: "n-1" },
      session: { token: "t.k", until: 4_000 },
      "page/3/0": {
        lines: [first, ...lines.slice(1, PAGE)],
        proof: tree.rangeProof(0, PAGE).map(toHex),
        media: { "0.png": "https://gate.example.org/media/x", bad: "javascript:alert(1)" },
      },
    };
    return Promise.resolve(new Response(JSON.stringify(bodies[path])));
  };
  const signed: string[] = [];
  const session = await GatewaySession.signIn(access.url, {
    chainId: "c-1",
    campaign: 3,
    address: "wasm1abc",
    fetch: gate as typeof fetch,
    sign: (text) => {
      signed.push(text);
      return Promise.resolve({ pub_key: { type: "k", value: "cHVi" }, signature: "c2ln" });
    },
  });
  const signIn = {
    host: "gate.example.org",
    chainId: "c-1",
    campaign: 3,
    address: "wasm1abc",
    nonce: "n-1",
  };
  assert.deepEqual(signed, [signInText(signIn)]);
  assert.equal((await fetchPage(manifest, 0, { ...of, session })).length, PAGE);
  assert.equal(asked.at(-1), "page/3/0 Bearer t.k");
  assert.deepEqual((await session.page(0)).media, { "0.png": "https://gate.example.org/media/x" });
  first = lines[1]!;
  await assert.rejects(fetchPage(manifest, 0, { session }), { fault: "hash" });
});

test("a gateway writes nothing into what a wallet signs but a number", async () => {
  const sign = () => assert.fail("nothing is signed");
  for (const nonce of ["n-1\n\nI owe the bearer", "", "n".repeat(2_000), 7, undefined]) {
    const fetch = () => Promise.resolve(new Response(JSON.stringify({ nonce })));
    const asked = { chainId: "c-1", campaign: 3, address: "wasm1abc", fetch, sign };
    await assert.rejects(GatewaySession.signIn("https://gate.example.org", asked), {
      fault: "items",
    });
  }
});
