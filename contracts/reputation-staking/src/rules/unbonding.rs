//! The queue of a stake that is leaving: at most [`MAX_UNBONDINGS`] entries, ascending by time.

use cosmwasm_std::{OverflowError, Uint128};
use pasar_common::{
    raw::{Unbonding, MAX_UNBONDINGS},
    time::Seconds,
};

/// Takes out what may be withdrawn: what is ready at this very second, or was before.
pub fn take_ripe(queue: &mut Vec<Unbonding>, now: Seconds) -> Result<Uint128, OverflowError> {
    let ripe = queue.partition_point(|entry| entry.ready_at <= now);
    queue
        .drain(..ripe)
        .try_fold(Uint128::zero(), |sum, entry| sum.checked_add(entry.amount))
}

/// Adds an entry, and returns when it may be withdrawn.
///
/// A full queue merges the entry into its last one, and both wait for the later of their times.
/// Only a staker adds to their queue, so nobody can delay another's money; and what is ripe already
/// is put together first, so they do not delay what they could have withdrawn.
pub fn enqueue(
    queue: &mut Vec<Unbonding>,
    mut entry: Unbonding,
    now: Seconds,
) -> Result<Seconds, OverflowError> {
    if queue.len() >= MAX_UNBONDINGS {
        let amount = take_ripe(queue, now)?;
        if !amount.is_zero() {
            let ready_at = now;
            queue.insert(0, Unbonding { amount, ready_at });
        }
    }
    if queue.len() >= MAX_UNBONDINGS {
        if let Some(last) = queue.pop() {
            entry.amount = entry.amount.checked_add(last.amount)?;
            entry.ready_at = entry.ready_at.max(last.ready_at);
        }
    }
    let ready_at = entry.ready_at;
    // Not always last: the owner may have shortened the time since.
    let at = queue.partition_point(|other| other.ready_at <= ready_at);
    queue.insert(at, entry);
    Ok(ready_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(amount: u128, ready_at: Seconds) -> Unbonding {
        Unbonding {
            amount: Uint128::new(amount),
            ready_at,
        }
    }

    fn full() -> Vec<Unbonding> {
        (100..=800).step_by(100).map(|at| entry(1, at)).collect()
    }

    #[test]
    fn an_entry_is_ripe_from_its_very_second() {
        let mut queue = vec![entry(1, 10), entry(2, 11), entry(4, 12)];
        assert_eq!(take_ripe(&mut queue, 9), Ok(Uint128::zero()));
        assert_eq!(take_ripe(&mut queue, 11), Ok(Uint128::new(3)));
        assert_eq!(queue, [entry(4, 12)]);
    }

    #[test]
    fn the_ninth_entry_merges_into_the_last() {
        let mut queue = full();
        assert_eq!(enqueue(&mut queue, entry(5, 900), 50), Ok(900));
        assert_eq!(queue.len(), 8);
        assert_eq!(queue[6], entry(1, 700));
        assert_eq!(queue[7], entry(6, 900));
    }

    #[test]
    fn merging_takes_the_later_time() {
        let mut queue = full();
        assert_eq!(enqueue(&mut queue, entry(5, 750), 50), Ok(800));
        assert_eq!(queue[7], entry(6, 800));
    }

    #[test]
    fn merging_never_delays_what_is_ripe() {
        let mut queue = full();
        assert_eq!(enqueue(&mut queue, entry(5, 1_800), 800), Ok(1_800));
        assert_eq!(queue, [entry(8, 800), entry(5, 1_800)]);

        let mut queue = full();
        assert_eq!(enqueue(&mut queue, entry(5, 1_200), 200), Ok(1_200));
        assert_eq!(queue[0], entry(2, 200));
        assert_eq!(queue[7], entry(5, 1_200));
    }

    #[test]
    fn the_queue_stays_in_the_order_of_time() {
        let mut queue = vec![entry(1, 10), entry(1, 30)];
        assert_eq!(enqueue(&mut queue, entry(2, 20), 0), Ok(20));
        assert_eq!(queue, [entry(1, 10), entry(2, 20), entry(1, 30)]);
    }
}
