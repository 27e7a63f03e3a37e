// A network's profile: scripts/networks/NAME.toml, read and judged before anything is sent.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBech32 } from "@cosmjs/encoding";
import { GasPrice } from "@cosmjs/stargate";
import { parse, TomlError } from "smol-toml";
import { must, refuse } from "./say.js";
import { NAMES } from "./suite.js";

/** @typedef {import("./suite.js").Name} Name */
/**
 * @typedef {object} Profile
 * @property {string} network
 * @property {"local" | "testnet" | "mainnet"} kind
 * @property {string} chainId
 * @property {string} rpc
 * @property {string} prefix
 * @property {GasPrice} gasPrice
 * @property {number} gasAdjustment
 * @property {number} pollMs
 * @property {string} salt
 * @property {string} owner an address, or "deployer"
 * @property {string} commons
 * @property {Record<Name, string>} admins an address, "owner" or "none"
 * @property {string | undefined} timelock
 * @property {string | undefined} signer the built-in account that signs; on a local chain only
 * @property {Record<Name, object>} settings
 * @property {{denom: object}[]} allowDenoms
 */

/** All that a profile may say. */
const KEYS = new Set([
  ...[
    "kind",
    "chain_id",
    "rpc",
    "fallback_rpcs",
    "relays",
    "prefix",
    "gas_price",
    "gas_adjustment",
    "poll_ms",
  ],
  ...["salt", "signer", "owner", "commons", "admin", "allow_denoms", ...NAMES],
]);
/** A decimal number and a denom: no exponent, no comma. */
const PRICE = /^\d+(\.\d+)?(?![eE][+-]?\d)[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/;

/** Stands where only the operator knows what belongs. */
export const FILL_IN = "FILL-IN";

/** Contracts that hold money: anyone who can replace their code can take it. @type {readonly Name[]} */
export const MONEY = ["label_escrow", "reputation_staking", "reward_token"];

/** @param {string} root @param {string} network @returns {Profile} */
export function loadProfile(root, network) {
  const path = network.endsWith(".toml")
    ? network
    : join(root, "scripts", "networks", `${network}.toml`);
  must(existsSync(path), `no profile ${path}`);
  return readProfile(network, readFileSync(path, "utf8"), process.env.PASAR_RPC);
}

/** @param {string} network @param {string} text @param {string} [rpc] @returns {Profile} */
export function readProfile(network, text, rpc) {
  const file = parsed(network, text);
  const missing = placeholders(file, "");
  must(missing.length === 0, `the profile is not filled in: ${missing.join(", ")}`);
  for (const key of Object.keys(file))
    must(KEYS.has(key), `the profile has ${key}, which is not known`);
  for (const key of ["kind", "chain_id", "rpc", "prefix", "gas_price", "owner", "commons"])
    must(typeof file[key] === "string", `the profile has no ${key}`);
  must(PRICE.test(file.gas_price), `gas_price is ${file.gas_price}, expected such as 0.025stake`);
  for (const key of ["task_registry", "label_escrow", "reputation_staking", "reward_token"])
    must(typeof (file[key] ?? {}) === "object", `${key} is no table`);
  must(Array.isArray(file.allow_denoms ?? []), "allow_denoms is no list of tables");
  /** @type {Profile} */
  const profile = {
    network,
    kind: file.kind,
    chainId: file.chain_id,
    rpc: rpc ?? file.rpc,
    prefix: file.prefix,
    gasPrice: GasPrice.fromString(file.gas_price),
    gasAdjustment: file.gas_adjustment ?? 1.4,
    pollMs: file.poll_ms ?? 1_000,
    salt: file.salt ?? "pasar",
    owner: file.owner,
    commons: file.commons,
    admins: perContract((name) => file.admin?.[name]),
    timelock: file.admin?.timelock,
    signer: file.signer,
    settings: perContract((name) => file[name] ?? {}),
    allowDenoms: file.allow_denoms ?? [],
  };
  judge(profile);
  return profile;
}

/** What a profile says, or where it is no TOML. @param {string} network @param {string} text @returns {any} */
function parsed(network, text) {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column, message } = error;
    const reason = message.split("\n")[0]?.replace("Invalid TOML document: ", "");
    refuse(`profile ${network}: line ${line}, column ${column}: ${reason}`);
  }
}

/** @template T @param {(name: Name) => T} value */
const perContract = (value) =>
  /** @type {Record<Name, T>} */ (Object.fromEntries(NAMES.map((name) => [name, value(name)])));

/** Paths of everything that still says FILL-IN. @param {unknown} value @param {string} path @returns {string[]} */
function placeholders(value, path) {
  if (typeof value === "string") return value.includes(FILL_IN) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    placeholders(inner, path ? `${path}.${key}` : key),
  );
}

/** @param {Profile} profile */
function judge(profile) {
  const { kind, owner, commons, timelock, signer, prefix, salt, gasAdjustment, pollMs } = profile;
  const bytes = typeof salt === "string" ? Buffer.byteLength(salt) : 0;
  must(bytes >= 1 && bytes <= 64, `salt is ${salt}, expected text of 1 to 64 bytes`);
  must(
    typeof gasAdjustment === "number" && gasAdjustment >= 1 && gasAdjustment <= 10,
    `gas_adjustment is ${gasAdjustment}, expected 1 to 10`,
  );
  must(
    Number.isInteger(pollMs) && pollMs >= 1 && pollMs <= 60_000,
    `poll_ms is ${pollMs}, expected 1 to 60000`,
  );
  must(
    ["local", "testnet", "mainnet"].includes(kind),
    `kind is local, testnet or mainnet, not ${kind}`,
  );
  if (owner !== "deployer") address(prefix, "owner", owner);
  address(prefix, "commons", commons);
  if (timelock !== undefined) address(prefix, "admin.timelock", timelock);
  // Everybody knows the built-in accounts.
  must(signer === undefined || kind === "local", "signer is for local chains only");
  for (const name of NAMES) {
    const admin = profile.admins[name];
    must(
      admin !== undefined,
      `[admin] does not say who may replace ${name}: an address, owner or none`,
    );
    if (admin !== "owner" && admin !== "none") address(prefix, `admin.${name}`, admin);
    const safe = admin === "none" || (timelock !== undefined && admin === timelock);
    must(
      kind !== "mainnet" || safe || !MONEY.includes(name),
      `on a mainnet the admin of ${name} is none or the address of admin.timelock: who can replace its code can take its money`,
    );
  }
  must(
    kind !== "mainnet" || owner !== "deployer",
    "on a mainnet the owner is named, and is not the deployer",
  );
}

/** Refuses what is no address of the chain. @param {string} prefix @param {string} what @param {unknown} value */
export function address(prefix, what, value) {
  let found;
  try {
    found = fromBech32(String(value), 90).prefix;
  } catch {
    found = undefined;
  }
  must(found === prefix, `${what} is no address of prefix ${prefix}: ${value}`);
}

/** @param {Profile} profile @param {string} deployer */
export function ownerOf(profile, deployer) {
  return profile.owner === "deployer" ? deployer : profile.owner;
}

/** The admin of a contract; undefined: none. @param {Profile} profile @param {Name} name @param {string} owner */
export function adminOf(profile, name, owner) {
  const admin = profile.admins[name];
  if (admin === "none") return undefined;
  return admin === "owner" ? owner : admin;
}
