//! The clock: blocks pass, and their nanoseconds jitter as on a real chain. Draws depend on them.

use cosmwasm_std::{BlockInfo, Timestamp};
use sha2::{Digest, Sha256};

use crate::{market::Market, CHAIN_ID};

/// Time of the first block, Unix seconds.
pub const GENESIS: u64 = 1_800_000_000;
/// Seconds between blocks.
const BLOCK_SECONDS: u64 = 5;

/// The first block.
pub fn genesis() -> BlockInfo {
    BlockInfo {
        height: 1,
        time: Timestamp::from_seconds(GENESIS),
        chain_id: CHAIN_ID.into(),
    }
}

impl Market {
    /// The next block, five seconds and some nanoseconds later.
    pub fn next_block(&mut self) {
        self.pass(BLOCK_SECONDS);
    }

    /// A block after at least so many seconds.
    pub fn pass(&mut self, seconds: u64) {
        let seed = self.seed;
        self.app.update_block(|block| {
            block.height += 1;
            let hash = Sha256::new().chain_update(seed.to_be_bytes());
            let hash = hash.chain_update(block.height.to_be_bytes()).finalize();
            let jitter = u64::from(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]));
            // Whole seconds are what windows count; below them is what draws hang on.
            let whole = block.time.seconds() + seconds;
            block.time = Timestamp::from_seconds(whole).plus_nanos(jitter % 1_000_000_000);
        });
    }

    /// So many blocks.
    pub fn blocks(&mut self, count: u64) {
        (0..count).for_each(|_| self.next_block());
    }

    /// Unix seconds now.
    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// The block's height.
    pub fn height(&self) -> u64 {
        self.app.block_info().height
    }
}
