// What a page needs to show the market: nothing here signs, and no codec of a message is loaded.

export * from "./chain/chain.js";
export * from "./chain/node-check.js";
export * from "./chain/node-error.js";
export * from "./chain/rpc.js";
export type * from "./chain/types.js";
export * from "./contract/contract.js";
export * from "./contract/denom.js";
export * from "./contract/deployment.js";
export * from "./contract/errors.js";
export * from "./contract/events.js";
export * from "./contract/time.js";
export * from "./formats/bytes.js";
export * from "./formats/domain.js";
export * from "./formats/encoding.js";
export * from "./formats/item-set.js";
export * from "./formats/merkle.js";
export * from "./formats/packing.js";
export * from "./formats/questions.js";
export * from "./formats/scale.js";
export * from "./formats/seal.js";
export * from "./reading/lists.js";
export * from "./reading/reader.js";
export * from "./wallet/network.js";
export type * as labelEscrow from "./generated/label-escrow.js";
export type * as reputationStaking from "./generated/reputation-staking.js";
export type * as rewardToken from "./generated/reward-token.js";
export type * as taskRegistry from "./generated/task-registry.js";
