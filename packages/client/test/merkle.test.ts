import assert from "node:assert/strict";
import { test } from "node:test";
import { GrowingRoot, leafHash, MerkleTree, proves, rootOfProof } from "../src/index.js";

const leaves = (count: number) => Array.from({ length: count }, (_, n) => Uint8Array.of(n, n));

test("every leaf of every size is proven, at its own place only", () => {
  for (let size = 1; size <= 33; size += 1) {
    const tree = MerkleTree.of(leaves(size));
    assert.equal(tree.depth, Math.ceil(Math.log2(size)));
    leaves(size).forEach((leaf, index) => {
      const proof = tree.proof(index);
      assert.ok(proves(tree.root, leaf, index, size, proof));
      assert.ok(!proves(tree.root, Uint8Array.of(99), index, size, proof));
      if (size > 1) assert.ok(!proves(tree.root, leaf, (index + 1) % size, size, proof));
    });
  }
});

test("a root over leaves that come one by one is the tree's", () => {
  const growing = new GrowingRoot();
  assert.throws(() => growing.root, TypeError);
  leaves(70).forEach((leaf, index) => {
    growing.push(leaf);
    assert.deepEqual(growing.root, MerkleTree.of(leaves(index + 1)).root);
  });
});

test("an odd node goes up unchanged", () => {
  const tree = MerkleTree.of(leaves(3));
  assert.equal(tree.proof(2).length, 1);
  const pair = MerkleTree.of(leaves(2));
  assert.deepEqual(tree.proof(2)[0], pair.root);
});

test("a node cannot pass for a leaf", () => {
  const [a, b] = leaves(2) as [Uint8Array, Uint8Array];
  const root = MerkleTree.of([a, b]).root;
  const inner = new Uint8Array([...leafHash(a), ...leafHash(b)]);
  assert.ok(!proves(root, inner, 0, 1, []));
});

test("refuses proofs of a wrong length and leaves that are not there", () => {
  const tree = MerkleTree.of(leaves(4));
  const proof = tree.proof(0);
  assert.throws(() => rootOfProof(Uint8Array.of(0, 0), 0, 4, proof.slice(1)), RangeError);
  assert.throws(() => rootOfProof(Uint8Array.of(0, 0), 0, 4, [...proof, proof[0]!]), RangeError);
  assert.throws(() => tree.proof(4), RangeError);
  assert.throws(() => MerkleTree.of([]), RangeError);
});
