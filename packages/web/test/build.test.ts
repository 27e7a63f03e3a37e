// What the built folder weighs, and that it asks nobody else for anything.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const KB = 1_000;
/** Most that a page loads, compressed. docs/web.md says what of it the label page spends on what. */
const BUDGETS = {
  first: 40 * KB,
  label: 112 * KB,
  /** Everything but the curve. */
  whole: 165 * KB,
  curve: 30 * KB,
  styles: 8 * KB,
};

interface Chunk {
  file: string;
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

/** Scripts that come with these, which import each other. */
function scripts(names: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = manifest[name];
    assert.ok(chunk, `${name} is in the build`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  names.forEach(add);
  return files;
}

const all = readdirSync("dist", { recursive: true, encoding: "utf8" });
const FIRST = ["index.html"];
const LABEL = [
  ...FIRST,
  "src/pages/label.tsx",
  "src/words/en-work.ts",
  "src/chain/signing.ts",
  "src/chain/wallet.ts",
  "src/chain/session.ts",
  "src/chain/manifest.ts",
];

test("what is loaded stays within its budgets", () => {
  const js = all.filter((name) => name.endsWith(".js"));
  const curve = js.filter((name) => /\bverify-/.test(name));
  assert.equal(curve.length, 1);
  const found = {
    first: weigh(scripts(FIRST)),
    label: weigh(scripts(LABEL)),
    whole: weigh(js.filter((name) => !curve.includes(name))),
    curve: weigh(curve),
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
