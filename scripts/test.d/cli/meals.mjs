// What examples/meals must have come to: exports are the chain's verdict, gold decided its answers, and the deposit
// is pay, commons, fee, tip and refund, to the unit.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, deposit] = process.argv.slice(2);
const text = (name) => readFileSync(join(folder, name), "utf8");
const json = (name) => JSON.parse(text(name));
const rows = (name) =>
  text(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

const ITEMS = 48;
const PRICE = 1_000n;
const FEE = 50n;
const BOND = 1_000n;
const TIP = 901n;
const QUESTIONS = ["stars", "says/friendly", "says/cheap"];

const verdict = json("verdict.json");
const at = (question, item) => question * ITEMS + item;
/** An answer as the chain has it: stars from 1 on, unrounded, and tags by name. */
const answer = (question, item) =>
  question === 0
    ? 1 + verdict.values[0][item] / 256
    : ["no", "yes"][verdict.labels[at(question, item)]];

const [header, ...lines] = rows("verdict.csv");
const columns = QUESTIONS.flatMap((name) => [name, `${name}_margin_bits`, `${name}_confidence`]);
assert.deepEqual(header, ["item", ...columns]);
assert.equal(lines.length, ITEMS);
const objects = text("verdict.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
assert.equal(objects.length, ITEMS);
lines.forEach(([name, ...cells], item) => {
  assert.equal(name, `meal-${String(item + 1).padStart(2, "0")}`);
  assert.equal(objects[item].item, name);
  QUESTIONS.forEach((question, n) => {
    const [said, margin, confidence] = cells.slice(3 * n, 3 * n + 3);
    const wanted = answer(n, item);
    assert.equal(n === 0 ? Number(said) : said, wanted, `${question} of ${name}`);
    assert.equal(objects[item][question], wanted);
    const place = at(n, item);
    assert.ok(Math.abs(Number(margin) - verdict.margins[place] / 4_096) < 0.001);
    assert.ok(Math.abs(Number(confidence) - verdict.confidences[place] / 65_536) < 0.0001);
    assert.equal(objects[item][`${question}_margin_bits`], verdict.margins[place] / 4_096);
  });
});

// What each labeler said is what stands in their files, and as many labels are counted.
const [said, ...given] = rows("raw.csv");
assert.deepEqual(said, ["item", "labeler", ...QUESTIONS]);
const files = [1, 2, 3, 4].map((n) => new Set(rows(`labels-${n}.csv`).map((row) => row.join())));
const labelers = [...new Set(given.map(([, labeler]) => labeler))];
assert.ok(labelers.length >= 3, `${labelers.length} labelers were exported`);
for (const labeler of labelers) {
  const own = given.filter(([, who]) => who === labeler);
  const theirs = own.map(([item, , ...labels]) => [item, ...labels].join());
  assert.ok(
    files.some((file) => theirs.every((row) => file.has(row))),
    `what ${labeler} said stands in no file`,
  );
}
const all = text("all.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
const [, ...fields] = rows("items.csv")[0];
all.forEach((row) => {
  QUESTIONS.forEach((question, n) => {
    const labels = given.filter(([item, , ...cells]) => item === row.item && cells[n] !== "");
    assert.equal(row[`${question}_label_count`], labels.length, `${question} of ${row.item}`);
  });
  for (const field of fields) assert.equal(typeof row[field], "string", `${field} of ${row.item}`);
});

const [names, ...gold] = rows("gold.csv");
assert.deepEqual(names, ["item", ...QUESTIONS]);
const exported = new Map(lines.map(([name, ...cells]) => [name, cells]));
for (const [name, ...known] of gold)
  known.forEach((value, n) => assert.equal(exported.get(name)[3 * n], value, `gold of ${name}`));
const manifest = text("items.manifest/items.jsonl");
for (const question of QUESTIONS) assert.ok(!manifest.includes(question), "no gold in the manifest");

const { phase, gold: outcome, seats } = json("task.json");
assert.deepEqual([phase, outcome], ["settled", "moved"]);
assert.ok(seats.length >= 3 && seats.every(({ status }) => status === "revealed"));

const sum = (amounts) => amounts.reduce((all, amount) => all + BigInt(amount), 0n);
const labels = sum(verdict.scores.map((score) => score.labels));
const certificate = json("certificate.json");
assert.equal(BigInt(certificate.labels), labels);
assert.equal(certificate.gold_items, QUESTIONS.length * gold.length);
const pay = sum(verdict.scores.map((score) => score.pay));
const most = BigInt(4 * ITEMS * QUESTIONS.length);
assert.equal(BigInt(deposit), most * (PRICE + FEE) + BOND + TIP);
const ledger = json("ledger.json");
const wanted = {
  deposited: BigInt(deposit),
  reserved: 0n,
  pay,
  commons: labels * PRICE - pay,
  fee: labels * FEE,
  tips: TIP,
  refunded: (most - labels) * (PRICE + FEE) + BOND,
};
for (const [name, amount] of Object.entries(wanted))
  assert.equal(BigInt(ledger[name]), amount, name);
