//! Facts that the reward token announces beside the attributes of CW20.

use cosmwasm_std::Uint128;

crate::events! {
    /// Emitted when a labeler's points of an ended epoch were minted.
    EmissionClaimed = "emission_claimed" {
        /// The labeler.
        labeler: String,
        /// Number of the epoch.
        epoch: u32,
        /// Their points.
        points: Uint128,
        /// What they minted.
        amount: Uint128,
    }
}
