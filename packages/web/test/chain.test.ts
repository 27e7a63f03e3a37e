// What strangers' campaigns, nodes and networks must not do to what the page shows and signs.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ManifestTerms } from "pasar-client/manifest";
import { classQuestion, MerkleTree, toHex } from "pasar-client/reading";
import { itemsOf, manifestOf } from "../src/chain/manifest.js";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Files of strangers by their addresses. */
const files = new Map<string, string>();
globalThis.fetch = async (url) => {
  const file = files.get(String(url));
  return file === undefined ? new Response("", { status: 404 }) : new Response(file);
};

const names = async (terms: ManifestTerms, task: number) =>
  (await itemsOf(await manifestOf(terms), 1, task)).items.map(({ name }) => name);

test("a campaign that names another one's manifest, with larger pages, turns none of its pages", async () => {
  const uri = "https://example.org/birds.jsonl";
  const lines = Array.from({ length: 12 }, (_, item) => JSON.stringify({ item: `i${item}` }));
  files.set(uri, lines.join("\n"));
  const root = toHex(MerkleTree.of(lines.map(utf8)).root);
  const questions = [classQuestion(["no", "yes"])];
  const honest = { manifest: { uri, root }, questions, items: 12, page: 4 };
  assert.deepEqual(await names({ ...honest, page: 5 }, 1), ["i5", "i6", "i7", "i8", "i9"]);
  assert.deepEqual(await names(honest, 1), ["i4", "i5", "i6", "i7"]);
});
