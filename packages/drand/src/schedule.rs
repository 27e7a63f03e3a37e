//! When rounds come. Rounds count from one, which comes at the genesis; times are seconds of Unix.

use std::num::NonZeroU64;

/// When the rounds of a chain come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When round one comes.
    pub genesis: u64,
    /// Seconds from one round to the next.
    pub period: NonZeroU64,
}

impl Schedule {
    /// When a round comes. None for round zero, which no chain has, and beyond the end of time.
    pub fn time_of(&self, round: u64) -> Option<u64> {
        let before = round.checked_sub(1)?.checked_mul(self.period.get())?;
        self.genesis.checked_add(before)
    }

    /// The newest round at a time; zero before the first one.
    pub fn round_at(&self, time: u64) -> u64 {
        let Some(since) = time.checked_sub(self.genesis) else {
            return 0;
        };
        (since / self.period).saturating_add(1)
    }

    /// The first round that comes at a time or later.
    fn first_at(&self, time: u64) -> Option<u64> {
        let wait = time.saturating_sub(self.genesis);
        wait.div_ceil(self.period.get()).checked_add(1)
    }

    /// The round that decides what was fixed at `time`: the first multiple of `stride` that comes
    /// `delay` seconds later or later still. Multiples, so that one signature serves many.
    pub fn deciding(&self, time: u64, delay: u64, stride: NonZeroU64) -> Option<u64> {
        let first = self.first_at(time.checked_add(delay)?)?;
        let round = first.checked_next_multiple_of(stride.get())?;
        self.time_of(round).map(|_| round)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chain::QUICKNET;

    fn every(seconds: u64) -> NonZeroU64 {
        NonZeroU64::new(seconds).unwrap()
    }

    #[test]
    fn rounds_count_from_one_at_the_genesis() {
        let schedule = QUICKNET.schedule;
        let genesis = schedule.genesis;
        assert_eq!(schedule.time_of(0), None);
        assert_eq!(schedule.time_of(1), Some(genesis));
        assert_eq!(schedule.time_of(1000), Some(1_692_806_364));
        assert_eq!(schedule.round_at(genesis - 1), 0);
        assert_eq!(schedule.round_at(genesis), 1);
        assert_eq!(schedule.round_at(genesis + 2), 1);
        assert_eq!(schedule.round_at(genesis + 3), 2);
    }

    #[test]
    fn a_round_that_comes_just_then_decides_and_one_second_later_the_next_multiple() {
        let schedule = QUICKNET.schedule;
        let stride = every(10);
        let tenth = schedule.time_of(10).unwrap();
        assert_eq!(schedule.deciding(tenth - 60, 60, stride), Some(10));
        assert_eq!(schedule.deciding(tenth - 59, 60, stride), Some(20));
        assert_eq!(schedule.deciding(0, 0, stride), Some(10));
    }

    #[test]
    fn beyond_the_end_of_time_no_round_decides() {
        let schedule = QUICKNET.schedule;
        assert_eq!(schedule.deciding(u64::MAX, 1, every(1)), None);
        assert_eq!(schedule.deciding(u64::MAX, 0, every(10)), None);
        assert_eq!(schedule.time_of(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn the_deciding_round_is_the_first_that_fulfills_the_rule(
            genesis in 0..1u64 << 40,
            period in 1..100u64,
            time in 0..1u64 << 41,
            delay in 0..10_000u64,
            stride in 1..50u64,
        ) {
            let schedule = Schedule { genesis, period: every(period) };
            let round = schedule.deciding(time, delay, every(stride)).unwrap();
            let due = |round| schedule.time_of(round).unwrap() >= time + delay;
            prop_assert!(round >= 1 && round.is_multiple_of(stride) && due(round));
            prop_assert!(round == stride || !due(round - stride));
        }

        #[test]
        fn the_newest_round_has_come_and_the_next_has_not(
            genesis in 0..1u64 << 40,
            period in 1..100u64,
            since in 0..1u64 << 40,
        ) {
            let schedule = Schedule { genesis, period: every(period) };
            let now = genesis + since;
            let round = schedule.round_at(now);
            prop_assert!(schedule.time_of(round).unwrap() <= now);
            prop_assert!(schedule.time_of(round + 1).unwrap() > now);
        }
    }
}
