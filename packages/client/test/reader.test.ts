import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toBase64, toHex } from "@cosmjs/encoding";
import {
  challenge,
  classQuestion,
  controlItems,
  executeMessage,
  inNameOf,
  native,
  pack,
  packAnswers,
  packItems,
  randomReadingKey,
  readSeats,
  reveals,
  seal,
  sealBox,
  sealedBoxes,
  SealedReader,
  type EncodeObject,
  type Opening,
  type taskRegistry,
} from "../src/index.js";
import { DEPLOYMENT, FakeChain } from "./fake-chain.js";
import { indexed } from "./indexed.js";

const REGISTRY = "wasm1registry";
const OPENING: Opening = { salt: new Uint8Array(16).fill(4), labels: pack(2, [1, 0, 1]) };
const BOX = Uint8Array.of(1, 2, 3);

function commit(labeler: string, campaign: number, tasks: number[], box: Uint8Array) {
  const sealed = tasks.map(() => toBase64(box));
  return executeMessage(labeler, REGISTRY, { commit: { campaign, tasks, seals: "", sealed } });
}

function setUp(...transactions: { messages: EncodeObject[]; code?: number }[]) {
  const fake = new FakeChain();
  fake.found = transactions.map(({ messages, code = 0 }) => indexed(messages, { code }));
  const client = fake.client();
  return { fake, client, chain: client.chain };
}

test("boxes are read out of the commits of one campaign, those of session keys too", async () => {
  const { fake, chain } = setUp(
    { messages: [commit("a", 1, [4, 5], BOX), commit("b", 2, [4], BOX)] },
    { messages: [commit("c", 1, [6], BOX)], code: 5 },
    { messages: [await inNameOf("key", [commit("d", 1, [7], BOX)])] },
  );
  const boxes = await sealedBoxes(chain, REGISTRY, 1, 30);
  assert.deepEqual(
    boxes.map(({ task, labeler }) => [task, labeler]),
    [
      [4, "a"],
      [5, "a"],
      [7, "d"],
    ],
  );
  assert.deepEqual(boxes[0]!.box, BOX);
  assert.match(fake.searches[0]!, /campaign='1' AND tx\.height>=30$/);
});

test("a box in base64 that is not filled, which contracts take, holds up no other", async () => {
  const bare = executeMessage("b", REGISTRY, {
    commit: { campaign: 1, tasks: [4, 5], seals: "", sealed: ["AQIDBA", "AQIDBA="] },
  });
  const { chain } = setUp({ messages: [bare] }, { messages: [commit("a", 1, [4], BOX)] });
  const boxes = await sealedBoxes(chain, REGISTRY, 1);
  assert.deepEqual(
    boxes.map(({ box }) => toHex(box)),
    ["01020304", "01020304", "010203"],
  );
});

test("a box that opens and fits the seal is read; junk is named", async () => {
  const key = await randomReadingKey();
  const box = await sealBox(OPENING, key.publicKey);
  const { fake, client } = setUp(
    { messages: [commit("a", 1, [4], box)] },
    { messages: [commit("b", 1, [4], BOX)] },
    { messages: [commit("c", 1, [4], box)] },
  );
  const place = { chainId: DEPLOYMENT.chain_id, registry: REGISTRY, campaign: 1, task: 4, wave: 1 };
  const sealOf = toBase64(seal({ ...place, labeler: "a" }, OPENING.salt, OPENING.labels));
  fake.answers.set("wasm1registry seat", ({ task, labeler }) => {
    return { task, labeler, wave: 1, status: "sealed", seal: sealOf };
  });
  fake.answers.set("wasm1registry campaign", () => ({
    terms: { questions: [classQuestion(["no", "yes"])] },
  }));
  fake.answers.set("wasm1registry asked", () => ({ bitmap: toBase64(packItems([0, 2, 3], 4)) }));
  const { seats, unreadable } = await readSeats(client, 1, key);
  assert.deepEqual(unreadable, [
    { task: 4, labeler: "b" },
    { task: 4, labeler: "c" },
  ]);
  assert.equal(seats.length, 1);
  assert.deepEqual(
    [seats[0]!.asked, [...seats[0]!.labels]],
    [
      [0, 2, 3],
      [1, 0, 1],
    ],
  );
  await client.send(reveals(client, 1, seats));
  assert.deepEqual(fake.last, [
    {
      reveal: {
        campaign: 1,
        seats: [{ task: 4, labeler: "a" }],
        salts: toBase64(OPENING.salt),
        labels: toBase64(OPENING.labels),
      },
    },
  ]);
});

/** A form of tags and a scale, of which a seat answers two items question by question. */
async function form() {
  const key = await randomReadingKey();
  const given = [1, 255, 0, 1, 6, 100];
  const opening = { salt: OPENING.salt, labels: packAnswers([2, 2, 101], 2, given) };
  const box = await sealBox(opening, key.publicKey);
  const parts = setUp({ messages: [commit("a", 1, [4], box)] });
  const { answers } = parts.fake;
  const scale = { scale: { name: "share", levels: 101, from: "0", to: "1", read: "mean" } };
  const tag = (name: string) => classQuestion(["no", "yes"], name);
  answers.set("wasm1registry campaign", () => ({
    terms: { questions: [tag("calm"), tag("loud"), scale] },
  }));
  answers.set("wasm1registry asked", () => ({ bitmap: toBase64(packItems([1, 3], 4)) }));
  const place = { chainId: DEPLOYMENT.chain_id, registry: REGISTRY, campaign: 1, task: 4, wave: 1 };
  const sealed = seal({ ...place, labeler: "a" }, opening.salt, opening.labels);
  const seat = (labeler = "a", status = "sealed") =>
    ({ task: 4, labeler, wave: 1, status, seal: toBase64(sealed) }) as taskRegistry.SeatResponse;
  return { ...parts, key, given, seat };
}

test("the answers to a form are read question by question, each box once", async () => {
  const { fake, client, key, given, seat } = await form();
  const reader = new SealedReader(client, 1, key, 3);
  for (let time = 0; time < 2; time += 1) {
    const { seats, unreadable } = await reader.read([seat(), seat("b", "drawn")]);
    assert.deepEqual(unreadable, []);
    assert.deepEqual([seats[0]?.asked, [...(seats[0]?.labels ?? [])]], [[1, 3], given]);
  }
  assert.equal(fake.searches.length, 1);
  assert.equal(fake.asked.filter(({ query }) => query === "asked").length, 1);
  // A seat without a box is looked for twice, in what came since: the node's index may be late.
  const { unreadable } = await reader.read([seat(), seat("b")]);
  assert.deepEqual(unreadable, [{ task: 4, labeler: "b" }]);
  assert.equal(fake.searches.length, 3);
  const { height } = await client.block();
  assert.match(fake.searches[2]!, new RegExp(`tx\\.height>=${height - 2}$`));
});

test("a node that does not answer makes no seat unreadable", async () => {
  const { fake, client, key, seat } = await form();
  const silent = () => {
    throw new Error("answers 503");
  };
  const asked = fake.answers.get("wasm1registry asked")!;
  fake.answers.set("wasm1registry asked", silent);
  const reader = new SealedReader(client, 1, key);
  await assert.rejects(reader.read([seat()]), /503/);
  fake.answers.set("wasm1registry asked", asked);
  assert.equal((await reader.read([seat()])).seats.length, 1);
});

test("a challenge names each item once and pays exactly the bond", async () => {
  const { fake, client } = setUp();
  fake.answers.set("wasm1registry task", () => ({ task: 2, items: 10 }));
  fake.answers.set("wasm1registry challenge_bond", ({ items }) => {
    return { amount: `${100 * items}`, denom: native("ustake") };
  });
  const message = await challenge(client, 1, 2, [8, 3, 8]);
  assert.deepEqual(message.value.funds, [{ denom: "ustake", amount: "200" }]);
  await client.send(message);
  const [{ challenge: sent }] = fake.last as [{ challenge: { items: string } }];
  assert.equal(toHex(fromBase64(sent.items)), "0801");
});

test("a challenge names two items for each that is wrong beside it, and ten in all", () => {
  const first = () => 0;
  assert.deepEqual(controlItems([1], 60, first), [0, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(controlItems([1, 2, 3, 4, 5], 60).length, 10);
  assert.deepEqual(
    controlItems([0, 2], 5, () => 0.999),
    [1, 3, 4],
  );
  const drawn = controlItems([7, 8, 9, 10], 20);
  assert.equal(new Set([...drawn, 7, 8, 9, 10]).size, 12);
});
