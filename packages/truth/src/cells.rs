//! The loops that run once for every label or item: most of what resolving a task costs.
//!
//! They take the number of classes first, see [`specialized`], and step through their slices side by
//! side. Zipped iterators would say the same in fewer words and three times the Wasm instructions.
//! They use wrapping additions where the bounds of [`crate::task`] show that nothing wraps, since an
//! overflow check costs more than the addition.

use crate::skill::ONE;
use crate::task::{MAX_CLASSES, NONE};

/// Calls a function, its first argument the number of classes, compiled once for each of the usual
/// numbers and once for all others: a loop over two classes is then no loop.
macro_rules! specialized {
    ($classes:expr, $run:ident($($argument:expr),*)) => {
        match $classes {
            2 => $run(2, $($argument),*),
            3 => $run(3, $($argument),*),
            4 => $run(4, $($argument),*),
            classes => $run(classes, $($argument),*),
        }
    };
}
pub(crate) use specialized;

/// Adds a seat's votes of the given weight, `[item][class]`, and counts them by item and by class.
pub(crate) fn vote(
    classes: usize,
    labels: &[u8],
    weight: i32,
    weights: &mut [i32],
    support: &mut [u16],
    given: &mut [i64; MAX_CLASSES],
) {
    let mut rows = weights.chunks_exact_mut(classes);
    let mut supports = support.iter_mut();
    for &label in labels {
        let (Some(row), Some(support)) = (rows.next(), supports.next()) else {
            return;
        };
        if label != NONE {
            let label = usize::from(label);
            row[label] = row[label].wrapping_add(weight);
            given[label] = given[label].wrapping_add(1);
            *support = support.wrapping_add(1);
        }
    }
}

/// Marks a seat's labels as bits of 64 items a word, `[word][class]`, and after the classes of each
/// word whether there is a label at all. The marks must be empty.
#[inline(always)]
pub(crate) fn mark(classes: usize, labels: &[u8], marks: &mut [u64]) {
    let mut words = marks.chunks_exact_mut(classes + 1);
    for labels in labels.chunks(64) {
        let Some(words) = words.next() else {
            return;
        };
        let mut bit = 1_u64;
        let mut given = 0;
        for &label in labels {
            if label != NONE {
                words[usize::from(label)] |= bit;
                given |= bit;
            }
            bit <<= 1;
        }
        words[classes] = given;
    }
}

/// Compares two seats by their marks: common items, matches among them, and the matches that chance
/// gives, times the common items.
#[inline(always)]
pub(crate) fn compare(classes: usize, own: &[u64], other: &[u64]) -> (i64, i64, i64) {
    let mut said = [0_u32; MAX_CLASSES];
    let mut heard = [0_u32; MAX_CLASSES];
    let mut common = 0_u32;
    let mut matches = 0_u32;
    let mut others = other.chunks_exact(classes + 1);
    for own in own.chunks_exact(classes + 1) {
        let Some(other) = others.next() else {
            break;
        };
        let both = own[classes] & other[classes];
        if both == 0 {
            continue;
        }
        common = common.wrapping_add(both.count_ones());
        for class in 0..classes {
            matches = matches.wrapping_add((own[class] & other[class]).count_ones());
        }
        // What is left of the common items is the last class.
        for class in 0..classes - 1 {
            said[class] = said[class].wrapping_add((own[class] & both).count_ones());
            heard[class] = heard[class].wrapping_add((other[class] & both).count_ones());
        }
    }
    let mut chance = 0;
    let mut said_last = i64::from(common);
    let mut heard_last = i64::from(common);
    for class in 0..classes - 1 {
        let said = i64::from(said[class]);
        let heard = i64::from(heard[class]);
        chance += said * heard;
        said_last -= said;
        heard_last -= heard;
    }
    chance += said_last * heard_last;
    (i64::from(common), i64::from(matches), chance)
}

/// Counts a seat's labels against the items' shares, into `[label][class]`.
#[inline(always)]
pub(crate) fn count_shares(classes: usize, labels: &[u8], shares: &[i32], counts: &mut [i64]) {
    let mut rows = shares.chunks_exact(classes);
    for &label in labels {
        let Some(shares) = rows.next() else {
            return;
        };
        if label != NONE {
            let row = &mut counts[usize::from(label) * classes..][..classes];
            for class in 0..classes {
                row[class] = row[class].wrapping_add(i64::from(shares[class]));
            }
        }
    }
}

/// Counts a seat's labels against the verdict, into `[label][class]`: one addition a label.
pub(crate) fn count_verdict(classes: usize, labels: &[u8], verdict: &[u8], counts: &mut [i64]) {
    let mut verdict = verdict.iter();
    for &label in labels {
        let Some(&class) = verdict.next() else {
            return;
        };
        if label != NONE {
            // An item with a vote has a verdict.
            let at = usize::from(label) * classes + usize::from(class);
            counts[at] = counts[at].wrapping_add(ONE);
        }
    }
}

/// Starts every item from the same values.
#[inline(always)]
pub(crate) fn start_from(classes: usize, base: &[i32; MAX_CLASSES], sums: &mut [i32]) {
    for row in sums.chunks_exact_mut(classes) {
        row.copy_from_slice(&base[..classes]);
    }
}

/// Adds what a seat's labels say of every class, from its table `[label][class]`.
#[inline(always)]
pub(crate) fn add_seat(classes: usize, labels: &[u8], table: &[i32], sums: &mut [i32]) {
    let mut rows = sums.chunks_exact_mut(classes);
    for &label in labels {
        let Some(sums) = rows.next() else {
            return;
        };
        if label != NONE {
            let row = &table[usize::from(label) * classes..][..classes];
            for class in 0..classes {
                sums[class] = sums[class].wrapping_add(row[class]);
            }
        }
    }
}

/// The most likely class of every item that has votes, the first in `preference` of equals.
#[inline(always)]
pub(crate) fn decide(
    classes: usize,
    preference: &[u8],
    support: &[u16],
    sums: &[i32],
    verdict: &mut [u8],
) {
    let preference = &preference[..classes];
    let mut rows = sums.chunks_exact(classes);
    let mut supports = support.iter();
    for verdict in verdict {
        let (Some(sums), Some(&support)) = (rows.next(), supports.next()) else {
            return;
        };
        if support > 0 {
            let mut most = i32::MIN;
            for &class in preference {
                let sum = sums[usize::from(class)];
                if sum > most {
                    (most, *verdict) = (sum, class);
                }
            }
        }
    }
}

/// What all other seats say of the items that one seat labeled.
pub(crate) struct Others<'a> {
    /// Gold of every item where it counts, else empty.
    pub gold: &'a [u8],
    /// Votes per item.
    pub support: &'a [u16],
    /// Log-likelihoods of all seats together, `[item][class]`, Q12 bits.
    pub sums: &'a [i32],
    /// This seat's part in them, `[label][class]`; zeros where it took none.
    pub own: &'a [i32],
    /// This seat's part in the votes of an item that it labeled: one or none.
    pub own_votes: u16,
    /// How far the best class must lead to be a reference, Q12 bits.
    pub lead: i32,
}

/// Counts a seat's labels against their references, into `[label][reference]`. The reference is
/// gold where there is any, else what the others say, else none.
#[inline(always)]
pub(crate) fn count_references(
    classes: usize,
    labels: &[u8],
    others: &Others<'_>,
    joint: &mut [u32],
) {
    let mut rows = others.sums.chunks_exact(classes);
    let mut supports = others.support.iter();
    let mut golds = others.gold.iter();
    for &label in labels {
        let (Some(sums), Some(&support)) = (rows.next(), supports.next()) else {
            return;
        };
        let gold = golds.next().copied().unwrap_or(NONE);
        if label == NONE {
            continue;
        }
        let at = usize::from(label) * classes;
        let reference = if gold != NONE {
            usize::from(gold)
        } else if support > others.own_votes {
            let (class, lead) = leader(classes, sums, &others.own[at..][..classes]);
            if lead < others.lead {
                continue;
            }
            class
        } else {
            continue;
        };
        joint[at + reference] = joint[at + reference].wrapping_add(1);
    }
}

/// The class with the highest sum once `own` is taken out, and its lead over the second.
#[inline(always)]
fn leader(classes: usize, sums: &[i32], own: &[i32]) -> (usize, i32) {
    // What is left is the base and the other seats' parts: within the bounds of a sum.
    let mut best = sums[0].wrapping_sub(own[0]);
    let mut class = 0;
    let mut second = i32::MIN;
    for at in 1..classes {
        let rest = sums[at].wrapping_sub(own[at]);
        if rest > best {
            (second, best, class) = (best, rest, at);
        } else if rest > second {
            second = rest;
        }
    }
    // There are two classes at least, so both are sums, less than 2^31 apart.
    (class, best.wrapping_sub(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn a_lead_is_over_the_second_best() {
        assert_eq!(leader(3, &[5, 9, 7], &[0, 0, 0]), (1, 2));
        assert_eq!(leader(3, &[5, 9, 7], &[0, 0, -3]), (2, 1));
        assert_eq!(leader(2, &[4, 4], &[0, 0]), (0, 0));
        assert_eq!(leader(2, &[4, 1], &[0, 0]), (0, 3));
    }

    #[test]
    fn marks_compare_as_labels_do() {
        let label = |at: usize, turn: usize| match (at * 7 + turn * at * at) % 5 {
            4 => NONE,
            class => class as u8,
        };
        for items in [1, 63, 64, 65, 130] {
            let rows = [1, 2].map(|turn| (0..items).map(|at| label(at, turn)).collect::<Vec<_>>());
            let marks = rows.each_ref().map(|row| {
                let mut marks = vec![0; items.div_ceil(64) * 5];
                mark(4, row, &mut marks);
                marks
            });
            let mut common = 0;
            let mut matches = 0;
            let mut said = [0; 4];
            let mut heard = [0; 4];
            for (&own, &other) in rows[0].iter().zip(&rows[1]) {
                if own != NONE && other != NONE {
                    common += 1;
                    matches += i64::from(own == other);
                    said[usize::from(own)] += 1;
                    heard[usize::from(other)] += 1;
                }
            }
            let chance = said.iter().zip(&heard).map(|(a, b)| a * b).sum::<i64>();
            assert_eq!(compare(4, &marks[0], &marks[1]), (common, matches, chance));
        }
    }

    #[test]
    fn unequal_lengths_end_a_loop() {
        let mut sums = [0; 2];
        add_seat(2, &[1, 1, 1], &[0, 0, 3, 4], &mut sums);
        assert_eq!(sums, [3, 4]);
        let mut counts = [0; 4];
        count_verdict(2, &[1, 1, 1], &[0], &mut counts);
        assert_eq!(counts, [0, 0, ONE, 0]);
        let mut joint = [0; 4];
        let others = Others {
            gold: &[1],
            support: &[2],
            sums: &[0, 0],
            own: &[0; 4],
            own_votes: 1,
            lead: ONE as i32,
        };
        count_references(2, &[1, 1, 1], &others, &mut joint);
        assert_eq!(joint, [0, 0, 0, 1]);
    }
}
