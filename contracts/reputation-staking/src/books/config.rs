//! The configuration, checked; and what only the registry may send.

use cosmwasm_std::{Addr, Api, Storage};
use pasar_common::{
    access::{only, Role},
    reputation_staking::{
        InstantiateMsg, Params, MAX_BATCH_LABELERS, MAX_UNBONDING_SECONDS, MIN_UNBONDING_SECONDS,
    },
};

use crate::{error::ContractError, rules::config::Config, store::CONFIG};

/// The checked configuration of a new contract at address `own`.
pub fn check(api: &dyn Api, own: &Addr, msg: &InstantiateMsg) -> Result<Config, ContractError> {
    check_params(&msg.params)?;
    let config = Config {
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

/// Refuses settings out of bounds.
///
/// # Errors
/// [`ContractError::ParamOutOfRange`].
pub fn check_params(params: &Params) -> Result<(), ContractError> {
    if (MIN_UNBONDING_SECONDS..=MAX_UNBONDING_SECONDS).contains(&params.unbonding_seconds) {
        return Ok(());
    }
    Err(ContractError::ParamOutOfRange {
        param: "unbonding_seconds",
        found: params.unbonding_seconds,
        min: MIN_UNBONDING_SECONDS,
        max: MAX_UNBONDING_SECONDS,
    })
}

/// Refuses everybody but the registry.
///
/// # Errors
/// [`pasar_common::access::Unauthorized`].
pub fn only_registry(store: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    let registry = CONFIG.load(store)?.task_registry;
    Ok(only(Role::TaskRegistry, &registry, sender)?)
}

/// Refuses a batch of too many entries.
///
/// # Errors
/// [`ContractError::BatchTooLarge`].
pub fn check_batch(found: usize) -> Result<(), ContractError> {
    if found <= MAX_BATCH_LABELERS {
        return Ok(());
    }
    Err(ContractError::BatchTooLarge {
        found,
        max: MAX_BATCH_LABELERS,
    })
}
