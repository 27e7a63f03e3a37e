//! The clock: blocks pass, and their nanoseconds jitter as on a real chain. Nothing depends on them.

use cosmwasm_std::Timestamp;
use sha2::{Digest, Sha256};

use task_registry::rules::draw::ticket::MIN_TICKET_BLOCKS;

use super::{market::Market, native::BLOCK_SECONDS};

impl Market {
    /// Unix seconds now.
    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// The block's height.
    pub fn height(&self) -> u64 {
        self.app.block_info().height
    }

    /// A block this number of heights later, at a time in whole seconds and some nanoseconds that depend
    /// on the market's seed and the height alone.
    fn block(&mut self, heights: u64, seconds: u64) {
        let seed = self.seed;
        self.app.update_block(|block| {
            block.height += heights;
            let hash = Sha256::new().chain_update(seed.to_be_bytes());
            let hash = hash.chain_update(block.height.to_be_bytes()).finalize();
            let jitter = u64::from(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]));
            // Whole seconds are what windows count.
            block.time = Timestamp::from_seconds(seconds).plus_nanos(jitter % 1_000_000_000);
        });
    }

    /// The next block, five seconds and some nanoseconds later.
    pub fn next_block(&mut self) {
        self.block(1, self.now() + BLOCK_SECONDS);
    }

    /// Passes this number of blocks.
    pub fn blocks(&mut self, count: u64) {
        (0..count).for_each(|_| self.next_block());
    }

    /// Passes this number of seconds, and the blocks of that time.
    pub fn pass(&mut self, seconds: u64) {
        self.block((seconds / BLOCK_SECONDS).max(1), self.now() + seconds);
    }

    /// The next block comes after this number of seconds: the chain was slow.
    pub fn slow_block(&mut self, seconds: u64) {
        self.block(1, self.now() + seconds);
    }

    /// Time passes to this second, and the blocks of that time.
    ///
    /// # Panics
    /// Where it is not later than now.
    #[track_caller]
    pub fn pass_to(&mut self, second: u64) {
        let now = self.now();
        assert!(second > now, "{second} is not later than {now}");
        self.pass(second - now);
    }

    /// Every seat drawn until now is overdue.
    pub fn past_commit_window(&mut self, campaign: u32) {
        let seconds = self.windows(campaign).commit_seconds;
        self.pass(u64::from(seconds) + 1);
    }

    /// Every task started until now is over with filling, unless it is refilled.
    pub fn past_fill_window(&mut self, campaign: u32) {
        let seconds = self.windows(campaign).fill_seconds;
        self.pass(u64::from(seconds) + 1);
    }

    /// Every task that reveals now does not take reveals any more.
    pub fn past_reveal_window(&mut self, campaign: u32) {
        let seconds = self.windows(campaign).reveal_seconds;
        self.pass(u64::from(seconds) + 1);
    }

    /// Every ticket taken until now has lapsed.
    pub fn past_ticket_window(&mut self, campaign: u32) {
        let delay = self.campaign(campaign).params.randomness.delay_seconds;
        let window = self.windows(campaign).ticket_seconds;
        let blocks = MIN_TICKET_BLOCKS + u64::from(delay) / BLOCK_SECONDS + 1;
        let seconds = u64::from(window) + u64::from(delay) + 1;
        self.pass(seconds.max(blocks * BLOCK_SECONDS));
    }

    /// The campaign takes no more seats.
    pub fn past_the_end(&mut self, campaign: u32) {
        let end = self.campaign(campaign).terms.ends_at.seconds();
        self.pass_to(end + 1);
    }

    fn windows(&self, campaign: u32) -> pasar_common::task_registry::Windows {
        self.campaign(campaign).terms.windows
    }
}
