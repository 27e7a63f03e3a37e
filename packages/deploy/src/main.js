import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadArtifacts, revision } from "./artifacts.js";
import { Chain } from "./chain.js";
import { allowDenoms } from "./denoms.js";
import { tryCommons } from "./commons.js";
import { Deployment } from "./deployment.js";
import { checkCommons, instantiate } from "./instantiate.js";
import { loadWallet, makeKeyfile } from "./keys.js";
import { migrate } from "./migrate.js";
import { checkNode } from "./node.js";
import { preflight } from "./preflight.js";
import { loadProfile, ownerOf } from "./profile.js";
import { reconcile } from "./reconcile.js";
import { must, Refusal, report } from "./say.js";
import { storeCodes } from "./store.js";
import { NAMES } from "./suite.js";
import { verify } from "./verify.js";

const USAGE = `scripts/deploy NETWORK                         deploys, or finishes what was interrupted
scripts/deploy NETWORK --check                 compares only; sends nothing
scripts/deploy NETWORK --migrate [CONTRACT...] gives contracts the built code
scripts/deploy keyfile FILE                    encrypts a mnemonic for PASAR_KEYFILE`;

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** @param {string[]} args */
async function main([command, option, ...names]) {
  if (command === "keyfile" && option && names.length === 0) return makeKeyfile(option);
  const known =
    option === undefined || option === "--migrate" || (option === "--check" && !names.length);
  must(command && !command.startsWith("-") && known, USAGE);
  const profile = loadProfile(root, command);
  preflight(root, profile);
  const artifacts = loadArtifacts(root);
  const wallet = await loadWallet(root, profile, option === "--check");
  const deployment = new Deployment(root, profile.chainId);
  const chain = await Chain.connect(profile, wallet, deployment);
  try {
    const owner = ownerOf(profile, deployment.record.deployer ?? chain.sender);
    const job = { root, profile, artifacts, chain, deployment, owner, revision: revision(root) };
    report("network", `${profile.chainId} at ${profile.rpc}`);
    report("deployer", chain.sender);
    await run(job, option, names);
  } finally {
    chain.close();
  }
}

/** @param {import("./job.js").Job} job @param {string | undefined} option @param {string[]} names */
async function run(job, option, names) {
  const exists = await reconcile(job);
  let current = true;
  if (option === undefined && !exists) await begin(job);
  else must(exists, `nothing is deployed on ${job.profile.chainId}`);
  if (option === "--migrate") current = await migrate(job, names);
  // Where an admin or a decision is still to come, a difference is no fault.
  if (current && names.length === 0) await verify(job);
  await allowDenoms(job, option === undefined);
  report("done", job.deployment.path);
}

/** @param {import("./job.js").Job} job */
async function begin(job) {
  const { record } = job.deployment;
  await checkNode(job.chain);
  record.revision = job.revision;
  checkCommons(job);
  await tryCommons(job);
  await instantiate(job, await storeCodes(job, NAMES));
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(error instanceof Refusal ? `error: ${error.message}\n` : `${error.stack}\n`);
  process.exitCode = 1;
});
