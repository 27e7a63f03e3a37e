import { readFileSync } from "node:fs";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { fromHex, toHex } from "@cosmjs/encoding";
import {
  DirectSecp256k1HdWallet,
  DirectSecp256k1Wallet,
  type Coin,
  type OfflineDirectSigner,
  type OfflineSigner,
} from "@cosmjs/proto-signing";
import { MsgSend } from "cosmjs-types/cosmos/bank/v1beta1/tx";
import {
  parseDeployment,
  PasarClient,
  RefusedError,
  type ClientOptions,
  type Deployment,
} from "pasar-client";
import { setting } from "./setting.js";
import { pause } from "./until.js";

/** Pays gas. */
export const GAS = "stake";
/** Campaigns pay in it, so that balances are exact whatever gas costs. */
export const MONEY = "uusd";
const GAS_PRICE = `0.025${GAS}`;
/** Most simulations of a transaction. */
const SIMULATIONS = 5;

/** The suite that most tests share, or the one of a file. */
export const deploymentOf = (file = setting("PASAR_DEPLOYMENT")): Deployment =>
  parseDeployment(readFileSync(file, "utf8"));

const PREFIX = "wasm";

// A node closes connections that nobody has used for some seconds. Where the machine is so busy that a
// test stands still for longer, it would send its next request into a closed one: each has its own.
const { fetch: fetchKept } = globalThis;
globalThis.fetch = (input, init) =>
  fetchKept(input, { ...init, headers: { ...init?.headers, connection: "close" } });

/** Whose key: 32 bytes in hex, or a mnemonic. */
export type Key = string;

/** A signer of transactions. */
const signerOf = (key: Key): Promise<OfflineDirectSigner> =>
  key.includes(" ")
    ? DirectSecp256k1HdWallet.fromMnemonic(key, { prefix: PREFIX })
    : DirectSecp256k1Wallet.fromKey(fromHex(key), PREFIX);

/** A client of a key. */
export async function clientOf(
  key: Key,
  deployment: Deployment = deploymentOf(),
  options: ClientOptions = {},
): Promise<PasarClient> {
  return connect(await signerOf(key), deployment, options);
}

/** A client of any signer. */
export async function connect(
  signer: OfflineSigner,
  deployment: Deployment = deploymentOf(),
  options: ClientOptions = {},
): Promise<PasarClient> {
  const all = { gasPrice: GAS_PRICE, pollMs: 150, ...options };
  const client = await PasarClient.connect(setting("PASAR_RPC"), signer, deployment, all);
  signers.set(client, signer);
  return patient(client);
}

const signers = new WeakMap<PasarClient, OfflineSigner>();

/** CosmJS's own client of the same key, for what is not of this suite: other contracts' code. */
export const cosmjsOf = (client: PasarClient): Promise<SigningCosmWasmClient> =>
  SigningCosmWasmClient.connectWithSigner(setting("PASAR_RPC"), signers.get(client)!, {
    broadcastPollIntervalMs: 150,
  });

/**
 * A simulation that makes an account numbers it as a block does that is just being made; where the two
 * collide the node panics, and answers the next time.
 */
function patient(client: PasarClient): PasarClient {
  const simulate = client.simulate.bind(client);
  client.simulate = async (messages, memo) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await simulate(messages, memo);
      } catch (error) {
        const collided = error instanceof RefusedError && error.raw.includes("index uniqueness");
        if (!collided || attempt === SIMULATIONS) throw error;
        await pause();
      }
    }
  };
  return client;
}

/** The mnemonic of an account that every local chain begins with. */
export function mnemonicOf(name: string): string {
  const file = new URL("../../../../scripts/networks/local.accounts", import.meta.url);
  const line = readFileSync(file, "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${name} `));
  if (!line) throw new Error(`no account ${name} in local.accounts`);
  return line.split(" ").slice(2).join(" ");
}

/** A client of such an account. Each test file has its own, whose transactions it sends alone. */
export const local = (name: string, deployment?: Deployment) =>
  clientOf(mnemonicOf(name), deployment);

/** A new key that nobody else knows. */
export const newKey = (): Key => toHex(globalThis.crypto.getRandomValues(new Uint8Array(32)));

/** Coins enough for any test: of what campaigns pay in, and for gas. */
export const PURSE: readonly Coin[] = [
  { denom: GAS, amount: "1000000000" },
  { denom: MONEY, amount: "1000000000" },
];

/** So many new accounts, funded in one transaction. */
export async function newAccounts(
  funder: PasarClient,
  count: number,
  purse: readonly Coin[] = PURSE,
): Promise<PasarClient[]> {
  const create = async () => clientOf(newKey(), funder.deployment);
  const clients = await Promise.all(Array.from({ length: count }, create));
  await funder.send(clients.map(({ address }) => transfer(funder.address, address, purse)));
  return clients;
}

/** A plain transfer. */
export const transfer = (fromAddress: string, toAddress: string, amount: readonly Coin[]) => ({
  typeUrl: MsgSend.typeUrl,
  value: MsgSend.fromPartial({ fromAddress, toAddress, amount: [...amount] }),
});

/** What an account has of a native denom. */
export async function balance(
  client: PasarClient,
  denom: string = MONEY,
  address: string = client.address,
): Promise<bigint> {
  return BigInt((await client.chain.getBalance(address, denom)).amount);
}
