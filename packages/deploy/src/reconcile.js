import { must, report } from "./say.js";
import { label, NAMES, predictOne } from "./suite.js";

/** @typedef {import("./job.js").Job} Job */
/** @typedef {import("./suite.js").Name} Name */

/**
 * Brings the record in line with the chain: what exists, which code it has, who may replace it.
 * @param {Job} job @returns {Promise<boolean>} whether the suite exists
 */
export async function reconcile(job) {
  const { chain, deployment, profile } = job;
  const { contracts, salt: known } = deployment.record;
  must(
    known === undefined || known === profile.salt,
    `${deployment.path} is of salt ${known}; for another suite set PASAR_DEPLOYMENTS to another folder`,
  );
  const { pending } = deployment.record;
  if (pending) report("waiting", `for transaction ${pending.hash} of an earlier run`);
  await chain.settle();
  for (const name of NAMES) {
    const known = contracts[name];
    const address = known?.address ?? (await discover(job, name));
    const found = address && (await chain.contract(address));
    if (found) {
      contracts[name] = { ...found, address };
    } else if (known?.address) {
      must(
        profile.kind === "local",
        `${deployment.path} says that ${name} is ${known.address}, which this chain does not know`,
      );
      // A local chain that was reset.
      deployment.record = { chain_id: profile.chainId, contracts: {} };
      return reconcile(job);
    } else if (known && (await chain.checksumOf(known.code_id)) !== known.checksum) {
      delete contracts[name];
    }
  }
  const there = NAMES.filter((name) => contracts[name]?.address);
  // They are instantiated together, so this is not a matter of running again.
  must(
    there.length === 0 || there.length === NAMES.length,
    `only ${there.join(", ")} exist with salt ${profile.salt}: choose another salt`,
  );
  const exists = there.length > 0;
  if (exists) {
    // Of a lost record too, though its commit is lost: the checksums tell.
    const { commons, salt } = profile;
    const roles = { deployer: chain.sender, owner: job.owner, commons, salt };
    deployment.record = { ...roles, ...deployment.record };
  }
  deployment.save();
  return exists;
}

/**
 * A contract of this deployer and salt whose record was lost, whatever code it has by now.
 * @param {Job} job @param {Name} name
 */
async function discover({ chain, profile }, name) {
  for (const address of await chain.created()) {
    if ((await chain.label(address)) !== label(name)) continue;
    const first = await chain.firstChecksum(address);
    if (first && predictOne(first, profile, chain.sender) === address) return address;
  }
  return undefined;
}
