//! A campaign's terms in full: what only queries and rare messages read. The hot path reads
//! `HotTerms`; the escrow freezes what it needs of them itself.

use cosmwasm_std::{Addr, Uint128};
use pasar_common::task_registry::{Params, Terms};
use serde::{Deserialize, Serialize};

/// What only queries and rare messages read, as JSON.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct FullTerms {
    /// Who pays.
    pub requester: Addr,
    /// The frozen terms.
    pub terms: Terms,
    /// Penalty settings, frozen.
    pub params: Params,
    /// Protocol fee of a label, frozen.
    pub fee_per_label: Uint128,
    /// Height of the block in which it was created.
    pub height: u64,
}
