import assert from "node:assert/strict";
import { test } from "node:test";
import { readHeader } from "pasar-client/manifest";
import type { taskRegistry } from "pasar-client/reading";
import { Draft, NONE, OPEN } from "../src/logic/draft.js";
import {
  isAnswered,
  isEnded,
  keyedBy,
  nextWidget,
  noLabel,
  pressed,
  questionsOf,
  wantedKeys,
  widgetsOf,
} from "../src/logic/form.js";
import { tableOf } from "../src/logic/files/columns.js";
import { toCsv, toJsonLines } from "../src/logic/files/text.js";

const tag = (name: string): taskRegistry.Question => ({
  classes: { name, classes: ["no", "yes"] },
});
const scale = (name: string, levels: number, from: string, to: string): taskRegistry.Question => ({
  scale: { name, levels, from, to, read: "median" },
});

const ASKED = [
  scale("stars", 5, "1", "5"),
  scale("share", 101, "0", "1"),
  tag("says/friendly"),
  tag("says/cheap"),
  { classes: { name: "kind", classes: ["soup", "rice"] } },
];

const HEADER = readHeader({
  pasar: "manifest/1",
  title: { en: "Meals" },
  instructions: { en: "Read." },
  questions: [
    { name: "stars", title: { en: "How good?" }, scale: { levels: 5, to: { en: "excellent" } } },
    { name: "share", scale: { levels: 101 } },
    {
      name: "says/friendly",
      group: { en: "What is said?" },
      classes: [{ name: "no" }, { name: "yes", key: "f" }],
    },
    { name: "says/cheap", classes: [{ name: "no" }, { name: "yes", key: "f" }] },
    { name: "kind", show: "check", classes: [{ name: "soup" }, { name: "rice" }] },
  ],
  view: [{ show: "text", field: "review" }],
  items: { file: "items.jsonl", count: 2 },
});

test("few grades are buttons, many levels a slider, tags boxes beside each other", () => {
  const widgets = widgetsOf(ASKED);
  assert.deepEqual(
    widgets.map(({ kind }) => kind),
    ["choice", "slide", "boxes", "choice"],
  );
  assert.deepEqual(widgets.map(questionsOf), [[0], [1], [2, 3], [4]]);
  const [stars, , tags] = widgets;
  assert.ok(stars?.kind === "choice" && tags?.kind === "boxes");
  assert.deepEqual(
    stars.options.map(({ name }) => name),
    ["1", "2", "3", "4", "5"],
  );
  assert.deepEqual(
    [tags.name, ...tags.boxes.map(({ name }) => name)],
    ["says", "friendly", "cheap"],
  );
});

test("a header says what questions mean and how they are shown", () => {
  const widgets = widgetsOf(ASKED, HEADER);
  assert.deepEqual(widgets.map(questionsOf), [[0], [1], [2, 3], [4]]);
  const [stars, , tags, kind] = widgets;
  assert.ok(stars?.kind === "choice" && tags?.kind === "boxes" && kind?.kind === "boxes");
  assert.deepEqual(stars.title, { en: "How good?" });
  assert.deepEqual(stars.options[4], { name: "5", hint: { en: "excellent" } });
  assert.deepEqual(tags.group, { en: "What is said?" });
  // Two boxes that want one key: the first has it; the last place is that of "none of these".
  assert.deepEqual(wantedKeys(tags), ["f", undefined, undefined]);
  assert.deepEqual(wantedKeys(widgets[1]), []);
});

test("answers have keys of somebody's own, each under a name of its own", () => {
  const [stars, share, tags] = widgetsOf(ASKED, HEADER);
  const names = [stars!, share!, tags!].map((widget) => keyedBy(widget).map(({ what }) => what));
  assert.deepEqual(names, [
    ["stars=1", "stars=2", "stars=3", "stars=4", "stars=5"],
    [],
    ["says/friendly", "says/cheap", "says/"],
  ]);
  assert.deepEqual(wantedKeys(stars, { "stars=2": "b", "says/": "n" })[1], "b");
  assert.deepEqual(wantedKeys(tags, { "says/": "n" }), ["f", undefined, "n"]);
});

test("a heading begins boxes of their own, and no more than 11 levels are buttons", () => {
  const questions = [tag("a/x"), tag("a/y"), tag("b/z"), scale("pain", 12, "none", "worst")];
  assert.deepEqual(widgetsOf(questions).map(questionsOf), [[0, 1], [2], [3]]);
  const words = widgetsOf([scale("pain", 11, "none", "worst")])[0];
  assert.ok(words?.kind === "choice");
  assert.deepEqual(
    [words.options[0]?.name, words.options[5]?.name, words.options[10]?.name],
    ["0 (none)", "5", "10 (worst)"],
  );
});

test("the first tick answers the boxes beside it by no; the next ones change themselves alone", () => {
  const boxes = widgetsOf(ASKED)[2]!;
  const open = [OPEN, OPEN, OPEN, OPEN, OPEN];
  assert.deepEqual(pressed(boxes, 1, open), [
    [2, 0],
    [3, 1],
  ]);
  const ticked = [OPEN, OPEN, 0, 1, OPEN];
  assert.deepEqual(pressed(boxes, 0, ticked), [[2, 1]]);
  assert.deepEqual(pressed(boxes, 1, ticked), [[3, 0]]);
  assert.deepEqual(pressed(boxes, 2, ticked), [
    [2, 0],
    [3, 0],
  ]);
  assert.deepEqual([isEnded(boxes, 1), isEnded(boxes, 2)], [false, true]);
  assert.deepEqual(noLabel(boxes), [
    [2, NONE],
    [3, NONE],
  ]);
});

test("what comes next is what has no answer, around the end", () => {
  const widgets = widgetsOf(ASKED);
  const answers = [3, OPEN, 0, NONE, 1];
  assert.equal(nextWidget(widgets, answers, 2), 1);
  assert.ok(isAnswered(widgets[2]!, answers));
  assert.equal(nextWidget(widgets, [3, 50, 0, 1, 1], 0), undefined);
});

test("a draft of several questions undoes what was one step at once, and keeps all", () => {
  let draft = Draft.empty(3, 2)
    .go(1)
    .answer([
      [0, 2],
      [1, 0],
    ]);
  assert.deepEqual(draft.answers(1), [2, 0]);
  draft = draft.answer([[1, 1]], 2);
  assert.deepEqual([draft.at, draft.open, draft.asked], [2, 2, 6]);
  assert.deepEqual([...draft.sealed()], [NONE, 2, NONE, NONE, 1, NONE]);
  const again = Draft.of(structuredClone(draft.data), 3, 2);
  assert.ok(again);
  assert.equal(Draft.of(draft.data, 4), undefined);
  assert.equal(Draft.of(draft.data, 2, 2), undefined);
  const back = again.undo();
  assert.deepEqual([back.at, ...back.answers(1)], [1, 2, 0]);
  assert.deepEqual(back.undo().answers(1), [OPEN, OPEN]);
  assert.equal(back.undo().canUndo, false);
  assert.deepEqual(back.undo().redo().redo().data.labels, draft.data.labels);
  assert.equal(draft.nextOpen([0, 1, 2], 2), 0);
  assert.deepEqual(draft.answer([[0, NONE]]).tally, { labeled: 2, none: 1, open: 3 });
});

test("the data set has a column a question, with values of scales before they are rounded", () => {
  const verdict = {
    labels: [3, 255, 50, 100, 1, 0, 0, 0, 1, 0],
    margins: [4_096, 0, 8_192, 0, 0, 0, 0, 0, 0, 0],
    confidences: [65_536, 0, 32_768, 0, 0, 0, 0, 0, 0, 0],
    values: [[3 * 256 + 64, null], [50 * 256 + 128, 100 * 256], [], [], []],
    changes: [{ challenge: 0, first: 99, item: 1, question: 1 }],
  };
  const tasks = [{ first: 0, items: 2, verdict }];
  const table = tableOf({ questions: ASKED, challenges: false, tasks }, {});
  const [first = "", second = ""] = toJsonLines(table).trim().split("\n");
  const row = JSON.parse(first) as Record<string, unknown>;
  assert.deepEqual([row["item"], row["stars"], row["share"]], ["0", 4.25, 0.505]);
  assert.deepEqual([row["stars_margin_bits"], row["stars_confidence"]], [1, 1]);
  assert.deepEqual([row["says/friendly"], row["kind"]], ["yes", "rice"]);
  const next = JSON.parse(second) as Record<string, unknown>;
  assert.deepEqual([next["stars"], next["share"]], [null, 1]);
  const alone = { first: 7, items: 1, verdict: { ...verdict, labels: [1], values: [[]] } };
  const one = tableOf({ questions: [tag("any")], challenges: false, tasks: [alone] }, {});
  assert.equal(toCsv(one), "item,label,margin_bits,confidence\n7,yes,1.000,1.0000\n");
});
