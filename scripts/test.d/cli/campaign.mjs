// Writes campaigns into a folder: one with gold and a second wave, one whose verdict may be
// challenged; and what five labelers say of their items. Beside them examples/meals, which asks several questions.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const CLASSES = ["cat", "dog", "bird"];
const items = Array.from({ length: 120 }, (_, n) => ({
  name: `item-${String(n).padStart(3, "0")}`,
  truth: (n * 7 + (n >> 3)) % 3,
}));

// The same items are pairs, so that they can be ranked: "cat" says that the first is preferred, "dog"
// that the second is, and "bird" that neither is. An earlier candidate is the better one.
const CANDIDATES = ["ace", "bee", "cow", "dot", "elk", "fox"];
const rows = items.map(({ name, truth }, n) => {
  const gold = n % 60 < 12 ? CLASSES[truth] : "";
  const better = n % 5;
  const worse = better + 1 + ((n >> 2) % (5 - better));
  const pair = [CANDIDATES[better], CANDIDATES[worse]];
  if (truth === 1) pair.reverse();
  return `${name},https://example.org/${name}.jpg,${pair.join(",")},${gold}`;
});
writeFileSync(join(folder, "items.csv"), ["item,url,first,second,gold", ...rows, ""].join("\n"));
writeFileSync(join(folder, "truth.json"), JSON.stringify(items.map(({ truth }) => CLASSES[truth])));

// Each errs on other items; labeler 2 writes numbers, and labeler 3 leaves some items out.
for (let labeler = 1; labeler <= 5; labeler += 1) {
  const lines = items.flatMap(({ name, truth }, n) => {
    if (labeler === 3 && n % 17 === 5) return [];
    const errs = (n * 31 + labeler * 17) % 11 < 2;
    const label = errs ? (truth + 1 + (n % 2)) % 3 : truth;
    return [`${name},${labeler === 2 ? label : CLASSES[label]}`];
  });
  writeFileSync(join(folder, `labels-${labeler}.csv`), ["item,label", ...lines, ""].join("\n"));
}

writeFileSync(
  join(folder, "terms.toml"),
  `items = "items.csv"
manifest_uri = "https://example.org/items.jsonl"
classes = ${JSON.stringify(CLASSES)}
domain = "animals"
page = 60
price = 1000
denom = "stake"
overlap = { min = 4, max = 6 }
max_waves = 2
first_draw_seconds = 2

[seat_stake]
amount = 1000

[windows]
opening_seconds = 3
ticket_seconds = 60
fill_seconds = 120
commit_seconds = 90
reveal_seconds = 20

[gold]
bond = 1000
window_seconds = 40
`,
);

const plain = items.slice(0, 60).map(({ name }) => name);
writeFileSync(join(folder, "items-2.csv"), ["item", ...plain, ""].join("\n"));
for (let labeler = 1; labeler <= 5; labeler += 1) {
  const lines = readFileSync(join(folder, `labels-${labeler}.csv`), "utf8").split("\n");
  const known = lines.filter(
    (line) => line.startsWith("item,") || plain.includes(line.split(",")[0]),
  );
  writeFileSync(join(folder, `labels-2-${labeler}.csv`), [...known, ""].join("\n"));
}
writeFileSync(
  join(folder, "terms-2.toml"),
  `items = "items-2.csv"
manifest_uri = "https://example.org/items-2.jsonl"
classes = ${JSON.stringify(CLASSES)}
domain = "animals"
price = 1000
denom = "stake"
overlap = { min = 4, max = 4 }
first_draw_seconds = 2

[seat_stake]
amount = 9000

[windows]
opening_seconds = 3
ticket_seconds = 60
fill_seconds = 60
commit_seconds = 60
reveal_seconds = 60

[challenge]
window_seconds = 600
panel_seats = 3
max = 1
panel_mass = 20
`,
);

const meals = join(folder, "meals");
cpSync(new URL("../../../examples/meals", import.meta.url), meals, { recursive: true });
// What no answer is: beyond the scale, no class, a column of no question; and too few answers.
const said = readFileSync(join(meals, "labels-1.csv"), "utf8");
const lines = said.split("\n").map((line) => line.split(","));
const write = (name, rows) =>
  writeFileSync(join(meals, name), rows.map((row) => row.join(",")).join("\n"));
const changed = (line, column, to) =>
  lines.map((row, n) => row.map((cell, m) => (n === line && m === column ? to : cell)));
write("stars.csv", changed(5, 1, "6"));
write("tags.csv", changed(1, 2, "maybe"));
write("columns.csv", changed(0, 2, "friendly"));
write("few.csv", [...lines.slice(0, 2), []]);
