// The four contracts: what they are called, what each must be told, what each answers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instantiate2Address } from "@cosmjs/cosmwasm";
import { fromHex, toUtf8 } from "@cosmjs/encoding";
import { marketing } from "./marketing.js";
import { must } from "./say.js";

/** @typedef {"task_registry" | "label_escrow" | "reputation_staking" | "reward_token"} Name */
/** @typedef {Record<Name, string>} Addresses */

/** In the order in which they are stored. @type {readonly Name[]} */
export const NAMES = ["task_registry", "label_escrow", "reputation_staking", "reward_token"];

/** The label that explorers show. @param {Name} name */
export const label = (name) => `pasar ${name.replace("_", "-")}`;

/**
 * The schema of a contract's messages: the contracts decide what they are told, not this tool.
 * @param {string} root @param {Name} name
 */
export function schemaOf(root, name) {
  const path = join(root, "schema", `${name.replace("_", "-")}.json`);
  const schema = JSON.parse(readFileSync(path, "utf8"));
  return {
    /** @type {Record<string, any>} */ schema: schema.instantiate,
    /** @type {string[]} */ fields: Object.keys(schema.instantiate.properties),
    /** @type {string[]} */ required: schema.instantiate.required ?? [],
    hasConfig: "config" in schema.responses,
    hasOwner: "ownership" in schema.responses,
  };
}

/**
 * Addresses follow from the codes, the deployer and the salt, so that each contract can be told of
 * its siblings before they exist.
 * @param {(name: Name) => string} checksum @param {import("./profile.js").Profile} profile
 * @param {string} deployer @returns {Addresses}
 */
export function predict(checksum, profile, deployer) {
  const one = (/** @type {Name} */ name) => predictOne(checksum(name), profile, deployer);
  return /** @type {Addresses} */ (Object.fromEntries(NAMES.map((name) => [name, one(name)])));
}

/** @param {string} checksum @param {import("./profile.js").Profile} profile @param {string} deployer */
export function predictOne(checksum, profile, deployer) {
  return instantiate2Address(fromHex(checksum), deployer, toUtf8(profile.salt), profile.prefix);
}

/**
 * Instantiate messages: the profile's settings, and what every contract must know of the others.
 * @param {string} root @param {import("./profile.js").Profile} profile @param {Addresses} addresses
 * @param {{owner: string, commons: string}} roles @returns {Record<Name, object>}
 */
export function instantiateMessages(root, profile, addresses, roles) {
  const known = /** @type {Record<string, string>} */ ({ ...addresses, ...roles });
  /** @type {Partial<Record<Name, object>>} */
  const messages = {};
  for (const name of NAMES) {
    const { fields, required } = schemaOf(root, name);
    const message = /** @type {Record<string, unknown>} */ ({ ...profile.settings[name] });
    for (const key of Object.keys(message)) {
      must(fields.includes(key), `[${name}] has ${key}, which ${label(name)} does not know`);
      must(!(key in known), `[${name}] has ${key}, which this tool fills in`);
    }
    for (const field of fields) if (field in known) message[field] = known[field];
    if (message.marketing) message.marketing = marketing(root, message.marketing, roles.owner);
    for (const field of required) must(field in message, `[${name}] needs ${field}`);
    messages[name] = message;
  }
  return /** @type {Record<Name, object>} */ (messages);
}
