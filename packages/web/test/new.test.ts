import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { goldOf, guessShow, itemsOf } from "../src/logic/items.js";
import { bind, match, pathsIn } from "../src/logic/media-files.js";
import {
  classesOf,
  EMPTY,
  FieldError,
  headerOf,
  pathOf,
  termsOf,
} from "../src/logic/new-campaign.js";
import { readTable } from "../src/logic/table.js";
import { leads, toAskAgain } from "../src/logic/votes.js";

interface Vector {
  rule: string;
  file: string;
  text?: string;
  manifest?: string[];
  gold?: [number, string][];
  refusal?: string;
}

test("what this page takes of a table becomes the manifest that the command line makes of it", () => {
  const vectors = JSON.parse(readFileSync("../tables/vectors/items.json", "utf8")) as Vector[];
  let taken = 0;
  for (const { rule, file, text, manifest, gold, refusal } of vectors) {
    if (!file.endsWith(".csv") || text === undefined) continue;
    let found: ReturnType<typeof itemsOf>;
    try {
      found = itemsOf(readTable(text));
    } catch {
      continue;
    }
    assert.equal(refusal, undefined, `the command line refuses: ${rule}`);
    assert.deepEqual(found.lines, manifest, rule);
    assert.deepEqual(found.gold, gold, rule);
    taken += 1;
  }
  assert.ok(taken > 0, "some are taken");
});

test("quotes, separators and lines are those of the file", () => {
  const table = readTable('item;note\r\na;"x; ""y""\nz"\r\n\r\nb; w \r\n');
  assert.deepEqual(table.columns, ["item", "note"]);
  assert.deepEqual(table.rows, [
    ["a", 'x; "y"\nz'],
    ["b", "w"],
  ]);
  assert.deepEqual(table.lines, [2, 5]);
  const items = itemsOf(readTable("item,z,\u{1F600},\uFF5E\na,1,2,3\n"));
  // By code points: as UTF-16 the emoji would stand before the wave.
  assert.deepEqual(items.lines, ['{"item":"a","z":"1","\uFF5E":"3","\u{1F600}":"2"}']);
});

test("what is no table of items is refused with its line", () => {
  const refused = (text: string, why: RegExp) =>
    assert.throws(() => itemsOf(readTable(text)), why, text);
  refused("", /^TableError: line 1: the file is empty/);
  refused("name\nx\n", /line 1: no column "item", found "name"/);
  refused("item,note\na\n", /line 2: 1 fields, expected 2/);
  refused('item\n"a\n', /line 2: a quote that is never closed/);
  refused('item\n"a"b\n', /line 2: text after a closing quote: b/);
  refused("item,item\na,b\n", /line 1: column "item" twice/);
  refused("item\na\nb\na\n", /line 4: item "a" stands in line 2 too/);
  refused("item,note\n,x\n", /line 2: an item without a name/);
  refused("item\n", /line 2: no items/);
});

test("files are found wherever the chosen folder begins, and bound by their hashes", () => {
  const items = itemsOf(
    readTable("item,picture,note\na,img/1.png,x\nb,img/2.png,\nc,https://x/3.png,\n"),
  );
  const paths = pathsIn(items, ["picture"]);
  assert.deepEqual(paths, ["img/1.png", "img/2.png"]);
  const found = (...files: string[]) =>
    [
      ...match(
        paths,
        files.map((path) => ({ path, size: 1 })),
      ),
    ].map(([path, { path: file }]) => `${path}=${file}`);
  const both = ["img/1.png", "img/2.png"];
  assert.deepEqual(
    found(...both),
    both.map((path) => `${path}=${path}`),
  );
  assert.deepEqual(
    found("set/img/1.png", "set/img/2.png"),
    both.map((path) => `${path}=set/${path}`),
  );
  assert.deepEqual(found("1.png", "3.png"), ["img/1.png=1.png"]);
  // Two that could be meant, and one of another folder, are none.
  assert.deepEqual(found("a/img/1.png", "b/img/1.png", "other/2.png"), []);
  const hash = "ab".repeat(32);
  const bound = bind(items, ["picture"], new Map([["img/1.png", hash]]));
  assert.equal(
    bound.lines[0],
    `{"item":"a","note":"x","picture":"img/1.png","picture_sha256":"${hash}"}`,
  );
  assert.deepEqual(bound.lines.slice(1), items.lines.slice(1));
  assert.deepEqual(bind(bound, ["picture"], new Map([["img/1.png", hash]])).lines, bound.lines);
  assert.throws(
    () => bind(bound, ["picture"], new Map([["img/1.png", "cd"]])),
    /picture_sha256 of img\/1.png is "abab/,
  );
});

test("an answer may have its own meaning and key", () => {
  assert.deepEqual(classesOf("even | divisible by two | E\nodd || o\nx | a | longer hint\n\ny|z"), [
    { name: "even", hint: "divisible by two", key: "e" },
    { name: "odd", hint: "", key: "o" },
    { name: "x", hint: "a | longer hint", key: "" },
    { name: "y", hint: "z", key: "" },
  ]);
});

test("columns look as what they link to", () => {
  assert.equal(guessShow(["img/1.PNG", "", "https://x/2.jpg?size=3"]), "image");
  assert.equal(guessShow(["a.mp3"]), "audio");
  assert.equal(guessShow(["https://example.org/a"]), "link");
  assert.equal(guessShow(["a.png", "a text"]), "text");
  assert.equal(guessShow(["", ""]), "text");
});

test("gold is checked as the chain does, before anything is paid", () => {
  const golden = (count: number, label = (n: number) => "ab"[n % 2]!) =>
    Array.from({ length: count }, (_, n) => [n, label(n)] as const);
  assert.equal(goldOf(golden(10), ["a", "b"], 50, 50)[0]?.length, 10);
  const refused = (gold: ReturnType<typeof golden>, items: number, why: RegExp) =>
    assert.throws(() => goldOf(gold, ["a", "b"], items, 50), why);
  refused(golden(9), 50, /page 0 has 9 gold items, expected 10 to 12/);
  refused(golden(13), 50, /page 0 has 13 gold items/);
  refused(
    golden(10, (n) => "aab"[n % 3]!),
    50,
    /7 of 10 gold items of page 0 are of one class/,
  );
  refused(
    golden(10, () => "c"),
    50,
    /gold of item 1 is "c", expected one of "a", "b"/,
  );
  refused([...golden(10), [51, "a"]], 60, /page 1 has 10 items, and gold needs 40/);
});

const ITEMS = itemsOf(readTable("item,picture,note\na,1.png,x\nb,2.png,y\n"));
const TYPED = { ...EMPTY, title: "Which?", classes: "cat | It purrs.\ndog", price: "0.5" };

test("terms are what was typed, and numbers that are none are named", () => {
  assert.deepEqual(classesOf("a\n\n b | what | it is "), [
    { name: "a", hint: "", key: "" },
    { name: "b", hint: "what | it is", key: "" },
  ]);
  const around = {
    items: 2,
    denom: { native: "uusd" },
    unit: { symbol: "USD", decimals: 6 },
    root: "00",
    uri: "https://x/manifest.json",
    readingKey: undefined,
    gold: undefined,
    now: 1_000,
  };
  const terms = termsOf({ ...TYPED, stake: "1,25" }, around);
  assert.deepEqual(terms.questions, [{ classes: { name: "label", classes: ["cat", "dog"] } }]);
  assert.equal(terms.price, "500000");
  assert.equal(terms.seat_stake.amount, "1250000");
  assert.equal(terms.page, 2);
  assert.equal(terms.ends_at, `${1_000 + 7 * 86_400}000000000`);
  const wrong = (part: Partial<typeof TYPED>, path: string) =>
    assert.throws(
      () => termsOf({ ...TYPED, stake: "1", ...part }, around),
      (error) => error instanceof FieldError && error.path === path,
    );
  wrong({ price: "0.0000001" }, "price");
  wrong({ stake: "" }, "seat_stake.amount");
  wrong({ min: "three" }, "overlap.min");
  wrong({ commitMinutes: "-1" }, "windows.commit_seconds");
});

test("the header shows each column as it was chosen", () => {
  const header = JSON.parse(headerOf(TYPED, ITEMS, { picture: "image", note: "hide" })) as object;
  assert.deepEqual(header, {
    pasar: "manifest/1",
    title: { en: "Which?" },
    instructions: { en: "" },
    classes: [{ name: "cat", hint: { en: "It purrs." } }, { name: "dog" }],
    view: [{ show: "image", field: "picture", zoom: true }],
    items: { file: "items.jsonl", count: 2 },
  });
});

test("refusals find their field", () => {
  assert.equal(pathOf("overlap.max is 2, expected 3 to 32"), "overlap.max");
  assert.equal(pathOf("classes[0] is 70, expected 1 to 64"), "classes");
  assert.equal(pathOf("instructions.en: found nothing"), "instructions");
  assert.equal(pathOf("seat stake is 0, expected at least 1"), "seat_stake.amount");
  assert.equal(pathOf("The market is closed"), "");
});

test("a further round asks for the items with the thinnest lead, thirty at least", () => {
  const everything = Array.from({ length: 60 }, (_, item) => item);
  const votes = (wrong: number) => everything.map((item) => (item < wrong ? 1 : 0));
  const voters = [votes(0), votes(0), votes(20)].map((labels) => ({ asked: everything, labels }));
  const found = leads(60, 3, voters);
  assert.deepEqual([found[0], found[59]], [1, 3]);
  const again = toAskAgain(found);
  assert.equal(again.length, 30);
  assert.deepEqual(again.slice(0, 20), everything.slice(0, 20));
  assert.deepEqual(toAskAgain(leads(60, 3, voters.slice(0, 2).concat(voters.slice(0, 1)))), []);
  // Later voters are asked for some items alone; what they leave out is no vote.
  assert.deepEqual(leads(3, 2, [{ asked: [0, 2], labels: [1, 255] }]), [1, 0, 0]);
});
