import { CosmWasmClient, SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import type { EncodeObject, OfflineSigner } from "@cosmjs/proto-signing";
import { calculateFee, GasPrice, type DeliverTxResponse, type StdFee } from "@cosmjs/stargate";
import { Contract, SigningContract } from "./contract.js";
import type { ContractName, Deployment } from "./deployment.js";
import { decodeError, type RefusedError } from "./errors.js";
import type { Types as LabelEscrow } from "./generated/label-escrow.js";
import type { Types as ReputationStaking } from "./generated/reputation-staking.js";
import type { Types as RewardToken } from "./generated/reward-token.js";
import type { Types as TaskRegistry } from "./generated/task-registry.js";
import { inNameOf } from "./grants.js";

/** What a transaction may cost beyond its simulation: later blocks find other states. */
export const GAS_FACTOR = 1.4;

/** What it takes to pay a fee, which simulations leave out: 19 400 measured on wasmd 0.60.8. */
const FEE_GAS = 20_000;
/** What it takes beside to pay it from an allowance: 17 500 measured there. */
const ALLOWANCE_GAS = 20_000;

/** Most gas of a transaction: more than what a block of the tightest chains takes. */
export const MAX_GAS = 50_000_000;

/** The latest block. */
export interface Block {
  /** Its height. */
  height: number;
  /** Its time, whole seconds since 1970. */
  seconds: number;
}

/** The suite, to be asked. */
export class PasarReader {
  /** Campaigns, tasks, seats, verdicts. */
  readonly registry: Contract<TaskRegistry>;
  /** Money. */
  readonly escrow: Contract<LabelEscrow>;
  /** Stakes and records. */
  readonly staking: Contract<ReputationStaking>;
  /** The reward token, a CW20. */
  readonly token: Contract<RewardToken>;

  constructor(
    /** The connection, for what this client does not offer. */
    readonly chain: CosmWasmClient,
    /** Where the contracts are. */
    readonly deployment: Deployment,
  ) {
    const at = (name: ContractName) => deployment.contracts[name].address;
    this.registry = new Contract(chain, at("task-registry"));
    this.escrow = new Contract(chain, at("label-escrow"));
    this.staking = new Contract(chain, at("reputation-staking"));
    this.token = new Contract(chain, at("reward-token"));
  }

  /** Connects to a node; refuses one of another chain. */
  static async open(rpc: string, deployment: Deployment): Promise<PasarReader> {
    const chain = await CosmWasmClient.connect(rpc);
    await checkChain(chain, deployment);
    return new PasarReader(chain, deployment);
  }

  /** The latest block. */
  block(): Promise<Block> {
    return latestBlock(this.chain);
  }
}

/** How a client signs. */
export interface ClientOptions {
  /** Price of a unit of gas, such as `0.025ustake`. */
  gasPrice?: string;
  /** What the gas of a simulation is multiplied by; 1.4 by default. */
  gasFactor?: number;
  /** Milliseconds between looks whether a transaction is in; CosmJS waits 3 s by default. */
  pollMs?: number;
  /** Who pays the fees: an account that has granted the signer an allowance. */
  feeGranter?: string;
  /**
   * In whose name to act: an account that has granted the signer, a session key, the right to
   * (`sessionGrant`). The signer itself by default.
   */
  inNameOf?: string;
  /** Which account of the signer; the first by default. */
  account?: string;
}

/** What {@link PasarClient.trySend} did. */
export interface Attempt {
  /** The transaction; none where every message was refused. */
  tx: DeliverTxResponse | undefined;
  /** The messages that are in it. */
  sent: EncodeObject[];
  /** The messages that are not, and why. */
  refused: { message: EncodeObject; error: RefusedError }[];
}

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
  /** In whose name messages go: the signer's, or whom he acts for. */
  readonly address: string;

  constructor(
    /** The connection, for what this client does not offer. */
    readonly chain: SigningCosmWasmClient,
    /** Where the contracts are. */
    readonly deployment: Deployment,
    /** Whose key signs. */
    readonly signer: string,
    private readonly options: ClientOptions = {},
  ) {
    this.address = options.inNameOf ?? signer;
    const at = (name: ContractName) => deployment.contracts[name].address;
    this.registry = new SigningContract(chain, at("task-registry"), this.address);
    this.escrow = new SigningContract(chain, at("label-escrow"), this.address);
    this.staking = new SigningContract(chain, at("reputation-staking"), this.address);
    this.token = new SigningContract(chain, at("reward-token"), this.address);
  }

  /** Connects a wallet through a node; refuses a node of another chain. */
  static async connect(
    rpc: string,
    signer: OfflineSigner,
    deployment: Deployment,
    options: ClientOptions = {},
  ): Promise<PasarClient> {
    const accounts = await signer.getAccounts();
    const account = accounts.find(({ address }) => address === (options.account ?? address));
    if (!account) throw new Error(`the signer has no account ${options.account ?? ""}`.trim());
    const poll = options.pollMs === undefined ? {} : { broadcastPollIntervalMs: options.pollMs };
    const chain = await SigningCosmWasmClient.connectWithSigner(rpc, signer, poll);
    await checkChain(chain, deployment);
    return new PasarClient(chain, deployment, account.address, options);
  }

  /** The latest block. */
  block(): Promise<Block> {
    return latestBlock(this.chain);
  }

  /** Gas that one transaction with these messages takes now. Throws {@link RefusedError}. */
  async simulate(messages: readonly EncodeObject[], memo = ""): Promise<number> {
    try {
      return await this.chain.simulate(this.signer, this.wrapped(messages), memo);
    } catch (error) {
      throw decodeError(error);
    }
  }

  /** The fee of one transaction with these messages: its simulated gas and a margin. */
  async fee(messages: readonly EncodeObject[], memo = ""): Promise<StdFee> {
    return this.feeOf(await this.simulate(messages, memo));
  }

  /** Sends messages in one transaction: all or none. Throws {@link RefusedError}. */
  async send(
    messages: EncodeObject | readonly EncodeObject[],
    memo = "",
  ): Promise<DeliverTxResponse> {
    const list = isList(messages) ? messages : [messages];
    return this.broadcast(list, await this.fee(list, memo), memo);
  }

  /**
   * Sends in one transaction whatever of these messages would be accepted now, in their order;
   * leaves out the others and says why. One that is late must not hold up the rest.
   */
  async trySend(messages: readonly EncodeObject[], memo = ""): Promise<Attempt> {
    const sent = [...messages];
    const refused: Attempt["refused"] = [];
    while (sent.length > 0) {
      let gas: number;
      try {
        gas = await this.simulate(sent, memo);
      } catch (thrown) {
        const error = decodeError(thrown);
        const message = error.index === undefined ? undefined : sent[error.index];
        if (error.index === undefined || !message) throw error;
        sent.splice(error.index, 1);
        refused.push({ message, error });
        continue;
      }
      return { tx: await this.broadcast(sent, this.feeOf(gas), memo), sent, refused };
    }
    return { tx: undefined, sent, refused };
  }

  /** In the name of another account each message is wrapped by itself, so that a refusal names it. */
  private wrapped(messages: readonly EncodeObject[]): readonly EncodeObject[] {
    if (this.address === this.signer) return messages;
    return messages.map((message) => inNameOf(this.signer, [message], this.chain.registry));
  }

  private feeOf(gas: number): StdFee {
    const { gasPrice, gasFactor = GAS_FACTOR, feeGranter } = this.options;
    if (gasPrice === undefined) {
      throw new Error("no gas price: give PasarClient.connect the option gasPrice");
    }
    const beside = FEE_GAS + (feeGranter === undefined ? 0 : ALLOWANCE_GAS);
    const wanted = Math.ceil(gas * gasFactor) + beside;
    if (wanted > MAX_GAS) {
      // A node that lies about the gas would have the signer pay all it has as fees.
      throw new RangeError(
        `the node says that this takes ${wanted} gas, at most ${MAX_GAS} wanted`,
      );
    }
    const fee = calculateFee(wanted, GasPrice.fromString(gasPrice));
    return feeGranter === undefined ? fee : { ...fee, granter: feeGranter };
  }

  private async broadcast(
    messages: readonly EncodeObject[],
    fee: StdFee,
    memo: string,
  ): Promise<DeliverTxResponse> {
    let tx: DeliverTxResponse;
    try {
      tx = await this.chain.signAndBroadcast(this.signer, this.wrapped(messages), fee, memo);
    } catch (error) {
      throw decodeError(error);
    }
    if (tx.code !== 0) throw decodeError(tx.rawLog ?? `code ${tx.code}`);
    return tx;
  }
}

function isList(
  messages: EncodeObject | readonly EncodeObject[],
): messages is readonly EncodeObject[] {
  return Array.isArray(messages);
}

/** A client of the wrong chain would make seals that never open. */
async function checkChain(chain: CosmWasmClient, deployment: Deployment): Promise<void> {
  const found = await chain.getChainId();
  if (found !== deployment.chain_id) {
    throw new Error(`the node is on ${found}, the deployment on ${deployment.chain_id}`);
  }
}

async function latestBlock(chain: CosmWasmClient): Promise<Block> {
  const { header } = await chain.getBlock();
  return { height: header.height, seconds: Math.floor(Date.parse(header.time) / 1000) };
}
