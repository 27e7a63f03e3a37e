// Serves the built page on this machine, with the networks that the environment names, files for campaigns, and
// coins for whoever asks: `serve.mjs PORT FOLDER`. scripts/web starts it.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mnemonicSigner } from "pasar-client/mnemonic";
import { parseDeployment } from "pasar-client/reading";
import { PasarClient } from "pasar-client/signing";
import { faucet } from "./faucet.mjs";
import { Host } from "./host.mjs";
import { networks } from "./networks.mjs";

const home = dirname(fileURLToPath(import.meta.url));

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; scripts/web sets it`);
  return value;
}

const [port, folder] = process.argv.slice(2);
if (!/^\d+$/.test(port ?? "") || !folder) throw new Error("expected a port and a folder");

const deployment = parseDeployment(readFileSync(setting("PASAR_DEPLOYMENT"), "utf8"));
const known = networks(join(home, "../../..")).filter(
  ({ chain_id }) => chain_id === deployment.chain_id,
);
const [local] = known;
if (local?.kind !== "local") throw new Error(`${deployment.chain_id} is no local chain`);
const [, , denom = ""] = /^([\d.]+)([a-zA-Z].*)$/.exec(local.gas_price) ?? [];
const client = await PasarClient.connect(
  setting("PASAR_RPC"),
  await mnemonicSigner(setting("PASAR_MNEMONIC")),
  deployment,
  { gasPrice: local.gas_price, pollMs: 100 },
);

const host = await Host.start(Number(port));
const entries = known.map((one) => ({ ...one, faucet: `${host.origin}/faucet` }));
host.text("/networks.json", JSON.stringify(entries));
host.post("/faucet", faucet(client, denom));
host.folder("/files/", folder);
host.folder("/", join(home, "../dist"));
console.log(`the page is at ${host.origin}/`);
