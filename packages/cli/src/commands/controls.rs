//! Items that a challenge names beside those it disputes, so that nobody knows which are disputed.

use pasar_common::task_registry::MIN_CHALLENGED_ITEMS;

/// Items named as right for each that is disputed: a panelist who says the opposite of everything without
/// looking then earns less than one who looks.
const RIGHT_FOR_EACH: usize = 2;

/// How many items to add to those disputed and those named as right.
pub fn wanted(disputed: usize, right: usize, items: u32) -> usize {
    let least = MIN_CHALLENGED_ITEMS.min(items) as usize;
    let controls = (RIGHT_FOR_EACH * disputed).max(least.saturating_sub(disputed));
    controls.saturating_sub(right)
}

/// As many of the candidates by chance, ascending; `below` gives an index below a count.
pub fn drawn(
    mut candidates: Vec<u32>,
    wanted: usize,
    mut below: impl FnMut(usize) -> usize,
) -> Vec<u32> {
    let mut found = Vec::new();
    while found.len() < wanted && !candidates.is_empty() {
        let at = below(candidates.len());
        found.push(candidates.swap_remove(at));
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_are_added_for_each_and_ten_are_named_at_least() {
        for (disputed, right, items, more) in [
            (1, 0, 60, 9),
            (3, 0, 60, 7),
            (4, 0, 60, 8),
            (20, 0, 60, 40),
            (20, 15, 60, 25),
            (4, 9, 60, 0),
            (2, 0, 6, 4),
        ] {
            assert_eq!(
                wanted(disputed, right, items),
                more,
                "{disputed}, {right}, {items}"
            );
        }
    }

    #[test]
    fn what_is_added_is_drawn_once_each() {
        let first = |_: usize| 0;
        assert_eq!(drawn(vec![5, 7, 9], 2, first), [5, 9]);
        let last = |count: usize| count - 1;
        assert_eq!(drawn(vec![5, 7, 9], 9, last), [5, 7, 9]);
        assert!(drawn(Vec::new(), 3, first).is_empty());
    }
}
