import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { words } from "../src/keys.js";
import { isEnough, vmOf } from "../src/node.js";
import { preflight } from "../src/preflight.js";
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
    .replace(
      /((amount|min_\w+|mint_\w+|first_budget|tip_\w+|reputation_fee) = )"FILL-IN"/g,
      '$1"1"',
    )
    .replace('cap = "FILL-IN"', 'cap = "1000"')
    .replaceAll("FILL-IN", OWNER)
    .replace(from, to);

/** @param {string | RegExp} from @param {string} to @param {RegExp} why */
const stops = (from, to, why) => {
  const text = LOCAL.replace(from, to);
  assert.notEqual(text, LOCAL, String(from));
  assert.throws(
    () => preflight(root, readProfile("test", text)),
    (error) => error instanceof Refusal && why.test(error.message),
    `${from} ${to}`,
  );
};

test("every profile that is filled in begins as its contracts want it", () => {
  preflight(root, readProfile("local", LOCAL));
  const fill = (/** @type {string} */ name, /** @type {string} */ prefix) =>
    read(name).replaceAll("FILL-IN", OWNER).replace(`"${prefix}"`, '"wasm"');
  for (const [name, prefix] of [
    ["provider", "cosmos"],
    ["osmo-test-5", "osmo"],
    ["xion-testnet-2", "xion"],
  ])
    preflight(root, readProfile(name ?? "", fill(name ?? "", prefix ?? "")));
  preflight(root, readProfile("main", mainnet("", "")));
});

test("on a mainnet stake stays for an epoch at least", () => {
  const quick = mainnet("unbonding_seconds = 1209600", "unbonding_seconds = 604799");
  assert.throws(
    () => preflight(root, readProfile("main", quick)),
    (error) => error instanceof Refusal && /unbonding_seconds is 604799/.test(error.message),
  );
});

test("a profile that is no TOML is refused with its line, and no trace of a program", () => {
  refuses(LOCAL.replace('kind = "local"', 'kind = "local'), /^profile test: line 2, column \d+: /);
});

test("what a contract would refuse is refused before its code is stored", () => {
  const key = /public_key has \d+ characters, .* expected the 192 hexadecimal digits/;
  stops('public_key = "a9', 'public_key = "zz', key);
  stops('public_key = "a9', 'public_key = "', key);
  stops("genesis = 1700000000", "genesis = 1099511627776", /genesis is 1099511627776, expected 0 to/);
  const number = /missed_commit is "1000", expected integer/;
  stops("missed_commit = 1000", 'missed_commit = "1000"', number);
  stops(
    "missed_commit = 1000",
    "missed_commit = 10001",
    /missed_commit is 10001, expected 0 to 10000/,
  );
  stops(
    "missed_commit = 1000 # basis points\n",
    "",
    /task_registry.params.missed_commit is missing/,
  );
  stops("fee = 500", "fee = 1001", /label_escrow.fee is 1001/);
  stops("fee = 500", "fee = -1", /label_escrow.fee is -1/);
  stops("epoch_seconds = 3600", "epoch_seconds = 60", /epoch_seconds is 60, expected 3600/);
  stops(
    "unbonding_seconds = 60",
    "unbonding_seconds = 1.5",
    /unbonding_seconds is 1.5, expected integer/,
  );
  stops('min_fee_stake = "1"', "min_fee_stake = 1", /min_fee_stake is 1, expected string/);
  stops(
    'min_fee_stake = "1"',
    'min_fee_stake = "0.5"',
    /min_fee_stake is "0.5", expected a whole number/,
  );
  stops('min_price = "100"', 'min_price = "1e3"', /denoms\[0\].min_price is "1e3"/);
  stops('denom = { native = "uusd" }', 'denom = { coin = "uusd" }', /allow_denoms\[0\].denom/);
  stops(
    'denom = { native = "uusd" }',
    'denom = { native = "stake" }',
    /denom stake is there twice/,
  );
  stops('denom = { native = "uusd" }', 'denom = { native = "0usd" }', /0usd is no denom/);
  stops('tip_per_task = "901"', 'tips = "901"', /tips is not known/);
  stops("keep = 9900", "keep = 10000", /emission.keep is 10000/);
  stops("decimals = 6", "decimals = 19", /decimals is 19/);
  stops('symbol = "PASAR"', 'symbol = "P4"', /symbol is P4/);
  const above = String(2n ** 128n);
  stops('cap = "1000000000000000"', `cap = "${above}"`, /cap is .*below 2\^128/);
  stops('cap = "1000000000000000"', 'cap = "999999999999999"', /cap is 999999999999999, below/);
  stops(/address = "wasm1jf/, 'address = "wasm1jg', /initial balance's address is no address/);
  stops('marketing = "owner"', 'marketing = "me"', /marketing.marketing is no address/);
});

test("salt, prices and names are judged where the profile is read", () => {
  const change = (
    /** @type {string} */ from,
    /** @type {string} */ to,
    /** @type {RegExp} */ why,
  ) => refuses(LOCAL.replace(from, to), why);
  change('kind = "local"', `kind = "local"\nsalt = "${"s".repeat(65)}"`, /salt is/);
  change('kind = "local"', 'kind = "local"\nsalt = ""', /salt is/);
  change('kind = "local"', 'kind = "local"\nsalts = "x"', /has salts, which is not known/);
  change('kind = "local"', 'kind = "local"\ngas_adjustment = 0.5', /gas_adjustment is 0.5/);
  change("poll_ms = 100", "poll_ms = 0", /poll_ms is 0/);
  for (const price of ["2.5e-2stake", "0,025stake", "1e3stake", "0.025", "stake", "-1stake"])
    change('gas_price = "0.025stake"', `gas_price = "${price}"`, /gas_price is/);
});

test("a mnemonic is read as wallets read it", () => {
  assert.equal(words("\ufeff Abandon\tABOUT\r\n"), "abandon about");
});

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

test("a chain's VM is read out of what its node was built of, and must be 2.1 or newer", () => {
  const of = (/** @type {string} */ path, /** @type {string} */ version) =>
    vmOf([
      { path: "github.com/CosmWasm/wasmd", version: "v0.60.8" },
      { path, version },
    ]);
  assert.equal(of("github.com/CosmWasm/wasmvm/v2", "v2.3.4"), "2.3.4");
  assert.equal(of("github.com/CosmWasm/wasmvm", "v1.5.9"), "1.5.9");
  assert.equal(of("github.com/CosmWasm/wasmvm", "v0.0.0-20240101000000-abcdef012345"), undefined);
  assert.equal(vmOf([]), undefined);
  for (const version of ["2.1.0", "2.1.0-rc.1", "2.10.0", "3.0.7"]) assert.ok(isEnough(version));
  for (const version of ["1.5.9", "2.0.6"]) assert.ok(!isEnough(version));
});
