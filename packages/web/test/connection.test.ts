// The page stands on the network that was chosen last, whatever nodes of others still answer.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { h, render } from "preact";

const CONTRACTS = ["task-registry", "label-escrow", "reputation-staking", "reward-token"];
const kept = new Map<string, string>();

/** What a node says of itself and, where it answers questions, to each of them. */
interface Node {
  chain: string;
  height: number;
  /** Its block's time; now by default. */
  time?: string;
  answer?: string;
  /** Until when it says nothing. */
  until?: Promise<void>;
}
const nodes = new Map<string, Node>();
let entries: { chain_id: string; rpc: string[] }[] = [];
let asked = 0;

/** A field of a message. */
const field = (number: number, bytes: Buffer) =>
  Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);

async function reply(url: string, body: string): Promise<Response> {
  if (url === "networks.json") {
    const contracts = Object.fromEntries(CONTRACTS.map((name) => [name, { address: `w1${name}` }]));
    return Response.json(entries.map((entry) => ({ contracts, ...entry })));
  }
  const node = nodes.get(url);
  if (!node) throw new TypeError("nobody is there");
  const calls = [JSON.parse(body)].flat() as { id: number; method: string }[];
  await node.until;
  const answers = calls.map(({ id, method }) => {
    if (method !== "status") {
      asked += 1;
      const value = field(1, Buffer.from(JSON.stringify(node.answer))).toString("base64");
      return { id, result: { response: { value } } };
    }
    const latest_block_time = node.time ?? new Date().toISOString();
    const sync_info = {
      ...{ latest_block_height: `${node.height}`, latest_block_time, catching_up: false },
    };
    return { id, result: { node_info: { network: node.chain }, sync_info } };
  });
  return Response.json(answers.length === 1 ? answers[0] : answers);
}

const wait = setTimeout;
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  },
  document: { hidden: false },
  fetch: (url: unknown, init?: RequestInit) => reply(String(url), String(init?.body)),
  // Looks at the chain do not keep the tests waiting.
  setTimeout: (act: () => void, ms = 0) => (ms < 1_000 ? wait(act, ms) : wait(act, ms).unref()),
});
const { block, connect, link, lookNow, network, reader } = await import(
  "../src/chain/connection.js"
);
const { account } = await import("../src/chain/wallet.js");
const { OnceChain } = await import("../src/chain/once.js");
const { useResource } = await import("../src/chain/resource.js");

const soon = () => new Promise((done) => wait(done, 50));
const choose = (chain: string) => kept.set("pasar/network", chain);

/** Asks the first network, leaves it for the other one, and hears the first one's answer only then. */
async function leave(ask: () => Promise<void>): Promise<void> {
  let release = () => {};
  nodes.get("https://a.example")!.until = new Promise<void>((done) => (release = done));
  choose("a-1");
  const asked = ask();
  await soon();
  choose("b-1");
  await connect();
  release();
  await asked;
}

beforeEach(() => {
  nodes.clear();
  nodes.set("https://a.example", { chain: "a-1", height: 7, answer: "a" });
  nodes.set("https://b.example", { chain: "b-1", height: 9, answer: "b" });
  entries = [
    { chain_id: "a-1", rpc: ["https://a.example"] },
    { chain_id: "b-1", rpc: ["https://b.example"] },
  ];
});

test("a node that answers late takes nobody back to the network that they have left", async () => {
  await leave(connect);
  assert.equal(network.value?.deployment.chain_id, "b-1");
  assert.equal(reader().deployment.chain_id, "b-1");
  assert.deepEqual(reader().chain.rpc.nodes, ["https://b.example"]);
  assert.equal(block.value?.height, 9);
});

test("a network that cannot be reached, and was left, breaks no other", async () => {
  Object.assign(nodes.get("https://a.example")!, { chain: "other" });
  await leave(connect);
  assert.equal(link.value.state, "ready");
});

test("a look at a network that was left says nothing of the block of the next one", async () => {
  choose("a-1");
  await connect();
  Object.assign(nodes.get("https://a.example")!, { height: 8 });
  await leave(lookNow);
  assert.equal(block.value?.height, 9);
});

test("whoever goes to another network acts there no more as on the last one", async () => {
  choose("a-1");
  await connect();
  account.value = { address: "w1me" } as NonNullable<typeof account.value>;
  choose("b-1");
  await connect();
  assert.equal(account.value, undefined);
});

test("answers that came before the check of a node that fails it are dropped", async () => {
  nodes.set("https://bad.example", { chain: "other", height: 7, answer: "bad" });
  entries = [{ chain_id: "a-1", rpc: ["https://bad.example", "https://a.example"] }];
  choose("a-1");
  let early: unknown;
  const ask = (of: ReturnType<typeof reader>) => of.registry.query("campaign", { campaign: 1 });
  await connect(async (ahead) => (early = await ask(ahead)));
  assert.equal(early, "bad");
  assert.equal(await ask(reader()), "a");
});

test("a node that says no time is not believed, and the block before stands", async () => {
  choose("a-1");
  await connect();
  Object.assign(nodes.get("https://a.example")!, { height: 8, time: "soon" });
  await lookNow();
  assert.equal(block.value?.height, 7);
  Object.assign(nodes.get("https://a.example")!, { height: Number.NaN, time: undefined });
  await lookNow();
  assert.equal(block.value?.height, 7);
});

test("an answer is shared for a while, and not once a device has slept", async (test) => {
  const chain = new OnceChain("https://a.example");
  const ask = () => chain.queryContractSmart("w1", { campaign: {} });
  asked = 0;
  await Promise.all([ask(), ask()]);
  await ask();
  assert.equal(asked, 1);
  test.mock.method(
    Date,
    "now",
    (
      (now) => () =>
        now + 3_600_000
    )(Date.now()),
  );
  await ask();
  assert.equal(asked, 2);
});

test("what is asked for while it is asked already is asked for again, once", async () => {
  const answers: ((value: number) => void)[] = [];
  const ask = () => new Promise<number>((resolve) => answers.push(resolve));
  let found: ReturnType<typeof useResource<number>> | undefined;
  const Shown = () => {
    found = useResource(["seat"], ask, 0);
    return null;
  };
  render(h(Shown, {}), { childNodes: [] } as unknown as Element);
  await soon();
  // A transaction is in a block meanwhile: what is answered may be of the block before.
  found!.again();
  await soon();
  assert.equal(answers.length, 1);
  answers[0]!(1);
  await soon();
  assert.deepEqual([found!.value, answers.length], [1, 2]);
  answers[1]!(2);
  await soon();
  assert.deepEqual([found!.value, answers.length], [2, 2]);
});
