import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toHex } from "@cosmjs/encoding";
import {
  batches,
  derivedSalts,
  Labeler,
  openBox,
  pack,
  randomReadingKey,
  seal,
  timestamp,
  type LabelerOptions,
  type Rounds,
  type taskRegistry,
} from "../src/index.js";
import { DRAND, FakeCampaign, RANDOMNESS } from "./fake-campaign.js";

const SALTS = derivedSalts(new Uint8Array(64).fill(3));
const LABELS = [0, 1, null, 1];
const PACKED = pack(2, LABELS);

interface Sent {
  claim?: taskRegistry.Claim;
  commit?: taskRegistry.Commit;
  reveal?: taskRegistry.Reveal;
}

function setUp(options: Partial<LabelerOptions> = {}) {
  const campaign = new FakeCampaign();
  const all = { labels: () => LABELS, salts: SALTS, drand: DRAND, ...options };
  const labeler = new Labeler(campaign.chain.client(), 1, all);
  return { campaign, chain: campaign.chain, labeler, sent: () => campaign.chain.last as Sent[] };
}

function place(task: number) {
  const [chainId, registry] = ["pasar-1", "wasm1registry"];
  return { chainId, registry, campaign: 1, task, wave: 0, labeler: "wasm1signer" };
}

test("claims as many seats as frontier, cap and free stake allow", async () => {
  const { campaign, labeler, sent } = setUp();
  assert.equal((await labeler.step()).claimed, 3);
  assert.deepEqual(sent(), [{ claim: { campaign: 1, seats: 3, issuer: null, signature: null } }]);
  campaign.exposed = 80;
  assert.equal((await labeler.step()).claimed, 2);
  campaign.cap = 1;
  assert.equal((await labeler.step()).claimed, 1);
  campaign.staked = 0;
  assert.equal((await labeler.step()).claimed, 0);
});

test("claims nothing before the campaign opens, nor after it ended", async () => {
  const { campaign, chain, labeler } = setUp();
  chain.seconds = 949;
  assert.equal((await labeler.step()).claimed, 0);
  chain.seconds = 950;
  campaign.status = "ended";
  const step = await labeler.step();
  assert.deepEqual([step.claimed, step.done], [0, true]);
  assert.equal(chain.sent.length, 0);
});

const TICKET: taskRegistry.Ticket = {
  seats: 2,
  round: 7,
  draws_at: timestamp(1_005),
  draw_by: timestamp(1_065),
  last_height: 125,
};

test("draws a ticket once its round has come, by its signature and a message of its own", async () => {
  const asked: unknown[] = [];
  const drand: Rounds = { round: (...of) => (asked.push(of), DRAND.round(...of)) };
  const { campaign, chain, labeler, sent } = setUp({ drand });
  campaign.ticket = TICKET;
  assert.equal((await labeler.step()).drawsAt, 1_005);
  assert.equal(chain.sent.length, 0);
  assert.deepEqual(asked, []);
  chain.seconds = 1_005;
  assert.equal((await labeler.step()).undrawn, undefined);
  assert.deepEqual(
    sent().map(({ claim }) => [claim?.seats, claim?.signature]),
    [
      [0, Buffer.alloc(48, 7).toString("base64")],
      [3, null],
    ],
  );
  assert.deepEqual(asked, [[RANDOMNESS, 7]]);
});

test("a ticket can be drawn in its window or its blocks, and is ended by no signature after both", async () => {
  const { campaign, chain, labeler, sent } = setUp();
  campaign.ticket = TICKET;
  const signatures = async (seconds: number, height: number) => {
    [chain.seconds, chain.height] = [seconds, height];
    await labeler.step();
    return sent().map(({ claim }) => claim?.signature !== null)[0];
  };
  assert.equal(await signatures(1_065, 200), true);
  assert.equal(await signatures(1_066, 125), true);
  assert.equal(await signatures(1_066, 126), false);
});

test("where no relay has the round it says so, and does the rest", async () => {
  const silent = { round: () => Promise.reject(new Error("drand's last round is 65 seconds old")) };
  const { campaign, chain, labeler, sent } = setUp({ drand: silent });
  campaign.ticket = TICKET;
  campaign.draw(1);
  chain.seconds = 1_005;
  const step = await labeler.step();
  assert.equal(step.undrawn?.message, "drand's last round is 65 seconds old");
  assert.deepEqual([step.committed, step.claimed], [[1], 0]);
  assert.deepEqual(sent().flatMap(Object.keys), ["commit"]);
});

test("reveals, commits and claims in one transaction", async () => {
  const { campaign, chain, labeler, sent } = setUp();
  campaign.draw(1, 2);
  assert.deepEqual((await labeler.step()).committed, [1, 2]);
  const { commit } = sent()[0]!;
  const seals = [1, 2].map(async (task) => seal(place(task), await SALTS(place(task)), PACKED));
  const wanted = (await Promise.all(seals)).map(toHex);
  assert.equal(toHex(fromBase64(commit!.seals)), wanted.join(""));
  assert.deepEqual(commit!.sealed, []);

  campaign.applyCommits();
  campaign.phase(1, "revealing");
  campaign.others = 1;
  campaign.draw(3);
  const step = await labeler.step();
  assert.deepEqual([step.revealed, step.committed, step.claimed], [[1], [3], 3]);
  assert.deepEqual(sent().map(Object.keys).flat(), ["reveal", "commit", "claim"]);
  assert.equal(chain.sent.length, 2);
  assert.deepEqual(sent()[0]!.reveal, {
    campaign: 1,
    seats: [{ task: 1, labeler: "wasm1signer" }],
    salts: Buffer.from(await SALTS(place(1))).toString("base64"),
    labels: Buffer.from(PACKED).toString("base64"),
  });
});

test("the first to reveal waits until every wanted seat is sealed", async () => {
  const { campaign, labeler } = setUp();
  campaign.draw(1);
  await labeler.step();
  campaign.applyCommits();
  campaign.others = 1;
  assert.deepEqual((await labeler.step()).revealed, []);
  campaign.others = 2;
  assert.deepEqual((await labeler.step()).revealed, [1]);
});

test("with a reading key labels go to the requester, and they alone end collecting", async () => {
  const { campaign, labeler, sent } = setUp();
  const key = await randomReadingKey();
  campaign.readingKey = toHex(key.publicKey);
  campaign.draw(1);
  await labeler.step();
  const [box] = sent()[0]!.commit!.sealed as [string];
  const opening = await openBox(fromBase64(box), key);
  assert.deepEqual(opening, { salt: await SALTS(place(1)), labels: PACKED });
  campaign.applyCommits();
  assert.deepEqual((await labeler.step()).revealed, []);
  campaign.phase(1, "revealing");
  assert.deepEqual((await labeler.step()).revealed, [1]);
});

test("a later wave is asked for named items only", async () => {
  const asked: unknown[] = [];
  const { campaign, labeler, sent } = setUp({
    labels: (seat) => (asked.push(seat.asked), [1, 0]),
  });
  [campaign.wave, campaign.asked] = [1, [1, 3]];
  campaign.draw(1);
  await labeler.step();
  assert.deepEqual(asked, [[1, 3]]);
  const at = { ...place(1), wave: 1 };
  const wanted = toHex(seal(at, await SALTS(at), pack(2, [1, 0])));
  assert.equal(toHex(fromBase64(sent()[0]!.commit!.seals)), wanted);
});

test("labels that are not ready hold up nothing", async () => {
  let ready = false;
  const { campaign, labeler } = setUp({ labels: () => (ready ? LABELS : undefined) });
  campaign.draw(1);
  const step = await labeler.step();
  assert.deepEqual([step.committed, step.claimed], [[], 3]);
  ready = true;
  assert.deepEqual((await labeler.step()).committed, [1]);
});

test("leaves the first half of the window to a requester with a reading key", async () => {
  const key = toHex((await randomReadingKey()).publicKey);
  const revealedAt = async (secondsLeft: number, window: number, options = {}) => {
    const { campaign, chain, labeler } = setUp(options);
    campaign.readingKey = key;
    campaign.revealSeconds = window;
    campaign.draw(1);
    await labeler.step();
    campaign.applyCommits();
    campaign.phase(1, "revealing");
    chain.seconds = 2_000 - secondsLeft;
    return (await labeler.step()).revealed;
  };
  assert.deepEqual(await revealedAt(300, 400), []);
  assert.deepEqual(await revealedAt(200, 400), [1]);
  assert.deepEqual(await revealedAt(300, 400, { patient: false }), [1]);
  // Half of a short window is no time to wait in.
  assert.deepEqual(await revealedAt(118, 118), [1]);
});

test("another device reveals with derived salts and the same labels", async () => {
  const { campaign, chain, labeler } = setUp();
  campaign.draw(1);
  await labeler.step();
  campaign.applyCommits();
  campaign.phase(1, "revealing");
  const elsewhere = new Labeler(chain.client(), 1, {
    labels: () => LABELS,
    salts: SALTS,
    drand: DRAND,
  });
  assert.deepEqual((await elsewhere.step()).revealed, [1]);
});

test("says which seats cannot be opened any more, and does the rest", async () => {
  const { campaign, chain, labeler } = setUp();
  campaign.draw(1);
  await labeler.step();
  campaign.applyCommits();
  campaign.phase(1, "revealing");
  // Random salts and another store: what the first device kept is gone.
  const elsewhere = new Labeler(chain.client(), 1, { labels: () => LABELS, drand: DRAND });
  const step = await elsewhere.step();
  assert.deepEqual([step.revealed, step.lost, step.claimed], [[], [1], 3]);
});

test("a commit whose transaction got lost is sent again as it was", async () => {
  const store = new Map<string, string>();
  const { campaign, labeler, sent } = setUp({ store, salts: undefined as never });
  campaign.draw(1);
  await labeler.step();
  const first = sent()[0]!.commit!.seals;
  await labeler.step();
  assert.equal(sent()[0]!.commit!.seals, first);
  assert.equal(store.size, 1);
});

test("a refused claim holds up no reveal", async () => {
  const { campaign, chain, labeler } = setUp();
  campaign.draw(1);
  await labeler.step();
  campaign.applyCommits();
  campaign.phase(1, "revealing");
  chain.refuse = (message) =>
    Buffer.from(message.value.msg).includes("claim") ? "not eligible" : undefined;
  const step = await labeler.step();
  assert.deepEqual([step.revealed, step.claimed], [[1], 0]);
  assert.equal(step.refused[0]?.error.reason, "not eligible");
});

test("late seats are left alone; what is over is forgotten", async () => {
  const store = new Map<string, string>();
  const { campaign, chain, labeler } = setUp({ store });
  campaign.cap = 0;
  campaign.draw(1, 2);
  await labeler.step();
  campaign.applyCommits();
  campaign.draw(2);
  campaign.phase(1, "revealing");
  chain.seconds = 2_001;
  const step = await labeler.step();
  assert.deepEqual([step.revealed, step.committed], [[], []]);
  campaign.phase(1, "resolved");
  campaign.states.get(2)!.seat = { status: "forfeited" };
  campaign.status = "ended";
  assert.ok((await labeler.step()).done);
  assert.equal(store.size, 0);
});

test("labels that do not fit the task are refused before anything is sent", async () => {
  const { campaign, labeler } = setUp({ labels: () => [0, 1] });
  campaign.draw(1);
  await assert.rejects(labeler.step(), /2 labels for task 1, which asks for 4 items/);
  [campaign.wave, campaign.asked] = [1, [3]];
  await assert.rejects(labeler.step(), /2 labels for task 1, which asks for 1 items/);
});

test("runs until nothing is left to do", async () => {
  const { campaign, labeler } = setUp();
  let steps = 0;
  const onStep = () => {
    steps += 1;
    if (steps === 3) campaign.status = "closed";
  };
  await labeler.run({ waitMs: 1, onStep });
  assert.equal(steps, 4);
});

test("batches keep both bounds of a message", () => {
  const sizes = (list: number[]) =>
    batches(list, (bytes) => bytes).map((part) => [part.length, part.reduce((a, b) => a + b, 0)]);
  assert.deepEqual(sizes(Array(70).fill(1)), [
    [32, 32],
    [32, 32],
    [6, 6],
  ]);
  assert.deepEqual(sizes(Array(9).fill(16_384)), [
    [4, 65_536],
    [4, 65_536],
    [1, 16_384],
  ]);
  assert.deepEqual(sizes([]), []);
});
