//! Scales: the value of every item as a weighted mean, from a weighted median, in three passes.
//!
//! The weights are those of classes, from the same skill: a seat's concordance ([`crate::concordance`])
//! with the values that all seats, itself among them, give together. Leaving the seat out while weights
//! are learned deadlocks where two of five oppose the others; it is left out of its references, once the
//! weights stand.
//!
//! Bounds: a weight is below 2^16, so over 2^11 seats a sum of weights is below 2^27, of weights times
//! levels below 2^35, in Q8 2^43. A squared distance of values is at most 2^32, weighed and summed
//! below 2^59; over the items of a task, unweighed, 2^52.

use alloc::vec;
use alloc::vec::Vec;

use crate::concordance::Concordance;
use crate::crowd::SHRINK;
use crate::fixed::{ex2neg, floor_div, lg};
use crate::form::{Answers, Plane, Read};
use crate::gold::Judgement;
use crate::infer::{gold_of, PASSES};
use crate::skill::{weight, ONE};
use crate::standing::{standings, Standing};
use crate::task::{Seat, MAX_ITEMS, NONE};

/// Highest skill that a weight believes, Q12: 0.95.
const MAX_SCALE_SKILL: i64 = 3891;
/// Most that a margin is worth before it is halved, Q12 bits.
const MAX_SCALE_BITS: i64 = 16 * ONE;

/// What scoring needs of a scale's inference.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    /// Weight of every seat, Q12 bits; zero where it is left out.
    weights: Vec<i64>,
    votes: Votes,
}

/// The votes of an item, and their sums.
#[derive(Clone, Debug)]
struct Votes {
    /// Votes per item.
    count: Vec<u16>,
    /// Their weight.
    weight: Vec<i64>,
    /// Their weight times their level.
    sum: Vec<i64>,
}

/// The value of every item: gold where it counts, else what the seats say together.
pub(crate) fn infer_scale(
    plane: &Plane<'_>,
    read: Read,
    judgement: &Judgement,
) -> (Answers, Basis) {
    let gold = judgement.counted(plane.gold);
    let standings = standings(plane.seats, 2, judgement);
    let mut weights: Vec<i64> = standings.iter().map(|standing| standing.weight).collect();
    let mut votes = Votes::count(plane, &standings);
    let mut values = medians(plane, &weights, gold);
    for _ in 0..PASSES {
        reweigh(plane, &standings, &levels(&values), &mut weights);
        votes.sum_up(plane.seats, &weights);
        values = votes.means(gold);
    }
    if read == Read::Median {
        values = medians(plane, &weights, gold);
    }
    let margin = votes.margins(plane.seats, &weights, &values);
    let sure = |(&margin, &count): (&i32, &u16)| {
        if count == 0 {
            return 0;
        }
        // A power of two between 0 and 65 536.
        (65_536 - ex2neg(i64::from(margin))) as u32
    };
    let answers = Answers {
        verdict: levels(&values),
        confidence: margin.iter().zip(&votes.count).map(sure).collect(),
        values,
        margin,
        weights: weights.clone(),
        excluded: standings.iter().map(|standing| standing.excluded).collect(),
    };
    (answers, Basis { weights, votes })
}

impl Basis {
    /// Whether it is of a plane of this size.
    pub fn fits(&self, plane: &Plane<'_>) -> bool {
        self.weights.len() == plane.seats.len() && self.votes.count.len() == plane.items
    }

    /// Concordance of a seat's labels with their references: gold where it counts, else the weighted
    /// mean of what the others say. `references` is room for one level an item.
    pub fn concordance(
        &self,
        seat: usize,
        labels: &[u8],
        gold: &[u8],
        references: &mut Vec<u8>,
    ) -> Concordance {
        let own = self.weights.get(seat).copied().unwrap_or(0);
        let own_votes = u16::from(own > 0);
        references.clear();
        for (item, &label) in labels.iter().enumerate() {
            let gold = gold_of(gold, item);
            references.push(if label == NONE || gold != NONE {
                gold
            } else if self.votes.count[item] > own_votes {
                let sum = self.votes.sum[item] - own * i64::from(label);
                level(mean(sum, self.votes.weight[item] - own))
            } else {
                NONE
            });
        }
        Concordance::of(labels, references)
    }
}

impl Votes {
    /// Counts the votes of the seats that take part.
    fn count(plane: &Plane<'_>, standings: &[Standing]) -> Self {
        let mut count = vec![0_u16; plane.items];
        for (seat, standing) in plane.seats.iter().zip(standings) {
            if !standing.excluded {
                for (count, &label) in count.iter_mut().zip(seat.labels) {
                    *count += u16::from(label != NONE);
                }
            }
        }
        Self {
            count,
            weight: vec![0; plane.items],
            sum: vec![0; plane.items],
        }
    }

    /// Adds up the votes at the given weights.
    fn sum_up(&mut self, seats: &[Seat<'_>], weights: &[i64]) {
        self.weight.fill(0);
        self.sum.fill(0);
        for (seat, &own) in seats.iter().zip(weights) {
            if own == 0 {
                continue;
            }
            let mut sums = self.weight.iter_mut().zip(&mut self.sum);
            for &label in seat.labels {
                let Some((weight, sum)) = sums.next() else {
                    break;
                };
                if label != NONE {
                    *weight = weight.wrapping_add(own);
                    *sum = sum.wrapping_add(own.wrapping_mul(i64::from(label)));
                }
            }
        }
    }

    fn means(&self, gold: &[u8]) -> Vec<Option<u16>> {
        let sums = self.sum.iter().zip(&self.weight).enumerate();
        sums.map(|(item, (&sum, &weight))| match gold_of(gold, item) {
            NONE if weight == 0 => None,
            NONE => Some(mean(sum, weight)),
            gold => Some(u16::from(gold) << 8),
        })
        .collect()
    }

    /// How many times smaller than chance the error of an item is, in bits, Q12: from the scatter of
    /// its votes, one of them borrowed from the mean scatter of the task, against the variance of the
    /// values.
    fn margins(&self, seats: &[Seat<'_>], weights: &[i64], values: &[Option<u16>]) -> Vec<i32> {
        let scatter = self.scatter(seats, weights, values);
        let voted = || {
            self.count
                .iter()
                .enumerate()
                .filter(|(_, &count)| count > 0)
        };
        let items = (voted().count() as i64).max(1);
        let mean_scatter = voted().map(|(item, _)| scatter[item]).sum::<i64>() / items;
        let value = |item: usize| values[item].map_or(0, i64::from);
        let center = voted().map(|(item, _)| value(item)).sum::<i64>() / items;
        let away = voted().map(|(item, _)| (value(item) - center) * (value(item) - center));
        let chance = (away.sum::<i64>() / items).max(1);
        let margin = |(&scatter, &count): (&i64, &u16)| {
            let count = i64::from(count);
            if count == 0 {
                return 0;
            }
            let error = (count * scatter + mean_scatter) / ((count + 1) * count);
            let bits = (lg(2 * chance) - lg(error)).clamp(0, MAX_SCALE_BITS);
            // At most 2^15.
            (bits / 2) as i32
        };
        scatter.iter().zip(&self.count).map(margin).collect()
    }

    /// Weighted mean squared distance of an item's votes to its value, Q16 levels.
    fn scatter(&self, seats: &[Seat<'_>], weights: &[i64], values: &[Option<u16>]) -> Vec<i64> {
        let mut scatter = vec![0_i64; self.count.len()];
        for (seat, &weight) in seats.iter().zip(weights) {
            let rows = scatter.iter_mut().zip(values).zip(seat.labels);
            for ((scatter, &value), &label) in rows.filter(|(_, &label)| label != NONE) {
                let away = (i64::from(label) << 8) - value.map_or(0, i64::from);
                *scatter += weight * away * away;
            }
        }
        for (scatter, &weight) in scatter.iter_mut().zip(&self.weight) {
            *scatter = floor_div(*scatter, weight);
        }
        scatter
    }
}

/// Weights from how well each seat agrees with the values, given as levels.
fn reweigh(plane: &Plane<'_>, standings: &[Standing], levels: &[u8], weights: &mut [i64]) {
    let shown = |(seat, standing): (&Seat<'_>, &Standing)| {
        if standing.excluded {
            return (0, 0);
        }
        Concordance::of(seat.labels, levels).skill_and_mass()
    };
    let shown: Vec<(i64, i64)> = plane.seats.iter().zip(standings).map(shown).collect();
    let (skills, masses) = shown
        .iter()
        .fold((0, 0), |(skills, masses), (skill, mass)| {
            (skills + skill, masses + mass)
        });
    let crowd = floor_div(skills * ONE, masses).clamp(0, MAX_SCALE_SKILL);
    for ((out, standing), (skill, mass)) in weights.iter_mut().zip(standings).zip(shown) {
        if !standing.excluded {
            let gained = skill + SHRINK * crowd + standing.skill;
            let possible = mass + SHRINK * ONE + standing.mass;
            *out = weight(
                floor_div(gained * ONE, possible).clamp(0, MAX_SCALE_SKILL),
                2,
            );
        }
    }
}

/// Gold where it counts, else the weighted median of the votes.
fn medians(plane: &Plane<'_>, weights: &[i64], gold: &[u8]) -> Vec<Option<u16>> {
    let mut votes = Vec::with_capacity(plane.seats.len());
    let mut value = |item: usize| match gold_of(gold, item) {
        NONE => {
            votes.clear();
            for (seat, &weight) in plane.seats.iter().zip(weights) {
                let label = seat.labels[item];
                if label != NONE && weight > 0 {
                    // A weight is below 2^16.
                    votes.push(u32::from(label) << 16 | weight as u32);
                }
            }
            median(&mut votes)
        }
        gold => Some(u16::from(gold) << 8),
    };
    (0..plane.items).map(&mut value).collect()
}

/// Variance of the values of a scale, Q16 levels; zero of none.
#[must_use]
pub fn scale_variance(values: &[Option<u16>]) -> i64 {
    let known = || {
        values
            .iter()
            .flatten()
            .take(MAX_ITEMS)
            .map(|&value| i64::from(value))
    };
    let items = known().count() as i64;
    let center = floor_div(known().sum(), items);
    let away = known().map(|value| (value - center) * (value - center));
    floor_div(away.sum(), items)
}

/// Whether two values of a scale, Q8, are more than half a standard deviation of its values apart:
/// another verdict, and not the same one a little moved.
#[must_use]
pub fn scale_differs(one: u16, other: u16, variance: i64) -> bool {
    let apart = i64::from(one.abs_diff(other));
    4 * apart * apart > variance
}

/// Median of levels, Q8, each counted alike; nothing of nothing. [`NONE`] does not count.
#[must_use]
pub fn scale_median(levels: &[u8]) -> Option<u16> {
    let given = levels.iter().filter(|&&level| level != NONE);
    let mut votes: Vec<u32> = given
        .take(MAX_ITEMS)
        .map(|&level| u32::from(level) << 16 | 1)
        .collect();
    median(&mut votes)
}

/// Weighted median, Q8, of votes with the level in the high and the weight in the low sixteen bits: the
/// middle of two levels where exactly half of the weight lies below. Nothing of nothing.
fn median(votes: &mut [u32]) -> Option<u16> {
    votes.sort_unstable();
    let total: u32 = votes.iter().map(|vote| vote & 0xFFFF).sum();
    let mut below = 0;
    let mut low = None;
    for vote in votes {
        // A level.
        let level = (*vote >> 16) as u16;
        below += *vote & 0xFFFF;
        if low.is_none() && 2 * below >= total {
            low = Some(level);
        }
        if 2 * below > total {
            return Some((low.unwrap_or(level) + level) << 7);
        }
    }
    None
}

/// A weighted mean in Q8: at most 254 levels.
fn mean(sum: i64, weight: i64) -> u16 {
    floor_div(sum << 8, weight) as u16
}

/// The level that a value rounds to.
pub(crate) fn level(value: u16) -> u8 {
    // At most 65 024 + 128.
    ((value + 128) >> 8) as u8
}

fn levels(values: &[Option<u16>]) -> Vec<u8> {
    values
        .iter()
        .map(|value| value.map_or(NONE, level))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(votes: &[(u32, u32)]) -> Option<u16> {
        let mut packed: Vec<u32> = votes.iter().map(|(x, w)| x << 16 | w).collect();
        median(&mut packed)
    }

    #[test]
    fn a_median_lies_where_half_the_weight_does() {
        assert_eq!(votes(&[]), None);
        assert_eq!(votes(&[(7, 64)]), Some(7 << 8));
        assert_eq!(votes(&[(9, 1), (1, 1), (4, 1)]), Some(4 << 8));
        assert_eq!(votes(&[(9, 1), (1, 3), (4, 1)]), Some(1 << 8));
        assert_eq!(votes(&[(1, 2), (4, 1), (9, 1)]), Some((1 << 8) + 384));
        assert_eq!(votes(&[(254, 65_535), (254, 65_535)]), Some(254 << 8));
    }

    #[test]
    fn another_verdict_is_half_a_deviation_away() {
        // Half at 0 and half at 100 levels: a deviation of 50.
        let values = [Some(0), Some(100 << 8), None, Some(0), Some(100 << 8)];
        let variance = scale_variance(&values);
        assert_eq!(variance, (50 << 8) * (50 << 8));
        assert!(!scale_differs(10 << 8, 35 << 8, variance));
        assert!(scale_differs(10 << 8, (35 << 8) + 1, variance));
        assert!(scale_differs((35 << 8) + 1, 10 << 8, variance));
        assert_eq!(scale_variance(&[None]), 0);
        assert!(!scale_differs(7, 7, 0));
    }

    #[test]
    fn a_plain_median_counts_every_level_once() {
        assert_eq!(scale_median(&[9, NONE, 1, 4]), Some(4 << 8));
        assert_eq!(scale_median(&[NONE]), None);
    }

    #[test]
    fn a_value_rounds_to_the_nearest_level() {
        let rounded = [0, 127, 128, 383, 384, 254 << 8].map(level);
        assert_eq!(rounded, [0, 0, 1, 1, 2, 254]);
    }
}
