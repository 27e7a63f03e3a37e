import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64, fromHex, toBase64, toHex } from "../formats/encoding.js";
import { utf8 } from "../formats/bytes.js";
import { QueryError, RpcError } from "./node-error.js";
import { Rpc, type RpcOptions } from "./rpc.js";
import type { Block, ChainEvent, Coin, IndexedTx } from "./types.js";
import { readField, readText, writeFields } from "./wire.js";

/** Where nodes are: an address, several of the same chain, or a connection. */
export type Nodes = string | readonly string[] | Rpc;

/** What a node says of itself. */
export interface NodeStatus {
  /** Chain id. */
  chainId: string;
  /** Its latest block. */
  block: Block;
  /** Whether it is still behind the chain. */
  catchingUp: boolean;
  /** Whether it finds transactions. */
  txIndex: boolean;
}

/** Transactions of a page of a search; CometBFT gives at most as many. */
const PAGE = 100;

/** What of a search's finds is wanted. */
export interface SearchOptions {
  /** `desc`: newest first. */
  order?: "asc" | "desc";
  /** Most transactions, the first ones in that order; all by default. */
  most?: number;
}

/** A chain, to be asked. */
export class Chain {
  /** The connection below. */
  readonly rpc: Rpc;
  /** What the node said of itself when it was asked last. */
  last: NodeStatus | undefined;

  constructor(nodes: Nodes, options?: RpcOptions) {
    this.rpc = nodes instanceof Rpc ? nodes : new Rpc(nodes, options);
  }

  /** What the node says of itself. */
  async status(): Promise<NodeStatus> {
    this.last = readStatus(await this.rpc.call<RpcStatus>("status"));
    return this.last;
  }

  /** The id of the node's chain. */
  async getChainId(): Promise<string> {
    return (await this.status()).chainId;
  }

  /** The latest block. */
  async block(): Promise<Block> {
    return (await this.status()).block;
  }

  /** Asks a contract. Throws {@link QueryError} where it refuses. */
  async queryContractSmart(contract: string, query: object): Promise<any> {
    const asked = writeFields({ 1: contract, 2: utf8(JSON.stringify(query)) });
    const answer = await this.query("/cosmwasm.wasm.v1.Query/SmartContractState", asked);
    return JSON.parse(readText(answer, 1)) as unknown;
  }

  /** Asks one of the chain's modules, with a request in protobuf. Throws {@link QueryError}. */
  async query(path: string, request: Uint8Array): Promise<Uint8Array> {
    const asked = { path, data: toHex(request), prove: false };
    const { response } = await this.rpc.call<RpcQuery>("abci_query", asked);
    if (response.code) throw new QueryError(response.code, response.log ?? "");
    return fromBase64(response.value ?? "");
  }

  /** What an address has of a native denom. */
  async getBalance(address: string, denom: string): Promise<Coin> {
    const asked = writeFields({ 1: address, 2: denom });
    const coin = readField(await this.query("/cosmos.bank.v1beta1.Query/Balance", asked), 1);
    return { denom, amount: readText(coin, 2) || "0" };
  }

  /** A transaction by its hash in hex; null where no block has it. The node must index them. */
  async getTx(hash: string): Promise<IndexedTx | null> {
    try {
      const asked = { hash: toBase64(fromHex(hash)), prove: false };
      return readTx(await this.rpc.call<RpcTx>("tx", asked));
    } catch (error) {
      if (error instanceof RpcError && /not found/.test(error.message)) return null;
      throw error;
    }
  }

  /** All transactions that a query of CometBFT finds, oldest first unless said otherwise. The node must index them. */
  async searchTx(
    query: string,
    { order = "asc", most = Infinity }: SearchOptions = {},
  ): Promise<IndexedTx[]> {
    const found: IndexedTx[] = [];
    for (let page = 1; ; page += 1) {
      const asked = { query, prove: false, page: `${page}`, per_page: `${PAGE}`, order_by: order };
      const { txs, total_count } = await this.rpc.call<RpcSearch>("tx_search", asked);
      found.push(...txs.map(readTx));
      const all = Math.min(most, Number(total_count));
      if (txs.length === 0 || found.length >= all) return found.slice(0, all);
    }
  }

  /** Hands in a signed transaction; its hash. Throws {@link BroadcastError} where it is refused. */
  async broadcastTxSync(tx: Uint8Array): Promise<string> {
    try {
      const asked = { tx: toBase64(tx) };
      const { code, codespace, log } = await this.rpc.call<RpcBroadcast>(
        "broadcast_tx_sync",
        asked,
      );
      if (code) throw new BroadcastError(code, codespace ?? "", log ?? "");
    } catch (error) {
      // An answer got lost, and the node was asked again: it has the transaction already.
      if (!(error instanceof RpcError && /already exists in cache/.test(error.message)))
        throw error;
    }
    return toHex(sha256(tx)).toUpperCase();
  }
}

/** Thrown where the chain's check refused a transaction: it is in no block and cost nothing. */
export class BroadcastError extends Error {
  override readonly name = "BroadcastError";

  constructor(
    /** Its number within the chain's module. */
    readonly code: number,
    /** The module. */
    readonly codespace: string,
    /** What the chain said. */
    readonly log: string,
  ) {
    super(
      `Broadcasting transaction failed with code ${code} (codespace: ${codespace}). Log: ${log}`,
    );
  }
}

// --- answers of CometBFT, as far as they are read ------------------------------------------------

interface RpcStatus {
  node_info: { network: string; other?: { tx_index?: string } };
  sync_info: { latest_block_height: string; latest_block_time: string; catching_up: boolean };
}

interface RpcQuery {
  response: { code?: number; log?: string; value?: string | null };
}

interface RpcTx {
  hash: string;
  height: string;
  tx: string;
  tx_result: {
    code?: number;
    log?: string;
    events?: ChainEvent[] | null;
    gas_used?: string;
    gas_wanted?: string;
  };
}

interface RpcSearch {
  txs: RpcTx[];
  total_count: string;
}

interface RpcBroadcast {
  code: number;
  codespace?: string;
  log?: string;
}

function readStatus({ node_info, sync_info }: RpcStatus): NodeStatus {
  const { latest_block_height, latest_block_time } = sync_info;
  const [height, time] = [Number(latest_block_height), Date.parse(latest_block_time)];
  // Deadlines are told by it, and the next look is planned by it.
  if (!Number.isSafeInteger(height) || Number.isNaN(time)) {
    const found = `${latest_block_height} of ${latest_block_time}`;
    throw new TypeError(`the last block is ${found}, expected a number and a time`);
  }
  return {
    chainId: node_info.network,
    block: { height, seconds: Math.floor(time / 1_000) },
    catchingUp: sync_info.catching_up,
    txIndex: node_info.other?.tx_index !== "off",
  };
}

function readTx({ hash, height, tx, tx_result }: RpcTx): IndexedTx {
  return {
    height: Number(height),
    hash: hash.toUpperCase(),
    code: tx_result.code ?? 0,
    events: tx_result.events ?? [],
    rawLog: tx_result.log ?? "",
    gasUsed: BigInt(tx_result.gas_used ?? 0),
    gasWanted: BigInt(tx_result.gas_wanted ?? 0),
    tx: fromBase64(tx),
  };
}
