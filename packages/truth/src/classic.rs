//! The classic methods in floating point, to compare with. Nothing here belongs in a contract:
//! two machines may round differently.
#![allow(
    clippy::float_arithmetic,
    reason = "the methods are defined in real numbers, and nothing is paid by their results"
)]

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use crate::task::{MAX_CLASSES, MAX_ITEMS, NONE};

/// Rounds after which Dawid-Skene stops, converged or not.
const MAX_ROUNDS: usize = 100;
/// Gain of the bound, a label, below which it has converged.
const CONVERGED: f64 = 1e-5;
/// Lowest count and share, so that no logarithm is infinite.
const TINY: f64 = 1e-10;

/// A label that counts: its item, its labeler (numbered without gaps) and its class.
type Given = (usize, usize, usize);

/// Dawid and Skene's maximum likelihood by expectation-maximization (1979), as crowd-kit has it: one
/// confusion table per labeler and one share per class, from vote shares, until a round raises the
/// evidence's lower bound by less than 1e-5 a label, at most 100 rounds. Ties go to the smaller class;
/// items without labels are [`NONE`].
///
/// Two details decide about a point of accuracy on small crowds. Rounds that only sharpen the tables
/// fit the noise, so it stops by the bound and not where the last posterior stands still; like
/// crowd-kit's, the bound counts the shares of the classes once a label, and so ends early. And a
/// labeler's table holds only labels that the labeler gave: where a class never met them, those are
/// equally likely, and all others impossible.
///
/// `labels` are (item, labeler, class). Classes and items out of range do not count.
#[must_use]
pub fn dawid_skene(classes: usize, items: usize, labels: &[(usize, usize, u8)]) -> Vec<u8> {
    let items = items.min(MAX_ITEMS);
    let classes = classes.min(MAX_CLASSES);
    let (given, labelers) = given(classes, items, labels);
    if given.is_empty() {
        return vec![NONE; items];
    }
    let mut posterior = vec![0.0; items * classes];
    for &(item, _, class) in &given {
        posterior[item * classes + class] += 1.0;
    }
    posterior.chunks_exact_mut(classes).for_each(normalize);
    let mut model = Model::of(classes, labelers, &given, &posterior);
    let mut bound = f64::NEG_INFINITY;
    for _ in 0..MAX_ROUNDS {
        posterior = model.posterior(&given, items);
        model = Model::of(classes, labelers, &given, &posterior);
        let next = model.bound(&given, &posterior);
        if next - bound < CONVERGED {
            break;
        }
        bound = next;
    }
    posterior.chunks_exact(classes).map(most_likely).collect()
}

/// Share of the items with a truth whose verdict is that truth; zero where there are none.
#[must_use]
pub fn accuracy(verdict: &[u8], truth: &[(usize, u8)]) -> f64 {
    let right = |&(item, class): &(usize, u8)| match verdict.get(item) {
        Some(&found) if found == class && class != NONE => 1.0,
        _ => 0.0,
    };
    mean(truth.iter().map(right), truth.len())
}

/// The accuracy of a vote, from [`crate::leaders`]: a tie between `n` classes, the truth among
/// them, is one `n`th of a match.
#[must_use]
pub fn fractional_accuracy(leaders: &[u32], truth: &[(usize, u8)]) -> f64 {
    let credit = |&(item, class): &(usize, u8)| {
        let set = leaders.get(item).copied().unwrap_or(0);
        let among = 1_u32.checked_shl(u32::from(class)).unwrap_or(0);
        if set & among == 0 {
            0.0
        } else {
            1.0 / f64::from(set.count_ones())
        }
    };
    mean(truth.iter().map(credit), truth.len())
}

fn mean(values: impl Iterator<Item = f64>, count: usize) -> f64 {
    values.sum::<f64>() / count.max(1) as f64
}

/// The labels that count, and how many labelers gave them.
fn given(classes: usize, items: usize, labels: &[(usize, usize, u8)]) -> (Vec<Given>, usize) {
    let mut numbers = BTreeMap::new();
    let mut given = Vec::new();
    for &(item, labeler, class) in labels {
        let class = usize::from(class);
        if item < items && class < classes {
            let next = numbers.len();
            let number = *numbers.entry(labeler).or_insert(next);
            given.push((item, number, class));
        }
    }
    (given, numbers.len())
}

/// What posteriors imply, in logarithms.
struct Model {
    classes: usize,
    /// How likely each label is, `[labeler][label][class]`, so that one label reads one row.
    tables: Vec<f64>,
    /// Share of each class.
    shares: Vec<f64>,
}

impl Model {
    fn of(classes: usize, labelers: usize, given: &[Given], posterior: &[f64]) -> Self {
        let table = classes * classes;
        let mut tables = vec![0.0; labelers * table];
        let mut shares = vec![0.0; classes];
        for row in posterior.chunks_exact(classes) {
            add(&mut shares, row);
        }
        for &(item, labeler, label) in given {
            let row = &mut tables[labeler * table + label * classes..][..classes];
            add(row, &posterior[item * classes..][..classes]);
        }
        // Rows of labels that were never given stay zero: nobody reads their logarithms.
        for row in tables.chunks_exact_mut(classes) {
            if row.iter().any(|&count| count > 0.0) {
                row.iter_mut().for_each(|count| *count = count.max(TINY));
            }
        }
        tables
            .chunks_exact_mut(table)
            .for_each(|table| log_columns(classes, table));
        normalize(&mut shares);
        let shares = shares.iter().map(|share| share.max(TINY).ln()).collect();
        Self {
            classes,
            tables,
            shares,
        }
    }

    /// How likely a label is in each class.
    fn row(&self, labeler: usize, label: usize) -> &[f64] {
        let at = (labeler * self.classes + label) * self.classes;
        &self.tables[at..][..self.classes]
    }

    /// The posteriors that the model implies; zeros for items without labels.
    fn posterior(&self, given: &[Given], items: usize) -> Vec<f64> {
        let classes = self.classes;
        let mut labeled = vec![false; items];
        let mut posterior = vec![0.0; items * classes];
        for &(item, labeler, label) in given {
            let row = self.row(labeler, label);
            add(&mut posterior[item * classes..][..classes], row);
            labeled[item] = true;
        }
        for (row, labeled) in posterior.chunks_exact_mut(classes).zip(labeled) {
            if labeled {
                add(row, &self.shares);
                let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                row.iter_mut()
                    .for_each(|value| *value = (*value - most).exp());
                normalize(row);
            }
        }
        posterior
    }

    /// Lower bound of the evidence, a label.
    fn bound(&self, given: &[Given], posterior: &[f64]) -> f64 {
        let classes = self.classes;
        let expected = |&(item, labeler, label): &Given| -> f64 {
            let posterior = &posterior[item * classes..][..classes];
            let likely = self.row(labeler, label).iter().zip(&self.shares);
            let both = posterior.iter().zip(likely);
            both.map(|(p, (label, share))| p * (label + share)).sum()
        };
        let entropy = |&p: &f64| -p.max(TINY) * p.max(TINY).ln();
        let expected: f64 = given.iter().map(expected).sum();
        let entropy: f64 = posterior.iter().map(entropy).sum();
        (expected + entropy) / given.len() as f64
    }
}

/// Turns a table of counts, `[label][class]`, into logarithms of the labels' shares in each class.
fn log_columns(classes: usize, table: &mut [f64]) {
    let mut totals = vec![0.0; classes];
    for row in table.chunks_exact(classes) {
        add(&mut totals, row);
    }
    for row in table.chunks_exact_mut(classes) {
        for (value, total) in row.iter_mut().zip(&totals) {
            *value = (*value / total).ln();
        }
    }
}

fn add(sums: &mut [f64], values: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// Scales values to a sum of one; leaves zeros alone.
fn normalize(values: &mut [f64]) {
    let total: f64 = values.iter().sum();
    if total > 0.0 {
        values.iter_mut().for_each(|value| *value /= total);
    }
}

fn most_likely(row: &[f64]) -> u8 {
    let mut best = (0.0, NONE);
    for (class, &value) in row.iter().enumerate() {
        if value > best.0 {
            // A class is below 32.
            best = (value, class as u8);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labelers 0 to 2 see the items; labeler 3 turns every class around.
    fn contrary() -> Vec<(usize, usize, u8)> {
        let truth = |item: usize| u8::from(item.is_multiple_of(3));
        (0..60)
            .flat_map(|item| {
                let wrong = move |labeler: usize| u8::from((item + labeler).is_multiple_of(7));
                (0..4).map(move |labeler| match labeler {
                    3 => (item, labeler, 1 - truth(item)),
                    _ => (item, labeler, truth(item) ^ wrong(labeler)),
                })
            })
            .collect()
    }

    #[test]
    fn a_contrary_labeler_is_read_backwards() {
        let verdict = dawid_skene(2, 60, &contrary());
        let truth: Vec<(usize, u8)> = (0..60_usize)
            .map(|i| (i, u8::from(i.is_multiple_of(3))))
            .collect();
        assert!(accuracy(&verdict, &truth) > 0.999);
    }

    #[test]
    fn odd_labels_do_not_count() {
        let labels = [(0, usize::MAX, 1), (9, 0, 1), (1, 0, 7)];
        assert_eq!(dawid_skene(2, 3, &labels), vec![1, NONE, NONE]);
        assert_eq!(dawid_skene(0, 1, &labels), vec![NONE]);
        assert!(dawid_skene(2, 0, &labels).is_empty());
    }

    #[test]
    fn a_tie_is_part_of_a_match() {
        let truth = [(0, 0), (1, 1), (2, 0), (7, 0), (0, NONE)];
        assert!((fractional_accuracy(&[0b11, 0b10, 0b10], &truth) - 0.3).abs() < 1e-9);
        assert!((accuracy(&[0, 1, NONE], &truth) - 0.4).abs() < 1e-9);
        assert!(accuracy(&[], &[]).abs() < 1e-9);
    }
}
