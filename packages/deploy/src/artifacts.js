// The built contracts and where they come from.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "./say.js";
import { NAMES } from "./suite.js";

/** @typedef {import("./suite.js").Name} Name */
/** @typedef {{ wasm: Uint8Array, checksum: string }} Artifact */

/** @param {string} root @returns {Record<Name, Artifact>} */
export function loadArtifacts(root) {
  const folder = process.env.PASAR_ARTIFACTS ?? join(root, "artifacts");
  const list = join(folder, "checksums.txt");
  must(existsSync(list), `nothing built in ${folder}: run scripts/build-wasm`);
  const wanted = new Map(
    readFileSync(list, "utf8")
      .trim()
      .split("\n")
      .map(
        (line) =>
          /** @type {[string, string]} */ (
            line
              .trim()
              .split(/\s+\*?/)
              .reverse()
          ),
      ),
  );
  const load = (/** @type {Name} */ name) => {
    const path = join(folder, `${name}.wasm`);
    must(existsSync(path), `no ${path}: run scripts/build-wasm`);
    const wasm = readFileSync(path);
    const checksum = createHash("sha256").update(wasm).digest("hex");
    must(wanted.get(`${name}.wasm`) === checksum, `${path} is not what ${list} says`);
    return [name, { wasm, checksum }];
  };
  return /** @type {Record<Name, Artifact>} */ (Object.fromEntries(NAMES.map(load)));
}

/** The commit of the sources; marked where they were changed since. @param {string} root */
export function revision(root) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync("git", ["-C", root, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
  try {
    // What this tool itself writes does not count.
    const changed = git("status", "--porcelain", "--", ":/", ":(top,exclude)scripts/deployments");
    return git("rev-parse", "HEAD") + (changed ? "-modified" : "");
  } catch {
    return "unknown";
  }
}
