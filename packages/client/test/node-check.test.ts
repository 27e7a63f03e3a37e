import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { checkNode, PasarReader } from "../src/index.js";
import { DEPLOYMENT } from "./fake-chain.js";
import { FakeNode, status, type Asked } from "./fake-node.js";

const QUICK = { pauseMs: 1 };

async function nodeOf(t: TestContext, answer: (asked: Asked) => object): Promise<FakeNode> {
  const node = await FakeNode.start(answer);
  t.after(() => node.stop());
  return node;
}

async function problems(url: string, options = {}) {
  const report = await checkNode(url, "pasar-1", { ...QUICK, ...options });
  return report.problems.map(({ problem, text }) => `${problem}: ${text}`);
}

test("a good node has no problems, and says where it stands", async (t) => {
  const node = await nodeOf(t, () => status());
  const report = await checkNode(node.url, "pasar-1");
  assert.deepEqual(report.problems, []);
  assert.equal(report.status?.block.height, 100);
});

test("each problem is said as what it is", async (t) => {
  const other = await nodeOf(t, () => status({ chain: "pasar-2" }));
  assert.deepEqual(await problems(other.url), [
    "other_chain: the node is on pasar-2, the deployment on pasar-1",
  ]);
  const time = "2020-01-01T00:00:00.123456789Z";
  const behind = await nodeOf(t, () => status({ behind: true, time }));
  assert.deepEqual(await problems(behind.url), [
    "catching_up: the node is catching up, its last block is of 2020-01-01T00:00:00.000Z",
  ]);
  const stale = await nodeOf(t, () => status({ time }));
  assert.match((await problems(stale.url))[0]!, /^stale: the node's last block is of 2020-01-01T/);
  assert.deepEqual(await problems(stale.url, { maxAgeSeconds: Infinity }), []);
  const deaf = await nodeOf(t, () => {
    const { result } = status();
    return { result: { ...result, node_info: { network: "pasar-1", other: { tx_index: "off" } } } };
  });
  assert.deepEqual(await problems(deaf.url), ["no_tx_index: the node does not index transactions"]);
  const page = await nodeOf(t, () => ({}));
  page.before = () => ({ status: 404, body: "<h1>Not here</h1>" });
  assert.deepEqual(await problems(page.url), [
    `no_node: the node ${page.url} answers 404: Not here`,
  ]);
  page.stop();
  assert.deepEqual(await problems(page.url), [
    `unreachable: the node ${page.url} cannot be reached`,
  ]);
});

test("a node without CORS is told from one that is not there", async () => {
  // As a browser does it: an answer that must not be read is an error, unless no answer is wanted.
  const fetch = async (_: unknown, init?: RequestInit) => {
    if (init?.mode === "no-cors") return new Response();
    throw new TypeError("Failed to fetch");
  };
  assert.deepEqual(await problems("https://rpc.example.org", { fetch }), [
    "cors: the node https://rpc.example.org answers, but not to web pages of other sites (no CORS headers)",
  ]);
});

test("a reader takes the nodes that are good, in their order; says why where none is", async (t) => {
  const other = await nodeOf(t, () => status({ chain: "pasar-2" }));
  const behind = await nodeOf(t, () => status({ behind: true }));
  const [first, second] = [await nodeOf(t, () => status()), await nodeOf(t, () => status())];
  const urls = [other.url, first.url, behind.url, second.url];
  const reader = await PasarReader.open(urls, DEPLOYMENT, QUICK);
  assert.deepEqual(reader.chain.rpc.nodes, [first.url, second.url]);
  assert.equal((await reader.block()).height, 100);
  await assert.rejects(
    PasarReader.open([other.url, behind.url], DEPLOYMENT, QUICK),
    /the node is on pasar-2, the deployment on pasar-1; the node is catching up/,
  );
});

test("a connection that was found good is not asked again; one that was not is", async (t) => {
  let time = new Date().toISOString();
  const node = await nodeOf(t, () => status({ time }));
  const { chain } = await PasarReader.open(node.url, DEPLOYMENT, QUICK);
  assert.equal(chain.last?.block.height, 100);
  await PasarReader.open(chain, DEPLOYMENT);
  assert.equal(node.requests.length, 1);
  // An hour later what it said is too old to go by.
  const later = Date.parse(time) / 1_000 + 3_601;
  time = new Date(1_000 * later).toISOString();
  await PasarReader.open(chain, DEPLOYMENT, { now: () => later });
  assert.equal(node.requests.length, 2);
  await assert.rejects(
    PasarReader.open(chain, { ...DEPLOYMENT, chain_id: "pasar-2" }),
    /the node is on pasar-1, the deployment on pasar-2/,
  );
});
