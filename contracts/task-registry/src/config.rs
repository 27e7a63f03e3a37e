//! Siblings and settings.

use cosmwasm_std::{Addr, Api};
use pasar_common::ratio::Bps;
use pasar_common::task_registry::{
    InstantiateMsg, Mode, Params, MAX_MISSED_COMMIT_BPS, MAX_PENALTY_TIP_BPS,
};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// Siblings, fixed for ever, and what the owner may change.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// Address of label-escrow.
    pub label_escrow: Addr,
    /// Address of reputation-staking.
    pub reputation_staking: Addr,
    /// Address of reward-token.
    pub reward_token: Addr,
    /// Settings for new campaigns.
    pub params: Params,
    /// Whether new work may begin.
    pub mode: Mode,
}

impl Config {
    /// The checked configuration of a new registry.
    ///
    /// # Errors
    /// Where an address is invalid or a setting out of bounds.
    pub fn check(api: &dyn Api, msg: &InstantiateMsg) -> Result<Self, ContractError> {
        check_params(&msg.params)?;
        Ok(Self {
            label_escrow: api.addr_validate(&msg.label_escrow)?,
            reputation_staking: api.addr_validate(&msg.reputation_staking)?,
            reward_token: api.addr_validate(&msg.reward_token)?,
            params: msg.params.clone(),
            mode: Mode::Active,
        })
    }
}

/// Refuses settings out of bounds.
///
/// # Errors
/// [`ContractError::ParamOutOfRange`].
pub fn check_params(params: &Params) -> Result<(), ContractError> {
    for (param, found, max) in [
        (
            "missed_commit",
            params.missed_commit,
            Bps::new(MAX_MISSED_COMMIT_BPS),
        ),
        (
            "penalty_tip",
            params.penalty_tip,
            Bps::new(MAX_PENALTY_TIP_BPS),
        ),
    ] {
        if found > max {
            return Err(ContractError::ParamOutOfRange { param, found, max });
        }
    }
    Ok(())
}
