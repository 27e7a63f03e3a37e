import { accountNumbers } from "./account.js";
import type { Chain } from "./chain.js";
import { coded } from "./coded.js";
import { RpcError } from "./node-error.js";
import { signTransaction, unsigned } from "./transaction.js";
import type {
  AccountData,
  DeliverTxResponse,
  EncodeObject,
  OfflineSigner,
  StdFee,
} from "./types.js";
import { readField, readNumber, writeFields } from "./wire.js";

/** How long to look for a sent transaction. */
export interface SenderOptions {
  /** Milliseconds between looks whether a transaction is in a block; 1 000 by default. */
  pollMs?: number;
  /** Milliseconds after which one looks no more; 60 000 by default. */
  timeoutMs?: number;
}

/** How often a transaction is made whose sequence was taken meanwhile. */
const ATTEMPTS = 3;

/** Thrown where a sent transaction is in no block in time: it may still come into one. */
export class PendingError extends Error {
  override readonly name = "PendingError";

  constructor(
    /** The transaction's hash. */
    readonly hash: string,
    ms: number,
  ) {
    super(`transaction ${hash} was sent and is in no block after ${ms / 1_000} s`);
  }
}

/** One account that sends transactions. */
export class Sender {
  constructor(
    /** Where they go. */
    readonly chain: Chain,
    private readonly chainId: string,
    private readonly signer: OfflineSigner,
    private readonly account: AccountData,
    private readonly options: SenderOptions = {},
  ) {}

  /** Whose key signs. */
  get address(): string {
    return this.account.address;
  }

  /** Gas that one transaction with these messages takes now. */
  simulate(messages: readonly EncodeObject[], memo = ""): Promise<number> {
    return this.again(async () => {
      const numbers = await accountNumbers(this.chain, this.address);
      const tx = await unsigned(messages, { ...numbers, account: this.account, memo });
      const path = "/cosmos.tx.v1beta1.Service/Simulate";
      const answer = await this.chain.query(path, writeFields({ 2: tx }));
      return Number(readNumber(readField(answer, 1), 2));
    });
  }

  /** Signs messages; the bytes of a transaction that `chain.broadcastTxSync` takes. */
  async sign(messages: readonly EncodeObject[], fee: StdFee, memo = ""): Promise<Uint8Array> {
    const { chainId, account } = this;
    const numbers = await accountNumbers(this.chain, this.address);
    return signTransaction(this.signer, messages, { ...numbers, chainId, account, fee, memo });
  }

  /** Signs, sends, and waits until it is in a block. */
  signAndBroadcast(
    messages: readonly EncodeObject[],
    fee: StdFee,
    memo = "",
  ): Promise<DeliverTxResponse> {
    return this.again(async () => {
      const tx = await this.sign(messages, fee, memo);
      return this.delivered(await this.chain.broadcastTxSync(tx));
    });
  }

  /** Does it anew where another transaction of the account came between the look at its sequence and this one. */
  private async again<T>(act: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await act();
      } catch (error) {
        if (!isTaken(error) || attempt === ATTEMPTS) throw error;
        await this.pause();
      }
    }
  }

  /** Waits until a transaction is in a block. */
  private async delivered(hash: string): Promise<DeliverTxResponse> {
    const { timeoutMs = 60_000 } = this.options;
    const end = Date.now() + timeoutMs;
    while (Date.now() < end) {
      await this.pause();
      const found = await this.chain.getTx(hash).catch(explain);
      if (!found) continue;
      const { tx: _tx, hash: transactionHash, ...result } = found;
      return { ...result, transactionHash };
    }
    const seconds = timeoutMs / 1_000;
    throw coded(new PendingError(hash, timeoutMs), "pending", { hash, seconds });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.options.pollMs ?? 1_000));
  }
}

/** In the SDK's words, which a simulation has as well as a broadcast. */
const isTaken = (error: unknown) => /account sequence mismatch/.test(String(error));

function explain(error: unknown): never {
  if (error instanceof RpcError && /indexing is disabled/.test(error.message)) {
    const text = "sent, but the node does not index transactions: it cannot say what came of it";
    throw coded(new Error(text, { cause: error }), "not_indexed", {});
  }
  throw error as Error;
}
