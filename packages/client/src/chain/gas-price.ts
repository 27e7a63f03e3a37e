import type { Chain } from "./chain.js";
import { QueryError } from "./node-error.js";
import type { Coin, StdFee } from "./types.js";
import { readField, readText, writeFields } from "./wire.js";

/** Price of a unit of gas. */
export interface GasPrice {
  denom: string;
  /** In 10^-18 of the denom's smallest unit, as the chain counts. */
  atto: bigint;
}

const ATTO = 10n ** 18n;

/** Reads a price such as `0.025ustake`. */
export function parseGasPrice(text: string): GasPrice {
  const found = /^(\d+)(?:\.(\d{1,18}))?([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/.exec(text);
  if (!found)
    throw new TypeError(`gas price ${JSON.stringify(text)}: expected such as 0.025ustake`);
  const [, whole = "0", fraction = "", denom = ""] = found;
  return { denom, atto: BigInt(whole) * ATTO + BigInt(fraction.padEnd(18, "0")) };
}

/** What so much gas costs, rounded up. */
export function feeFor(gas: number, { denom, atto }: GasPrice): StdFee {
  const amount = (BigInt(gas) * atto + ATTO - 1n) / ATTO;
  const coins: Coin[] = amount > 0n ? [{ denom, amount: `${amount}` }] : [];
  return { amount: coins, gas: `${gas}` };
}

/** The price moves until the transaction is in a block: a quarter is two blocks of a feemarket. */
const MARGIN = { part: 5n, of: 4n };
/** A node that lies about the price would have the signer pay all they have. */
const MOST_TIMES = 100n;
/** How long an answer is believed. */
const FRESH_MS = 5_000;

/**
 * The price of gas on a chain: what its fee market asks for now (feemarket of Hub and Neutron, txfees
 * of Osmosis), else the one that was given. Never more than a hundred times that one.
 */
export class GasPrices {
  private last: { price: Promise<GasPrice>; at: number } | undefined;
  /** Whether the chain was seen to have no market. */
  private fixed = false;

  constructor(
    private readonly chain: Pick<Chain, "query">,
    private readonly given: GasPrice,
  ) {}

  /** The price now. */
  async now(): Promise<GasPrice> {
    // Who pays nothing need not ask.
    if (this.fixed || this.given.atto === 0n) return this.given;
    if (!this.last || Date.now() - this.last.at > FRESH_MS) {
      this.last = { price: this.ask(), at: Date.now() };
      // A failed question is not an answer that is fresh.
      this.last.price.catch(() => (this.last = undefined));
    }
    return this.last.price;
  }

  private async ask(): Promise<GasPrice> {
    const { denom, atto: given } = this.given;
    const atto = (await this.feemarket(denom)) ?? (await this.txfees(denom));
    if (atto === undefined) {
      this.fixed = true;
      return this.given;
    }
    const most = given * MOST_TIMES;
    if (atto > most) {
      throw new RangeError(`the node asks ${atto} atto${denom} for gas, at most ${most} wanted`);
    }
    return { denom, atto: (atto * MARGIN.part) / MARGIN.of };
  }

  /** `price` of the answer is a coin whose amount counts in 10^-18. */
  private async feemarket(denom: string): Promise<bigint | undefined> {
    const path = "/feemarket.feemarket.v1.Query/GasPrice";
    const answer = await this.optional(path, writeFields({ 1: denom }));
    return answer && attoOf(readText(readField(answer, 1), 2));
  }

  /** Osmosis' base fee is one of its own coin. */
  private async txfees(denom: string): Promise<bigint | undefined> {
    if (denom !== "uosmo") return undefined;
    const path = "/osmosis.txfees.v1beta1.Query/GetEipBaseFee";
    const answer = await this.optional(path, new Uint8Array(0));
    return answer && attoOf(readText(answer, 1));
  }

  /** Undefined where the chain does not have the query, or not for this denom. */
  private async optional(path: string, request: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      return await this.chain.query(path, request);
    } catch (error) {
      if (error instanceof QueryError) return undefined;
      throw error;
    }
  }
}

function attoOf(text: string): bigint | undefined {
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}
