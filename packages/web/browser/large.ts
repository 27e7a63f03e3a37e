// What a campaign is made of whose only page is as large as a page may be.

import { manifestUri } from "pasar-client/manifest";
import { classQuestion, MerkleTree, toHex, utf8, type taskRegistry } from "pasar-client/reading";

/** Items of the largest page. */
export const LARGE = 16_384;
export const ANIMALS = ["cat", "dog", "neither"];
const PRICE = "100";

export const largeLines = (): string[] =>
  Array.from({ length: LARGE }, (_, item) => {
    const text = `Sentence ${item} of a list that is as long as a page may be: a ${ANIMALS[item % 2]} sat there.`;
    return JSON.stringify({ item: `s${item}`, text });
  });

/** Puts the campaign's files where an address is; the header's address, and the root of the items. */
export function publishLarge(
  url: string,
  put: (file: string, text: string) => void,
): { uri: string; root: string } {
  const lines = largeLines();
  const header = JSON.stringify({
    pasar: "manifest/1",
    title: { en: "What does it say?" },
    instructions: { en: "Say which animal the sentence is about." },
    classes: ANIMALS.map((name) => ({ name })),
    view: [{ show: "text", field: "text" }],
    items: { file: "items.jsonl", count: LARGE },
    access: { kind: "public" },
  });
  put("items.jsonl", lines.map((line) => `${line}\n`).join(""));
  put("manifest.json", header);
  const root = toHex(MerkleTree.of(lines.map(utf8)).root);
  return { root, uri: manifestUri(`${url}/manifest.json`, utf8(header)) };
}

/** Terms of it, for so many seats. */
export const largeTerms = (seats: number): Partial<taskRegistry.Terms> => ({
  questions: [classQuestion(ANIMALS)],
  domain: "text/animals",
  items: LARGE,
  page: LARGE,
  price: PRICE,
  overlap: { min: seats, max: seats },
});
