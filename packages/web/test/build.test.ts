// What the built folder weighs, and that it asks nobody else for anything.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const KB = 1_000;
/** Most that a page loads, compressed, in the language whose words are heavier. docs/web.md says on what. */
const BUDGETS = {
  first: 40 * KB,
  /** All that labels, from the first load to the reveal, where one question of classes is asked. */
  label: 83 * KB,
  /** What reads and labels several questions and scales, beside that. */
  forms: 8 * KB,
  /** What requesters load besides: new campaigns, and running them. */
  requests: 26 * KB,
  /** What writes labels as files. */
  files: 8 * KB,
  /** Every page, in one language, without the three above. */
  whole: 149 * KB,
  /** What is loaded where a relay lied, or a browser is older than X25519. */
  rare: 30 * KB,
  /** The inference for requesters, where the build has it. */
  truth: 120 * KB,
  styles: 8 * KB,
};

interface Chunk {
  file: string;
  name?: string;
  imports?: string[];
  css?: string[];
}

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8")) as Record<
  string,
  Chunk
>;
const read = (file: string) => readFileSync(join("dist", file));
const weigh = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);

/** Groups of modules, and those that each is made for. */
const GROUPS: Record<string, readonly string[]> = {
  shared: ["src/chain/session.ts"],
  signing: ["src/chain/signing.ts", "src/chain/rounds.ts"],
  label: ["src/pages/label.tsx", "src/chain/labeling.ts"],
  pages: ["campaign", "task", "data", "me", "stake", "due", "profile", "settings", "help"].map(
    (page) => `src/pages/${page}.tsx`,
  ),
};

/** The file of a module: one of its own, or its group's. */
function fileOf(source: string): Chunk | undefined {
  const group = Object.keys(GROUPS).find((name) => GROUPS[name]?.includes(source));
  const own = group ?? basename(source).replace(/\.\w+$/, "");
  return manifest[source] ?? Object.values(manifest).find(({ name }) => name === own);
}

/** Scripts that come with these, which import each other. */
function scripts(names: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = fileOf(name);
    assert.ok(chunk, `${name} is in the build`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  names.forEach(add);
  return files;
}

const all = readdirSync("dist", { recursive: true, encoding: "utf8" });
const LANGUAGES = ["en", "id"] as const;
type Language = (typeof LANGUAGES)[number];
/** What the page itself names. */
const entry = /<script[^>]* src="\.\/([^"]*)"/.exec(read("index.html").toString())?.[1];
const FIRST = Object.keys(manifest).filter((name) => manifest[name]?.file === entry);
const LABEL = [
  ...FIRST,
  "src/pages/label.tsx",
  "src/chain/signing.ts",
  "src/chain/session.ts",
  "src/chain/labeling.ts",
  "src/chain/rounds.ts",
];
const MARKET = [...FIRST, "src/pages/market.tsx"];
const FORMS = [
  "src/view/form-board.tsx",
  "src/view/form-practice.tsx",
  "../client/dist/manifest/questions.js",
];
/** Pages of everybody who does not request. */
const READING = ["src/pages/market.tsx", ...GROUPS["pages"]!];
const REQUESTS = ["src/pages/new.tsx", "src/pages/run.tsx"];
const FILES = ["src/chain/files.ts"];
const RARE = ["../client/dist/rounds/verify.js", "../client/dist/formats/x25519-older.js"];

/** Files of words, with those of the frame. */
const words = (language: Language, ...parts: readonly string[]) =>
  ["", ...parts.map((part) => `-${part}`)].map((part) => `src/words/${language}${part}.ts`);

/** The weight in the language in which it is greater. */
const heaviest = (files: (language: Language) => Iterable<string>) =>
  Math.max(...LANGUAGES.map((language) => weigh(files(language))));

test("what is loaded stays within its budgets", () => {
  const first = scripts(MARKET);
  const rare = [...scripts(RARE)].filter((file) => !first.has(file));
  const labels = scripts([...LABEL, "src/pages/join.tsx"]);
  const onlyForms = (language: Language) =>
    [...scripts([...FORMS, ...words(language, "form")])].filter(
      (file) => !labels.has(file) && !scripts(words(language)).has(file),
    );
  const forms = LANGUAGES.flatMap(onlyForms);
  const theirs = (names: readonly string[], language?: Language) => {
    const apart = new Set([...labels, ...scripts(READING), ...rare, ...forms]);
    const found = scripts(language ? [...names, ...words(language, "ask")] : names);
    return [...found].filter(
      (file) => !apart.has(file) && !(language && scripts(words(language)).has(file)),
    );
  };
  const requests = LANGUAGES.flatMap((language) => theirs(REQUESTS, language));
  const files = theirs(FILES);
  const apart = new Set([...rare, ...forms, ...requests, ...files]);
  const others = all.filter((name) => name.endsWith(".js") && !apart.has(name));
  // English says errors of the client in the client's own words.
  const ofErrors: Record<Language, string[]> = { en: [], id: ["src/words/id-errors.ts"] };
  const everyWord = (language: Language) =>
    new Set(
      scripts(
        ofErrors[language].concat(
          words(language, "start", "market", "work", "join", "keys", "pages", "ask", "wait"),
        ),
      ),
    );
  const whole = (language: Language) => {
    const foreign = everyWord(language === "en" ? "id" : "en");
    return others.filter((file) => !foreign.has(file));
  };
  const found = {
    first: heaviest((language) => scripts([...MARKET, ...words(language, "market")])),
    label: heaviest((language) => scripts([...LABEL, ...words(language, "work")])),
    forms: heaviest(onlyForms),
    requests: heaviest((language) => theirs(REQUESTS, language)),
    files: weigh(files),
    whole: heaviest(whole),
    rare: weigh(rare),
    truth: weigh(all.filter((name) => name.endsWith(".wasm"))),
    styles: weigh(all.filter((name) => name.endsWith(".css"))),
  };
  console.log(found);
  for (const [name, most] of Object.entries(BUDGETS)) {
    const size = found[name as keyof typeof found];
    assert.ok(size <= most, `${name}: ${size} bytes, at most ${most}`);
  }
});

test("nothing is loaded from elsewhere, and every path is relative", () => {
  const html = read("index.html").toString();
  const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? "");
  assert.ok(links.length > 2);
  for (const link of links) {
    assert.match(link, /^\.\//);
    assert.ok(existsSync(join("dist", link)), link);
  }
  const css = all.filter((name) => name.endsWith(".css")).map((name) => read(name).toString());
  assert.doesNotMatch(css.join("\n"), /@import|url\(/);
  // Addresses in scripts are names of specifications, and what texts say; none is fetched.
  const known = /^https?:\/\/(?:www\.w3\.org\/|127\.0\.0\.1|localhost|none\b|…|\$|")/;
  for (const name of all.filter((one) => one.endsWith(".js"))) {
    for (const [address] of read(name)
      .toString()
      .matchAll(/https?:\/\/[^\s"'`)\\]+/g)) {
      assert.match(address, known, `${name}: ${address}`);
    }
  }
});

test("the policy of the page lets no script in but its own", () => {
  const html = read("index.html").toString();
  const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? "";
  const rules = new Map(policy.split("; ").map((rule) => [rule.split(" ")[0], rule]));
  assert.equal(rules.get("default-src"), "default-src 'none'");
  assert.equal(rules.get("script-src"), "script-src 'self'");
  assert.equal(rules.get("style-src"), "style-src 'self'");
  assert.doesNotMatch(policy, /unsafe/);
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/);
});

test("networks.json stands beside the page", () => {
  assert.ok(Array.isArray(JSON.parse(read("networks.json").toString())));
});
