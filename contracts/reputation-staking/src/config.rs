//! Siblings, commons and settings.

use cosmwasm_std::{Addr, Api, Env};
use pasar_common::reputation_staking::{
    InstantiateMsg, Params, MAX_UNBONDING_SECONDS, MIN_UNBONDING_SECONDS,
};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// Siblings and commons, fixed for ever, and settings.
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
    /// Settings for what begins from now on.
    pub params: Params,
}

impl Config {
    /// The checked configuration of a new contract.
    ///
    /// # Errors
    /// Where an address is invalid, the commons is a contract of the suite, or a setting is out of
    /// bounds.
    pub fn check(api: &dyn Api, env: &Env, msg: &InstantiateMsg) -> Result<Self, ContractError> {
        check_params(&msg.params)?;
        let config = Self {
            task_registry: api.addr_validate(&msg.task_registry)?,
            label_escrow: api.addr_validate(&msg.label_escrow)?,
            reward_token: api.addr_validate(&msg.reward_token)?,
            commons: api.addr_validate(&msg.commons)?,
            params: msg.params.clone(),
        };
        // What is punitive must leave the suite: nobody inside may have an interest in it.
        let suite = [
            &config.task_registry,
            &config.label_escrow,
            &config.reward_token,
            &env.contract.address,
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
    let (param, found) = ("unbonding_seconds", params.unbonding_seconds);
    let (min, max) = (MIN_UNBONDING_SECONDS, MAX_UNBONDING_SECONDS);
    if found < min || found > max {
        return Err(ContractError::ParamOutOfRange {
            param,
            found,
            min,
            max,
        });
    }
    Ok(())
}
