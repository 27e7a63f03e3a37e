// An epoch lasts an hour at least, which no test waits for. Where a chain is exported and begins anew
// from its state, this sets the begin of epoch 0 back by one epoch in that state: for the contracts
// an epoch has passed. The escrow has it in its settings, and staking in a record of its own once
// somebody has staked reward tokens. Nothing else is changed.

import { readFileSync, writeFileSync } from "node:fs";
import { deploymentOf } from "./accounts.js";

interface Genesis {
  app_state: {
    wasm: {
      contracts: {
        contract_address: string;
        contract_state: { key: string; value: string }[];
      }[];
    };
  };
}

interface Config {
  epoch_seconds: number;
  epoch_zero: number;
}

const [path] = process.argv.slice(2) as [string];
const genesis = JSON.parse(readFileSync(path, "utf8")) as Genesis;

/** The record of a contract under a key, hex. */
function recordOf(contract: "label-escrow" | "reputation-staking", key: string) {
  const { address } = deploymentOf().contracts[contract];
  const stored = genesis.app_state.wasm.contracts.find((one) => one.contract_address === address);
  const record = stored?.contract_state.find((entry) => entry.key.toUpperCase() === key);
  if (!record) throw new Error(`${path} has no record ${key} of ${contract} ${address}`);
  return record;
}

const settings = recordOf("label-escrow", Buffer.from("config").toString("hex").toUpperCase());
const config = JSON.parse(Buffer.from(settings.value, "base64").toString()) as Config;
config.epoch_zero -= config.epoch_seconds;
settings.value = Buffer.from(JSON.stringify(config)).toString("base64");

// The store's namespace "e": a version, then the begin of epoch 0 and its seconds, eight bytes each.
const kept = recordOf("reputation-staking", "000165");
const bytes = Buffer.from(kept.value, "base64");
bytes.writeBigUInt64BE(BigInt(config.epoch_zero), 1);
kept.value = bytes.toString("base64");

writeFileSync(path, JSON.stringify(genesis));
