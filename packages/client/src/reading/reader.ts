import type { Chain } from "../chain/chain.js";
import { openChain, type NodeExpectation } from "../chain/node-check.js";
import type { Block } from "../chain/types.js";
import { Contract } from "../contract/contract.js";
import type { ContractName, Deployment } from "../contract/deployment.js";
import type { Types as LabelEscrow } from "../generated/label-escrow.js";
import type { Types as ReputationStaking } from "../generated/reputation-staking.js";
import type { Types as RewardToken } from "../generated/reward-token.js";
import type { Types as TaskRegistry } from "../generated/task-registry.js";

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
    readonly chain: Chain,
    /** Where the contracts are. */
    readonly deployment: Deployment,
  ) {
    const at = (name: ContractName) => deployment.contracts[name].address;
    this.registry = new Contract(chain, at("task-registry"));
    this.escrow = new Contract(chain, at("label-escrow"));
    this.staking = new Contract(chain, at("reputation-staking"));
    this.token = new Contract(chain, at("reward-token"));
  }

  /**
   * Connects to a node, or to several that replace each other; refuses those of another chain
   * and those that are behind it.
   */
  static async open(
    nodes: string | readonly string[] | Chain,
    deployment: Deployment,
    options: NodeExpectation = {},
  ): Promise<PasarReader> {
    return new PasarReader(await openChain(nodes, deployment.chain_id, options), deployment);
  }

  /** The latest block. */
  block(): Promise<Block> {
    return this.chain.block();
  }
}
