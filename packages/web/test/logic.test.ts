import assert from "node:assert/strict";
import { test } from "node:test";
import { chainNow, showClock, showDuration, warning } from "../src/logic/clock.js";
import {
  actionKeys,
  classKeys,
  keyLabel,
  meaning,
  nameOf,
  ownKey,
  type Press,
} from "../src/logic/keys.js";
import { readMarkdown } from "../src/logic/markdown.js";
import { readAmount, showAmount, showBps, unitOf } from "../src/logic/money.js";
import { shuffled } from "../src/logic/order.js";
import { href, readHash, type Route } from "../src/logic/route.js";
import { askable, fieldText, marked, shownText, webHost } from "../src/logic/safe-text.js";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("every route is read from its own address", () => {
  const routes: Exclude<Route, { page: "nowhere" }>[] = [
    { page: "market" },
    { page: "me" },
    { page: "stake" },
    { page: "due" },
    { page: "settings" },
    { page: "help" },
    { page: "campaign", campaign: 0 },
    { page: "join", campaign: 7 },
    { page: "label", campaign: 4_294_967_295 },
    { page: "data", campaign: 12 },
    { page: "task", campaign: 12, task: 3 },
    { page: "profile", address: "wasm1jffew4z4vlyy8p2jzlvanps6x90n82ldje95ng" },
  ];
  for (const route of routes) assert.deepEqual(readHash(href(route)).route, route);
});

test("addresses that no page has lead nowhere", () => {
  for (const hash of [
    "#/x",
    "#/c/01",
    "#/c/-1",
    "#/c/4294967296",
    "#/c/1/x",
    "#/c/1/t",
    "#/c/1/t/0/9",
    "#/p/A",
  ]) {
    assert.equal(readHash(hash).route.page, "nowhere", hash);
  }
  assert.equal(readHash("#/?d=abc").query.get("d"), "abc");
});

test("amounts are exact, whatever their size", () => {
  const star = { symbol: "STAR", decimals: 6 };
  assert.equal(
    showAmount("1234567890123456789012345678", star, "en"),
    "1,234,567,890,123,456,789,012.345678",
  );
  assert.equal(showAmount("1500000", star, "id"), "1,5");
  assert.equal(showAmount(-1n, star, "en"), "-0.000001");
  assert.equal(showAmount("0", star, "en"), "0");
  for (const text of ["0", "12.5", "0,000001", "340282366920938463463374607431.768211"]) {
    const amount = readAmount(text, star);
    assert.ok(amount !== undefined, text);
    assert.equal(readAmount(showAmount(amount, star, "en").replace(/,/g, ""), star), amount);
  }
  for (const text of ["", "1.", ".5", "1e3", "-1", "0.0000001", "1 000"]) {
    assert.equal(readAmount(text, star), undefined, text);
  }
});

test("units follow the convention of denoms", () => {
  assert.deepEqual(unitOf("uatom"), { symbol: "ATOM", decimals: 6 });
  assert.deepEqual(unitOf("stake"), { symbol: "stake", decimals: 0 });
  assert.deepEqual(unitOf("usd"), { symbol: "usd", decimals: 0 });
  assert.equal(unitOf(`ibc/${"A".repeat(64)}`).symbol, "AAAAAAAA…AAAA");
  assert.equal(showBps(7_550, "en"), "75.5%");
});

test("clocks go by the chain, and are announced once at each mark", () => {
  assert.equal(chainNow({ seconds: 100, seenAt: 5_000 }, 7_999), 102);
  assert.equal(chainNow(undefined, 7_500.5), 7);
  assert.equal(chainNow({ seconds: 100, seenAt: 5_000 }, 4_000), 100);
  assert.equal(showClock(2_467.9), "41:07");
  assert.equal(showClock(3_600), "1:00:00");
  assert.equal(showClock(-5), "00:00");
  assert.equal(showDuration(7_505, "en"), "2 hr 5 min");
  assert.equal(showDuration(0, "en"), "0 sec");
  assert.equal(warning(601, 600), 600);
  assert.equal(warning(600, 599), undefined);
  assert.equal(warning(301, 60), 60);
});

test("keys: digits by place, letters by what they write, never one for two classes", () => {
  const keys = classKeys([undefined, "f", undefined]);
  assert.deepEqual(keys, ["1", "f", "2"]);
  assert.equal(meaning(press("&", { code: "Digit1" }), keys), 0);
  assert.equal(meaning(press("F", { code: "KeyF", shiftKey: true }), keys), 1);
  assert.equal(meaning(press("0", { code: "Digit0" }), keys), "none");
  assert.equal(meaning(press("z", { ctrlKey: true }), keys), "undo");
  assert.equal(meaning(press("Z", { ctrlKey: true, shiftKey: true }), keys), "redo");
  assert.equal(meaning(press("ArrowLeft", { shiftKey: true }), keys), "pan_left");
  assert.equal(meaning(press("?", { shiftKey: true, code: "Slash" }), keys), "keys");
  assert.equal(meaning(press("Enter", { ctrlKey: true }), keys), "review");
  assert.equal(meaning(press("f", { ctrlKey: true }), keys), undefined);
  const many = classKeys(Array.from({ length: 32 }, () => undefined));
  assert.equal(new Set(many).size, 32);
  assert.ok(many.every((key) => key !== ""));
  assert.equal(nameOf(press("é")), "é");
  // Somebody's own keys: letters that they gave to actions are given to no class.
  const own = actionKeys({ undo: "q", none: "é" });
  assert.equal(meaning(press("q"), classKeys([undefined]), own), "undo");
  assert.equal(meaning(press("0", { code: "Digit0" }), [], own), undefined);
  assert.ok(
    !classKeys(
      many.map(() => undefined),
      Object.values(own),
    ).includes("q"),
  );
  assert.equal(ownKey(press("Q", { shiftKey: true })), "q");
  assert.equal(ownKey(press("ArrowUp", { shiftKey: true })), "Shift+ArrowUp");
  for (const lost of [press("w", { ctrlKey: true }), press("Tab"), press("Escape"), press("F5")])
    assert.equal(ownKey(lost), undefined);
  assert.equal(keyLabel("Ctrl+Shift+z"), "Ctrl Shift Z");
  assert.equal(keyLabel("+"), "+");
});

test("each labeler has an order of their own, and keeps it", () => {
  const order = shuffled(1_000, "wasm1a/1/0/0");
  assert.deepEqual(order, shuffled(1_000, "wasm1a/1/0/0"));
  assert.notDeepEqual(order, shuffled(1_000, "wasm1b/1/0/0"));
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: 1_000 }, (_, at) => at),
  );
  // No place is preferred: over many seeds the first item comes anywhere.
  const mean = Array.from({ length: 400 }, (_, seed) => shuffled(101, String(seed)).indexOf(0));
  const middle = mean.reduce((sum, at) => sum + at, 0) / mean.length;
  assert.ok(Math.abs(middle - 50) < 6, String(middle));
});

test("instructions become a tree; HTML and odd links stay text", () => {
  const text =
    "# Title\n\nSome *fine* **bold** `code`.\nAgain.\n\n- one\n- two\n  more\n\n1. first\n\n```\n<b>\n```";
  assert.deepEqual(
    readMarkdown(text).map(({ kind }) => kind),
    ["heading", "paragraph", "list", "list", "code"],
  );
  const [paragraph] = readMarkdown(
    "<script>x</script> [a](javascript:alert(1)) [b](https://b.org) [c](http://c.org)",
  );
  assert.ok(paragraph?.kind === "paragraph");
  const links = paragraph.text.filter(({ kind }) => kind === "link");
  assert.deepEqual(links, [{ kind: "link", text: "b", href: "https://b.org" }]);
  const plain = paragraph.text.map((part) => part.text).join("");
  assert.ok(plain.includes("<script>x</script>") && plain.includes("javascript:alert(1)"));
});

test("what is hidden in a text is shown, and words are marked", () => {
  assert.equal(shownText("a\u202eb\u200bc\n"), "a⟨U+202E⟩b⟨U+200B⟩c\n");
  assert.deepEqual(marked("The Fox ran", ["fox"]), [
    { text: "The ", mark: false },
    { text: "Fox", mark: true },
    { text: " ran", mark: false },
  ]);
  assert.deepEqual(marked("a.b", ["."]).filter(({ mark }) => mark).length, 1);
});

test("no text of a stranger takes the page long to read", () => {
  const texts = [
    `# ${" ".repeat(2_000)}x\u2028x`,
    `# ${" #".repeat(16_000)}x`,
    "[".repeat(32_000),
    "[a](b".repeat(6_000),
    "`**__*_".repeat(4_000),
    `- ${" ".repeat(32_000)}`,
  ];
  for (const text of texts) {
    const start = performance.now();
    readMarkdown(text);
    const took = performance.now() - start;
    assert.ok(took < 500, `${text.slice(0, 8)}: ${took} ms`);
  }
  assert.deepEqual(readMarkdown("## a # b  ##  "), [
    { kind: "heading", level: 2, text: [{ kind: "text", text: "a # b" }] },
  ]);
});

test("nothing that an item says stops the page from showing it", () => {
  const deep = JSON.parse("[".repeat(30_000) + "]".repeat(30_000)) as unknown;
  assert.equal(fieldText(deep), "…");
  assert.equal(fieldText([1]), "[1]");
  assert.equal(webHost("https://example.org/a"), "example.org");
  for (const address of [
    "https://",
    "https://[",
    "http://example.org",
    "javascript:alert(1)",
    "",
  ]) {
    assert.equal(webHost(address), undefined, address);
  }
});

test("only on a local chain a stranger's address may be one of this machine", () => {
  const local = "http://127.0.0.1:8080/manifest.json";
  assert.equal(askable(local, "local"), local);
  assert.equal(askable("https://example.org/", "testnet"), "https://example.org/");
  for (const kind of ["testnet", "unknown", undefined]) {
    assert.throws(() => askable(local, kind), /is of this machine/);
  }
});
