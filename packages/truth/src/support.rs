//! Who agrees with whom: the weights of the first vote.
//!
//! The weight that a seat brings says what its record is worth; it cannot say whether anybody here
//! sees what it sees. So the first vote scales each weight by the seat's **support**: its mean
//! agreement above chance with the others, each of them counted by their own support and weight.
//! What a pair's agreement counts is capped at [`PAIR_CAP`]: a block of seats with one key between
//! them agrees perfectly, and would else outweigh a majority of honest seats, who agree in part.
//! With the cap, a block weighs by its heads.
//!
//! Bounds: a weight is below 2^16 and a support at most [`ONE`], so a voice is below 2^16, times 20
//! common items and an agreement of 1 229 below 2^32; 2^11 seats stay below 2^43.

use alloc::vec;
use alloc::vec::Vec;

use crate::cells::{compare, mark, specialized};
use crate::fixed::floor_div;
use crate::skill::{MIN_WEIGHT, ONE};
use crate::standing::Standing;
use crate::task::Task;

/// Most that a pair's agreement counts, Q12: 0.3.
const PAIR_CAP: i64 = 1229;
/// Common items' worth of disagreement that every pair starts with.
const PAIR_SHRINK: i64 = 4;
/// Common items from which a pair counts in full.
const PAIR_COMMON: i64 = 20;
/// Rounds from equal support.
const PAIR_ROUNDS: usize = 5;
/// Low bits of a pair: its common items, at most [`PAIR_COMMON`]. The rest: its agreement.
const PAIR_COMMON_BITS: u32 = 5;

/// Weights of the first vote, Q12 bits, in the order of the seats; zero where one is left out.
///
/// Each is at most the weight that the seat brings, and at least [`MIN_WEIGHT`]. Where nobody agrees
/// with anybody, all are as they were brought.
pub(crate) fn backed(task: &Task<'_>, standings: &[Standing]) -> Vec<i64> {
    let brought: Vec<i64> = standings.iter().map(|standing| standing.weight).collect();
    let Some(support) = support(task, standings) else {
        return brought;
    };
    let mut support = support.into_iter();
    let weigh = |standing: &Standing| {
        if standing.excluded {
            return 0;
        }
        let support = support.next().unwrap_or(ONE);
        ((standing.weight * support) >> 12).max(MIN_WEIGHT)
    };
    standings.iter().map(weigh).collect()
}

/// Support of the seats that take part, Q12, the most supported one's being [`ONE`]; nothing where
/// nobody agrees with anybody.
fn support(task: &Task<'_>, standings: &[Standing]) -> Option<Vec<i64>> {
    let active = task.seats().iter().zip(standings);
    let active = active.filter(|(_, standing)| !standing.excluded);
    let (rows, weights): (Vec<&[u8]>, Vec<i64>) = active
        .map(|(seat, standing)| (seat.labels, standing.weight))
        .unzip();
    if rows.len() < 2 {
        return None;
    }
    let pairs = pairs(task.classes(), task.items(), &rows);
    settle(&weights, |seat, voices| {
        let row = &pairs[seat * voices.len()..][..voices.len()];
        mean_agreement(row.iter().copied().zip(voices.iter().copied()))
    })
}

/// Support of seats with these weights, Q12, from what each agrees with the others' voices.
fn settle(weights: &[i64], agreement: impl Fn(usize, &[i64]) -> i64) -> Option<Vec<i64>> {
    let mut support = vec![ONE; weights.len()];
    let mut voices = vec![0_i64; weights.len()];
    for _ in 0..PAIR_ROUNDS {
        for ((voice, &weight), &support) in voices.iter_mut().zip(weights).zip(&support) {
            *voice = ((support * weight) >> 12).max(1);
        }
        for (seat, mean) in support.iter_mut().enumerate() {
            *mean = agreement(seat, &voices);
        }
        let best = support.iter().copied().max().unwrap_or(0);
        if best <= 0 {
            return None;
        }
        for mean in &mut support {
            *mean = floor_div(*mean * ONE, best);
        }
    }
    Some(support)
}

/// One seat's agreement with all others, Q12, each counted by voice and common items.
fn mean_agreement(others: impl Iterator<Item = (u16, i64)>) -> i64 {
    let mut sum = 0;
    let mut all = 0;
    for (pair, voice) in others {
        let part = i64::from(pair & ((1 << PAIR_COMMON_BITS) - 1)) * voice;
        sum += i64::from(pair >> PAIR_COMMON_BITS) * part;
        all += part;
    }
    floor_div(sum, all)
}

/// Every pair's agreement and common items, `[seat][seat]`; a seat has nothing in common with
/// itself.
fn pairs(classes: usize, items: usize, rows: &[&[u8]]) -> Vec<u16> {
    let seats = rows.len();
    let width = items.div_ceil(64) * (classes + 1);
    let mut marks = vec![0_u64; seats * width];
    for (labels, marks) in rows.iter().zip(marks.chunks_exact_mut(width)) {
        mark(classes, labels, marks);
    }
    let mut pairs = vec![0_u16; seats * seats];
    for (first, own) in marks.chunks_exact(width).enumerate() {
        for (second, other) in marks.chunks_exact(width).enumerate().take(first) {
            let pair = agreement(specialized!(classes, compare(own, other)));
            pairs[first * seats + second] = pair;
            pairs[second * seats + first] = pair;
        }
    }
    pairs
}

/// [`backed`] from a list of labels, at most one of a seat and an item, for seats with the same weight.
#[cfg(feature = "baselines")]
pub(crate) fn backed_by_list(
    classes: usize,
    items: usize,
    weights: &[i64],
    labels: &[(usize, usize, u8)],
) -> Vec<i64> {
    let mut by_item = vec![Vec::new(); items];
    let mut by_seat = vec![Vec::new(); weights.len()];
    for &(item, seat, label) in labels {
        by_item[item].push((seat, usize::from(label)));
        by_seat[seat].push((item, usize::from(label)));
    }
    // Of each other seat: common items, matches, and what both said there.
    let mut common = vec![0_i64; weights.len()];
    let mut matches = vec![0_i64; weights.len()];
    let mut said = vec![0_i64; weights.len() * classes];
    let mut heard = vec![0_i64; weights.len() * classes];
    let mut pairs: Vec<Vec<(usize, u16)>> = Vec::with_capacity(weights.len());
    for (seat, own) in by_seat.iter().enumerate() {
        let mut met = Vec::new();
        for &(item, label) in own {
            for &(other, theirs) in by_item[item].iter().filter(|(other, _)| *other != seat) {
                if common[other] == 0 {
                    met.push(other);
                }
                common[other] += 1;
                matches[other] += i64::from(label == theirs);
                said[other * classes + label] += 1;
                heard[other * classes + theirs] += 1;
            }
        }
        let mut row = Vec::with_capacity(met.len());
        for other in met {
            let said = &mut said[other * classes..][..classes];
            let heard = &mut heard[other * classes..][..classes];
            let chance = said.iter().zip(&*heard).map(|(c, d)| c * d).sum();
            row.push((other, agreement((common[other], matches[other], chance))));
            (common[other], matches[other]) = (0, 0);
            said.fill(0);
            heard.fill(0);
        }
        pairs.push(row);
    }
    let support = settle(weights, |seat, voices| {
        mean_agreement(
            pairs[seat]
                .iter()
                .map(|&(other, pair)| (pair, voices[other])),
        )
    });
    let Some(support) = support else {
        return weights.to_vec();
    };
    let backed = weights.iter().zip(support);
    backed
        .map(|(weight, support)| ((weight * support) >> 12).max(MIN_WEIGHT))
        .collect()
}

/// A pair from its common items, the matches among them, and the matches that chance gives times
/// the common items.
fn agreement((common, matches, chance): (i64, i64, i64)) -> u16 {
    let possible = common * common - chance + PAIR_SHRINK * common;
    let shown = if possible > 0 {
        floor_div((common * matches - chance) * ONE, possible).clamp(0, PAIR_CAP)
    } else {
        0
    };
    // At most 1 229 * 32 + 20, which 16 bits hold.
    ((shown << PAIR_COMMON_BITS) | common.min(PAIR_COMMON)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::judge_gold;
    use crate::standing::standings;
    use crate::task::{PayTerms, Seat, NONE};

    fn weights(rows: &[Vec<u8>]) -> (Vec<i64>, i64) {
        let seats: Vec<Seat<'_>> = rows
            .iter()
            .map(|labels| Seat {
                labels,
                ..Seat::default()
            })
            .collect();
        let task = Task::new(2, rows[0].len(), &seats, &[], PayTerms::default()).unwrap();
        let standings = standings(task.seats(), 2, &judge_gold(&task));
        (backed(&task, &standings), standings[0].weight)
    }

    fn every(period: usize) -> Vec<u8> {
        (0..60).map(|item| u8::from(item % period == 0)).collect()
    }

    #[test]
    fn a_pair_fits_its_sixteen_bits() {
        let perfect = agreement((1 << 20, 1 << 20, 0));
        assert_eq!(i64::from(perfect >> PAIR_COMMON_BITS), PAIR_CAP);
        assert_eq!(i64::from(perfect & 31), PAIR_COMMON);
        assert_eq!(agreement((0, 0, 0)), 0);
        assert_eq!(agreement((3, 0, 9)), 3);
    }

    #[test]
    fn a_seat_alone_keeps_its_weight() {
        let (found, brought) = weights(&[every(2)]);
        assert_eq!(found, [brought]);
    }

    #[test]
    fn seats_that_share_no_item_keep_their_weights() {
        let mut first = every(2);
        let mut second = every(2);
        first[30..].fill(NONE);
        second[..30].fill(NONE);
        let (found, brought) = weights(&[first, second]);
        assert_eq!(found, [brought; 2]);
    }

    #[test]
    fn whoever_agrees_with_nobody_has_the_least_weight() {
        let (found, brought) = weights(&[every(2), every(2), every(3), vec![0; 60]]);
        assert_eq!(found[..2], [brought; 2]);
        assert_eq!(found[2..], [MIN_WEIGHT; 2]);
    }

    #[test]
    fn agreeing_closely_is_worth_no_more_than_agreeing() {
        // Three of one key, and four who agree with each other in most items.
        let mut rows = vec![every(3); 3];
        for turn in 0..4 {
            let mut row = every(2);
            for item in (turn..60).step_by(10) {
                row[item] = 1 - row[item];
            }
            rows.push(row);
        }
        let (found, brought) = weights(&rows);
        assert!(
            found[3..].iter().all(|&weight| weight == brought),
            "{found:?}"
        );
        assert!(
            found[..3].iter().all(|&weight| weight < brought),
            "{found:?}"
        );
    }
}
