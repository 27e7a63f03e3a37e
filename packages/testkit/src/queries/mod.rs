//! What the contracts show.

pub(crate) mod escrow;
pub(crate) mod registry;
pub(crate) mod staking;
