// Answers to queries and a record of what was sent, without a chain.

import type { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { wasmTypes } from "@cosmjs/cosmwasm";
import { Registry, type EncodeObject } from "@cosmjs/proto-signing";
import { defaultRegistryTypes, type DeliverTxResponse, type StdFee } from "@cosmjs/stargate";
import { contractMessage, PasarClient, type ClientOptions, type Deployment } from "../src/index.js";

export const DEPLOYMENT: Deployment = {
  chain_id: "pasar-1",
  contracts: {
    "task-registry": { address: "wasm1registry", code_id: 1, checksum: "00" },
    "label-escrow": { address: "wasm1escrow" },
    "reputation-staking": { address: "wasm1staking" },
    "reward-token": { address: "wasm1token" },
  },
};

/** Answers one query. */
export type Answer = (body: any) => unknown;

export class FakeChain {
  /** Answers, by contract and query: `"wasm1registry campaign"`. */
  readonly answers = new Map<string, Answer>();
  /** Every query that was asked. */
  readonly asked: { query: string; body: unknown }[] = [];
  /** Every transaction that was sent. */
  readonly sent: { messages: readonly EncodeObject[]; fee: StdFee }[] = [];
  /** Refuses a message, with the contract's words. */
  refuse: (message: EncodeObject) => string | undefined = () => undefined;
  height = 100;
  seconds = 1_000;

  readonly registry = new Registry([...defaultRegistryTypes, ...wasmTypes]);

  async queryContractSmart(address: string, query: Record<string, unknown>): Promise<unknown> {
    const [[name, body]] = Object.entries(query) as [[string, unknown]];
    this.asked.push({ query: name, body });
    const answer = this.answers.get(`${address} ${name}`);
    if (!answer) throw new Error(`no answer to ${name} at ${address}`);
    return answer(body);
  }

  async getBlock() {
    const time = new Date(this.seconds * 1000).toISOString();
    return { header: { height: this.height, time } };
  }

  async simulate(_signer: string, messages: readonly EncodeObject[]): Promise<number> {
    messages.forEach((message, index) => {
      const reason = this.refuse(message);
      if (reason === undefined) return;
      throw new Error(
        `Query failed with (6): rpc error: code = Unknown desc = failed to execute message; message index: ${index}: ${reason}: execute wasm contract failed [CosmWasm/wasmd@v0.60.8/x/wasm/keeper/keeper.go:429] with gas used: '1': unknown request`,
      );
    });
    return 100_000 * messages.length;
  }

  async signAndBroadcast(_signer: string, messages: readonly EncodeObject[], fee: StdFee) {
    this.sent.push({ messages, fee });
    return { code: 0, events: [] } as unknown as DeliverTxResponse;
  }

  client(options: ClientOptions = { gasPrice: "0.025ustake" }): PasarClient {
    const chain = this as unknown as SigningCosmWasmClient;
    return new PasarClient(chain, DEPLOYMENT, "wasm1signer", options);
  }

  /** The JSON of the messages of the last transaction. */
  get last(): unknown[] {
    return this.sent.at(-1)?.messages.map(contractMessage) ?? [];
  }
}
