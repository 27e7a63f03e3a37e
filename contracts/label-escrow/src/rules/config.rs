//! Siblings, commons, fees and epochs.

use cosmwasm_std::Addr;
use pasar_common::{
    epochs::Epochs,
    label_escrow::Fees,
    time::{Seconds, DAY},
};
use serde::{Deserialize, Serialize};

/// Shortest epoch.
pub const MIN_EPOCH_SECONDS: Seconds = 3_600;
/// Longest epoch.
pub const MAX_EPOCH_SECONDS: Seconds = 90 * DAY;

/// Siblings and commons, fixed forever, and the fees of new campaigns.
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
    /// Start of epoch 0.
    pub epoch_zero: Seconds,
}

impl Config {
    /// The epoch of a time.
    pub fn epoch(&self, now: Seconds) -> u32 {
        let epochs = Epochs {
            zero: self.epoch_zero,
            seconds: self.epoch_seconds,
        };
        epochs.at(now)
    }
}
