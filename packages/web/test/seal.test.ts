// What is sealed is what was reviewed: the dialog shows a draft that may not be kept yet.

import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";
import type { PasarClient } from "pasar-client/signing";
import { approve, Engine, isApproved, keepDraft, loadDraft } from "../src/chain/work.js";
import { Draft, NONE } from "../src/logic/draft.js";
import type { Worker } from "../src/chain/session.js";

const ITEMS = 4;
const CAMPAIGN = 7;

/** What seals the seats of a labeler; it is asked for labels as the client's Labeler asks. */
function engineOf(address: string) {
  const client = {
    address,
    deployment: { chain_id: "chain-1" },
    registry: { address: "wasm1registry" },
  } as unknown as PasarClient;
  const worker: Worker = { client, secret: undefined };
  const engine = new Engine(worker, CAMPAIGN, undefined);
  const at = engine.at(0, 0);
  const { options } = engine as unknown as {
    options: { labels: (seat: object) => Promise<Uint8Array | undefined> };
  };
  const asked = Array.from({ length: ITEMS }, (_, item) => item);
  const sealed = () => options.labels({ task: 0, wave: 0, asked, questions: [{}] });
  return { at, sealed };
}

test("a seat is sealed with the draft that was reviewed, though an older one was kept", async () => {
  const { at, sealed } = engineOf("wasm1late");
  const kept = Draft.empty(ITEMS).set(1, 1);
  await keepDraft(at, kept);
  assert.equal(await sealed(), undefined, "nobody has approved it");
  const reviewed = kept.set(2, 2).set(NONE, 3).set(0);
  await approve(at, reviewed);
  assert.deepEqual(await sealed(), reviewed.sealed());
  assert.notDeepEqual(reviewed.sealed(), kept.sealed());
});

test("a seat is sealed with the draft that was reviewed, though none was kept yet", async () => {
  const { at, sealed } = engineOf("wasm1fast");
  const reviewed = Draft.empty(ITEMS).set(1, 1).set(0, 2).set(2, 3).set(1);
  await approve(at, reviewed);
  assert.deepEqual(await sealed(), reviewed.sealed());
});

test("at no moment is a seat approved before the draft that was reviewed is kept", async () => {
  const { at } = engineOf("wasm1often");
  await keepDraft(at, Draft.empty(ITEMS).set(1, 1));
  const reviewed = Draft.empty(ITEMS).set(1, 1).set(2, 2).set(2, 3).set(2);
  const approving = approve(at, reviewed);
  for (let look = 0; !(await isApproved(at)); look += 1) assert.ok(look < 1_000);
  assert.deepEqual((await loadDraft(at, ITEMS, 1)).sealed(), reviewed.sealed());
  await approving;
});

test("what could not be loaded, as the network was away, is loaded again at the next step", async () => {
  const worker = { client: { address: "wasm1away" }, secret: undefined } as unknown as Worker;
  const engine = new Engine(worker, CAMPAIGN, undefined);
  const answers = [
    Promise.reject(new TypeError("Failed to fetch dynamically imported module")),
    Promise.resolve({ step: () => Promise.resolve({ refused: [], undrawn: undefined }) }),
  ];
  Object.assign(engine, { start: () => answers.shift() });
  await assert.rejects(engine.step(), /Failed to fetch/);
  assert.deepEqual((await engine.step()).refused, []);
});
