import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fromHex, toHex } from "@cosmjs/encoding";
import {
  derivedReadingKey,
  derivedSalts,
  domainId,
  goldLeaf,
  goldTree,
  leafHash,
  MerkleTree,
  NO_LABEL,
  openBox,
  pack,
  packAnswers,
  seal,
  signText,
  unpack,
  unpackAnswers,
} from "../src/index.js";
import { mnemonicSigner } from "../src/mnemonic.js";
import { HOME } from "./home.js";

function vectors<T>(path: string): T[] {
  return JSON.parse(readFileSync(join(HOME, path), "utf8")) as T[];
}

interface Packing {
  classes: number;
  labels: (number | null)[];
  packed: string;
}

interface Form {
  questions: number[];
  answers: (number | null)[][];
  packed: string;
}

interface Seal {
  chain_id: string;
  registry: string;
  campaign: number;
  task: number;
  wave: number;
  labeler: string;
  salt: string;
  labels: string;
  seal: string;
}

interface Domain {
  domain: string;
  id: string;
}

interface Box {
  public_key: string;
  private_key: string;
  salt: string;
  labels: string;
  box: string;
}

interface Salt {
  signature: string;
  chain_id: string;
  registry: string;
  campaign: number;
  task: number;
  wave: number;
  salt: string;
}

interface Gold {
  tasks: { salt: string; gold: { index: number; class: number }[]; leaf: string }[];
  depth: number;
  root: string;
  proofs: string[][];
}

interface Signature {
  mnemonic: string;
  address: string;
  signature: string;
  name: string;
  public_key: string;
  private_key: string;
}

interface Tree {
  leaves: string[];
  root: string;
  proofs: string[][];
}

test("packs and unpacks the published vectors", () => {
  const all = vectors<Packing>("../formats/vectors/packing.json");
  assert.ok(all.length > 20);
  for (const { classes, labels, packed } of all) {
    assert.equal(toHex(pack(classes, labels)), packed);
    const unpacked = unpack(classes, labels.length, fromHex(packed));
    assert.deepEqual(
      [...unpacked],
      labels.map((label) => label ?? NO_LABEL),
    );
  }
});

test("packs the published answers", () => {
  const all = vectors<Form>("../formats/vectors/form.json");
  assert.ok(all.length > 20);
  for (const { questions, answers, packed } of all) {
    const items = answers[0]!.length;
    const labels = answers.flat();
    assert.equal(toHex(packAnswers(questions, items, labels)), packed);
    assert.deepEqual(
      [...unpackAnswers(questions, items, fromHex(packed))],
      labels.map((label) => label ?? NO_LABEL),
    );
  }
});

test("makes the published seals", () => {
  const all = vectors<Seal>("../formats/vectors/seal.json");
  assert.ok(all.length >= 4);
  for (const { chain_id, salt, labels, seal: wanted, ...place } of all) {
    const context = { chainId: chain_id, ...place };
    assert.equal(toHex(seal(context, fromHex(salt), fromHex(labels))), wanted);
  }
});

test("names domains as published", () => {
  for (const { domain, id } of vectors<Domain>("../formats/vectors/domain.json")) {
    assert.equal(toHex(domainId(domain)), id);
  }
});

test("opens recorded sealed boxes", async () => {
  for (const box of vectors<Box>("../formats/vectors/sealed-box.json")) {
    const key = { publicKey: fromHex(box.public_key), privateKey: fromHex(box.private_key) };
    const { salt, labels } = await openBox(fromHex(box.box), key);
    assert.deepEqual([toHex(salt), toHex(labels)], [box.salt, box.labels]);
  }
});

test("derives the published salts", async () => {
  for (const { signature, chain_id, salt, ...place } of vectors<Salt>(
    "../formats/vectors/salt.json",
  )) {
    const salts = derivedSalts(fromHex(signature));
    assert.equal(toHex(await salts({ chainId: chain_id, ...place })), salt);
  }
});

test("makes the published trees of gold", () => {
  for (const { tasks, depth, root, proofs } of vectors<Gold>("../formats/vectors/gold.json")) {
    const leaves = tasks.map(({ salt, gold }, task) =>
      leafHash(goldLeaf(task, fromHex(salt), gold)),
    );
    assert.deepEqual(
      leaves.map(toHex),
      tasks.map(({ leaf }) => leaf),
    );
    const tree = goldTree(leaves);
    assert.equal(tree.depth, depth);
    assert.equal(toHex(tree.root), root);
    assert.deepEqual(
      leaves.map((_, task) => tree.proof(task).map(toHex)),
      proofs,
    );
  }
});

test("signs and derives as published", async () => {
  for (const known of vectors<Signature>("../formats/vectors/signature.json")) {
    const signer = await mnemonicSigner(known.mnemonic);
    const { address } = (await signer.getAccounts())[0]!;
    assert.equal(address, known.address);
    const signature = await signText(signer, address);
    assert.equal(toHex(signature), known.signature);
    const key = await derivedReadingKey(signature, known.name);
    assert.equal(toHex(key.publicKey), known.public_key);
    assert.equal(toHex(key.privateKey), known.private_key);
  }
});

test("makes the published trees and proofs", () => {
  for (const { leaves, root, proofs } of vectors<Tree>("../formats/vectors/merkle.json")) {
    const tree = MerkleTree.of(leaves.map(fromHex));
    assert.equal(toHex(tree.root), root);
    assert.deepEqual(
      leaves.map((_, index) => tree.proof(index).map(toHex)),
      proofs,
    );
  }
});
