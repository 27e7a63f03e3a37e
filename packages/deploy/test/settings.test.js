import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readProfile } from "../src/profile.js";
import { verifySettings } from "../src/settings.js";
import { NAMES } from "../src/suite.js";

const LOCAL = readFileSync(
  fileURLToPath(new URL("../../../scripts/networks/local.toml", import.meta.url)),
  "utf8",
);

/** A chain whose contracts were told what a profile says. @param {import("../src/profile.js").Profile} profile */
function chainOf(profile) {
  const of = /** @type {Record<string, any>} */ (profile.settings);
  const { fee, contributors_floor, epoch_seconds, denoms } = of.label_escrow;
  const { name, symbol, decimals, cap, emission } = of.reward_token;
  /** @type {Record<string, Record<string, object>>} */
  const answers = {
    task_registry: { config: { params: of.task_registry.params } },
    label_escrow: {
      config: { epoch_seconds, fees: { fee, contributors_floor } },
      denoms: {
        denoms: [...denoms, ...profile.allowDenoms].map((terms) => ({ allowed: true, terms })),
      },
    },
    reputation_staking: { config: of.reputation_staking },
    reward_token: {
      token_info: { name, symbol, decimals, total_supply: "0" },
      minter: { minter: "reward_token", cap },
      schedule: { ...emission, epoch: 0 },
    },
  };
  return {
    ask: async (/** @type {string} */ address, /** @type {object} */ query) =>
      structuredClone(answers[address]?.[Object.keys(query)[0] ?? ""]),
  };
}

/** What differs between a chain of the profile and the profile with a change. @param {string} from @param {string} to */
async function differences(from, to) {
  const changed = LOCAL.replace(from, to);
  assert.equal(changed === LOCAL, from === to, from);
  const contracts = Object.fromEntries(NAMES.map((name) => [name, { address: name }]));
  const chain = chainOf(readProfile("local", LOCAL));
  const profile = readProfile("local", changed);
  /** @type {string[]} */
  const found = [];
  let checks = 0;
  const job = /** @type {any} */ ({ chain, profile, deployment: { record: { contracts } } });
  await verifySettings(job, (what, is, wanted) => {
    checks += 1;
    if (is !== wanted) found.push(`${what} is ${is}, expected ${wanted}`);
  });
  assert.ok(checks > 20, `${checks} checks`);
  return found;
}

test("a chain that is as its profile says differs in nothing", async () => {
  assert.deepEqual(await differences("", ""), []);
});

test("each setting that is another on the chain is named", async () => {
  for (const [from, to, what] of [
    ["missed_commit = 1000", "missed_commit = 999", "task_registry's params.missed_commit is 1000"],
    ["genesis = 1700000000", "genesis = 1700000001", "task_registry's params.randomness.genesis is"],
    ['public_key = "a9', 'public_key = "b9', "task_registry's params.randomness.public_key is a9"],
    ["fee = 500", "fee = 501", "label_escrow's fee is 500, expected 501"],
    ["epoch_seconds = 3600", "epoch_seconds = 3601", "label_escrow's epoch_seconds is 3600"],
    ['min_price = "100"', 'min_price = "101"', "denom stake's min_price is 100, expected 101"],
    ["unbonding_seconds = 60", "unbonding_seconds = 61", "reputation_staking's params.unbonding_"],
    ['min_fee_stake = "1"', 'min_fee_stake = "2"', "reputation_staking's min_fee_stake is 1"],
    ['cap = "1000000000000000"', 'cap = "1000000000000001"', "reward_token's cap is"],
    ["keep = 9900", "keep = 9901", "reward_token's emission.keep is 9900, expected 9901"],
  ]) {
    const found = await differences(from ?? "", to ?? "");
    assert.equal(found.length, 1, from);
    assert.ok(found[0]?.startsWith(what ?? ""), found[0]);
  }
});

test("capitals of a key are no other key", async () => {
  assert.deepEqual(await differences('public_key = "a9', 'public_key = "A9'), []);
});
