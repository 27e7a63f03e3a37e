// What errors of the client say by their codes: each has its Indonesian text, whose braces its values fill.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Relays } from "pasar-client/drand";
import { fetchHeader, getBytes, parseManifestUri, readHeader } from "pasar-client/manifest";
import { codeOf, decodeError, openChain } from "pasar-client/reading";
import { readBackup } from "pasar-client/signing";
import { readTable } from "../src/logic/table.js";
import { texts } from "../src/words/id-errors.js";
import { texts as ownTexts } from "../src/words/id-own.js";
import type { OwnCode } from "../src/words/own.js";
import { fill } from "../src/words/words.js";

const NODE = "https://node.example";
const status = (network: string, time: string) => ({
  node_info: { network, other: { tx_index: "on" } },
  sync_info: { latest_block_height: "7", latest_block_time: time, catching_up: false },
});

/** A server that answers all with the same. */
const always = (body: unknown, init: ResponseInit = {}): typeof fetch =>
  (async (_url, asked) => {
    if (body instanceof Error) throw body;
    const { id = 1 } = JSON.parse(String(asked?.body ?? "{}")) as { id?: number };
    const text = typeof body === "string" ? body : JSON.stringify({ id, result: body });
    return new Response(text, init);
  }) as typeof fetch;

const quick = { attempts: 1, pauseMs: 0 };
const failed = new TypeError("fetch failed");

const CASES: Record<string, () => unknown> = {
  node_silent: () => openChain(NODE, "c-1", { ...quick, fetch: always(failed) }),
  node_status: () => openChain(NODE, "c-1", { ...quick, fetch: always("full", { status: 503 }) }),
  node_other_chain: () =>
    openChain(NODE, "c-1", { ...quick, fetch: always(status("c-2", "2026-01-01T00:00:00Z")) }),
  node_behind: () =>
    openChain(NODE, "c-1", { ...quick, fetch: always(status("c-1", "2026-01-01T00:00:00Z")) }),
  node_none: () => openChain([], "c-1"),
  no_funds: () => {
    throw decodeError(new Error("spendable balance 1u is smaller than 2u: insufficient funds"));
  },
  no_gas: () => {
    throw decodeError(new Error("out of gas in location: WriteFlat; gasWanted: 1, gasUsed: 2"));
  },
  drand_none: () => new Relays([]).round({ public_key: "", genesis: 0, period_seconds: 3 }, 5),
  drand_silent: () =>
    new Relays(["https://relay.example"], { fetch: always(failed) }).round(
      { public_key: "", genesis: 0, period_seconds: 3 },
      5,
    ),
  file_silent: () => getBytes("https://files.example/a", 10, { fetch: always(failed) }),
  file_status: () =>
    getBytes("https://files.example/a", 10, { fetch: always("gone", { status: 404 }) }),
  file_large: () => getBytes("https://files.example/a", 3, { fetch: always("too long") }),
  manifest_uri: () => parseManifestUri("ftp://files.example/a"),
  header_changed: () =>
    fetchHeader(`https://files.example/a#sha256=${"A".repeat(43)}`, { fetch: always("{}") }),
  header_form: () => readHeader({ pasar: "manifest/9" }),
  backup_form: () => readBackup("nonsense"),
};

for (const [code, act] of Object.entries(CASES)) {
  test(`${code} is said in Indonesian, with what it is about`, async () => {
    const error: unknown = await Promise.resolve()
      .then(act)
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    assert.ok(error instanceof Error);
    const found = codeOf(error);
    assert.equal(found?.code, code, error.message);
    const text = fill(texts[`error.${found.code}`], { ...found.values });
    assert.doesNotMatch(text, /[{}]|undefined|NaN/);
    for (const [name, value] of Object.entries(found.values)) {
      // What is told in whole elsewhere may be left out.
      if (["wanted"].includes(name)) continue;
      assert.ok(text.includes(String(value)), `${name} in ${text}`);
    }
  });
}

/** Texts in quotes, as the formatter writes them. */
const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/.source;
const unquoted = (literal: string) => literal.slice(1, -1).replace(/\\(.)/g, "$1");
const braces = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** Sources of the page by their names. */
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/^words.(?:en|id)/.test(name))
  .map((name) => [name, readFileSync(join("src", name), "utf8")] as const);

test("what the page itself makes of errors is said in both languages, with the same values", () => {
  const used = new Set<string>();
  const makes = new RegExp(`\\b(?:own|failure)\\(\\s*"(\\w+)",\\s*(${LITERAL}|\\w+)`, "g");
  for (const [name, source] of sources) {
    for (const { 1: code = "", 2: said = "", index } of source.matchAll(makes)) {
      // A long text stands right before, under a name.
      const named = new RegExp(`const ${said} =\\s*(${LITERAL})`, "g");
      const before = () => source.slice(0, index).matchAll(named);
      const literal = /^\w/.test(said) ? [...before()].at(-1)?.[1] : said;
      assert.ok(literal, `${name}: the English of ${code} stands where it is made`);
      const indonesian: string | undefined = ownTexts[`error.${code as OwnCode}`];
      assert.ok(indonesian, `${name}: ${code} has an Indonesian text in words/id-own.ts`);
      assert.deepEqual(braces(indonesian), braces(unquoted(literal)), `${name}: ${code}`);
      used.add(`error.${code}`);
    }
  }
  assert.deepEqual([...used].sort(), Object.keys(ownTexts).sort(), "each text is of some error");
});

test("no error of the page is said in English alone", () => {
  // What is wrong with a field is one of them, and the dictionary's texts are in both languages.
  const fine = /^new (?:FieldError\(|Error\((?:t|drandText)\()/;
  for (const [name, source] of sources) {
    if (name === join("words", "own.ts")) continue;
    for (const [made] of source.matchAll(/\bnew \w*Error\((?:\w+\()?/g))
      assert.match(made, fine, name);
    assert.doesNotMatch(source, /\bthrow ["'`]|\breject\(["'`]/, name);
  }
});

test("an error of the page has its English as message, and says the same in Indonesian", () => {
  assert.throws(
    () => readTable('item,note\n"a\n'),
    (error: Error) => {
      const { code = "", values = {} } = codeOf(error) ?? {};
      assert.equal(error.message, "line 2: a quote that is never closed");
      const text = fill(texts[`error.${code as OwnCode}`], values);
      assert.equal(text, "baris 2: tanda kutip yang tidak ditutup");
      return true;
    },
  );
});

test("a contract's own words have no code: they stay as they are", () => {
  const raw =
    "failed to execute message; message index: 0: out of gas: execute wasm contract failed";
  const refused = decodeError(new Error(raw));
  assert.equal(refused.byContract, true);
  assert.equal(codeOf(refused), undefined);
});
