import { adminOf } from "./profile.js";
import { must, report } from "./say.js";
import { verifySettings } from "./settings.js";
import { NAMES, schemaOf } from "./suite.js";

/** @typedef {import("./job.js").Job} Job */
/** @typedef {import("./suite.js").Name} Name */

/**
 * Compares the chain with what was meant, and names every difference.
 * @param {Job} job
 */
export async function verify(job) {
  /** @type {string[]} */
  const faults = [];
  let checks = 0;
  /** @param {string} what @param {unknown} found @param {unknown} wanted */
  const expect = (what, found, wanted) => {
    checks += 1;
    if (found !== wanted) faults.push(`${what} is ${found}, expected ${wanted}`);
  };
  for (const name of NAMES) {
    await verifyCode(job, name, expect);
    await verifyWiring(job, name, expect);
  }
  await verifySettings(job, expect);
  must(faults.length === 0, `the chain is not as meant:\n  ${faults.join("\n  ")}`);
  report("verify", `${checks} checks: codes, admins, owners, siblings, settings`);
}

/** @typedef {(what: string, found: unknown, wanted: unknown) => void} Expect */

/** @param {Job} job @param {Name} name @param {Expect} expect */
async function verifyCode({ artifacts, chain, deployment, owner, profile }, name, expect) {
  const found = await chain.contract(deployment.record.contracts[name]?.address ?? "");
  must(found, `${name} does not exist`);
  expect(`${name}'s admin`, found.admin, adminOf(profile, name, owner) ?? null);
  expect(`${name}'s code (--migrate replaces it)`, found.checksum, artifacts[name].checksum);
}

/**
 * Each contract knows its siblings by the addresses that they really have.
 * @param {Job} job @param {Name} name @param {Expect} expect
 */
async function verifyWiring({ chain, deployment, owner, profile, root }, name, expect) {
  const { contracts } = deployment.record;
  const address = contracts[name]?.address ?? "";
  const { fields, hasConfig, hasOwner } = schemaOf(root, name);
  if (hasConfig) {
    const config = await chain.ask(address, { config: {} });
    for (const sibling of NAMES.filter((sibling) => fields.includes(sibling)))
      expect(`${name}'s ${sibling}`, config[sibling], contracts[sibling]?.address);
    if (fields.includes("commons")) expect(`${name}'s commons`, config.commons, profile.commons);
  }
  if (hasOwner)
    expect(`${name}'s owner`, (await chain.ask(address, { ownership: {} })).owner, owner);
  if (name === "reward_token") {
    // Nobody outside mints, and points are those of the suite's own escrow.
    expect(`${name}'s minter`, (await chain.ask(address, { minter: {} })).minter, address);
    const { label_escrow } = await chain.ask(address, { schedule: {} });
    expect(`${name}'s label_escrow`, label_escrow, contracts.label_escrow?.address);
  }
}
