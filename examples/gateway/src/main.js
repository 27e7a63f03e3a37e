// Starts a gateway: node src/main.js RPC ESCROW CAMPAIGN MANIFEST [PORT]

import { readFile } from "node:fs/promises";
import { CosmWasmClient } from "@cosmjs/cosmwasm";
import { fromBech32 } from "@cosmjs/encoding";
import { Gateway, serve } from "./gateway.js";

const [rpc, escrow, campaign, file, port = "8080"] = process.argv.slice(2);
if (!file || !/^[1-9]\d*$/.test(campaign)) {
  console.error("usage: node src/main.js RPC ESCROW CAMPAIGN MANIFEST [PORT]");
  process.exit(2);
}
const chain = await CosmWasmClient.connect(rpc);
const gateway = new Gateway({
  campaign: Number(campaign),
  prefix: fromBech32(escrow).prefix,
  manifest: () => readFile(file),
  hasLicense: async (campaign, address) => {
    const found = await chain.queryContractSmart(escrow, { has_license: { campaign, address } });
    return found.licensed;
  },
});
const server = serve(gateway).listen(Number(port), () => {
  console.log(`manifest of campaign ${campaign} at http://127.0.0.1:${server.address().port}`);
});
