// What the contracts say of their settings, beside what the profile says.
import { NAMES } from "./suite.js";

/** @typedef {import("./job.js").Job} Job */
/** @typedef {import("./suite.js").Name} Name */
/** @typedef {(what: string, found: unknown, wanted: unknown) => void} Expect */

/** The largest page of the escrow's list, which is longer than the list may become. */
const PAGE = 50;

/**
 * Settings of each contract as its queries tell them, in the shape in which it is instantiated.
 * @type {Record<Name, (ask: (query: object) => Promise<any>) => Promise<object>>}
 */
const TOLD = {
  task_registry: async (ask) => ({ params: (await ask({ config: {} })).params }),
  label_escrow: async (ask) => {
    const { epoch_seconds, fees } = await ask({ config: {} });
    return { epoch_seconds, ...fees };
  },
  reputation_staking: async (ask) => {
    const { params, min_fee_stake } = await ask({ config: {} });
    return { params, min_fee_stake };
  },
  reward_token: async (ask) => {
    const { name, symbol, decimals } = await ask({ token_info: {} });
    const { cap } = await ask({ minter: {} });
    const { first_budget, keep, mint_per_point } = await ask({ schedule: {} });
    return { name, symbol, decimals, cap, emission: { first_budget, keep, mint_per_point } };
  },
};

/**
 * Compares every setting of the profile that a query tells, and the terms of the denoms that are allowed.
 * @param {Job} job @param {Expect} expect
 */
export async function verifySettings({ chain, deployment, profile }, expect) {
  const { contracts } = deployment.record;
  for (const name of NAMES) {
    const address = contracts[name]?.address ?? "";
    const found = await TOLD[name]((query) => chain.ask(address, query));
    compare(`${name}'s `, found, profile.settings[name], expect);
  }
  const escrow = contracts.label_escrow?.address ?? "";
  const { denoms } = await chain.ask(escrow, { denoms: { limit: PAGE } });
  const first = /** @type {any} */ (profile.settings.label_escrow).denoms ?? [];
  for (const terms of [...first, ...profile.allowDenoms]) {
    const known = denoms.find((/** @type {any} */ entry) => same(entry.terms.denom, terms.denom));
    // One that was disallowed, or is not allowed yet, is its owner's decision.
    if (!known?.allowed) continue;
    const { denom, ...wanted } = terms;
    compare(`denom ${denom.native ?? denom.cw20}'s `, known.terms, wanted, expect);
  }
}

/**
 * Compares whatever both sides have.
 * @param {string} path @param {any} found @param {any} wanted @param {Expect} expect
 */
function compare(path, found, wanted, expect) {
  for (const [key, value] of Object.entries(wanted)) {
    if (!(key in found)) continue;
    if (typeof value === "object") compare(`${path}${key}.`, found[key], value, expect);
    else if (key === "public_key") expect(path + key, found[key], String(value).toLowerCase());
    else expect(path + key, found[key], value);
  }
}

/** @param {object} left @param {object} right */
const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
