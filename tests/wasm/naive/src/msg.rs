//! Messages.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

/// Opens the campaign; the deposit for all labels is attached.
#[cw_serde]
pub struct InstantiateMsg {
    /// In which native denom labels are paid.
    pub denom: String,
    /// What a label is paid that agrees with the verdict.
    pub price: Uint128,
    /// Number of items.
    pub items: u32,
    /// Number of classes.
    pub classes: u8,
    /// Labels of an item.
    pub overlap: u8,
}

/// What anyone may ask for.
#[cw_serde]
pub enum ExecuteMsg {
    /// Seals the sender's label of an item.
    Commit {
        /// The item.
        item: u32,
        /// SHA-256 over the label's byte, then the salt.
        hash: Binary,
    },
    /// Opens it.
    Reveal {
        /// The item.
        item: u32,
        /// The label.
        label: u8,
        /// The salt.
        salt: Binary,
    },
    /// Pays the sender what they have earned.
    Withdraw {},
}

/// What anyone may know.
#[cw_serde]
pub enum QueryMsg {
    /// The [`crate::state::Tally`] of an item.
    Tally {
        /// The item.
        item: u32,
    },
}
