//! Agreement above chance of levels with their references: concordance.
//!
//! With M pairs of a level x and a reference r:
//!
//! ```text
//! D = sum (x - r)^2                                 squared distance of the pairs
//! E = M (sum x^2 + sum r^2) - 2 sum x sum r         of every label to every reference: chance, times M
//! W = 2 (M sum r^2 - (sum r)^2)                     of the references among themselves
//! shown = (E - M D) / max(E, W)                     zero where W is zero
//! room  = M^2 - sum_k q_k^2                         the references' levels taken as classes
//! ```
//!
//! What is not explained counts against whichever is wider, labels or references, so neither stretching
//! nor huddling pays, and a constant shows exactly nothing. With two levels it is the agreement of
//! classes.
//!
//! Bounds: levels are below 2^8 and M is at most 2^20, so sums of levels are below 2^28 and sums of
//! their products below 2^36; times M, and the products of two sums, below 2^57.

use crate::agreement::Agreement;
use crate::fixed::{floor_div, floor_div_wide};
use crate::skill::ONE;
use crate::task::NONE;

/// Values that a label may have, [`NONE`] among them.
pub(crate) const VALUES: usize = 256;

/// Sums over the labels that have a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Concordance {
    pairs: i64,
    labels: i64,
    references: i64,
    label_squares: i64,
    reference_squares: i64,
    products: i64,
    /// Squared counts of the references' levels.
    alike: i64,
}

impl Concordance {
    /// Sums up labels beside their references; [`NONE`] among either is no pair.
    pub fn of(labels: &[u8], references: &[u8]) -> Self {
        let mut counts = [0_u32; VALUES];
        let mut sums = Self::default();
        let mut references = references.iter();
        for &label in labels {
            let Some(&reference) = references.next() else {
                break;
            };
            if label != NONE && reference != NONE {
                sums.add(label, reference, &mut counts);
            }
        }
        sums
    }

    /// Adds one pair to the sums and to the counts of levels.
    #[inline(always)]
    pub fn add(&mut self, label: u8, reference: u8, counts: &mut [u32; VALUES]) {
        // By the bounds above nothing wraps.
        let x = i64::from(label);
        let r = i64::from(reference);
        let count = &mut counts[usize::from(reference)];
        self.pairs = self.pairs.wrapping_add(1);
        self.labels = self.labels.wrapping_add(x);
        self.references = self.references.wrapping_add(r);
        self.label_squares = self.label_squares.wrapping_add(x.wrapping_mul(x));
        self.reference_squares = self.reference_squares.wrapping_add(r.wrapping_mul(r));
        self.products = self.products.wrapping_add(x.wrapping_mul(r));
        // (n + 1)^2 - n^2
        self.alike = self.alike.wrapping_add(2 * i64::from(*count) + 1);
        *count = count.wrapping_add(1);
    }

    /// M times the sum of the labels' squared distances to their mean.
    fn label_spread(&self) -> i64 {
        self.pairs * self.label_squares - self.labels * self.labels
    }

    /// M times the sum of the references' squared distances to their mean.
    fn reference_spread(&self) -> i64 {
        self.pairs * self.reference_squares - self.references * self.references
    }

    /// `max(E, W)`.
    fn widest(&self) -> i64 {
        let apart = self.labels - self.references;
        let own = self.reference_spread();
        (self.label_spread() + own + apart * apart).max(2 * own)
    }

    /// Skill shown, Q12, minus one to one.
    fn shown(&self) -> i64 {
        if self.reference_spread() == 0 {
            return 0;
        }
        let explained = 2 * (self.pairs * self.products - self.labels * self.references);
        let scaled = i128::from(explained) * i128::from(ONE);
        let shown = match i64::try_from(scaled) {
            Ok(scaled) => floor_div(scaled, self.widest()),
            Err(_) => floor_div_wide(scaled, i128::from(self.widest())),
        };
        shown.clamp(-ONE, ONE)
    }

    /// Skill and mass in labels, Q12, without the variance that only pay needs.
    pub fn skill_and_mass(&self) -> (i64, i64) {
        let room = self.pairs * self.pairs - self.alike;
        let mass = floor_div(room * ONE, self.pairs);
        ((self.shown() * mass) >> 12, mass)
    }

    /// The agreement in labels.
    pub fn agreement(&self) -> Agreement {
        let (skill, mass) = self.skill_and_mass();
        Agreement {
            pairs: self.pairs,
            skill,
            mass,
            variance: self.variance(mass),
        }
    }

    /// Variance of the skill where the labels are shuffled among the items, Q12 labels squared.
    fn variance(&self, mass: i64) -> i64 {
        let widest = self.widest();
        if self.pairs < 2 || mass == 0 || widest == 0 {
            return 0;
        }
        // Each part is at most 65 536, since the widest is at least the sum of both spreads.
        let part = |spread: i64| floor_div_wide(i128::from(spread) << 16, i128::from(widest));
        let parts = (part(self.label_spread()) * part(self.reference_spread())) >> 20;
        let squared = (i128::from(mass) * i128::from(mass)) >> 12;
        let product = ((i128::from(parts) * squared) >> 12) * 4;
        floor_div_wide(product, i128::from(self.pairs - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(labels: &[u8], references: &[u8]) -> i64 {
        Concordance::of(labels, references).shown()
    }

    #[test]
    fn a_perfect_labeler_shows_full_skill_and_a_constant_none() {
        assert_eq!(shown(&[1, 9, 4], &[1, 9, 4]), ONE);
        assert_eq!(shown(&[5, 5, 5], &[1, 9, 4]), 0);
        assert_eq!(shown(&[1, 9, 4], &[4, 4, 4]), 0);
        assert_eq!(Concordance::default().agreement(), Agreement::default());
    }

    #[test]
    fn neither_stretching_nor_huddling_pays() {
        let references: [u8; 6] = [100, 110, 120, 130, 140, 150];
        let scaled = |by: i32| {
            references.map(|r| u8::try_from(125 + (i32::from(r) - 125) * by / 4).unwrap())
        };
        let plain = shown(&scaled(4), &references);
        for by in [1, 2, 3, 6, 8, 16] {
            assert!(shown(&scaled(by), &references) < plain, "{by} quarters");
        }
    }

    #[test]
    fn the_other_end_is_below_chance() {
        assert!(shown(&[9, 0, 9], &[0, 9, 0]) < 0);
    }

    #[test]
    fn the_largest_sums_stay_within_their_bounds() {
        let mut sums = Concordance::default();
        let half = 1_i64 << 19;
        sums.pairs = 2 * half;
        sums.labels = 254 * half;
        sums.references = 254 * half;
        sums.label_squares = 254 * 254 * half;
        sums.reference_squares = 254 * 254 * half;
        sums.products = 254 * 254 * half;
        sums.alike = 2 * half * half;
        let found = sums.agreement();
        assert_eq!(sums.shown(), ONE);
        assert_eq!(found.mass, half * ONE);
        assert!(found.variance > 0);
    }

    #[test]
    fn what_is_missing_is_no_pair() {
        let all = Concordance::of(&[NONE, 3, 7, 1], &[2, NONE, 7]);
        assert_eq!(all, Concordance::of(&[7], &[7]));
    }
}
