//! Siblings and settings.

use cosmwasm_std::{Addr, Api, Uint128};
use pasar_common::reputation_staking::{
    InstantiateMsg, Params, MAX_UNBONDING_SECONDS, MIN_UNBONDING_SECONDS,
};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// Siblings and commons, fixed for ever, and what the owner may change.
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

impl Config {
    /// The checked configuration of a new contract at address `own`.
    ///
    /// # Errors
    /// Where an address is invalid, a setting out of bounds, or the commons a contract of the suite.
    pub fn check(api: &dyn Api, own: &Addr, msg: &InstantiateMsg) -> Result<Self, ContractError> {
        check_params(&msg.params)?;
        let config = Self {
            task_registry: api.addr_validate(&msg.task_registry)?,
            label_escrow: api.addr_validate(&msg.label_escrow)?,
            reward_token: api.addr_validate(&msg.reward_token)?,
            commons: api.addr_validate(&msg.commons)?,
            min_fee_stake: msg.min_fee_stake,
            params: msg.params.clone(),
        };
        let suite = [
            own,
            &config.task_registry,
            &config.label_escrow,
            &config.reward_token,
        ];
        if suite.contains(&&config.commons) {
            return Err(ContractError::CommonsInSuite {
                commons: config.commons,
            });
        }
        Ok(config)
    }
}

/// Refuses settings out of bounds.
///
/// # Errors
/// [`ContractError::ParamOutOfRange`].
pub fn check_params(params: &Params) -> Result<(), ContractError> {
    let (found, min, max) = (
        params.unbonding_seconds,
        MIN_UNBONDING_SECONDS,
        MAX_UNBONDING_SECONDS,
    );
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(ContractError::ParamOutOfRange {
        param: "unbonding_seconds",
        found,
        min,
        max,
    })
}
