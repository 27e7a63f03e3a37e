//! Boundaries of windows, in one place: `now <= deadline` is in time, `now > deadline` is late.

use cosmwasm_std::{BlockInfo, Timestamp};

/// Seconds since the Unix epoch.
pub type Seconds = u64;

/// One day.
pub const DAY: Seconds = 86_400;

/// The block's time in whole seconds.
pub fn now(block: &BlockInfo) -> Seconds {
    block.time.seconds()
}

/// Whether a deadline has passed.
pub const fn is_late(now: Seconds, deadline: Seconds) -> bool {
    now > deadline
}

/// A point in time as messages carry it.
pub fn timestamp(seconds: Seconds) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_itself_is_in_time() {
        assert!(!is_late(10, 10));
        assert!(is_late(11, 10));
    }
}
