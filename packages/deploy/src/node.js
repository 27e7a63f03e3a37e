// What runs on the other side: the registry verifies drand's signatures by calls that older VMs lack.
import { must, report } from "./say.js";

/** The least VM that has the capability, and the wasmd that came with it. */
const LEAST = { major: 2, minor: 1 };
const WHY = "the registry needs wasmvm 2.1 (wasmd 0.53) or newer, for the capability cosmwasm_2_1";

/**
 * Refuses a chain whose VM is too old; says so where the node does not tell.
 * @param {import("./chain.js").Chain} chain
 */
export async function checkNode(chain) {
  const found = vmOf(await chain.modules());
  if (found === undefined) return report("preflight", `the node does not name its VM: ${WHY}`);
  must(isEnough(found), `${chain.profile.chainId} runs wasmvm ${found}: ${WHY}`);
  report("preflight", `wasmvm ${found}`);
}

/**
 * Version of the VM among what a node was built of; undefined, too, for a commit without a version.
 * @param {readonly {path: string, version: string}[]} modules
 */
export function vmOf(modules) {
  const vm = modules.find(({ path }) => /\/wasmvm(\/v\d+)?$/.test(path));
  const version = vm?.version.replace(/^v/, "");
  return version?.startsWith("0.0.") ? undefined : version;
}

/** @param {string} version */
export function isEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor);
}
