import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readHash } from "../src/logic/route.js";
import { texts as enAsk } from "../src/words/en-ask.js";
import { texts as enJoin } from "../src/words/en-join.js";
import { texts as enKeys } from "../src/words/en-keys.js";
import { texts as enMarket } from "../src/words/en-market.js";
import { texts as enPages } from "../src/words/en-pages.js";
import { texts as enWait } from "../src/words/en-wait.js";
import { texts as enWork } from "../src/words/en-work.js";
import { texts as enStart } from "../src/words/en-start.js";
import { texts as enFirst } from "../src/words/en.js";
import { texts as idAsk } from "../src/words/id-ask.js";
import { texts as idJoin } from "../src/words/id-join.js";
import { texts as idKeys } from "../src/words/id-keys.js";
import { texts as idMarket } from "../src/words/id-market.js";
import { texts as idPages } from "../src/words/id-pages.js";
import { texts as idWait } from "../src/words/id-wait.js";
import { texts as idWork } from "../src/words/id-work.js";
import { texts as idStart } from "../src/words/id-start.js";
import { texts as idFirst } from "../src/words/id.js";
import { fill, language, loadWords, PARTS, speak, t } from "../src/words/words.js";

const en = {
  ...enFirst,
  ...enStart,
  ...enMarket,
  ...enWork,
  ...enJoin,
  ...enKeys,
  ...enPages,
  ...enAsk,
  ...enWait,
};
const id = {
  ...idFirst,
  ...idStart,
  ...idMarket,
  ...idWork,
  ...idJoin,
  ...idKeys,
  ...idPages,
  ...idAsk,
  ...idWait,
};

const braces = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test("both languages have the same texts with the same values, and none is empty", () => {
  assert.deepEqual(Object.keys(id), Object.keys(en));
  for (const [name, text] of Object.entries(id)) {
    const english = en[name as keyof typeof en];
    assert.notEqual(text.trim(), "", name);
    assert.deepEqual(braces(text), braces(english.split("|").at(-1) ?? ""), name);
    assert.ok(english.split("|").length <= 2, name);
  }
});

test("every text is used", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/.test(name) && !/words.(?:en|id)(?:-\w+)?\.ts$/.test(name),
  );
  const source = files.map((name) => readFileSync(join("src", name), "utf8")).join("\n");
  // Names that are put together end with what is known only when the page runs.
  const made = [...source.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map(([, start]) => start ?? "");
  const unused = Object.keys(en).filter(
    (name) => !source.includes(`"${name}"`) && !made.some((start) => name.startsWith(start)),
  );
  assert.deepEqual(unused, []);
});

test("people count pages from one, as they count items; addresses count them from zero", () => {
  assert.equal(fill(en["label.page"], { task: 0 }), "Page 1");
  assert.equal(fill(id["label.page"], { task: 11 }), "Halaman 12");
  assert.equal(fill("{task} {item} {none}", { task: 0, item: 0 }), "1 0 {none}");
  assert.deepEqual(readHash("#/c/3/t/0").route, { page: "task", campaign: 3, task: 0 });
});

type Loaded = { texts: Record<string, string> };

/** Lets a part come only when it is told to. */
function held(of: "en" | "id", part: "market" | "join" | "keys") {
  const load = PARTS[of][part];
  let resolve: (loaded: Loaded) => void;
  let reject: (error: Error) => void;
  const asked = new Promise<Loaded>((...ends) => ([resolve, reject] = ends));
  PARTS[of][part] = () => asked;
  return {
    come: async () => resolve(await load()),
    fail: () => {
      PARTS[of][part] = load;
      reject(new Error("no network"));
    },
  };
}

test("parts that come in another order than they were wanted all stay, and one that fails takes no other away", async () => {
  const browser = { localStorage: { setItem: () => undefined }, document: { documentElement: {} } };
  Object.assign(globalThis, browser);
  await speak("en");
  const [market, join, keys] = [held("en", "market"), held("en", "join"), held("en", "keys")];
  const first = loadWords("market");
  const second = loadWords("join");
  const third = loadWords("keys");
  keys.fail();
  await assert.rejects(third, /no network/);
  await join.come();
  await second;
  await market.come();
  await first;
  assert.equal(t("join.what"), enJoin["join.what"]);
  assert.equal(t("market.title"), enMarket["market.title"]);
  await loadWords("keys");
  assert.equal(t("key.next_open"), enKeys["key.next_open"]);
});

test("a language whose words do not come leaves the other one, with all that came meanwhile", async () => {
  const join = held("id", "join");
  const other = speak("id");
  const more = loadWords("work");
  join.fail();
  await assert.rejects(other, /no network/);
  await assert.rejects(more, /no network/);
  assert.equal(language.value, "en");
  await loadWords("work");
  assert.equal(t("send.confirm"), enWork["send.confirm"]);
  await speak("id");
  assert.equal(t("join.what"), idJoin["join.what"]);
  assert.equal(t("send.confirm"), idWork["send.confirm"]);
});
