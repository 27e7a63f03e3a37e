import assert from "node:assert/strict";
import { test } from "node:test";
import { assetListEntry, chainInfo, parseDeployment, suggest } from "../src/index.js";
import { DEPLOYMENT } from "./fake-chain.js";

const NETWORK = {
  name: "Pasar local",
  rpc: "http://localhost:26657",
  rest: "http://localhost:1317",
  currency: { symbol: "STAKE", denom: "ustake", decimals: 6 },
  gasPrice: 0.025,
};

test("tells a wallet of the network, then of the token", async () => {
  const told: unknown[] = [];
  const wallet = {
    experimentalSuggestChain: async (chain: unknown) => void told.push(chain),
    suggestToken: async (...token: unknown[]) => void told.push(token),
  };
  await suggest(wallet, DEPLOYMENT, NETWORK);
  assert.deepEqual(told, [chainInfo(DEPLOYMENT, NETWORK), ["pasar-1", "wasm1token"]]);
  const { bech32Config, feeCurrencies } = chainInfo(DEPLOYMENT, { ...NETWORK, prefix: "cosmos" });
  assert.equal(bech32Config.bech32PrefixValPub, "cosmosvaloperpub");
  assert.equal(feeCurrencies[0]?.gasPriceStep.low, 0.025);
  assert.ok(chainInfo(DEPLOYMENT, NETWORK).features.includes("wasmd_0.24+"));
});

test("lists the reward token as chain registries do", () => {
  const token = { name: "Pasar", symbol: "PASAR", decimals: 6, logo: "https://x/pasar.svg" };
  assert.deepEqual(assetListEntry(DEPLOYMENT, token), {
    type_asset: "cw20",
    address: "wasm1token",
    denom_units: [
      { denom: "cw20:wasm1token", exponent: 0 },
      { denom: "pasar", exponent: 6 },
    ],
    base: "cw20:wasm1token",
    name: "Pasar",
    display: "pasar",
    symbol: "PASAR",
    logo_URIs: { svg: "https://x/pasar.svg" },
  });
});

test("knows a logo by its type", () => {
  const logo = (logo: string | { svg: string } | { png: string }) =>
    assetListEntry(DEPLOYMENT, { name: "Pasar", symbol: "PASAR", decimals: 6, logo }).logo_URIs;
  const of = (svg: string) => ({ svg });
  for (const address of ["https://x/a.svg?v=2", "https://x/a.SVG", "https://x/a.svg#b"])
    assert.deepEqual(logo(address), of(address));
  assert.deepEqual(logo("https://x/a.svg.png"), { png: "https://x/a.svg.png" });
  assert.deepEqual(logo({ png: "https://x/svg" }), { png: "https://x/svg" });
  for (const address of ["https://x/asvg", "https://x/a.gif", "https://x/?a=b.svg"])
    assert.throws(() => logo(address), /neither .svg nor .png/);
});

test("a deployment without a contract is refused by name", () => {
  assert.deepEqual(parseDeployment(JSON.stringify(DEPLOYMENT)), DEPLOYMENT);
  const underscores = JSON.stringify(DEPLOYMENT).replace("task-registry", "task_registry");
  assert.deepEqual(parseDeployment(underscores), DEPLOYMENT);
  const { "label-escrow": _, ...contracts } = DEPLOYMENT.contracts;
  const broken = JSON.stringify({ ...DEPLOYMENT, contracts });
  assert.throws(() => parseDeployment(broken), /contracts\.label-escrow\.address/);
  assert.throws(() => parseDeployment("{}"), /chain_id/);
});
