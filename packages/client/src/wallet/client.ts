import type { Chain } from "../chain/chain.js";
import { coded } from "../chain/coded.js";
import { feeFor, GasPrices, parseGasPrice } from "../chain/gas-price.js";
import { openChain, type NodeExpectation } from "../chain/node-check.js";
import { NodeError, RpcError } from "../chain/node-error.js";
import { PendingError, Sender, type SenderOptions } from "../chain/sender.js";
import type {
  Block,
  DeliverTxResponse,
  EncodeObject,
  OfflineSigner,
  StdFee,
} from "../chain/types.js";
import { SigningContract } from "../contract/contract.js";
import type { ContractName, Deployment } from "../contract/deployment.js";
import { decodeError, RefusedError } from "../contract/errors.js";
import type { MaybePromise } from "../formats/secret.js";
import type { Types as LabelEscrow } from "../generated/label-escrow.js";
import type { Types as ReputationStaking } from "../generated/reputation-staking.js";
import type { Types as RewardToken } from "../generated/reward-token.js";
import type { Types as TaskRegistry } from "../generated/task-registry.js";
import { inNameOf } from "./in-name-of.js";

/** What a transaction may cost beyond its simulation: later blocks find other states. */
export const GAS_FACTOR = 1.4;

/** What it takes to pay a fee, which simulations leave out: 19 400 measured on wasmd 0.60.8. */
const FEE_GAS = 20_000;
/** What it takes besides to pay it from an allowance: 17 500 measured there. */
const ALLOWANCE_GAS = 20_000;

/** Most gas of a transaction: more than what a block of the tightest chains takes. */
export const MAX_GAS = 50_000_000;

/** How a client signs. */
export interface ClientOptions extends SenderOptions {
  /**
   * Price of a unit of gas, such as `0.025ustake`. A chain whose price moves is asked for it; then
   * this one says in which denom, and a hundred times it is the most that is believed.
   */
  gasPrice?: string;
  /** What the gas of a simulation is multiplied by; 1.4 by default. */
  gasFactor?: number;
  /** Who pays the fees: an account that has granted the signer an allowance. */
  feeGranter?: string;
  /**
   * In whose name to act: an account that has granted the signer, a session key, the right to
   * (`sessionGrant`). The signer itself by default.
   */
  inNameOf?: string;
  /** Which account of the signer; the first by default. */
  account?: string;
  /** How to reach the nodes, and what is expected of them. */
  nodes?: NodeExpectation;
}

/** Messages of which some were left out. */
export interface Selection {
  /** The messages that are in the transaction. */
  sent: EncodeObject[];
  /** The messages that are not, and why. */
  refused: { message: EncodeObject; error: RefusedError }[];
}

/** What {@link PasarClient.trySend} did. */
export interface Attempt extends Selection {
  /** The transaction; none where every message was refused. */
  tx: DeliverTxResponse | undefined;
  /** What was paid: for the transaction, and before it for those that the chain refused after their simulation. */
  fees: StdFee[];
}

/** What {@link PasarClient.tryFee} found. */
export interface Estimate extends Selection {
  /** The fee of the transaction; none where every message is refused. */
  fee: StdFee | undefined;
}

/** A memo, or what makes one of the messages that are left to send. */
export type Memo = string | ((messages: readonly EncodeObject[]) => MaybePromise<string>);

/** The suite, to be asked and told. */
export class PasarClient {
  /** Campaigns, tasks, seats, verdicts. */
  readonly registry: SigningContract<TaskRegistry>;
  /** Money. */
  readonly escrow: SigningContract<LabelEscrow>;
  /** Stakes and records. */
  readonly staking: SigningContract<ReputationStaking>;
  /** The reward token, a CW20. */
  readonly token: SigningContract<RewardToken>;
  /** In whose name messages go: the signer's, or the account that they act for. */
  readonly address: string;
  private readonly prices: GasPrices | undefined;

  constructor(
    /** The connection, for what this client does not offer. */
    readonly chain: Chain,
    /** Where the contracts are. */
    readonly deployment: Deployment,
    /** Signs and sends, for what this client does not offer. */
    readonly sender: Pick<Sender, "address" | "simulate" | "sign" | "signAndBroadcast">,
    private readonly options: ClientOptions = {},
  ) {
    this.address = options.inNameOf ?? sender.address;
    const at = (name: ContractName) => deployment.contracts[name].address;
    this.registry = new SigningContract(chain, at("task-registry"), this.address);
    this.escrow = new SigningContract(chain, at("label-escrow"), this.address);
    this.staking = new SigningContract(chain, at("reputation-staking"), this.address);
    this.token = new SigningContract(chain, at("reward-token"), this.address);
    if (options.gasPrice !== undefined) {
      this.prices = new GasPrices(chain, parseGasPrice(options.gasPrice));
    }
  }

  /**
   * Connects a wallet through a node, or through several that replace each other; refuses those
   * of another chain and those that are behind it.
   */
  static async connect(
    nodes: string | readonly string[] | Chain,
    signer: OfflineSigner,
    deployment: Deployment,
    options: ClientOptions = {},
  ): Promise<PasarClient> {
    const accounts = await signer.getAccounts();
    const account = accounts.find(({ address }) => address === (options.account ?? address));
    if (!account) {
      const text = `the signer has no account ${options.account ?? ""}`.trim();
      throw coded(new Error(text), "wallet_account", {});
    }
    const chain = await openChain(nodes, deployment.chain_id, options.nodes);
    const sender = new Sender(chain, deployment.chain_id, signer, account, options);
    return new PasarClient(chain, deployment, sender, options);
  }

  /** Whose key signs. */
  get signer(): string {
    return this.sender.address;
  }

  /** The latest block. */
  block(): Promise<Block> {
    return this.chain.block();
  }

  /** Gas that one transaction with these messages takes now. Throws `RefusedError`. */
  async simulate(messages: readonly EncodeObject[], memo = ""): Promise<number> {
    try {
      return await this.sender.simulate(await this.wrapped(messages), memo);
    } catch (error) {
      throw refusal(error);
    }
  }

  /** The fee of one transaction with these messages: its simulated gas and a margin. */
  async fee(messages: readonly EncodeObject[], memo = ""): Promise<StdFee> {
    return this.feeOf(await this.simulate(messages, memo));
  }

  /**
   * Sends messages in one transaction: all or none. Throws `RefusedError`.
   *
   * @example
   * ```ts
   * const stake = bond(client, native("ustake"), 10_000n);
   * const claim = client.registry.message("claim", { campaign: 1, seats: 4 });
   * const tx = await client.send([stake, claim]);
   * console.log(client.registry.events(tx, "ticket_taken"));
   * ```
   */
  async send(
    messages: EncodeObject | readonly EncodeObject[],
    memo = "",
  ): Promise<DeliverTxResponse> {
    const list = isList(messages) ? messages : [messages];
    return this.broadcast(list, await this.fee(list, memo), memo);
  }

  /**
   * Sends in one transaction those of these messages that are accepted, in their order; leaves out
   * the others and says why. One that is late must not hold up the rest.
   *
   * Most are refused by a simulation, which costs nothing. One that the chain refuses after its
   * simulation, because somebody else was faster, fails the whole transaction: its fee is spent, and
   * the rest is sent again without it.
   */
  async trySend(messages: readonly EncodeObject[], memo: Memo = ""): Promise<Attempt> {
    const fees: StdFee[] = [];
    const send = async (list: EncodeObject[]) => {
      const text = typeof memo === "string" ? memo : await memo(list);
      return this.broadcast(list, await this.fee(list, text), text, fees);
    };
    const { answer: tx, ...left } = await leaveOut(messages, send);
    return { tx, fees, ...left };
  }

  /** What {@link trySend} would send now, with its fee, and what it would leave out. It sends nothing. */
  async tryFee(messages: readonly EncodeObject[]): Promise<Estimate> {
    const { answer: fee, ...left } = await leaveOut(messages, (list) => this.fee(list));
    return { fee, ...left };
  }

  /** In the name of another account each message is wrapped by itself, so that a refusal names it. */
  private async wrapped(messages: readonly EncodeObject[]): Promise<readonly EncodeObject[]> {
    if (this.address === this.signer) return messages;
    return Promise.all(messages.map((message) => inNameOf(this.signer, [message])));
  }

  private async feeOf(gas: number): Promise<StdFee> {
    const { gasFactor = GAS_FACTOR, feeGranter } = this.options;
    if (!this.prices) {
      throw new Error("no gas price: give PasarClient.connect the option gasPrice");
    }
    const besides = FEE_GAS + (feeGranter === undefined ? 0 : ALLOWANCE_GAS);
    const wanted = Math.ceil(gas * gasFactor) + besides;
    if (wanted > MAX_GAS) {
      // A node that lies about the gas would have the signer pay all they have as fees.
      throw coded(
        new RangeError(`the node says that this takes ${wanted} gas, at most ${MAX_GAS} wanted`),
        "gas_high",
        { gas: wanted, most: MAX_GAS },
      );
    }
    const fee = feeFor(wanted, await this.prices.now());
    return feeGranter === undefined ? fee : { ...fee, granter: feeGranter };
  }

  private async broadcast(
    messages: readonly EncodeObject[],
    fee: StdFee,
    memo: string,
    paid: StdFee[] = [],
  ): Promise<DeliverTxResponse> {
    let tx: DeliverTxResponse;
    try {
      tx = await this.sender.signAndBroadcast(await this.wrapped(messages), fee, memo);
    } catch (error) {
      throw refusal(error);
    }
    paid.push(fee);
    if (tx.code !== 0) throw decodeError(tx.rawLog || `code ${tx.code}`);
    return tx;
  }
}

/** Asks for these messages until none of them is refused, each time without the one that was. */
async function leaveOut<T>(
  messages: readonly EncodeObject[],
  ask: (sent: EncodeObject[]) => Promise<T>,
): Promise<Selection & { answer: T | undefined }> {
  const sent = [...messages];
  const refused: Selection["refused"] = [];
  while (sent.length > 0) {
    try {
      return { answer: await ask(sent), sent, refused };
    } catch (error) {
      if (!(error instanceof RefusedError) || error.index === undefined) throw error;
      const [message] = sent.splice(error.index, 1);
      if (!message) throw error;
      refused.push({ message, error });
    }
  }
  return { answer: undefined, sent, refused };
}

/** A refusal in the chain's words; nodes that do not answer, and a wait that ended, are none. */
function refusal(error: unknown): unknown {
  const isNone = [NodeError, RpcError, PendingError].some((kind) => error instanceof kind);
  return isNone ? error : decodeError(error);
}

function isList(
  messages: EncodeObject | readonly EncodeObject[],
): messages is readonly EncodeObject[] {
  return Array.isArray(messages);
}
