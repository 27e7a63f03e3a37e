import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fromBech32 } from "@cosmjs/encoding";
import { assetListEntry, chainInfo, PasarReader } from "pasar-client";
import { deploymentOf, GAS, local } from "../src/accounts.js";
import { ROOT } from "../src/migrate.js";
import { setting } from "../src/setting.js";

const NETWORK = {
  name: "Pasar local",
  rpc: setting("PASAR_RPC"),
  rest: `http://127.0.0.1:${setting("PASAR_LOCALNET_REST_PORT")}`,
  currency: { symbol: "STAKE", denom: GAS, decimals: 6 },
  gasPrice: 0.025,
};

const reader = () => PasarReader.open(setting("PASAR_RPC"), deploymentOf());

test("the token itself tells wallets its project, its logo and who may change them", async () => {
  const { token } = await reader();
  const { logo, marketing, project } = await token.query("marketing_info");
  const owner = await local("owner");
  assert.deepEqual([logo, marketing], ["embedded", owner.address]);
  assert.match(project ?? "", /^https:/);
  const { mime_type, data } = await token.query("download_logo");
  const file = readFileSync(join(ROOT, "scripts/networks/pasar.svg"));
  assert.equal(mime_type, "image/svg+xml");
  assert.deepEqual(Buffer.from(data, "base64"), file);
});

test("an asset list entry says what the token on the chain says", async () => {
  const { token, deployment } = await reader();
  const { name, symbol, decimals } = await token.query("token_info");
  const entry = assetListEntry(deployment, { name, symbol, decimals });
  assert.deepEqual([entry.name, entry.symbol], ["Pasar", "PASAR"]);
  assert.equal(entry.base, `cw20:${token.address}`);
  assert.deepEqual(entry.denom_units.at(-1), { denom: "pasar", exponent: decimals });
});

test("a wallet that is told of the network finds it there, from any web page", async () => {
  const { deployment } = await reader();
  const info = chainInfo(deployment, NETWORK);
  const origin = "https://dapp.example.org";
  const ask = (url: string) => fetch(url, { headers: { origin } });
  const node = await ask(`${info.rest}/cosmos/base/tendermint/v1beta1/node_info`);
  assert.ok(node.headers.get("access-control-allow-origin"));
  const { default_node_info } = (await node.json()) as { default_node_info: { network: string } };
  assert.equal(default_node_info.network, info.chainId);
  const status = await ask(`${info.rpc}/status`);
  assert.ok(status.headers.get("access-control-allow-origin"));
  const { address } = await local("owner");
  assert.equal(fromBech32(address, 90).prefix, info.bech32Config["bech32PrefixAccAddr"]);
  const supply = await ask(
    `${info.rest}/cosmos/bank/v1beta1/supply/by_denom?denom=${info.stakeCurrency.coinMinimalDenom}`,
  );
  const { amount } = (await supply.json()) as { amount: { amount: string } };
  assert.ok(BigInt(amount.amount) > 0n);
});
