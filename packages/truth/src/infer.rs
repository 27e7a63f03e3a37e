//! SDS-3: shrunk Dawid-Skene in three hard passes (mechanism.md, section 1).
//!
//! Hot loops run once per cell. They use `wrapping_add` where the bounds of [`crate::task`] show
//! that nothing wraps, since an overflow check there costs more than the addition.

use alloc::vec;
use alloc::vec::Vec;

use crate::crowd::Crowd;
use crate::fixed::{ex2neg, floor_div, lg};
use crate::gold::Judgement;
use crate::skill::ONE;
use crate::standing::{standings, Standing};
use crate::task::{Task, MAX_CLASSES, NONE};

/// Passes of counting, likelihoods and decision.
const PASSES: usize = 3;

/// What the seats of a task say together.
#[derive(Clone, Debug)]
pub struct Inference {
    /// The class of every item; [`NONE`] where no seat with a vote labeled it.
    pub verdict: Vec<u8>,
    /// Log-likelihood of the verdict less that of the best other class, Q12 bits. Negative where
    /// gold decides against the seats; zero without a verdict.
    pub margin: Vec<i32>,
    /// Mean of the posterior and the weighted vote share of the verdict, Q16: 65 536 is one. A
    /// score, not a probability of being right.
    pub confidence: Vec<u32>,
    /// Weight of every seat's votes, Q12 bits.
    pub weights: Vec<i64>,
    /// Seats that were left out of the inference because history or gold shows them to be spam.
    pub excluded: Vec<bool>,
    pub(crate) basis: Basis,
}

/// What scoring needs of an inference.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    pub classes: usize,
    pub items: usize,
    /// Seats that took part.
    pub active: Vec<bool>,
    /// Labels with a vote, per item.
    pub support: Vec<u16>,
    /// Log-likelihoods of all seats together, `[item][class]`, Q12 bits.
    pub sums: Vec<i32>,
    /// Log-likelihoods of each seat, `[seat][label][class]`, Q12 bits; zero where left out.
    pub tables: Vec<i32>,
}

/// Weighted and plain counts of the votes.
struct Votes {
    /// Weight of the votes, `[item][class]`, Q12 bits, below 2^30.
    weights: Vec<i32>,
    /// Votes per item.
    support: Vec<u16>,
    /// Classes, the one given most often first, then the smaller: how ties break.
    preference: Vec<usize>,
}

/// Infers the class of every item from all seats, and gold where the judgement lets it count.
///
/// The judgement may be of fewer seats: later ones (a panel's) then bring no evidence of their own.
#[must_use]
pub fn infer(task: &Task<'_>, judgement: &Judgement) -> Inference {
    let gold = judgement.counted(task);
    let standings = standings(task, judgement);
    let votes = count_votes(task, &standings);
    let (classes, items) = (task.classes(), task.items());
    let table = classes * classes;

    // Vote shares first, later log-likelihoods: the counting of the first pass is done with the
    // shares before the likelihoods are written.
    let mut sums = vec![0_i32; items * classes];
    let mut tables = vec![0_i32; task.seats().len() * table];
    let mut verdict = vec![NONE; items];
    let mut counts = vec![0_i64; task.seats().len() * table];
    let mut prior = fill_shares(classes, gold, &votes, &mut sums);
    count_shares(task, &standings, &sums, &mut counts);
    for pass in 0..PASSES {
        if pass > 0 {
            prior = count_classes(classes, &votes.support, &verdict);
            count_verdict(task, &standings, &verdict, &mut counts);
        }
        let crowd = Crowd::new(classes, &counts);
        let seats = counts.chunks_exact(table).zip(&standings);
        for ((counts, standing), out) in seats.zip(tables.chunks_exact_mut(table)) {
            if !standing.excluded {
                crowd.log_table(counts, standing, out);
            }
        }
        add_up(task, &standings, &prior, &tables, &mut sums);
        decide(classes, gold, &votes, &sums, &mut verdict);
    }

    let margin = margins(classes, &verdict, &sums);
    let confidence = confidences(classes, gold, &votes, &verdict, &sums);
    Inference {
        verdict,
        margin,
        confidence,
        weights: standings.iter().map(|standing| standing.weight).collect(),
        excluded: standings.iter().map(|standing| standing.excluded).collect(),
        basis: Basis {
            classes,
            items,
            active: standings.iter().map(|s| !s.excluded).collect(),
            support: votes.support,
            sums,
            tables,
        },
    }
}

/// The labels of every seat that takes part, with its index.
fn voters<'a>(
    task: &Task<'a>,
    standings: &'a [Standing],
) -> impl Iterator<Item = (usize, &'a [u8])> + use<'a> {
    let seats = task.seats().iter().zip(standings).enumerate();
    seats
        .filter(|(_, (_, standing))| !standing.excluded)
        .map(|(index, (seat, _))| (index, seat.labels))
}

fn count_votes(task: &Task<'_>, standings: &[Standing]) -> Votes {
    let classes = task.classes();
    let mut weights = vec![0_i32; task.items() * classes];
    let mut support = vec![0_u16; task.items()];
    let mut given = [0_i64; MAX_CLASSES];
    for (index, labels) in voters(task, standings) {
        // Below 2^16.
        let weight = standings[index].weight as i32;
        let rows = weights.chunks_exact_mut(classes).zip(&mut support);
        for (&label, (row, support)) in labels.iter().zip(rows) {
            if label != NONE {
                let label = usize::from(label);
                row[label] = row[label].wrapping_add(weight);
                given[label] = given[label].wrapping_add(1);
                *support = support.wrapping_add(1);
            }
        }
    }
    let mut preference: Vec<usize> = (0..classes).collect();
    preference.sort_unstable_by_key(|&class| (-given[class], class));
    Votes {
        weights,
        support,
        preference,
    }
}

/// Gold of an item where it counts, else [`NONE`]; `gold` may be empty.
pub(crate) fn gold_of(gold: &[u8], item: usize) -> u8 {
    gold.get(item).copied().unwrap_or(NONE)
}

/// Writes each item's vote shares (all of it to the gold class where there is one), Q12, and
/// returns their sum over the items that have votes, Q16.
fn fill_shares(
    classes: usize,
    gold: &[u8],
    votes: &Votes,
    shares: &mut [i32],
) -> [i64; MAX_CLASSES] {
    let mut prior = [0_i64; MAX_CLASSES];
    let rows = votes.weights.chunks_exact(classes).zip(&votes.support);
    for (item, (out, (weights, &support))) in shares.chunks_exact_mut(classes).zip(rows).enumerate()
    {
        if support == 0 {
            continue;
        }
        let gold = gold_of(gold, item);
        if gold != NONE {
            out[usize::from(gold)] = 4096;
            prior[usize::from(gold)] += 65_536;
            continue;
        }
        let total: i64 = weights.iter().map(|&weight| i64::from(weight)).sum();
        for (class, (out, &weight)) in out.iter_mut().zip(weights).enumerate() {
            let share = floor_div(i64::from(weight) << 16, total);
            prior[class] += share;
            // At most 4096.
            *out = (share >> 4) as i32;
        }
    }
    prior
}

/// Counts every label against its item's shares.
fn count_shares(task: &Task<'_>, standings: &[Standing], shares: &[i32], counts: &mut [i64]) {
    let classes = task.classes();
    let table = classes * classes;
    for (index, labels) in voters(task, standings) {
        let counts = &mut counts[index * table..][..table];
        for (&label, shares) in labels.iter().zip(shares.chunks_exact(classes)) {
            if label != NONE {
                let row = &mut counts[usize::from(label) * classes..][..classes];
                for (count, &share) in row.iter_mut().zip(shares) {
                    *count = count.wrapping_add(i64::from(share));
                }
            }
        }
    }
}

/// Counts every label against the verdict: one addition a label.
fn count_verdict(task: &Task<'_>, standings: &[Standing], verdict: &[u8], counts: &mut [i64]) {
    let classes = task.classes();
    let table = classes * classes;
    counts.fill(0);
    for (index, labels) in voters(task, standings) {
        let counts = &mut counts[index * table..][..table];
        for (&label, &class) in labels.iter().zip(verdict) {
            if label != NONE {
                // An item with a vote has a verdict.
                let count = &mut counts[usize::from(label) * classes + usize::from(class)];
                *count = count.wrapping_add(ONE);
            }
        }
    }
}

/// How many items with votes have each class, Q16.
fn count_classes(classes: usize, support: &[u16], verdict: &[u8]) -> [i64; MAX_CLASSES] {
    let mut prior = [0_i64; MAX_CLASSES];
    for (&class, &support) in verdict.iter().zip(support) {
        if support > 0 && usize::from(class) < classes {
            prior[usize::from(class)] += 65_536;
        }
    }
    prior
}

/// Log-likelihoods of every item: the prior of the classes and what each seat's label adds.
fn add_up(
    task: &Task<'_>,
    standings: &[Standing],
    prior: &[i64; MAX_CLASSES],
    tables: &[i32],
    sums: &mut [i32],
) {
    let classes = task.classes();
    let table = classes * classes;
    let mut base = [0_i32; MAX_CLASSES];
    for (base, &count) in base[..classes].iter_mut().zip(prior) {
        // At most 33 bits, Q12.
        *base = lg((count >> 4) + ONE) as i32;
    }
    for row in sums.chunks_exact_mut(classes) {
        row.copy_from_slice(&base[..classes]);
    }
    for (index, labels) in voters(task, standings) {
        let logs = &tables[index * table..][..table];
        for (&label, sums) in labels.iter().zip(sums.chunks_exact_mut(classes)) {
            if label != NONE {
                let row = &logs[usize::from(label) * classes..][..classes];
                for (sum, &log) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(log);
                }
            }
        }
    }
}

/// The most likely class of every item; gold where it counts.
fn decide(classes: usize, gold: &[u8], votes: &Votes, sums: &[i32], verdict: &mut [u8]) {
    let rows = sums.chunks_exact(classes).zip(&votes.support);
    for (item, (verdict, (sums, &support))) in verdict.iter_mut().zip(rows).enumerate() {
        let gold = gold_of(gold, item);
        if gold != NONE {
            *verdict = gold;
        } else if support > 0 {
            let mut best = (i32::MIN, 0);
            for &class in &votes.preference {
                if sums[class] > best.0 {
                    best = (sums[class], class);
                }
            }
            // A class is below 32.
            *verdict = best.1 as u8;
        }
    }
}

fn margins(classes: usize, verdict: &[u8], sums: &[i32]) -> Vec<i32> {
    let margin = |(&class, sums): (&u8, &[i32])| {
        if class == NONE {
            return 0;
        }
        let class = usize::from(class);
        let (before, rest) = sums.split_at(class);
        let (own, after) = (rest[0], &rest[1..]);
        let other = before.iter().chain(after).copied().max().unwrap_or(own);
        own - other
    };
    let rows = verdict.iter().zip(sums.chunks_exact(classes));
    rows.map(margin).collect()
}

fn confidences(
    classes: usize,
    gold: &[u8],
    votes: &Votes,
    verdict: &[u8],
    sums: &[i32],
) -> Vec<u32> {
    let mut confidences = Vec::with_capacity(verdict.len());
    let rows = sums
        .chunks_exact(classes)
        .zip(votes.weights.chunks_exact(classes));
    for (item, (&class, (sums, weights))) in verdict.iter().zip(rows).enumerate() {
        confidences.push(if gold_of(gold, item) != NONE {
            65_536
        } else if class == NONE {
            0
        } else {
            confidence_in(usize::from(class), sums, weights)
        });
    }
    confidences
}

/// Mean of the posterior of a class and its share of the votes, Q16.
fn confidence_in(class: usize, sums: &[i32], weights: &[i32]) -> u32 {
    let most = sums.iter().copied().max().unwrap_or(0);
    let odds = |sum: i32| ex2neg(i64::from(most - sum));
    let all: i64 = sums.iter().map(|&sum| odds(sum)).sum();
    let posterior = floor_div(odds(sums[class]) << 16, all);
    let total: i64 = weights.iter().map(|&weight| i64::from(weight)).sum();
    let share = floor_div(i64::from(weights[class]) << 16, total);
    // Each is at most 65 536.
    ((posterior + share) >> 1) as u32
}
