import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  classQuestion,
  fromHex,
  readNumber,
  scaleEnds,
  scaleLevel,
  scaleValue,
  toHex,
} from "../src/index.js";
import {
  checkHash,
  checkMedia,
  checkTerms,
  HeaderError,
  inLanguage,
  linkOf,
  ManifestError,
  manifestUri,
  mediaFields,
  parseHeader,
  parseLink,
  parseManifestUri,
  readHeader,
  rootOfRange,
  verifyRange,
  webAddress,
} from "../src/manifest.js";
import type { ManifestTerms } from "../src/manifest.js";
import type { Question } from "../src/generated/task-registry.js";
import type { taskRegistry } from "../src/reading.js";
import { MerkleTree } from "../src/reading.js";
import { HOME } from "./home.js";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(HOME, `../formats/vectors/${name}.json`), "utf8"));

interface Tree {
  leaves: string[];
  root: string;
  ranges: { start: number; count: number; proof: string[] }[];
}

interface Headers {
  header: Record<string, unknown>;
  refused: { at: string; value?: unknown; error: string }[];
  terms: { questions: Asked[]; items: number; error?: string }[];
}

type Asked =
  | { name: string; classes: string[] }
  | { name: string; levels: number; from: string; to: string };

interface Uri {
  uri: string;
  kind?: string;
  address?: string;
  hash?: string;
  error?: string;
}

const headers = read("manifest") as Headers & { forms: Headers };
const { forms } = headers;

/** A header of the vectors with another value at a JSON pointer, or without what is there. */
function changed(of: Headers, { at, value }: Headers["refused"][number]): unknown {
  if (at === "") return value;
  const header = structuredClone(of.header);
  const steps = at.slice(1).split("/");
  const last = steps.pop()!;
  let place = header as Record<string, unknown>;
  for (const step of steps) place = place[step] as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return header;
}

test("pages have the published proofs, and nothing else passes for them", () => {
  const trees = read("range") as Tree[];
  assert.ok(trees.length > 5);
  for (const { leaves, root, ranges } of trees) {
    const data = leaves.map(fromHex);
    const tree = MerkleTree.of(data);
    assert.equal(toHex(tree.root), root);
    for (const { start, count, proof } of ranges) {
      assert.deepEqual(tree.rangeProof(start, count).map(toHex), proof);
      const page = data.slice(start, start + count);
      const hashes = proof.map(fromHex);
      const holds = (items: Uint8Array[], from = start, given = hashes, size = data.length) =>
        verifyRange(tree.root, size, from, items, given);
      assert.ok(holds(page));
      page.forEach((_, at) => {
        const bent = page.map((item, index) => (index === at ? Uint8Array.of(7) : item));
        assert.ok(!holds(bent));
      });
      hashes.forEach((hash, at) => {
        const bent = hash.map((byte, index) => (index === 31 ? byte ^ 1 : byte));
        const instead = (other: Uint8Array) => hashes.map((one, of) => (of === at ? other : one));
        assert.ok(!holds(page, start, instead(bent)));
        assert.ok(!holds(page, start, instead(hash.subarray(1))));
      });
      assert.ok(!holds(page, start + 1));
      assert.ok(!holds(page, start, [...hashes, tree.root]));
      assert.ok(!holds([...page, page[0]!]));
      assert.ok(!holds(page, start, hashes, 2 ** 25));
      assert.ok(!holds([], start));
    }
  }
  assert.throws(() => rootOfRange([], 0, 4, []), /0 leaves from 0 on, of a tree of 4/);
});

test("the published header is read", () => {
  const header = parseHeader(JSON.stringify(headers.header));
  const { pasar: _, later: __, ...known } = headers.header;
  assert.deepEqual(header, known);
  assert.deepEqual(mediaFields(header), ["image", "left", "right", "call", "film"]);
  const { examples: ___, access: ____, warnings: _____, ...least } = headers.header;
  const { examples, access, warnings } = readHeader(least);
  assert.deepEqual(
    { examples, access, warnings },
    { examples: [], access: { kind: "public" }, warnings: [] },
  );
});

test("headers of another form are refused with the published words", () => {
  for (const of of [headers, forms]) {
    assert.ok(of.refused.length > 30);
    for (const one of of.refused) {
      assert.throws(
        () => readHeader(changed(of, one)),
        (error) => {
          assert.ok(error instanceof HeaderError, String(error));
          assert.equal(error.message, one.error);
          return error.message.startsWith(error.member);
        },
      );
    }
  }
  assert.throws(
    () => parseHeader("{"),
    /^HeaderError: the header: found no JSON, expected a JSON object$/,
  );
  assert.throws(() => parseHeader(Uint8Array.of(0x22, 0xff, 0x22)), /found no JSON/);
  assert.throws(
    () => parseHeader(" ".repeat(262_145)),
    /found 262145 bytes, expected at most 262144/,
  );
});

test("a header must be of the terms", () => {
  const asked = (question: Asked): Question =>
    "classes" in question
      ? classQuestion(question.classes, question.name)
      : { scale: { ...question, read: "mean" } };
  for (const of of [headers, forms]) {
    const header = readHeader(of.header);
    for (const { error, questions, items } of of.terms) {
      const terms = { questions: questions.map(asked), items };
      if (error === undefined) checkTerms(header, terms);
      else assert.throws(() => checkTerms(header, terms), { message: error });
    }
  }
});

test("a header of questions is read", () => {
  const { pasar: _, ...known } = forms.header;
  const read = readHeader(forms.header);
  assert.deepEqual(read, { ...known, warnings: [], classes: [], access: { kind: "public" } });
});

test("places on a scale are read and said in units of its ends", () => {
  const stars = { from: "1", to: "5", levels: 5 };
  assert.equal(scaleValue(stars, 3.25), 4.25);
  assert.equal(scaleLevel(stars, 4), 3);
  assert.equal(scaleLevel(stars, 6), undefined);
  const falling = { from: "10", to: "-10", levels: 201 };
  assert.deepEqual(
    [10, 0, -10].map((value) => scaleLevel(falling, value)),
    [0, 100, 200],
  );
  assert.equal(scaleValue(falling, 50), 5);
  assert.equal(scaleValue({ from: "-1.0005", to: "1", levels: 2 }, 0), -1.001);
  assert.equal(scaleLevel({ from: "0", to: "1.0", levels: 255 }, 0.5), 127);
  const words = { from: "never", to: "1e", levels: 4 };
  assert.deepEqual([scaleValue(words, 2), scaleLevel(words, 3)], [2, 3]);
  assert.deepEqual([scaleLevel(words, 4), scaleLevel(words, 0.5)], [undefined, undefined]);
  assert.equal(scaleEnds({ from: "Infinity", to: "0x10" }), undefined);
  assert.deepEqual(["-1.50", ".5", "1e2"].map(readNumber), [-1.5, 0.5, 100]);
  assert.deepEqual(["", "1,5", " 1", "four"].map(readNumber), Array(4).fill(undefined));
});

test("addresses of manifests are read as published", () => {
  for (const { uri, error, kind, address, hash } of read("manifest-uri") as Uri[]) {
    if (error !== undefined) {
      assert.throws(() => parseManifestUri(uri), { message: error, fault: "uri" });
      continue;
    }
    const found = parseManifestUri(uri);
    assert.deepEqual([found.kind, found.address], [kind, address]);
    const bound = found.kind === "header" ? found.hash : undefined;
    assert.equal(bound && toHex(bound), hash);
  }
});

test("a header that changed is refused", () => {
  const bytes = new TextEncoder().encode("{}");
  const uri = parseManifestUri(manifestUri("https://example.org/m.json", bytes));
  checkHash(uri, bytes);
  const changedBytes = new TextEncoder().encode("{ }");
  assert.throws(() => checkHash(uri, changedBytes), /has changed since the campaign was created/);
});

test("links are below the header or of the web, and nothing else", () => {
  const base = "https://example.org/a/manifest.json";
  assert.deepEqual(parseLink("img/1 x.png", base), {
    address: "https://example.org/a/img/1%20x.png",
    inside: "img/1 x.png",
  });
  assert.deepEqual(parseLink("https://other.org/1.png", base), {
    address: "https://other.org/1.png",
  });
  assert.equal(parseLink("1.png", "ipfs://bafy/x/m.json").address, "ipfs://bafy/x/1.png");
  for (const bad of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//other.org/x",
    "/etc/passwd",
    "../x",
    "a/%2e%2E/x",
    "http://example.org/x",
    "https://a@b/",
    "ipfs:x",
    "",
    7,
    undefined,
  ]) {
    assert.throws(() => parseLink(bad, base), { fault: "link" });
  }
  assert.equal(
    webAddress("ipfs://bafy/1.png", "https://ipfs.io/"),
    "https://ipfs.io/ipfs/bafy/1.png",
  );
  assert.throws(() => webAddress("ipfs://bafy/1.png", undefined), ManifestError);
});

test("media are what their line binds", () => {
  const bytes = new TextEncoder().encode("abc");
  const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const link = linkOf(
    { image: "a.png", image_sha256: sha256 },
    "image",
    "https://example.org/m.json",
  );
  assert.equal(link.sha256, sha256);
  checkMedia(bytes, sha256, "a.png");
  assert.throws(() => checkMedia(bytes.subarray(1), sha256, "a.png"), { fault: "hash" });
  const broken = { image: "a.png", image_sha256: "no" };
  assert.throws(() => linkOf(broken, "image", "https://example.org/m.json"), { fault: "link" });
});

test("texts are shown in a language that the reader knows", () => {
  const texts = { en: "cat", "pt-BR": "gato", id: "kucing" };
  assert.equal(inLanguage(texts, ["id-ID", "en"]).text, "kucing");
  assert.deepEqual(inLanguage(texts, ["pt"]), { language: "pt-BR", text: "gato" });
  assert.equal(inLanguage(texts, ["fr"]).text, "cat");
  assert.deepEqual(inLanguage({ fr: "chat" }, ["id"]), { language: "fr", text: "chat" });
});

test("terms of the registry are terms of a manifest", () => {
  const fits = (terms: taskRegistry.Terms): ManifestTerms => terms;
  assert.equal(typeof fits, "function");
});
