// Starts a gateway: node src/main.js CONFIG.json

import { randomBytes } from "node:crypto";
import { fromAddress, PasarReader } from "pasar-client";
import { ManifestError } from "pasar-client/manifest";
import { ConfigError, readConfig } from "./config.js";
import { Dataset } from "./dataset.js";
import { Gateway } from "./gateway.js";
import { Rights } from "./rights.js";

/** @param {string} path */
async function main(path) {
  const { rpc, deployment, host, port, datasets, ...rest } = await readConfig(path);
  const reader = await PasarReader.open(rpc, deployment);
  const rights = new Rights(
    reader,
    (id) => datasets.find(({ campaign }) => campaign === id)?.offers,
  );
  const opened = [];
  for (const { name, folder, campaign } of datasets) {
    const terms = campaign === undefined ? undefined : (await rights.campaign(campaign)).terms;
    opened.push(await Dataset.open(name, folder, campaign, terms));
  }
  const { prefix } = fromAddress(deployment.contracts["task-registry"].address);
  const chainId = deployment.chain_id;
  const gateway = new Gateway({ ...rest, chainId, prefix, rights, datasets: opened, key: key() });
  const server = gateway.server();
  server.requestTimeout = 30_000;
  server.listen(port, host, () => console.log(`${opened.length} datasets at ${gateway.url}`));
}

/** The key of sessions and links; of several gateways that replace each other it is the same. */
function key() {
  const { PASAR_GATEWAY_KEY: hex } = process.env;
  if (hex === undefined) return randomBytes(32);
  if (/^[0-9a-f]{64}$/.test(hex)) return Buffer.from(hex, "hex");
  throw new ConfigError("PASAR_GATEWAY_KEY", "32 bytes in hex");
}

const [path, ...others] = process.argv.slice(2);
if (!path || others.length > 0) {
  console.error("usage: node src/main.js CONFIG.json");
  process.exit(2);
}
main(path).catch((error) => {
  const isKnown = error instanceof ConfigError || error instanceof ManifestError;
  console.error(isKnown ? `error: ${error.message}` : error);
  process.exitCode = 1;
});
