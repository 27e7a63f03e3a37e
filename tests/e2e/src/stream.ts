// Transfers that flow while validators fail: each is another amount, so that the sum tells which of
// them were done, and whether one was done twice.

import { calculateFee, GasPrice } from "@cosmjs/stargate";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import type { PasarClient } from "pasar-client";
import { MONEY, transfer } from "./accounts.js";
import { pause } from "./until.js";

const FEE = calculateFee(150_000, GasPrice.fromString("0.025stake"));

export class Stream {
  /** Hash of each transfer that a node took, in order; the n-th one, from 0, is of n + 1 units. */
  readonly hashes: string[] = [];
  private over = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly from: PasarClient,
    private readonly to: string,
  ) {}

  /** Sends one after the other, without waiting for blocks. */
  async start(): Promise<void> {
    const { accountNumber, sequence } = await this.from.chain.getSequence(this.from.address);
    this.running = this.flow(accountNumber, sequence);
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.running;
  }

  private async flow(accountNumber: number, first: number): Promise<void> {
    const chainId = this.from.deployment.chain_id;
    while (!this.over) {
      const n = this.hashes.length;
      const coins = [{ denom: MONEY, amount: String(n + 1) }];
      const message = transfer(this.from.address, this.to, coins);
      const explicit = { accountNumber, sequence: first + n, chainId };
      const { chain, address } = this.from;
      const signed = await chain.sign(address, [message], FEE, "", explicit);
      this.hashes.push(await chain.broadcastTxSync(TxRaw.encode(signed).finish()));
      await pause(500);
    }
  }
}
