import assert from "node:assert/strict";
import { test } from "node:test";
import type { PasarClient } from "pasar-client";
import { balance, local, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import { crank, honest, isClosed, open, stakeAll, working } from "../src/campaign.js";
import { Stream } from "../src/stream.js";
import { terms, ITEMS, PRICE } from "../src/terms.js";
import { pause, until } from "../src/until.js";
import { block, localnet, status } from "../src/validators.js";

const VALIDATORS = [0, 1, 2, 3];
const TASKS = [0, 1, 2, 3];

test("a campaign survives a killed and a paused validator: nothing is lost, nothing done twice", async () => {
  const accounts = await newAccounts(await local("labeler-1"), 8);
  const [requester, sender, receiver, ...labelers] = accounts as [
    PasarClient,
    PasarClient,
    PasarClient,
    ...PasarClient[],
  ];
  // Five labelers for three seats a task: each holds two open ones at most, and three could wait forever.
  const items = TASKS.length * ITEMS;
  const campaign = await open(requester, await terms(requester, { items }));
  await stakeAll(labelers);
  const had = await balance(receiver);
  const stream = new Stream(sender, receiver.address);
  stream.start();

  const workers = [...honest(labelers, campaign), crank(requester, campaign)];
  const failures = async () => {
    await until("seals while a task collects", () => isCollecting(requester, campaign));
    await fail(stream);
  };
  const closing = working(workers, "the campaign to close", isClosed(requester, campaign));
  try {
    await Promise.all([closing, failures()]);
  } finally {
    await stream.stop();
  }

  const books = await ledger(requester, campaign);
  await assertLedger(requester, campaign);
  assert.equal(books.pay + books.commons, BigInt(3 * items) * PRICE);
  assert.equal(books.refunded, 0n);
  await assertAudit(requester);
  await everyTransferOnce(stream, receiver, had);
  await allAgree();
});

/** Some seals are there, and work is left. */
async function isCollecting(client: PasarClient, campaign: number): Promise<boolean> {
  const { tasks } = await client.registry.query("tasks", { campaign });
  for (const { task, phase } of tasks) {
    if (phase !== "collecting") continue;
    const { seats } = await client.registry.query("seats", { campaign, task });
    if (seats.some(({ status }) => status === "sealed")) return true;
  }
  return false;
}

/** Kills one of four, which the others survive; pauses another, which they do not; heals both. */
async function fail(stream: Stream): Promise<void> {
  await localnet("kill", 3);
  await grows(3);
  await localnet("pause", 2);
  try {
    await stands();
    // What is sent now waits in the pools of those who live.
    const before = stream.sent;
    await until("a transfer during the halt", async () => stream.sent > before);
    await stands();
  } finally {
    await localnet("resume", 2);
  }
  await grows(3);
  await localnet("restart", 3);
  await until("the killed validator to catch up", async () => {
    const [back, others] = [await status(3), await status(0)];
    return back && others && !back.catchingUp && back.height + 1 >= others.height;
  });
}

/** So many blocks more. */
async function grows(blocks: number): Promise<void> {
  const before = (await status(0))!.height;
  await until(`${blocks} more blocks`, async () => (await status(0))!.height >= before + blocks);
}

/** No block for several times as long as one takes. What was under way may still come at first. */
async function stands(): Promise<void> {
  await pause(2_000);
  const before = (await status(0))!.height;
  await pause(4_000);
  assert.equal((await status(0))!.height, before, "blocks without a majority");
}

/** Of the n-th transfer n units: only all of them, once each, make this sum. */
async function everyTransferOnce(
  stream: Stream,
  receiver: PasarClient,
  had: bigint,
): Promise<void> {
  const count = stream.hashes.length;
  assert.ok(count >= 10, `${count} transfers`);
  for (const hash of stream.hashes) {
    const tx = await until(`transfer ${hash}`, () => receiver.chain.getTx(hash));
    assert.equal(tx.code, 0, tx.rawLog);
  }
  assert.equal((await balance(receiver)) - had, BigInt((count * (count + 1)) / 2));
}

/** Every validator has the same blocks, and came to the same state. */
async function allAgree(): Promise<void> {
  const { height } = (await status(0))!;
  await until("all four to have the last block", async () => {
    const all = await Promise.all(VALIDATORS.map(status));
    return all.every((one) => one && !one.catchingUp && one.height >= height);
  });
  for (const at of [height - 20, height]) {
    const blocks = await Promise.all(VALIDATORS.map((validator) => block(validator, at)));
    for (const other of blocks) assert.deepEqual(other, blocks[0], `at ${at}`);
  }
}
