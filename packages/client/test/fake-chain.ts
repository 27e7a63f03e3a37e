// Answers to queries and a record of what was sent, without a chain.

import {
  contractMessage,
  PasarClient,
  QueryError,
  type Chain,
  type ClientOptions,
  type DeliverTxResponse,
  type Deployment,
  type EncodeObject,
  type IndexedTx,
  type StdFee,
} from "../src/index.js";

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
  readonly sent: { messages: readonly EncodeObject[]; fee: StdFee; memo: string }[] = [];
  /** What a search for transactions finds. */
  found: IndexedTx[] = [];
  /** Every search. */
  readonly searches: string[] = [];
  readonly address = "wasm1signer";
  /** Refuses a message, with the contract's words. */
  refuse: (message: EncodeObject) => string | undefined = () => undefined;
  /** Refuses a message only when it is delivered. */
  refuseLate: (message: EncodeObject) => string | undefined = () => undefined;
  height = 100;
  seconds = 1_000;

  async queryContractSmart(address: string, query: Record<string, unknown>): Promise<unknown> {
    const [[name, body]] = Object.entries(query) as [[string, unknown]];
    this.asked.push({ query: name, body });
    const answer = this.answers.get(`${address} ${name}`);
    if (!answer) throw new Error(`no answer to ${name} at ${address}`);
    return answer(body);
  }

  async block() {
    return { height: this.height, seconds: this.seconds };
  }

  /** A chain without a market for gas, and without anything else that is asked in protobuf. */
  async query(path: string, _request: Uint8Array): Promise<Uint8Array> {
    throw new QueryError(6, `unknown query path: unknown request: ${path}`);
  }

  async searchTx(query: string): Promise<IndexedTx[]> {
    this.searches.push(query);
    return this.found;
  }

  async simulate(messages: readonly EncodeObject[], _memo = ""): Promise<number> {
    const said = saidBy(messages, this.refuse);
    if (said) throw new Error(`Query failed with (6): rpc error: code = Unknown desc = ${said}`);
    return 100_000 * messages.length;
  }

  async sign(): Promise<Uint8Array> {
    throw new Error("nothing is signed here");
  }

  async signAndBroadcast(messages: readonly EncodeObject[], fee: StdFee, memo = "") {
    this.sent.push({ messages: [...messages], fee, memo });
    const rawLog = saidBy(messages, this.refuseLate);
    return { code: rawLog ? 5 : 0, rawLog, events: [] } as unknown as DeliverTxResponse;
  }

  client(options: ClientOptions = { gasPrice: "0.025ustake" }): PasarClient {
    return new PasarClient(this as unknown as Chain, DEPLOYMENT, this, options);
  }

  /** The JSON of the messages of the last transaction. */
  get last(): unknown[] {
    return this.sent.at(-1)?.messages.map(contractMessage) ?? [];
  }
}

/** What the chain says where one of the messages is refused. */
function saidBy(messages: readonly EncodeObject[], refuse: FakeChain["refuse"]): string {
  for (const [index, message] of messages.entries()) {
    const reason = refuse(message);
    if (reason === undefined) continue;
    return `failed to execute message; message index: ${index}: ${reason}: execute wasm contract failed [CosmWasm/wasmd@v0.60.8/x/wasm/keeper/keeper.go:429] with gas used: '1': unknown request`;
  }
  return "";
}
