//! The plain vote, to compare with.

use alloc::vec::Vec;

use crate::task::{Seat, MAX_CLASSES, MAX_ITEMS, NONE};

/// The class given most often to each item, the smaller where there is a tie; [`NONE`] where
/// nobody labeled it.
///
/// Takes anything: values that are no class are not counted, and no more than [`MAX_CLASSES`]
/// classes and [`MAX_ITEMS`] items are looked at.
#[must_use]
pub fn plurality(classes: usize, items: usize, seats: &[Seat<'_>]) -> Vec<u8> {
    let smallest = |leaders: u32| match leaders {
        0 => NONE,
        // At most 31.
        some => some.trailing_zeros() as u8,
    };
    let leaders = leaders(classes, items, seats);
    leaders.into_iter().map(smallest).collect()
}

/// The classes given most often to each item, as a set of bits: bit `k` for class `k`.
///
/// Counting a tie between `n` classes as one `n`th of a match needs no luck in either direction.
#[must_use]
pub fn leaders(classes: usize, items: usize, seats: &[Seat<'_>]) -> Vec<u32> {
    let classes = classes.min(MAX_CLASSES);
    let leaders = |item: usize| {
        let mut votes = [0_u64; MAX_CLASSES];
        for seat in seats {
            let label = seat.labels.get(item).copied().unwrap_or(NONE);
            if usize::from(label) < classes {
                votes[usize::from(label)] += 1;
            }
        }
        let most = votes.iter().copied().max().unwrap_or(0);
        let leading = |&(_, &count): &(usize, &u64)| most > 0 && count == most;
        let bits = votes.iter().enumerate().filter(leading);
        bits.fold(0_u32, |set, (class, _)| set | (1 << class))
    };
    (0..items.min(MAX_ITEMS)).map(leaders).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn seat(labels: &[u8]) -> Seat<'_> {
        Seat {
            labels,
            ..Seat::default()
        }
    }

    #[test]
    fn the_smaller_class_wins_a_tie() {
        let seats = [seat(&[2, 1, NONE]), seat(&[1, 1, NONE])];
        assert_eq!(plurality(3, 3, &seats), vec![1, 1, NONE]);
        assert_eq!(leaders(3, 3, &seats), vec![0b110, 0b010, 0]);
    }

    #[test]
    fn odd_input_is_not_counted() {
        let seats = [seat(&[7, 0]), seat(&[])];
        assert_eq!(plurality(2, 3, &seats), vec![NONE, 0, NONE]);
        assert_eq!(plurality(0, 1, &seats), vec![NONE]);
        assert_eq!(plurality(usize::MAX, usize::MAX, &[]).len(), MAX_ITEMS);
    }
}
