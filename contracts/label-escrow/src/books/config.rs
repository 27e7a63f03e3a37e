//! The configuration: checked, and the registry's alone.

use cosmwasm_std::{Addr, Api, Env, Storage};
use pasar_common::{
    access::{only, Role},
    label_escrow::{Fees, InstantiateMsg, MAX_CONTRIBUTORS_FLOOR_BPS, MAX_FEE_BPS},
    number::count,
    time,
};

use crate::{
    error::ContractError,
    rules::config::{Config, MAX_EPOCH_SECONDS, MIN_EPOCH_SECONDS},
    store::CONFIG,
};

/// The checked configuration of a new escrow.
pub fn check(api: &dyn Api, env: &Env, msg: &InstantiateMsg) -> Result<Config, ContractError> {
    let fees = Fees {
        fee: msg.fee,
        contributors_floor: msg.contributors_floor,
    };
    check_fees(&fees)?;
    if !(MIN_EPOCH_SECONDS..=MAX_EPOCH_SECONDS).contains(&msg.epoch_seconds) {
        return Err(ContractError::ParamOutOfRange {
            param: "epoch_seconds",
            found: msg.epoch_seconds,
            min: MIN_EPOCH_SECONDS,
            max: MAX_EPOCH_SECONDS,
        });
    }
    let config = Config {
        task_registry: api.addr_validate(&msg.task_registry)?,
        reputation_staking: api.addr_validate(&msg.reputation_staking)?,
        commons: api.addr_validate(&msg.commons)?,
        fees,
        epoch_seconds: msg.epoch_seconds,
        epoch_zero: time::now(&env.block),
    };
    // What is punitive must leave the suite: nobody inside may have an interest in it.
    let suite = [
        &config.task_registry,
        &config.reputation_staking,
        &env.contract.address,
    ];
    if suite.contains(&&config.commons) {
        return Err(ContractError::CommonsInSuite {
            commons: config.commons,
        });
    }
    Ok(config)
}

/// Refuses fees above the caps in code.
///
/// # Errors
/// [`ContractError::ParamOutOfRange`].
pub fn check_fees(fees: &Fees) -> Result<(), ContractError> {
    for (param, found, max) in [
        ("fee", fees.fee, MAX_FEE_BPS),
        (
            "contributors_floor",
            fees.contributors_floor,
            MAX_CONTRIBUTORS_FLOOR_BPS,
        ),
    ] {
        if found.get() > max {
            return Err(ContractError::ParamOutOfRange {
                param,
                found: found.get().into(),
                min: 0,
                max: max.into(),
            });
        }
    }
    Ok(())
}

/// The configuration, for the registry alone.
///
/// # Errors
/// [`pasar_common::access::Unauthorized`].
pub fn only_registry(store: &dyn Storage, sender: &Addr) -> Result<Config, ContractError> {
    let config = CONFIG.load(store)?;
    only(Role::TaskRegistry, &config.task_registry, sender)?;
    Ok(config)
}

/// Refuses a length out of bounds.
///
/// # Errors
/// [`ContractError::ParamOutOfRange`].
pub fn within(
    param: &'static str,
    found: usize,
    min: usize,
    max: usize,
) -> Result<(), ContractError> {
    if found >= min && found <= max {
        return Ok(());
    }
    let wide = |length| u64::from(count(length));
    Err(ContractError::ParamOutOfRange {
        param,
        found: wide(found),
        min: wide(min),
        max: wide(max),
    })
}
