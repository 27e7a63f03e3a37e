//! Agreement above chance of labels with their references (mechanism.md, section 3).

use crate::fixed::{floor_div, floor_div_wide};
use crate::skill::ONE;
use crate::task::MAX_CLASSES;

/// Agreement above chance in labels: of one question, or the sum over several.
///
/// Labels with a reference are at most 2^20 over all questions of a task, so `skill` is at most 2^32
/// either way, `mass` 2^33, and `variance` 2^33.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Agreement {
    /// Labels with a reference.
    pub pairs: i64,
    /// Agreement above chance, Q12 labels.
    pub skill: i64,
    /// Most that it could have been, Q12 labels.
    pub mass: i64,
    /// Variance that the skill has where labels are shuffled among the items, Q12 labels squared.
    pub variance: i64,
}

impl Agreement {
    /// Adds what was shown on another question.
    pub fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.skill += other.skill;
        self.mass += other.mass;
        self.variance += other.variance;
    }

    /// Whether the skill shown is at least 0.4.
    pub fn passes(&self) -> bool {
        self.mass > 0 && self.skill * 10 >= self.mass * 4
    }
}

/// Counts of labels that have a reference. Each is at most 2^20, so products stay below 2^41.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// M: labels with a reference.
    pub referenced: i64,
    /// A: those that match it.
    pub matches: i64,
    /// c: how often each class was said.
    pub said: [i64; MAX_CLASSES],
    /// q: how often each class was the reference.
    pub was: [i64; MAX_CLASSES],
}

impl Tally {
    /// Counts one label and its reference, both below [`MAX_CLASSES`].
    pub fn add(&mut self, label: usize, reference: usize) {
        self.referenced += 1;
        self.matches += i64::from(label == reference);
        self.said[label] += 1;
        self.was[reference] += 1;
    }

    /// The counts of a table of labels by references, `[label][reference]`.
    pub fn of(joint: &[u32], classes: usize) -> Self {
        let mut tally = Self::default();
        for (label, row) in joint.chunks_exact(classes).enumerate() {
            for (reference, &count) in row.iter().enumerate() {
                let count = i64::from(count);
                tally.said[label] += count;
                tally.was[reference] += count;
            }
            tally.matches += i64::from(row[label]);
        }
        tally.referenced = tally.said.iter().sum();
        tally
    }

    /// `sum(c * q)`: matches that chance gives, times M.
    pub fn chance(&self) -> i64 {
        self.said.iter().zip(&self.was).map(|(c, q)| c * q).sum()
    }

    /// `M * A - sum(c * q)`: matches above what chance gives, times M.
    pub fn numerator(&self) -> i64 {
        self.referenced * self.matches - self.chance()
    }

    /// `max(M^2 - sum(q^2), M^2 - sum(c * q))`: the wider of two spreads, that of the references
    /// and that of the labels against them. A labeler who calls a rare class too readily widens the
    /// second, one who avoids it gains nothing on the first. Zero where only one class was ever the
    /// reference.
    pub fn denominator(&self) -> i64 {
        let square = self.referenced * self.referenced;
        let alike: i64 = self.was.iter().map(|q| q * q).sum();
        if alike == square {
            return 0;
        }
        square - alike.min(self.chance())
    }

    /// Variance of the matches where the labels are shuffled among the items, times
    /// `M^2 * (M - 1)`. Below 2^82.
    pub fn shuffled_variance(&self) -> i128 {
        let mut chance = 0_i128;
        let mut skew = 0_i128;
        for (&c, &q) in self.said.iter().zip(&self.was) {
            let both = i128::from(c * q);
            chance += both;
            skew += both * i128::from(c + q);
        }
        let pairs = i128::from(self.referenced);
        chance * chance + pairs * pairs * chance - pairs * skew
    }

    /// The same in labels.
    pub fn agreement(&self) -> Agreement {
        let pairs = self.referenced;
        if pairs == 0 {
            return Agreement::default();
        }
        let variance = if pairs > 1 {
            let wide = i128::from(pairs) * i128::from(pairs) * i128::from(pairs - 1);
            floor_div_wide(self.shuffled_variance() * i128::from(ONE), wide)
        } else {
            0
        };
        Agreement {
            pairs,
            skill: floor_div(self.numerator() * ONE, pairs),
            mass: floor_div(self.denominator() * ONE, pairs),
            variance,
        }
    }

    /// Whether the skill shown is at least 0.4.
    pub fn passes(&self) -> bool {
        let denominator = self.denominator();
        denominator > 0 && self.numerator() * 10 >= denominator * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn tally(pairs: &[(usize, usize)]) -> Tally {
        let mut tally = Tally::default();
        for &(label, reference) in pairs {
            tally.add(label, reference);
        }
        tally
    }

    #[test]
    fn a_perfect_labeler_shows_full_skill() {
        let perfect = tally(&[(0, 0), (1, 1), (2, 2), (1, 1)]);
        assert_eq!(perfect.numerator(), perfect.denominator());
        assert!(perfect.passes());
    }

    #[test]
    fn a_constant_labeler_shows_no_skill() {
        let constant = tally(&[(0, 0), (0, 0), (0, 0), (0, 1)]);
        assert_eq!(constant.numerator(), 0);
        assert!(constant.denominator() > 0);
        assert!(!constant.passes());
    }

    #[test]
    fn a_table_counts_like_its_labels() {
        let table = [3, 0, 1, 0, 2, 0, 5, 0, 4];
        let mut pairs = vec![];
        for (at, &count) in table.iter().enumerate() {
            pairs.extend((0..count).map(|_| (at / 3, at % 3)));
        }
        assert_eq!(Tally::of(&table, 3), tally(&pairs));
    }

    #[test]
    fn whoever_calls_a_rare_class_too_readily_is_measured_against_that() {
        let rare = |false_alarms: usize| {
            let mut pairs = vec![(1, 1); 10];
            pairs.extend(vec![(1, 0); false_alarms]);
            pairs.extend(vec![(0, 0); 90 - false_alarms]);
            tally(&pairs)
        };
        assert_eq!(rare(0).denominator(), 100 * 100 - 90 * 90 - 10 * 10);
        assert_eq!(rare(20).denominator(), 100 * 100 - 70 * 90 - 30 * 10);
        assert_eq!(rare(20).numerator(), rare(0).numerator() * 70 / 90);
    }

    #[test]
    fn shuffled_matches_vary_as_a_hypergeometric_count() {
        // Two labels of each class against two references of each: 4, 2 or 0 matches in 1, 4 and 1
        // of 6 cases, a variance of 4 / 3.
        let even = tally(&[(0, 0), (0, 1), (1, 0), (1, 1)]);
        assert_eq!(even.shuffled_variance() * 3, 4 * (4 * 4 * 3));
        let constant = tally(&[(0, 0), (0, 0), (0, 1)]);
        assert_eq!(constant.shuffled_variance(), 0);
    }

    #[test]
    fn one_class_of_reference_shows_nothing() {
        assert_eq!(tally(&[(0, 0), (1, 0)]).denominator(), 0);
        assert!(!tally(&[(0, 0), (0, 0)]).passes());
        assert!(!Tally::default().passes());
    }

    #[test]
    fn a_contrary_labeler_is_below_chance() {
        assert!(tally(&[(0, 1), (1, 0)]).numerator() < 0);
    }
}
