//! Siblings and settings.

use cosmwasm_std::{Addr, Uint128};
use pasar_common::reputation_staking::Params;
use serde::{Deserialize, Serialize};

/// Siblings and commons, fixed forever, and what the owner may change.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// Address of task-registry.
    pub task_registry: Addr,
    /// Address of label-escrow.
    pub label_escrow: Addr,
    /// Address of reward-token.
    pub reward_token: Addr,
    /// Where penalties go.
    pub commons: Addr,
    /// Least stake of reward tokens that shares fees; fixed too.
    pub min_fee_stake: Uint128,
    /// Settings.
    pub params: Params,
}
