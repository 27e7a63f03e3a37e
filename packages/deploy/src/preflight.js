// Everything of a profile that a contract would refuse later, when its code has been paid for.
import { fromBech32 } from "@cosmjs/encoding";
import { address } from "./profile.js";
import { must } from "./say.js";
import { faults } from "./schema.js";
import { instantiateMessages, NAMES, schemaOf } from "./suite.js";

/** @typedef {import("./profile.js").Profile} Profile */

/** Bounds in the contracts' code, of which their schema says nothing. @type {[string, string, number, number][]} */
const BOUNDS = [
  ["task_registry", "params.missed_commit", 0, 10_000],
  ["task_registry", "params.randomness.genesis", 0, 2 ** 40 - 1],
  ["task_registry", "params.randomness.period_seconds", 1, 3_600],
  ["task_registry", "params.randomness.stride", 1, 1_000],
  ["task_registry", "params.randomness.delay_seconds", 1, 3_600],
  ["label_escrow", "fee", 0, 1_000],
  ["label_escrow", "contributors_floor", 0, 9_000],
  ["label_escrow", "epoch_seconds", 3_600, 90 * 86_400],
  ["reputation_staking", "params.unbonding_seconds", 60, 90 * 86_400],
  ["reward_token", "emission.keep", 0, 9_999],
  ["reward_token", "decimals", 0, 18],
];
/** Denoms that the escrow takes. */
const MOST_DENOMS = 32;
/** Accounts that the token's balances may begin with. */
const MOST_BALANCES = 100;

/**
 * Refuses a profile with which a contract would not begin. Where the siblings will be does not matter.
 * @param {string} root @param {Profile} profile
 */
export function preflight(root, profile) {
  const anybody = profile.commons;
  const addresses = /** @type {import("./suite.js").Addresses} */ (
    Object.fromEntries(NAMES.map((name) => [name, anybody]))
  );
  const owner = profile.owner === "deployer" ? anybody : profile.owner;
  const told = instantiateMessages(root, profile, addresses, { owner, commons: anybody });
  const found = NAMES.flatMap((name) => {
    const { schema } = schemaOf(root, name);
    return faults(schema, schema, told[name], name);
  });
  const { schema } = schemaOf(root, "label_escrow");
  for (const [n, terms] of profile.allowDenoms.entries())
    found.push(...faults(schema, schema.definitions.DenomTerms, terms, `allow_denoms[${n}]`));
  must(found.length === 0, `the profile is refused:\n  ${found.join("\n  ")}`);
  bounds(told);
  drand(told);
  epochs(profile, told);
  denoms(profile, /** @type {any} */ (told.label_escrow).denoms);
  token(profile, told.reward_token);
}

/** @param {Record<string, any>} told */
function bounds(told) {
  for (const [name, path, least, most] of BOUNDS) {
    const value = path.split(".").reduce((inner, key) => inner[key], told[name]);
    must(
      value >= least && value <= most,
      `${name}.${path} is ${value}, expected ${least} to ${most}`,
    );
  }
}

/** A compressed point of G2 in hexadecimal digits, not that at infinity. @param {Record<string, any>} told */
function drand({ task_registry }) {
  const key = String(task_registry.params.randomness.public_key);
  const { length } = key;
  must(
    /^[89ab][0-9a-f]{191}$/i.test(key),
    `task_registry.params.randomness.public_key has ${length} characters, ${key.slice(0, 16)} first, expected the 192 hexadecimal digits of drand's key, which begin with 8, 9, a or b`,
  );
}

/**
 * Whoever has a stake in the second in which an epoch starts shares all of its fees. So on a chain with money
 * stake must not be out again before the epoch is over.
 * @param {Profile} profile @param {Record<string, any>} told
 */
function epochs(profile, told) {
  const epoch = told.label_escrow.epoch_seconds;
  const unbonding = told.reputation_staking.params.unbonding_seconds;
  must(
    profile.kind !== "mainnet" || unbonding >= epoch,
    `unbonding_seconds is ${unbonding}, expected at least an epoch, ${epoch}`,
  );
}

/** @param {Profile} profile @param {any[]} first */
function denoms(profile, first) {
  const all = [...first, ...profile.allowDenoms].map(({ denom }) => denom);
  must(all.length <= MOST_DENOMS, `${all.length} denoms, expected at most ${MOST_DENOMS}`);
  const seen = new Set();
  for (const { native, cw20 } of all) {
    if (cw20 !== undefined) address(profile.prefix, "a denom's cw20", cw20);
    else must(/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/.test(native), `${native} is no denom`);
    const key = cw20 === undefined ? native : `cw20:${cw20}`;
    must(!seen.has(key), `denom ${key} is there twice`);
    seen.add(key);
  }
}

/** @param {Profile} profile @param {any} token */
function token({ prefix }, token) {
  const { name, symbol, cap, emission, initial_balances: balances = [], marketing } = token;
  const bytes = Buffer.byteLength(name);
  must(bytes >= 3 && bytes <= 50, `reward_token.name ${name} has ${bytes} bytes, expected 3 to 50`);
  must(
    /^[a-zA-Z-]{3,12}$/.test(symbol),
    `reward_token.symbol is ${symbol}, expected 3 to 12 letters`,
  );
  must(
    balances.length <= MOST_BALANCES,
    `${balances.length} initial balances, expected at most ${MOST_BALANCES}`,
  );
  const seen = new Set();
  let sum = 0n;
  for (const { address: to, amount } of balances) {
    address(prefix, "an initial balance's address", to);
    const account = Buffer.from(fromBech32(to, 90).data).toString("hex");
    must(!seen.has(account), `${to} has two initial balances`);
    seen.add(account);
    sum += BigInt(amount);
  }
  if (marketing?.marketing != null)
    address(prefix, "reward_token.marketing.marketing", marketing.marketing);
  // What budgets that shrink can sum to, rounded up.
  const lost = BigInt(10_000 - emission.keep);
  const minted = (BigInt(emission.first_budget) * 10_000n + lost - 1n) / lost;
  must(
    sum + minted <= BigInt(cap),
    `reward_token.cap is ${cap}, below initial balances of ${sum} and an emission of ${minted}`,
  );
}
