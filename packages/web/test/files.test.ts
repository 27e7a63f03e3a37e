// Files of labels: those that the command line writes too, and those that only the page makes.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { toCard } from "../src/logic/files/card.js";
import { tableOf, type NamedItem, type Source, type Wanted } from "../src/logic/files/columns.js";
import { toFeatured, typed } from "../src/logic/files/features.js";
import { toLabelStudio } from "../src/logic/files/label-studio.js";
import { toParquet } from "../src/logic/files/parquet.js";
import { formulas, toCsv, toImageFolder, toJsonLines } from "../src/logic/files/text.js";

type Fields = Record<string, unknown> & { item: string };
type Vector = Omit<Source, "items"> & {
  name: string;
  items: Fields[];
  files: Record<string, string>;
};

const VECTORS = JSON.parse(readFileSync("../cli/vectors/export.json", "utf8")) as Vector[];

const named = (items: readonly Fields[]): ReadonlyMap<number, NamedItem> =>
  new Map(items.map((fields, number) => [number, { name: fields.item, fields }]));

const sourceOf = (vector: Vector): Source => ({ ...vector, items: named(vector.items) });

const KINDS: Record<string, Wanted> = {
  plain: {},
  all: { fields: true, counts: true },
  tame: { fields: true, counts: true },
  raw: { fields: true, raw: true },
};

test("CSV and JSON lines are byte for byte what pasar export writes", () => {
  let compared = 0;
  for (const vector of VECTORS) {
    for (const [file, wanted] of Object.entries(vector.files)) {
      const [kind = "", ending] = file.split(".");
      const table = tableOf(sourceOf(vector), KINDS[kind] ?? {});
      const found = ending === "csv" ? toCsv(table, kind === "tame") : toJsonLines(table);
      assert.equal(found, wanted, `${vector.name}: ${file}`);
      compared += 1;
    }
  }
  assert.equal(compared, 14);
});

test("no formula is left for a spreadsheet, and what is no formula is left alone", () => {
  const table = {
    columns: [{ name: "item", kind: { of: "text" }, what: "" } as const],
    rows: ["=1+1", "+a", "-", "@x", "\tx", "-5", "+1.5", "-1,5", "-.5", "-2e3", "a=b", ""].map(
      (text) => [text],
    ),
  };
  assert.equal(formulas(table), 5);
  assert.deepEqual(toCsv(table, true).split("\n").slice(1, 8), [
    "'=1+1",
    "'+a",
    "'-",
    "'@x",
    "'\tx",
    "-5",
    "+1.5",
  ]);
});

test("a field that only some items have is nothing in the others, whatever it is called", () => {
  const [vector] = VECTORS;
  const items = vector!.items.map((fields, at) => (at > 0 ? fields : { ...fields, toString: "x" }));
  const lines = toJsonLines(tableOf({ ...vector!, items: named(items) }, { fields: true })).split(
    "\n",
  );
  const said = lines
    .slice(0, 2)
    .map((line) => (JSON.parse(line) as Record<string, unknown>)["toString"]);
  assert.deepEqual(said, ["x", null]);
});

test("pictures of an image folder are named first, as they lie below the folder", () => {
  const [vector] = VECTORS;
  const links = ["img/1.png", "https://example.org/a/2.png?x=1#y", "ipfs://Qm7/3.png", null];
  const items = vector!.items.map((fields, at) => ({ ...fields, label: links[at] }));
  const table = tableOf({ ...vector!, items: named(items) }, { fields: true });
  const lines = toImageFolder(table, "label").split("\n");
  assert.match(lines[0]!, /^file_name,item,label,margin_bits,/);
  assert.doesNotMatch(lines[0]!, /item_label/);
  assert.match(lines[1]!, /^img\/1\.png,"a,1",=cat,/);
  assert.match(lines[2]!, /^example\.org\/a\/2\.png,@b,/);
  assert.throws(() => toImageFolder(table, "picture"), /no item has a field "picture"/);
});

test("in Label Studio verdicts are predictions, and tags of a group one choice of several", () => {
  const [, form] = VECTORS;
  const options = {
    model: "Pasar",
    target: "text",
    media: ({ name }: NamedItem) => ({ picture: `https://example.org/${name}` }),
  };
  const [first, second] = JSON.parse(
    toLabelStudio(sourceOf(form!), { ...options, raw: false }),
  ) as { data: object; predictions: { score: number; result: { from_name: string }[] }[] }[];
  assert.deepEqual(first!.data, {
    item: "p-0",
    stars: "mine",
    picture: "https://example.org/p-0",
  });
  const region = (from_name: string, type: string, value: object) => ({
    from_name,
    to_name: "text",
    type,
    value,
  });
  assert.deepEqual(first!.predictions[0]!.result, [
    region("stars", "rating", { rating: 4 }),
    region("much", "number", { number: 0.332 }),
    region("mood", "choices", { choices: ["calm"] }),
    region("item_label", "choices", { choices: ["x"] }),
    region("wide", "number", { number: 1e17 }),
  ]);
  assert.equal(first!.predictions[0]!.score, 0);
  const names = second!.predictions[0]!.result.map(({ from_name }) => from_name);
  assert.deepEqual(names, ["stars", "mood", "item_label", "wide"]);
  const raw = JSON.parse(toLabelStudio(sourceOf(form!), { ...options, raw: true })) as {
    annotations: { result: { meta: object; value: object }[] }[];
  }[];
  assert.deepEqual(
    raw.map(({ annotations }) => annotations.length),
    [2, 1],
  );
  assert.deepEqual(raw[0]!.annotations[1]!.result[0]!.value, { rating: 4 });
  assert.deepEqual(raw[0]!.annotations[1]!.result[0]!.meta, { text: ["wasm1d"] });
});

/** Where tools/check-files.py finds what a library of others must be able to read. */
const FOLDER = "build/files";

test("Parquet and its card are left for a reader that is not ours", async () => {
  for (const [number, vector] of VECTORS.entries()) {
    for (const raw of [false, true]) {
      const table = tableOf(sourceOf(vector), { fields: true, counts: true, raw });
      const folder = `${FOLDER}/${number}${raw ? "-raw" : ""}`;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/a.parquet`, await toFeatured(table, "the test"));
      writeFileSync(`${folder}/a.jsonl`, toJsonLines(table));
      const card = toCard({
        title: 'What "is" it?\u2028# [no](link) | no',
        file: "a.parquet",
        rows: table.rows.length,
        columns: typed(table).map(({ feature }, at) => ({ column: table.columns[at]!, feature })),
        license: number === 0 ? "CC-BY-4.0" : 'Mine: "none"',
        facts: [["root of the items", "00ff"]],
        certificate: ["* Nothing was tested."],
      });
      assert.match(card, /\| root of the items \| 00ff \|/);
      assert.match(card, /# What "is" it\? \\# \\\[no\\\]\(link\) \\\| no\n/);
      writeFileSync(`${folder}/README.md`, card);
    }
  }
});

test("more rows than a page has, none at all, and values of another type", async () => {
  const count = 40_000;
  const values = Array.from({ length: count }, (_, at) => (at % 7 === 0 ? null : at - 5));
  const file = await toParquet([{ name: "n", type: "int64", values }], {}, "the test");
  const folder = `${FOLDER}/large`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/a.parquet`, file);
  writeFileSync(`${folder}/a.jsonl`, values.map((n) => `${JSON.stringify({ n })}\n`).join(""));
  const none = await toParquet([{ name: "n", type: "text", values: [] }], {}, "the test");
  assert.equal(new TextDecoder().decode(none.subarray(0, 4)), "PAR1");
  await assert.rejects(
    toParquet([{ name: "n", type: "double", values: ["1"] }], {}, "the test"),
    /column n: found a string, expected a number/,
  );
});
