//! Records.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, Uint128};
use cw_storage_plus::{Item, Map};

use crate::msg::InstantiateMsg;

/// The campaign.
pub const CAMPAIGN: Item<InstantiateMsg> = Item::new("campaign");
/// (item, labeler) -> seal.
pub const COMMITS: Map<(u32, &Addr), Binary> = Map::new("commits");
/// (item, labeler) -> label.
pub const LABELS: Map<(u32, &Addr), u8> = Map::new("labels");
/// item -> tally.
pub const TALLIES: Map<u32, Tally> = Map::new("tallies");
/// labeler -> what they may withdraw.
pub const BALANCES: Map<&Addr, Uint128> = Map::new("balances");

/// How an item stands.
#[cw_serde]
pub struct Tally {
    /// Labels sealed.
    pub committed: u8,
    /// Labels opened, of each class.
    pub counts: Vec<u8>,
    /// The plurality, once all are opened.
    pub verdict: Option<u8>,
}
