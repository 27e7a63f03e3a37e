import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Chain, NodeError, Rpc, RpcError, type RpcOptions } from "../src/index.js";
import { FakeNode, type Asked, type Reply } from "./fake-node.js";

const QUICK: RpcOptions = { pauseMs: 1, attempts: 3 };

async function setUp(t: TestContext, answer?: (asked: Asked) => object, options: RpcOptions = {}) {
  const node = await FakeNode.start(answer);
  t.after(() => node.stop());
  return { node, rpc: new Rpc(node.url, { ...QUICK, ...options }) };
}

test("calls of one moment go in one request, at most ten", async (t) => {
  const { node, rpc } = await setUp(t);
  const calls = Array.from({ length: 23 }, (_, n) => rpc.call<{ params: object }>("x", { n }));
  const answers = await Promise.all(calls);
  assert.deepEqual(
    answers.map(({ params }) => params),
    calls.map((_, n) => ({ n })),
  );
  assert.deepEqual(node.requests.map(({ length }) => length).sort(), [10, 10, 3]);
});

test("answers are found by their number, in whatever order they come", async (t) => {
  const { node, rpc } = await setUp(t);
  node.before = (asked) => ({
    body: (asked as Asked[]).map(({ id, params }) => ({ id, result: params })).reverse(),
  });
  const found = await Promise.all([1, 2, 3].map((n) => rpc.call<{ n: number }>("x", { n })));
  assert.deepEqual(
    found.map(({ n }) => n),
    [1, 2, 3],
  );
});

test("one call's error is its own, in CometBFT's words", async (t) => {
  const { rpc } = await setUp(t, ({ params }) =>
    params["bad"]
      ? { error: { code: -32603, message: "Internal error", data: "tx (00) not found" } }
      : { result: "fine" },
  );
  const [good, bad] = await Promise.allSettled([rpc.call("a"), rpc.call("b", { bad: true })]);
  assert.equal(good?.status, "fulfilled");
  assert.ok(bad?.status === "rejected" && bad.reason instanceof RpcError);
  assert.deepEqual([bad.reason.code, bad.reason.message], [-32603, "tx (00) not found"]);
});

test("a node that takes no lists is asked one by one from then on", async (t) => {
  for (const body of [{ jsonrpc: "2.0", error: { code: -32600, message: "no lists" } }, "no"]) {
    const { node, rpc } = await setUp(t);
    node.before = (asked) => (Array.isArray(asked) ? { body } : undefined);
    for (let round = 0; round < 2; round += 1) {
      const found = await Promise.all([1, 2].map((n) => rpc.call<{ params: unknown }>("x", { n })));
      assert.deepEqual(
        found.map(({ params }) => params),
        [{ n: 1 }, { n: 2 }],
      );
    }
    assert.deepEqual(
      node.requests.map(({ length }) => length),
      [2, 1, 1, 1, 1],
    );
  }
});

test("what is no JSON-RPC is tried again, then said as what it is", async (t) => {
  const cases: [Reply, RegExp][] = [
    [{ status: 429, body: { error: "Too Many Requests" } }, /answers 429: Too Many Requests$/],
    [{ status: 429, body: { message: "API rate limit exceeded" } }, /answers 429: API rate limit/],
    [{ status: 429, body: { error: { code: 429, message: "slow down" } } }, /429: slow down$/],
    [{ status: 502, body: "<html>502 Bad Gateway</html>" }, /answers 502: 502 Bad Gateway$/],
    [{ status: 503, body: "" }, /answers 503: Service Unavailable$/],
    [{ status: 200, body: "<html><style>a{}</style><h1>Hello</h1></html>" }, /answers 200: Hello$/],
    [{ status: 200, body: { hello: "you" } }, /answers 200: \{"hello":"you"\}$/],
    [{ status: 200, body: "x".repeat(500) }, /answers 200: x{120}\.\.\.$/],
  ];
  for (const [reply, wanted] of cases) {
    const { node, rpc } = await setUp(t);
    node.before = () => reply;
    await assert.rejects(rpc.call("status"), (error) => {
      assert.ok(error instanceof NodeError);
      assert.equal(error.status, reply.status);
      assert.match(error.message, wanted);
      return error.node === node.url;
    });
    assert.equal(node.requests.length, 3);
    node.before = (_, count) => (count < 6 ? reply : undefined);
    assert.ok(await rpc.call("status"), "answers at last");
  }
});

test("an error with status 500 is an answer, as CometBFT gives it", async (t) => {
  const { node, rpc } = await setUp(t);
  node.before = () => ({ status: 500, body: { id: 1, error: { code: -1, message: "no" } } });
  await assert.rejects(rpc.call("tx"), RpcError);
  assert.equal(node.requests.length, 1);
});

test("waits as long as the node says", async (t) => {
  const { node, rpc } = await setUp(t);
  const headers = { "retry-after": "0.2" };
  node.before = (_, count) => (count === 1 ? { status: 429, body: "", headers } : undefined);
  const before = performance.now();
  await rpc.call("status");
  assert.ok(performance.now() - before > 180);
});

test("another node replaces one that is away, and stays", async (t) => {
  const { node } = await setUp(t);
  const gone = await FakeNode.start();
  gone.stop();
  const rpc = new Rpc([`${gone.url}/`, node.url], QUICK);
  await rpc.call("a");
  await rpc.call("b");
  assert.equal(rpc.node, node.url);
  assert.deepEqual(node.methods, ["a", "b"]);
  await assert.rejects(new Rpc(gone.url, QUICK).call("a"), /cannot be reached$/);
  assert.throws(() => new Rpc([]), /at least one address/);
});

test("a node that never answers is given up", async (t) => {
  const { rpc } = await setUp(t, undefined, {
    timeoutMs: 20,
    attempts: 1,
    fetch: (_, init) =>
      new Promise((_, reject) =>
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
      ),
  });
  await assert.rejects(rpc.call("status"), /did not answer within 20 ms$/);
});

test("a transaction whose answer got lost counts as handed in when it is known already", async (t) => {
  const known = {
    error: { code: -32603, message: "Internal error", data: "tx already exists in cache" },
  };
  const { node, rpc } = await setUp(t, () => known);
  node.before = (_, count) => (count === 1 ? { status: 502, body: "" } : undefined);
  const hash = await new Chain(rpc).broadcastTxSync(Uint8Array.of(1, 2, 3));
  assert.equal(hash, "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81");
  assert.deepEqual(node.methods, ["broadcast_tx_sync", "broadcast_tx_sync"]);
});

test("a search goes on until it has all transactions", async (t) => {
  const tx = { hash: "aa", height: "5", tx: "", tx_result: { gas_used: "7", events: null } };
  const { node, rpc } = await setUp(t, ({ params }) => {
    const left = params["page"] === "3" ? 1 : 100;
    return { result: { txs: Array(left).fill(tx), total_count: "201" } };
  });
  const found = await new Chain(rpc).searchTx("a.b='c'");
  assert.equal(found.length, 201);
  assert.deepEqual([found[0]?.hash, found[0]?.gasUsed, found[0]?.events], ["AA", 7n, []]);
  assert.deepEqual(
    node.requests.flat().map(({ params }) => [params["query"], params["page"], params["order_by"]]),
    ["1", "2", "3"].map((page) => ["a.b='c'", page, "asc"]),
  );
});

test("a search for the newest asks for no more pages than it wants", async (t) => {
  const { node, rpc } = await setUp(t, ({ params }) => {
    const tx = { hash: "aa", height: `${params["page"]}`, tx: "", tx_result: {} };
    return { result: { txs: Array(100).fill(tx), total_count: "201" } };
  });
  const found = await new Chain(rpc).searchTx("a.b='c'", { order: "desc", most: 150 });
  assert.deepEqual([found.length, found.at(-1)?.height], [150, 2]);
  const orders = node.requests.flat().map(({ params }) => params["order_by"]);
  assert.deepEqual(orders, ["desc", "desc"]);
});
