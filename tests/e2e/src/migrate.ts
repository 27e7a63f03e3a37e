// Gives a suite other code of the same contracts, as scripts/deploy --migrate does it.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** The contracts that the suite was deployed from. */
const BUILT = process.env["PASAR_ARTIFACTS"] ?? join(ROOT, "artifacts");
/** A custom section (0) of seven bytes, named "note": another checksum, the same contract. */
const NOTE = Buffer.from("\0\x07\x04note!!", "latin1");

/** Writes every built contract with another checksum. */
function otherArtifacts(folder: string): void {
  mkdirSync(folder);
  const names = readdirSync(BUILT).filter((name) => name.endsWith(".wasm"));
  const lines = names.map((name) => {
    const wasm = Buffer.concat([readFileSync(join(BUILT, name)), NOTE]);
    writeFileSync(join(folder, name), wasm);
    return `${createHash("sha256").update(wasm).digest("hex")}  ${name}\n`;
  });
  writeFileSync(join(folder, "checksums.txt"), lines.join(""));
}

/** Migrates all four contracts of the suite whose profile and deployments are in a folder. */
export async function migrate(home: string): Promise<string> {
  const artifacts = join(home, "artifacts");
  otherArtifacts(artifacts);
  const env = {
    ...process.env,
    PASAR_ARTIFACTS: artifacts,
    PASAR_DEPLOYMENTS: join(home, "deployments"),
  };
  const args = [join(home, "profile.toml"), "--migrate"];
  const { stdout } = await promisify(execFile)(join(ROOT, "scripts/deploy"), args, { env });
  return stdout;
}
