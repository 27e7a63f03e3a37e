// Transfers that flow while validators fail: each is another amount, so that the sum tells which of
// them were done, and whether one was done twice. As a careful sender does, each is sent again, the
// same bytes, until it is in a block: a pool may forget what it took.

import { calculateFee, GasPrice } from "@cosmjs/stargate";
import type { PasarClient } from "pasar-client";
import { MONEY, transfer } from "./accounts.js";
import { until } from "./until.js";

const FEE = calculateFee(150_000, GasPrice.fromString("0.025stake"));
/** What a node answers to what it has already, in its pool or in a block. */
const KNOWN = /already exists in cache|already in mempool|incorrect account sequence/;

export class Stream {
  /** Hash of each transfer, in order; the n-th one, from 0, is of n + 1 units. */
  readonly hashes: string[] = [];
  /** How often one of them was sent. */
  sent = 0;
  private over = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly from: PasarClient,
    private readonly to: string,
  ) {}

  /** Sends one after the other. */
  start(): void {
    this.running = this.flow();
    // The one who stops the stream sees how it failed.
    this.running.catch(() => {});
  }

  /** Waits until the last one is in a block. */
  async stop(): Promise<void> {
    this.over = true;
    await this.running;
  }

  private async flow(): Promise<void> {
    const { chain, sender, address } = this.from;
    while (!this.over) {
      const coins = [{ denom: MONEY, amount: String(this.hashes.length + 1) }];
      const bytes = await sender.sign([transfer(address, this.to, coins)], FEE);
      const hash = await chain.broadcastTxSync(bytes);
      this.hashes.push(hash);
      this.sent += 1;
      await until(`transfer ${hash}`, async () => {
        if (await chain.getTx(hash)) return true;
        await chain.broadcastTxSync(bytes).catch((error: Error) => {
          if (!KNOWN.test(error.message)) throw error;
        });
        this.sent += 1;
        return false;
      });
    }
  }
}
