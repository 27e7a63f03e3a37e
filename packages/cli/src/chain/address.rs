//! Addresses as people write them.

use anyhow::Result;
use cosmrs::AccountId;

/// An address from text.
pub fn parse_address(text: &str) -> Result<AccountId> {
    let address = text.parse::<AccountId>();
    address.map_err(|error| anyhow::anyhow!("{text:?} is no address: {error}"))
}
