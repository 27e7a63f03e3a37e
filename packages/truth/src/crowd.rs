//! The tables of an inference: what the crowd says of every true class, and what each seat does.
//!
//! Tables that are read label by label are laid out `[label][class]`: the likelihoods of one label
//! for all classes are contiguous.

use alloc::vec;
use alloc::vec::Vec;

use crate::fixed::{floor_div, lg};
use crate::skill::ONE;
use crate::standing::Standing;
use crate::task::MAX_CLASSES;

/// Labels' worth of the crowd's own skill and table that every seat starts from.
pub(crate) const SHRINK: i64 = 4;
/// Highest skill of the crowd, Q12: 0.99, so that the error ratio stays finite.
pub(crate) const MAX_SKILL: i64 = 4055;
/// Lowest distance of a skill from one, Q12, and lowest error ratio.
pub(crate) const MIN_RATIO: i64 = 41;
/// Highest ratio of a seat's errors to the crowd's, Q12: 32.
pub(crate) const MAX_RATIO: i64 = 1 << 17;
/// Lowest error rate of the crowd, Q16.
pub(crate) const MIN_CROWD_ERROR: i64 = 66;
/// Range of a seat's prior error rate, Q16: 0.002 to 0.95.
pub(crate) const ERROR_RANGE: (i64, i64) = (131, 62_259);

/// What all seats together say.
pub(crate) struct Crowd {
    classes: usize,
    /// 1 - P[class][class]: the error rate of each class, Q16.
    errors: [i64; MAX_CLASSES],
    /// How each class's errors are spread over the other labels, `[class][label]`, Q16.
    spread: Vec<i64>,
    /// R: share of each class, Q16.
    shares: [i64; MAX_CLASSES],
    /// 1 - sum of squared shares, Q16: what chance leaves to skill.
    room: i64,
    /// Skill of the crowd, Q12.
    skill: i64,
}

impl Crowd {
    /// Sums up the counts of all seats, each `[label][class]`, Q12.
    pub fn new(classes: usize, counts: &[i64]) -> Self {
        let pooled = pool(classes, counts);
        let mut rows = [0_i64; MAX_CLASSES];
        let mut said = [0_i64; MAX_CLASSES];
        let mut right = 0;
        for (label, row) in pooled.chunks_exact(classes).enumerate() {
            for (class, &count) in row.iter().enumerate() {
                rows[class] += count;
                said[label] += count;
            }
            right += row[label];
        }
        let total = rows.iter().sum::<i64>().max(1);
        let mut shares = [0_i64; MAX_CLASSES];
        let mut squares = 0;
        let mut chance = 0;
        for class in 0..classes {
            shares[class] = floor_div(rows[class] << 16, total);
            squares += shares[class] * shares[class];
            chance += said[class] * shares[class];
        }
        // The shares add up to 65 536 at most, so neither is negative.
        let room = 65_536 - (squares >> 16);
        let possible = ((total * room) >> 16).max(1);
        let skill = floor_div((right - (chance >> 16)) << 12, possible).clamp(0, MAX_SKILL);
        let mut crowd = Self {
            classes,
            errors: [0; MAX_CLASSES],
            spread: vec![0; pooled.len()],
            shares,
            room,
            skill,
        };
        crowd.set_errors(&pooled, &rows);
        crowd
    }

    /// P, split into how often each class is missed and what is said instead.
    fn set_errors(&mut self, pooled: &[i64], rows: &[i64; MAX_CLASSES]) {
        let classes = self.classes;
        let smoothing = floor_div(ONE, classes as i64);
        for class in 0..classes {
            let spread = &mut self.spread[class * classes..][..classes];
            let mut others = 0;
            for (label, entry) in spread.iter_mut().enumerate() {
                let count = pooled[label * classes + class];
                *entry = floor_div((count + smoothing) << 16, rows[class] + ONE);
                others += *entry;
            }
            self.errors[class] = 65_536 - spread[class];
            let others = (others - spread[class]).max(1);
            for entry in spread {
                *entry = floor_div(*entry << 16, others);
            }
        }
    }

    /// Writes a seat's log-likelihoods, `[label][class]`, Q12 bits, from its counts in the same
    /// layout (Q12) and its standing. Each is between -23 bits and zero.
    pub fn log_table(&self, counts: &[i64], standing: &Standing, table: &mut [i32]) {
        let classes = self.classes;
        let ratio = self.error_ratio(counts, standing);
        let mut row = [0_i64; MAX_CLASSES];
        for class in 0..classes {
            let error = (ratio * self.errors[class].max(MIN_CROWD_ERROR)) >> 12;
            let error = error.clamp(ERROR_RANGE.0, ERROR_RANGE.1);
            let spread = &self.spread[class * classes..][..classes];
            let mut sum = 0;
            for (label, (value, &share)) in row.iter_mut().zip(spread).enumerate() {
                let (prior, diagonal) = if label == class {
                    (65_536 - error, ONE)
                } else {
                    ((error * share) >> 16, 0)
                };
                let count = counts[label * classes + class];
                *value = count + ((SHRINK * prior) >> 4) + diagonal + ONE / 4;
                sum += *value;
            }
            let all = lg(sum);
            for (label, &value) in row[..classes].iter().enumerate() {
                // Between -94 208 and 0, by the module bounds of `task`.
                table[label * classes + class] = (lg(value) - all) as i32;
            }
        }
    }

    /// How much more often than the crowd a seat errs, Q12, its skill shrunk to the crowd's.
    fn error_ratio(&self, counts: &[i64], standing: &Standing) -> i64 {
        let mut total = 0;
        let mut right = 0;
        let mut chance = 0;
        for (label, row) in counts.chunks_exact(self.classes).enumerate() {
            let said: i64 = row.iter().sum();
            total += said;
            right += row[label];
            chance += said * self.shares[label];
        }
        let gained = right - (chance >> 16) + SHRINK * self.skill + standing.skill;
        let possible = ((total * self.room) >> 16) + SHRINK * ONE + standing.mass;
        let skill = floor_div(gained << 12, possible);
        floor_div((ONE - skill) << 12, (ONE - self.skill).max(MIN_RATIO))
            .clamp(MIN_RATIO, MAX_RATIO)
    }
}

/// Sum of all seats' counts, `[label][class]`.
fn pool(classes: usize, counts: &[i64]) -> Vec<i64> {
    let mut pooled = vec![0_i64; classes * classes];
    for seat in counts.chunks_exact(classes * classes) {
        for (sum, &count) in pooled.iter_mut().zip(seat) {
            *sum += count;
        }
    }
    pooled
}
