//! Siblings, commons, fees and epochs.

use cosmwasm_std::{Addr, Api, Env};
use pasar_common::{
    label_escrow::{Fees, InstantiateMsg, MAX_CONTRIBUTORS_FLOOR_BPS, MAX_FEE_BPS},
    time::{self, Seconds, DAY},
};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// Shortest epoch.
pub const MIN_EPOCH_SECONDS: Seconds = 3_600;
/// Longest epoch.
pub const MAX_EPOCH_SECONDS: Seconds = 90 * DAY;

/// Siblings and commons, fixed for ever, and the fees of new campaigns.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// Address of task-registry.
    pub task_registry: Addr,
    /// Address of reputation-staking.
    pub reputation_staking: Addr,
    /// Where everything punitive and half of the fees go.
    pub commons: Addr,
    /// Fees of new campaigns.
    pub fees: Fees,
    /// Length of an epoch.
    pub epoch_seconds: Seconds,
    /// Begin of epoch 0.
    pub epoch_zero: Seconds,
}

impl Config {
    /// The checked configuration of a new escrow.
    ///
    /// # Errors
    /// Where an address is invalid, the commons is a contract of the suite, or a setting is out of
    /// bounds.
    pub fn check(api: &dyn Api, env: &Env, msg: &InstantiateMsg) -> Result<Self, ContractError> {
        let fees = Fees {
            fee: msg.fee,
            contributors_floor: msg.contributors_floor,
        };
        check_fees(&fees)?;
        let (found, min, max) = (msg.epoch_seconds, MIN_EPOCH_SECONDS, MAX_EPOCH_SECONDS);
        if found < min || found > max {
            return Err(ContractError::ParamOutOfRange {
                param: "epoch_seconds",
                found,
                min,
                max,
            });
        }
        let config = Self {
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

    /// The epoch of a time.
    pub fn epoch(&self, now: Seconds) -> u32 {
        let since = now.saturating_sub(self.epoch_zero);
        u32::try_from(since.checked_div(self.epoch_seconds).unwrap_or(0)).unwrap_or(u32::MAX)
    }
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
            let (found, max) = (found.get().into(), max.into());
            return Err(ContractError::ParamOutOfRange {
                param,
                found,
                min: 0,
                max,
            });
        }
    }
    Ok(())
}
