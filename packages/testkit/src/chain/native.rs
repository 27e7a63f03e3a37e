//! What the embedded chain is: its id, its denom, its first block.

use cosmwasm_std::{BlockInfo, Timestamp};
use cw20::Denom;

/// The native denom of the embedded chain.
pub const NATIVE: &str = "upasar";
/// Its chain id.
pub const CHAIN_ID: &str = "pasar-embedded-1";
/// Time of the first block, Unix seconds.
pub const GENESIS: u64 = 1_800_000_000;
/// Seconds between blocks.
pub const BLOCK_SECONDS: u64 = 5;

/// The native denom.
pub fn denom() -> Denom {
    Denom::Native(NATIVE.into())
}

/// The first block.
pub fn genesis() -> BlockInfo {
    BlockInfo {
        height: 1,
        time: Timestamp::from_seconds(GENESIS),
        chain_id: CHAIN_ID.into(),
    }
}
