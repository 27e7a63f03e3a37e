// Labels that a lost device had, out of the memo of the transaction that sealed them.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  executeMessage,
  Labeler,
  NodeError,
  pack,
  recoverOpenings,
  RpcError,
  secretKey,
  type LabelerOptions,
} from "../src/index.js";
import { DRAND, FakeCampaign } from "./fake-campaign.js";
import { indexed } from "./indexed.js";

const SECRET = new Uint8Array(64).fill(3);
const LABELS = [0, 1, null, 1];
const PACKED = pack(2, LABELS);

/** A campaign whose tasks 1 and 2 the labeler has sealed, and which it may reveal now. */
async function sealed(options: Partial<LabelerOptions> = {}) {
  const campaign = new FakeCampaign();
  const { chain } = campaign;
  campaign.draw(1, 2);
  const first = new Labeler(chain.client(), 1, {
    labels: () => LABELS,
    secret: SECRET,
    drand: DRAND,
    ...options,
  });
  await first.step();
  const { messages, memo } = chain.sent[0]!;
  chain.found = [indexed(messages, { memo })];
  campaign.applyCommits();
  campaign.cap = 0;
  for (const task of [1, 2]) campaign.phase(task, "revealing");
  return { campaign, chain, memo };
}

test("labels go along in the memo where there is a secret, and can be left out", async () => {
  assert.equal((await sealed()).memo.length, 56);
  assert.equal((await sealed({ selfBox: false })).memo, "");
  assert.equal((await sealed({ secret: undefined as never })).memo, "");
});

test("the wallet alone opens what its own commits sealed", async () => {
  const { chain } = await sealed();
  const client = chain.client();
  for (const secret of [SECRET, await secretKey(SECRET)]) {
    const found = await recoverOpenings(client, 1, secret);
    assert.deepEqual(
      found.map(({ seat, opening }) => [seat.task, opening.labels]),
      [
        [1, PACKED],
        [2, PACKED],
      ],
    );
  }
  assert.match(
    chain.searches[0]!,
    /_contract_address='wasm1registry' AND .*campaign='1' AND .*labeler='wasm1signer' AND/,
  );
  assert.deepEqual(await recoverOpenings(client, 1, new Uint8Array(64)), []);
});

test("a device with neither store nor labels reveals", async () => {
  const { chain } = await sealed();
  const store = new Map<string, string>();
  const options = { labels: () => undefined, secret: SECRET, drand: DRAND, store };
  const step = await new Labeler(chain.client(), 1, options).step();
  assert.deepEqual([step.revealed, step.lost], [[1, 2], []]);
  // Found by one search, and kept.
  assert.equal(chain.searches.length, 1);
  assert.equal(store.size, 2);
});

test("a commit that was left out of the transaction is not in its memo", async () => {
  const campaign = new FakeCampaign();
  const { chain } = campaign;
  // More seats than a message takes: two commits in one transaction.
  campaign.draw(...Array.from({ length: 33 }, (_, task) => task));
  chain.refuse = (message) =>
    Buffer.from(message.value.msg as Uint8Array).includes('"tasks":[32]') ? "too late" : undefined;
  campaign.cap = 0;
  const labeler = new Labeler(chain.client(), 1, {
    labels: () => LABELS,
    secret: SECRET,
    drand: DRAND,
  });
  const step = await labeler.step();
  assert.deepEqual([step.committed.length, step.refused.length], [32, 1]);
  const { messages, memo } = chain.sent[0]!;
  chain.found = [indexed(messages, { memo })];
  campaign.applyCommits();
  assert.equal((await recoverOpenings(chain.client(), 1, SECRET)).length, 32);
});

test("a memo of somebody else, or none, opens nothing", async () => {
  const { chain } = await sealed();
  const { messages } = chain.sent[0]!;
  chain.found = ["", "a note", "A".repeat(56)].map((memo) => indexed(messages, { memo }));
  const other = executeMessage("wasm1other", "wasm1registry", {
    commit: { campaign: 1, tasks: [1], seals: "", sealed: [] },
  });
  chain.found.push(indexed([other], { memo: "x" }));
  assert.deepEqual(await recoverOpenings(chain.client(), 1, SECRET), []);
  const options = { labels: () => undefined, secret: SECRET, drand: DRAND };
  const labeler = new Labeler(chain.client(), 1, options);
  assert.deepEqual((await labeler.step()).lost, [1, 2]);
});

test("a node that is away is searched again later; one that cannot search, never", async () => {
  const { chain } = await sealed();
  const { searchTx } = chain;
  const failing = async (error: Error) => {
    const options = { labels: () => undefined, secret: SECRET, drand: DRAND };
    const labeler = new Labeler(chain.client(), 1, options);
    chain.searchTx = () => Promise.reject(error);
    assert.deepEqual((await labeler.step()).lost, [1, 2]);
    chain.searchTx = searchTx;
    return (await labeler.step()).revealed;
  };
  assert.deepEqual(await failing(new NodeError("http://x", "cannot be reached")), [1, 2]);
  assert.deepEqual(await failing(new RpcError(-1, "indexing is disabled")), []);
});
