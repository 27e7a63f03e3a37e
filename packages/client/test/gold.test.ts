import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, fromHex, toHex } from "@cosmjs/encoding";
import { sha256 } from "@noble/hashes/sha2.js";
import { GoldBook, goldLeaf, leafHash, packGold, type TaskGold } from "../src/index.js";

const tasks = (count: number): TaskGold[] =>
  Array.from({ length: count }, (_, task) => ({
    salt: new Uint8Array(16).fill(task),
    items: [{ index: task, class: 1 }],
  }));

/** As the registry walks from a leaf to the root: the task's bits say on which side it stands. */
function walked(task: number, gold: TaskGold, proof: Uint8Array): string {
  let hash = leafHash(goldLeaf(task, gold.salt, gold.items));
  for (let level = 0; level < proof.length / 32; level += 1) {
    const sibling = proof.subarray(32 * level, 32 * level + 32);
    const [left, right] = (task >> level) & 1 ? [sibling, hash] : [hash, sibling];
    hash = sha256(Uint8Array.of(1, ...left, ...right));
  }
  return toHex(hash);
}

test("every task's proof has the depth of the terms and leads to their root", () => {
  for (let count = 1; count <= 17; count += 1) {
    const all = tasks(count);
    const book = new GoldBook(all);
    const { root, depth, bond } = book.terms(5n, 60);
    assert.deepEqual([depth, bond], [Math.ceil(Math.log2(count)), "5"]);
    all.forEach((gold, task) => {
      const opening = book.opening(task);
      const proof = fromBase64(opening.proof);
      assert.equal(proof.length, 32 * depth);
      assert.equal(walked(task, gold, proof), root);
      assert.equal(opening.gold, Buffer.from(packGold(gold.items)).toString("base64"));
    });
  }
});

test("a task that the book does not have cannot be opened", () => {
  assert.throws(() => new GoldBook(tasks(2)).opening(2), RangeError);
});

test("a leaf is bound to the domain of gold, to its task and to its salt", () => {
  const leaf = toHex(goldLeaf(3, new Uint8Array(16).fill(9), [{ index: 300, class: 2 }]));
  const domain = Buffer.from("pasar/gold/v1").toString("hex");
  assert.equal(leaf, `${domain}00000003${"09".repeat(16)}012c02`);
  assert.equal(fromHex(leaf).length, 13 + 4 + 16 + 3);
});

test("gold is index and class, three bytes an item", () => {
  const gold = [
    { index: 1, class: 2 },
    { index: 300, class: 31 },
  ];
  assert.deepEqual(packGold(gold), Uint8Array.of(0, 1, 2, 1, 44, 31));
  assert.throws(() => packGold([{ index: 65_536, class: 0 }]), RangeError);
});
