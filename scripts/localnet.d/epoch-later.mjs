// An epoch lasts an hour at least, which no test waits for. Where a chain is exported and begins anew
// from its state, this sets the begin of epoch 0 back by one epoch in that state: for the contracts
// an epoch has passed. The escrow has it in its settings; staking has a record of its own once somebody
// has staked reward tokens, and the token once somebody has claimed some. Nothing else is changed.
//
//   node scripts/localnet.d/epoch-later.mjs STATE DEPLOYMENT

import { readFileSync, writeFileSync } from "node:fs";

const [path, deployment] = process.argv.slice(2);
const genesis = JSON.parse(readFileSync(path, "utf8"));
const { contracts } = JSON.parse(readFileSync(deployment, "utf8"));

/** The record of a contract under a key, hex. */
function recordOf(contract, key) {
  const { address } = contracts[contract];
  const stored = genesis.app_state.wasm.contracts.find((one) => one.contract_address === address);
  return stored?.contract_state.find((entry) => entry.key.toUpperCase() === key);
}

const settings = recordOf("label_escrow", Buffer.from("config").toString("hex").toUpperCase());
if (!settings) throw new Error(`${path} has no settings of the escrow that ${deployment} names`);
const config = JSON.parse(Buffer.from(settings.value, "base64").toString());
config.epoch_zero -= config.epoch_seconds;
settings.value = Buffer.from(JSON.stringify(config)).toString("base64");

// The stores' namespace "e": a version, then the begin of epoch 0 and its seconds, eight bytes each.
for (const contract of ["reputation_staking", "reward_token"]) {
  const kept = recordOf(contract, "000165");
  if (!kept) continue;
  const bytes = Buffer.from(kept.value, "base64");
  bytes.writeBigUInt64BE(BigInt(config.epoch_zero), 1);
  kept.value = bytes.toString("base64");
}

writeFileSync(path, JSON.stringify(genesis));
