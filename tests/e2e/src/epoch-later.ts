// An epoch lasts an hour at least, which no test waits for. Where a chain is exported and begins anew
// from its state, this sets the begin of epoch 0 back by one epoch in that state: for the contracts
// an epoch has passed. Nothing else is changed.

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
const { address } = deploymentOf().contracts["label-escrow"];
const escrow = genesis.app_state.wasm.contracts.find((one) => one.contract_address === address);
const key = Buffer.from("config").toString("hex").toUpperCase();
const record = escrow?.contract_state.find((entry) => entry.key.toUpperCase() === key);
if (!record) throw new Error(`${path} has no configuration of the escrow ${address}`);
const config = JSON.parse(Buffer.from(record.value, "base64").toString()) as Config;
config.epoch_zero -= config.epoch_seconds;
record.value = Buffer.from(JSON.stringify(config)).toString("base64");
writeFileSync(path, JSON.stringify(genesis));
