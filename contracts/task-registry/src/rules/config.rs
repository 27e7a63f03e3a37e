//! Siblings and settings.

use cosmwasm_std::Addr;
use pasar_common::task_registry::{
    Mode, Params, MAX_DELAY_SECONDS, MAX_GENESIS, MAX_PERIOD_SECONDS, MAX_STRIDE,
    RANDOMNESS_KEY_BYTES,
};
use pasar_formats::number::count;
use serde::{Deserialize, Serialize};

/// Siblings, fixed for good, and what the owner may change.
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
    /// Whether new work may start.
    pub mode: Mode,
}

/// A setting outside its bounds.
#[derive(Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// Which setting.
    pub param: &'static str,
    /// The value found.
    pub found: u64,
    /// Least value.
    pub min: u64,
    /// Largest value.
    pub max: u64,
}

/// Refuses settings out of bounds.
///
/// # Errors
/// [`OutOfRange`].
pub fn check_params(params: &Params) -> Result<(), OutOfRange> {
    let drand = &params.randomness;
    let bytes = count(RANDOMNESS_KEY_BYTES);
    within(
        "public_key bytes",
        count(drand.public_key.len()),
        bytes,
        bytes,
    )?;
    within("genesis", drand.genesis, 0u8, MAX_GENESIS)?;
    within(
        "period_seconds",
        drand.period_seconds,
        1u8,
        MAX_PERIOD_SECONDS,
    )?;
    within("stride", drand.stride, 1u8, MAX_STRIDE)?;
    within("delay_seconds", drand.delay_seconds, 1u8, MAX_DELAY_SECONDS)
}

fn within(
    param: &'static str,
    found: impl Into<u64>,
    min: impl Into<u64>,
    max: impl Into<u64>,
) -> Result<(), OutOfRange> {
    let found = found.into();
    let min = min.into();
    let max = max.into();
    if found < min || found > max {
        return Err(OutOfRange {
            param,
            found,
            min,
            max,
        });
    }
    Ok(())
}
