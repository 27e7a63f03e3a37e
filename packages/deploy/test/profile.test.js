import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { adminOf, readProfile } from "../src/profile.js";
import { Refusal } from "../src/say.js";
import { instantiateMessages, NAMES, predict } from "../src/suite.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (/** @type {string} */ name) =>
  readFileSync(join(root, "scripts/networks", `${name}.toml`), "utf8");
const LOCAL = read("local");
const OWNER = "wasm1jffew4z4vlyy8p2jzlvanps6x90n82ldje95ng";

/** @param {string} text @param {RegExp} why */
const refuses = (text, why) =>
  assert.throws(
    () => readProfile("test", text),
    (error) => error instanceof Refusal && why.test(error.message),
  );

/** A filled-in example of a mainnet. @param {string} from @param {string} to */
const mainnet = (from, to) =>
  read("mainnet.example")
    .replace(/(gas_price = )"FILL-IN"/, '$1"0.025stake"')
    .replace(/(prefix = )"FILL-IN"/, '$1"wasm"')
    .replace(/((cap|amount|min_\w+|mint_\w+|first_budget|tip_\w+|reputation_fee) = )"FILL-IN"/g, '$1"1"')
    .replaceAll("FILL-IN", OWNER)
    .replace(from, to);

test("every committed profile is complete but for what it says", () => {
  readProfile("local", LOCAL);
  for (const name of ["provider", "osmo-test-5", "xion-testnet-2", "mainnet.example"])
    refuses(read(name), /not filled in: .*commons/);
});

test("a filled-in testnet is accepted", () => {
  const text = read("provider").replaceAll("FILL-IN", OWNER).replace('"cosmos"', '"wasm"');
  assert.equal(readProfile("provider", text).chainId, "provider");
});

test("on a mainnet nobody can replace what holds money, unless behind the timelock", () => {
  readProfile("main", mainnet("", ""));
  refuses(mainnet('label_escrow = "none"', 'label_escrow = "owner"'), /label_escrow is none or/);
  refuses(mainnet('reward_token = "none"', `reward_token = "${OWNER}"`), /reward_token is none or/);
  const timelock = `timelock = "${OWNER}"\nlabel_escrow = "${OWNER}"`;
  readProfile("main", mainnet('label_escrow = "none"', timelock));
});

test("on a mainnet the owner is named and no test account signs", () => {
  refuses(mainnet(`owner = "${OWNER}"`, 'owner = "deployer"'), /owner is named/);
  refuses(mainnet("salt =", 'signer = "owner"\nsalt ='), /local chains only/);
});

test("addresses of another chain are refused", () => {
  refuses(
    LOCAL.replace('prefix = "wasm"', 'prefix = "osmo"'),
    /commons is no address of prefix osmo/,
  );
});

test("every contract is told of its siblings, and of nothing it does not know", () => {
  const profile = readProfile("local", LOCAL);
  const addresses = predict(() => "ab".repeat(32), profile, OWNER);
  const roles = { owner: OWNER, commons: profile.commons };
  const told = instantiateMessages(root, profile, addresses, roles);
  assert.deepEqual(Object.keys(told), [...NAMES]);
  assert.equal(/** @type {any} */ (told.label_escrow).task_registry, addresses.task_registry);
  const odd = { ...profile, settings: { ...profile.settings, reward_token: { minter: OWNER } } };
  assert.throws(() => instantiateMessages(root, odd, addresses, roles), /has minter/);
});

test("a logo that is a file goes on the chain, and the owner may change it", () => {
  const profile = readProfile("local", LOCAL);
  const addresses = predict(() => "ab".repeat(32), profile, OWNER);
  const roles = { owner: OWNER, commons: profile.commons };
  const told = (/** @type {object} */ change) => {
    const token = /** @type {any} */ (profile.settings.reward_token);
    const reward_token = { ...token, marketing: { ...token.marketing, ...change } };
    const settings = { ...profile.settings, reward_token };
    const all = instantiateMessages(root, { ...profile, settings }, addresses, roles);
    return /** @type {any} */ (all.reward_token).marketing;
  };
  const { marketing, logo } = told({});
  assert.equal(marketing, OWNER);
  const svg = Buffer.from(logo.embedded.svg, "base64").toString();
  assert.match(svg, /^<\?xml [^>]*\?>\n<svg /);
  const url = "https://example.org/pasar.png";
  assert.deepEqual(told({ logo: url }).logo, { url });
  assert.throws(() => told({ logo: "pasar.gif" }), /neither .svg nor .png/);
  assert.throws(() => told({ logo: "other.svg" }), /no logo .*other.svg/);
});

test("an address is the one that wasmd computes", () => {
  // wasmd query wasm build-address <checksum> <creator> 7061736172
  const profile = readProfile("local", LOCAL);
  const { reward_token } = predict(
    () => "8d0f8417e63ab603095f60034f4f62f3e151b6b62145944292b7a47d55cbae20",
    profile,
    OWNER,
  );
  assert.equal(reward_token, "wasm1ddpr6t9me67e0ez5z00kcdkcfsz5jlct4pn24jwnsl9ysrd9dzus0r4ham");
});

test("an admin is the owner, nobody, or who is named", () => {
  const profile = readProfile(
    "local",
    LOCAL.replace('reward_token = "owner"', 'reward_token = "none"'),
  );
  assert.equal(adminOf(profile, "label_escrow", OWNER), OWNER);
  assert.equal(adminOf(profile, "reward_token", OWNER), undefined);
});
