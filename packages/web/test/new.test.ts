import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseHeader, checkTerms } from "pasar-client/manifest";
import type { taskRegistry } from "pasar-client/reading";
import { answersOf, checkRead, goldOf as cut, knownOf } from "../src/logic/gold.js";
import { guessShow, itemsOf } from "../src/logic/items.js";
import { bind, match, pathsIn } from "../src/logic/media-files.js";
import {
  EMPTY,
  headerOf,
  mediaColumns,
  pathOf,
  placeOf,
  PRESETS,
  termsOf,
} from "../src/logic/new-campaign.js";
import {
  blank,
  classesOf,
  columnNames,
  FieldError,
  fitted,
  isBlank,
  moved,
  questionsOf,
  scaleOf,
  type Kind,
  type Typed,
} from "../src/logic/new-questions.js";
import { readTable } from "../src/logic/table.js";
import { begun, edited, TEMPLATES } from "../src/logic/templates.js";
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
    const known = found.known.flatMap(({ cells }) => [...cells]);
    const answers = known.map(([item, { text }]) => [item, text]);
    assert.deepEqual(answers, gold, rule);
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
  refused("", /^Error: line 1: the file is empty/);
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

const CLASSES: taskRegistry.Question[] = [{ classes: { name: "label", classes: ["a", "b"] } }];

test("gold is checked as the chain does, before anything is paid", () => {
  const goldOf = (gold: (readonly [number, string])[], items: number, page: number) => {
    const cells = gold.map(([item, text]) => [item, { line: item + 2, text }] as const);
    const answers = answersOf([{ name: "gold", cells: new Map(cells) }], CLASSES);
    return cut(answers, CLASSES, items, page);
  };
  const golden = (count: number, label = (n: number) => "ab"[n % 2]!) =>
    Array.from({ length: count }, (_, n) => [n, label(n)] as const);
  assert.equal(goldOf(golden(10), 50, 50)[0]?.length, 10);
  const refused = (gold: ReturnType<typeof golden>, items: number, why: RegExp) =>
    assert.throws(() => goldOf(gold, items, 50), why);
  refused(golden(9), 50, /page 1 has 9 gold items, expected 10 to 12/);
  refused(golden(13), 50, /page 1 has 13 gold items/);
  refused(
    golden(10, (n) => "aab"[n % 3]!),
    50,
    /7 of 10 gold items of page 1 are of one class/,
  );
  refused(
    golden(10, () => "c"),
    50,
    /line 2: column "gold": "c", expected one of a, b/,
  );
  refused([...golden(10), [51, "a"]], 60, /page 2 has 10 items, and gold needs 40/);
});

const ITEMS = itemsOf(readTable("item,picture,note\na,1.png,x\nb,2.png,y\n"));
const asked = (kind: Kind, part: Partial<Typed> = {}): Typed => ({ ...blank(kind), ...part });
const TYPED = {
  ...EMPTY,
  title: "Which?",
  questions: [asked("class", { classes: "cat | It purrs.\ndog" })],
  price: "0.5",
};
const AROUND = {
  items: 2,
  denom: { native: "uusd" },
  unit: { symbol: "USD", decimals: 6 },
  root: "00",
  uri: "https://x/manifest.json",
  readingKey: undefined,
  gold: undefined,
  now: 1_000,
};

test("terms are what was typed, and numbers that are none are named", () => {
  assert.deepEqual(classesOf("a\n\n b | what | it is "), [
    { name: "a", hint: "", key: "" },
    { name: "b", hint: "what | it is", key: "" },
  ]);
  const terms = termsOf({ ...TYPED, stake: "1,25" }, AROUND);
  assert.deepEqual(terms.questions, [{ classes: { name: "label", classes: ["cat", "dog"] } }]);
  assert.equal(terms.price, "500000");
  assert.equal(terms.seat_stake.amount, "1250000");
  assert.equal(terms.page, 2);
  assert.equal(terms.ends_at, `${1_000 + 7 * 86_400}000000000`);
  const wrong = (part: Partial<typeof TYPED>, path: string) =>
    assert.throws(
      () => termsOf({ ...TYPED, stake: "1", ...part }, AROUND),
      (error) => error instanceof FieldError && error.path === path,
    );
  wrong({ price: "0.0000001" }, "price");
  wrong({ stake: "" }, "seat_stake.amount");
  wrong({ min: "three" }, "overlap.min");
  wrong({ commitMinutes: "-1" }, "windows.commit_seconds");
  wrong({ newcomers: "few" }, "eligibility.newcomer_seats");
});

test("who may label and how verdicts are challenged is open to whoever looks for it", () => {
  const stake = { ...TYPED, stake: "1" };
  const plain = termsOf(stake, AROUND);
  assert.equal(plain.challenge, null);
  assert.deepEqual(plain.eligibility, {
    min_skill: 0,
    min_mass: 0,
    min_stake: "0",
    issuers: [],
    newcomer_seats: null,
  });
  const strict = termsOf(
    {
      ...stake,
      ...PRESETS.strict,
      minMass: "20",
      minStake: "2.5",
      newcomers: "0",
      issuers: "wasm1a, wasm1b",
    },
    AROUND,
  );
  const challenge = { max: 1, panel_mass: 20, panel_seats: 3, window_seconds: 86_400 };
  assert.deepEqual(strict.challenge, challenge);
  assert.deepEqual(strict.eligibility, {
    min_skill: 3_000,
    min_mass: 20,
    min_stake: "2500000",
    issuers: ["wasm1a", "wasm1b"],
    newcomer_seats: 0,
  });
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

/** A rating, two tags, one of some classes, and a number. */
const FORM = [
  asked("rating", {
    name: "stars",
    title: "How good was the food?",
    titleId: "Seberapa enak?",
    fromMeans: "sent back",
    toMeans: "excellent",
  }),
  asked("tags", {
    name: "says",
    title: "What is said?",
    classes: "friendly | Somebody was kind. | f\ncheap | | c",
  }),
  asked("class", { name: "kind", classes: "soup\nrice | cooked" }),
  asked("number", { name: "share", from: "0", to: "1,0", levels: "101" }),
];
const MEALS = itemsOf(readTable("item,review,picture\na,good,1.png\nb,bad,2.png\n"));

test("a form becomes terms and a header that clients take together", () => {
  const typed = { ...TYPED, questions: FORM, stake: "1", instructions: "Read." };
  const terms = termsOf(typed, AROUND);
  assert.deepEqual(terms.questions, [
    { scale: { name: "stars", levels: 5, from: "1", to: "5", read: "median" } },
    { classes: { name: "says/friendly", classes: ["no", "yes"] } },
    { classes: { name: "says/cheap", classes: ["no", "yes"] } },
    { classes: { name: "kind", classes: ["soup", "rice"] } },
    { scale: { name: "share", levels: 101, from: "0", to: "1", read: "mean" } },
  ]);
  const header = parseHeader(headerOf(typed, MEALS, { picture: "image" }));
  checkTerms(header, terms);
  const no = { name: "no" };
  assert.deepEqual(header.questions, [
    {
      name: "stars",
      title: { en: "How good was the food?", id: "Seberapa enak?" },
      scale: { levels: 5, from: { en: "sent back" }, to: { en: "excellent" } },
    },
    {
      name: "says/friendly",
      group: { en: "What is said?" },
      hint: { en: "Somebody was kind." },
      show: "check",
      classes: [no, { name: "yes", key: "f" }],
    },
    { name: "says/cheap", show: "check", classes: [no, { name: "yes", key: "c" }] },
    { name: "kind", classes: [{ name: "soup" }, { name: "rice", hint: { en: "cooked" } }] },
    { name: "share", scale: { levels: 101, show: "slider" } },
  ]);
  assert.deepEqual(header.classes, []);
});

test("a lone question is called as the campaign is, and one of classes is told by these alone", () => {
  const alone = (question: Typed) => {
    const typed = { ...TYPED, questions: [question], stake: "1", instructions: "Read." };
    const header = parseHeader(headerOf(typed, MEALS, {}));
    const terms = termsOf(typed, AROUND);
    checkTerms(header, terms);
    return { header, terms };
  };
  const rating = alone(FORM[0]!);
  assert.deepEqual(rating.header.questions?.[0]?.title, { en: "Which?" });
  const named = alone(FORM[2]!);
  assert.equal(named.header.questions, undefined);
  assert.deepEqual(named.terms.questions, [
    { classes: { name: "label", classes: ["soup", "rice"] } },
  ]);
  const pair = alone(fitted(asked("pair", { tie: "yes" }), MEALS.fields));
  assert.deepEqual(pair.terms.questions, [
    { classes: { name: "label", classes: ["first", "second", "tie"] } },
  ]);
  assert.deepEqual(pair.header.view, [{ show: "pair", fields: ["review", "picture"], as: "text" }]);
  assert.deepEqual(
    pair.header.classes.map(({ title, key }) => [title?.["en"], key]),
    [
      ["A", "a"],
      ["B", "b"],
      ["both alike", undefined],
    ],
  );
});

test("what two columns are compared as is what both are shown as", () => {
  const view = (part: Partial<Typed>, show: Parameters<typeof headerOf>[2]) => {
    const questions = [asked("pair", { first: "review", second: "picture", ...part })];
    const typed = { ...TYPED, questions, instructions: "Look." };
    return (JSON.parse(headerOf(typed, MEALS, show)) as { view: object[] }).view;
  };
  const [pair] = view({}, { review: "image", picture: "image" });
  assert.deepEqual(pair, { show: "pair", fields: ["review", "picture"], as: "image" });
  assert.deepEqual(mediaColumns(MEALS, { picture: "image" }), ["picture"]);
  const refused = (part: Partial<Typed>, path: string, show = {}) =>
    assert.throws(
      () => view(part, show),
      (error) => error instanceof FieldError && error.path === `questions[0].${path}`,
    );
  refused({ second: "other" }, "second");
  refused({ second: "review" }, "second");
  refused({}, "second", { picture: "image" });
  refused({}, "second", { review: "audio", picture: "audio" });
});

test("what is wrong with a question is said at its field", () => {
  const refused = (questions: readonly Typed[], path: string, why: RegExp) =>
    assert.throws(
      () => questionsOf(questions),
      (error) => {
        assert.ok(error instanceof FieldError, String(error));
        assert.equal(error.path, path);
        assert.match(error.message, why);
        return true;
      },
    );
  const rating = (part: Partial<Typed>) => [FORM[1]!, asked("rating", part)];
  refused(rating({ from: "one" }), "questions[1].from", /lowest of "rating" is "one", expected/);
  refused(rating({ to: "" }), "questions[1].to", /highest of "rating" is ""/);
  refused(rating({ to: "1" }), "questions[1].to", /both ends of "rating" are 1/);
  refused(rating({ to: "1000" }), "questions[1].to", /from 1 to 1000, expected whole numbers/);
  refused(rating({ name: " " }), "questions[1].name", /question 2 has no name/);
  refused(rating({ name: "says" }), "questions[1].name", /two questions are called "says"/);
  refused(rating({ name: "says/cheap" }), "questions[1].name", /"says\/cheap"/);
  refused(
    rating({ name: "x".repeat(65) }),
    "questions[1].name",
    /has 65 bytes, at most 64|65 bytes/,
  );
  refused([asked("tags")], "questions[0].classes", /"tags" has no tags/);
  refused([asked("tags", { classes: "a\na" })], "questions[0].classes", /"a" stands twice/);
  const unnamed = asked("class", { classes: "a | one\n | another\nb" });
  refused([unnamed], "questions[0].classes", /the answer in line 2 has no name/);
  const number = asked("number", { levels: "300" });
  refused([number, FORM[0]!], "questions[0].levels", /has 300 places, expected 2 to 255/);
});

test("a slider has a place for each whole number, or a hundred steps", () => {
  const levels = (from: string, to: string) => scaleOf(asked("number", { from, to })).levels;
  assert.deepEqual(
    [levels("0", "100"), levels("10", "-10"), levels("0", "1000"), levels("0.5", "2")],
    [101, 21, 101, 101],
  );
  const { from, to, read } = scaleOf(asked("number", { from: " -0 ", to: "01,50" }));
  assert.deepEqual([from, to, read], ["0", "1.5", "mean"]);
});

test("questions are added under names of their own, and put in order", () => {
  const two = [blank("rating"), blank("rating", [blank("rating")])];
  assert.deepEqual(
    two.map(({ name }) => name),
    ["rating", "rating-2"],
  );
  const names = (from: number, by: number) => moved(FORM, from, by).map(({ name }) => name);
  assert.deepEqual(names(1, -1), ["says", "stars", "kind", "share"]);
  assert.deepEqual(names(0, 1), ["says", "stars", "kind", "share"]);
  assert.deepEqual(names(0, -1), ["stars", "says", "kind", "share"]);
  assert.deepEqual([isBlank(blank("class")), isBlank(FORM[2]!)], [true, false]);
});

test("every template is a campaign that clients take, and leaves what was written", () => {
  for (const name of Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]) {
    const part = begun(name, EMPTY);
    const questions = part.questions!.map((one) => fitted(one, MEALS.fields));
    const typed = { ...TYPED, ...part, questions, stake: "1" };
    const header = parseHeader(headerOf(typed, MEALS, {}));
    checkTerms(header, termsOf(typed, AROUND));
    assert.ok(header.title["id"], name);
    const { title, instructions } = begun(name, {
      ...EMPTY,
      ...begun("rate", EMPTY),
      title: "Own",
    });
    assert.deepEqual([title, instructions], [undefined, TEMPLATES[name].instructions]);
  }
});

test("who edits a template's text in one language does not publish it in the other one", () => {
  const typed = { ...TYPED, ...begun("rate", EMPTY) };
  assert.deepEqual(edited("title", "Is it angry?", typed), {
    title: "Is it angry?",
    titleId: "",
  });
  const header = headerOf({ ...typed, ...edited("title", "Is it angry?", typed) }, MEALS, {});
  assert.deepEqual(parseHeader(header).title, { en: "Is it angry?" });
  assert.deepEqual(edited("instructionsId", "Nilai.", typed), {
    instructionsId: "Nilai.",
    instructions: "",
  });
  // Without English there is no campaign yet, so it is asked for.
  const without = { ...typed, ...edited("titleId", "Apakah marah?", typed) };
  assert.throws(() => parseHeader(headerOf(without, MEALS, {})), /title/);
  // What the requester wrote themselves stays.
  const own = { ...typed, titleId: "Apakah marah?" };
  assert.deepEqual(edited("title", "Is it angry?", own), { title: "Is it angry?" });
  assert.deepEqual(edited("domain", "mood", typed), { domain: "mood" });
});

test("columns called as questions are answers, and no labeler sees them", () => {
  const names = columnNames(FORM);
  assert.deepEqual([...names], ["stars", "says", "says/friendly", "says/cheap", "kind", "share"]);
  const items = itemsOf(readTable("item,stars,review,says\na,3,good,\nb,,bad,cheap\n"), names);
  assert.deepEqual(items.lines, ['{"item":"a","review":"good"}', '{"item":"b","review":"bad"}']);
  assert.deepEqual(items.fields, ["review"]);
  assert.deepEqual(
    items.known.map(({ name, cells }) => [name, ...cells.keys()]),
    [
      ["stars", 0],
      ["says", 1],
    ],
  );
  // One question of classes has its answers in the column of gold alone, as ever.
  assert.deepEqual([...columnNames([asked("class", { name: "review" })])], []);
});

const read = (text: string, names: readonly string[], of: readonly Typed[] = FORM) =>
  answersOf(knownOf(readTable(text), names), questionsOf(of)).map((answers) => [...answers]);

test("known answers are read as the command line reads them", () => {
  const found = read("id,stars,says,kind,share,other\nb,5,cheap; friendly,1,0.25,x\na,1,,0,,y\n", [
    "a",
    "b",
  ]);
  assert.deepEqual(found, [
    [
      [1, 4],
      [0, 0],
    ],
    [
      [1, 1],
      [0, 0],
    ],
    [
      [1, 1],
      [0, 0],
    ],
    [
      [1, 1],
      [0, 0],
    ],
    [[1, 25]],
  ]);
  const lone = [asked("rating", { name: "stars" })];
  assert.deepEqual(read("item,gold\na,2\n", ["a"], lone), [[[0, 1]]]);
  const refused = (text: string, why: RegExp, of = FORM) =>
    assert.throws(() => read(text, ["a", "b"], of), why);
  refused("item,stars\na,6\n", /line 2: column "stars": "6", expected a number from 1 to 5/);
  refused("item,stars\na,four\n", /"four", expected a number/);
  refused("item,kind\na,soup\nb,1\n", /line 3: column "kind": "1", expected one of soup, rice/);
  refused("item,says\na,rude\n", /line 2: column "says": tag "rude", expected some of friendly/);
  refused("item,says\na,cheap;cheap\n", /tag "cheap" stands twice/);
  refused("item,says,says/cheap\na,cheap,no\n", /columns "says" and "says\/cheap" say of the same/);
  refused("item,gold\na,1\n", /a column "gold" has the answers to one question, and 5 are asked/);
  refused("item,stars\nc,1\n", /line 2: item "c" is none of the items/);
  refused("item,stars\na,1\na,2\n", /line 3: item "a" stands twice/);
  refused("stars\n1\n", /line 1: no column "item"/);
});

test("a slip in the name of a column leaves no answers out unseen", () => {
  const questions = questionsOf(FORM);
  const check = (text: string, others = "item\na\n") => {
    const [known, more] = [text, others].map((one) => knownOf(readTable(one), ["a"]));
    checkRead(known!, more!, questions);
  };
  const slip = "item,stars,says/chep\na,4,yes\n";
  assert.throws(
    () => check(slip),
    /line 1: the column "says\/chep" answers no question, and "says\/friendly" has none; expected stars, says\/friendly/,
  );
  check("item,stars\na,4\n");
  check("item,stars,says,kind,share,note\na,4,,soup,1,mine\n");
  check("item,stars,note\na,4,mine\n", "item,says,kind,share\na,,soup,1\n");
});

interface Asked {
  terms: { classes?: string[]; questions?: Record<string, never>[] };
  rule: string;
  names?: string[];
  refusal?: string;
  /** The field at which the page refuses what the command line refuses. */
  field?: string;
  /** Names of what the command line refuses for the spaces around it, which the page leaves out. */
  trimmed?: string[];
}

/** A question of a file of terms as somebody types it. An answer without a name has a meaning at least. */
function typedAs(of: Record<string, string | string[] | number>): Typed {
  const lines = (names: unknown) =>
    (names as string[]).map((name) => name || "| a meaning").join("\n");
  const name = String(of["name"]);
  if (of["tags"]) return asked("tags", { name, classes: lines(of["tags"]) });
  if (of["classes"]) return asked("class", { name, classes: lines(of["classes"]) });
  const [from, to, levels] = ["from", "to", "levels"].map((one) => String(of[one] ?? ""));
  const kind = of["read"] === "median" ? "rating" : "number";
  return asked(kind, { name, from: from!, to: to!, levels: levels! });
}

test("questions are taken and refused as the command line takes and refuses them", () => {
  const vectors = JSON.parse(readFileSync("../tables/vectors/questions.json", "utf8")) as Asked[];
  for (const { rule, terms, names, field, trimmed, refusal } of vectors) {
    assert.equal(refusal === undefined, names !== undefined, rule);
    const all = (terms.questions ?? [{ name: "label", classes: terms.classes! }]).map(typedAs);
    let found: unknown;
    try {
      found = questionsOf(all).map((one) => ("classes" in one ? one.classes : one.scale).name);
    } catch (error) {
      assert.ok(error instanceof FieldError, `${rule}: ${String(error)}`);
      found = error.path;
    }
    assert.deepEqual(found, names ?? trimmed ?? field, rule);
  }
});

test("the example of meals is the gold that the command line cuts out of it", () => {
  const file = (name: string) => readFileSync(`../../examples/meals/${name}`, "utf8");
  const meals = [FORM[0]!, FORM[1]!];
  const items = itemsOf(readTable(file("items.csv")), columnNames(meals));
  const questions = questionsOf(meals);
  const answers = answersOf(knownOf(readTable(file("gold.csv")), items.names), questions);
  const [task, ...more] = cut(answers, questions, items.lines.length, 100);
  assert.deepEqual(more, []);
  assert.deepEqual(
    task?.map(({ index, class: label }) => [index, label]),
    [
      ...[
        [0, 2],
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 0],
        [6, 1],
        [8, 2],
        [11, 1],
        [12, 3],
      ],
      ...[
        [48, 0],
        [49, 0],
        [50, 0],
        [51, 0],
        [52, 1],
        [53, 0],
        [54, 1],
        [56, 0],
        [59, 0],
        [60, 0],
      ],
      ...[
        [96, 0],
        [97, 0],
        [98, 0],
        [99, 0],
        [100, 0],
        [101, 0],
        [102, 0],
        [104, 1],
        [107, 1],
      ],
      [108, 0],
    ],
  );
});

test("gold of a form is checked over all questions together", () => {
  const questions = questionsOf([FORM[0]!, FORM[1]!]);
  const known = (count: number, label: (item: number) => number, from = 0) =>
    new Map(Array.from({ length: count }, (_, n) => [from + n, label(n)]));
  const none = new Map<number, number>();
  const goldOf = (answers: ReadonlyMap<number, number>[], items: number) =>
    cut(answers, questions, items, 50);
  // The last page is smaller: its places go by its own size.
  const stars = (from: number) => known(10, (n) => n % 5, from);
  const both = new Map([...stars(0), ...stars(50)]);
  const tasks = goldOf([both, none, new Map([[95, 1]])], 96);
  assert.deepEqual(tasks[1]?.at(-1), { index: 2 * 46 + 45, class: 1 });
  assert.throws(
    () => goldOf([known(13, (n) => n % 5), none, none], 50),
    /page 1 has 13 gold answers to "stars", expected at most 12/,
  );
  assert.throws(
    () => goldOf([known(5, (n) => n % 2), none, none], 50),
    /page 1 is worth 2.39 labels beyond chance, expected 4.8/,
  );
  // Ten at six to four are what is wanted at least.
  const even = known(10, (n) => (n < 4 ? 1 : 0));
  assert.equal(goldOf([none, even, none], 50)[0]?.length, 10);
  assert.throws(() => goldOf([stars(0), none, new Map([[50, 1]])], 60), /page 2 has 10 items/);
});

test("refusals find their field", () => {
  assert.equal(pathOf("overlap.max is 2, expected 3 to 32"), "overlap.max");
  assert.equal(pathOf("classes is 1, expected 2 to 32", TYPED.questions), "questions[0].classes");
  assert.equal(pathOf("class name bytes is 70, expected 1 to 64"), "questions[0].classes");
  assert.equal(pathOf("classes x page x seats is 9, expected 0 to 8"), "page");
  assert.equal(pathOf("questions is 33, expected 1 to 32", FORM), "questions");
  const at = (reason: string) => pathOf(reason, FORM);
  assert.equal(at("question 3: classes is 1, expected 2 to 32"), "questions[2].classes");
  assert.equal(at("question 1: question name bytes is 65, expected 1 to 64"), "questions[1].name");
  assert.equal(at("questions[4].scale.from.en: found 300 bytes"), "questions[3].fromMeans");
  assert.equal(at("questions[2].hint.en: found 2000 bytes"), "questions[1].classes");
  assert.equal(
    at('questions[3].classes[1].key: found "a", expected each key once'),
    "questions[2].classes",
  );
  assert.equal(at("questions[1].group.en: found 300 bytes"), "questions[1].title");
  // Requesters see the tags as one question.
  const place = (reason: string, all: readonly Typed[] = FORM) => {
    const { number, name, length } = placeOf(reason, all) ?? {};
    return [number, name, reason.slice(length)];
  };
  assert.deepEqual(place("question 3: classes is 1"), [3, "kind", "classes is 1"]);
  assert.deepEqual(place("questions[4].name: found 70 bytes"), [
    4,
    "share",
    "name: found 70 bytes",
  ]);
  const whole = [undefined, undefined, "classes is 1"];
  assert.deepEqual(place("classes is 1", TYPED.questions), whole);
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
