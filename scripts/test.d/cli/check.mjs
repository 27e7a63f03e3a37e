// What a campaign by the command line must have come to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, junk] = process.argv.slice(2);
const text = (name) => readFileSync(join(folder, name), "utf8");
const lines = (name) => text(name).trimEnd().split("\n");
const CLASSES = ["cat", "dog", "bird"];

const truth = JSON.parse(text("truth.json"));
const verdicts = [0, 1].map((task) => JSON.parse(text(`verdict-${task}.json`)));
const wanted = verdicts.flatMap(({ labels, margins, confidences }) =>
  labels.map((label, n) => [CLASSES[label], margins[n] / 4096, confidences[n] / 65536]),
);

const [header, ...rows] = lines("verdict.csv").map((line) => line.split(","));
assert.deepEqual(header, ["item", "label", "margin_bits", "confidence"]);
assert.equal(rows.length, 120);
rows.forEach(([item, label, margin, confidence], n) => {
  assert.equal(item, `item-${String(n).padStart(3, "0")}`);
  assert.equal(label, wanted[n][0]);
  assert.ok(Math.abs(Number(margin) - wanted[n][1]) < 0.001, `margin of ${item}`);
  assert.ok(Math.abs(Number(confidence) - wanted[n][2]) < 0.0001, `confidence of ${item}`);
});
const objects = lines("verdict.jsonl").map((line) => JSON.parse(line));
assert.deepEqual(
  objects.map(({ item, label }) => [item, label]),
  rows.map(([item, label]) => [item, label]),
);
const right = rows.filter(([, label], n) => label === truth[n]).length;
assert.ok(right >= 110, `${right} of 120 verdicts are right`);

const [both, ...refined] = lines("refined.csv").map((line) => line.split(","));
assert.deepEqual(both, [...header, "refined", "refined_margin_bits", "refined_confidence"]);
assert.deepEqual(
  refined.map((row) => row.slice(0, 4)),
  rows,
);
const better = refined.filter((row, n) => row[4] === truth[n]).length;
assert.ok(better >= 110, `${better} of 120 refined verdicts are right`);
const ranking = lines("ranking.jsonl").map((line) => JSON.parse(line));
assert.deepEqual(
  ranking.map(({ rank, candidate }) => [rank, candidate]),
  ["ace", "bee", "cow", "dot", "elk", "fox"].map((candidate, n) => [n + 1, candidate]),
);

const rounds = lines("adapt.log").map((line) => JSON.parse(line));
const asked = rounds.flatMap((round) => round.asked);
assert.deepEqual(asked.map(({ task, wave, seats }) => [task, wave, seats]).sort(), [
  [0, 1, 2],
  [1, 1, 2],
]);
for (const { items } of asked) assert.ok(items >= 30 && items <= 60, `a wave of ${items} items`);
// Labelers reveal what is left after half of the window.
const revealed = rounds.reduce((sum, round) => sum + round.revealed, 0);
assert.ok(revealed > 0 && revealed <= 10, `the requester revealed ${revealed} seats`);
const ignored = rounds.flatMap((round) => round.junk);
assert.ok(
  ignored.length > 0 && ignored.every(({ labeler }) => labeler === junk),
  "the junk is told",
);
assert.deepEqual(rounds.flatMap((round) => round.gold_opened).sort(), [0, 1]);

for (const task of [0, 1]) {
  const { phase, gold, seats } = JSON.parse(text(`task-${task}.json`));
  assert.equal(phase, "settled");
  assert.equal(gold, "moved");
  assert.equal(seats.filter(({ status }) => status === "revealed").length, 5);
  const noise = seats.find(({ labeler }) => labeler === junk);
  assert.equal(noise.status, "sealed");
}

const crank = JSON.parse(lines("crank.log").at(-1));
assert.ok(BigInt(crank.earned.stake) > 0n, "the keeper earned tips");
