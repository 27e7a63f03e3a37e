//! A transaction in a block.

use cosmwasm_std::Event;

use super::refusal::Refusal;

/// A transaction in a block.
#[derive(Clone, Debug)]
pub struct Included {
    /// Its name.
    pub hash: String,
    /// The block.
    pub height: u64,
    /// Its place in the block.
    pub place: usize,
    /// As it arrived.
    pub bytes: Vec<u8>,
    /// Why it failed; none where it did not.
    pub refusal: Option<Refusal>,
    /// What was said: by the chain, and by the contracts where it did not fail.
    pub events: Vec<Event>,
    /// Most gas that was paid for.
    pub gas_wanted: u64,
    /// Gas that it took.
    pub gas_used: u64,
}
