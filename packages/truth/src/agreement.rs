//! Agreement above chance of labels with their references (mechanism.md, section 3).

use crate::task::MAX_CLASSES;

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

    /// `M * A - sum(c * q)`: matches above what chance gives, times M.
    pub fn numerator(&self) -> i64 {
        let chance: i64 = self.said.iter().zip(&self.was).map(|(c, q)| c * q).sum();
        self.referenced * self.matches - chance
    }

    /// `M^2 - sum(q^2)`: what a perfect labeler's numerator would be. Zero where only one class
    /// was ever the reference.
    pub fn denominator(&self) -> i64 {
        let alike: i64 = self.was.iter().map(|q| q * q).sum();
        self.referenced * self.referenced - alike
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
