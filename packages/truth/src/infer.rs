//! SDS-3: shrunk Dawid-Skene in three hard passes (mechanism.md, section 1).

use alloc::vec;
use alloc::vec::Vec;

use crate::cells::{add_seat, count_shares, count_verdict, decide, specialized, start_from, vote};
use crate::crowd::Crowd;
use crate::fixed::{ex2neg, floor_div, lg};
use crate::gold::Judgement;
use crate::skill::ONE;
use crate::standing::{standings, Standing};
use crate::support::backed;
use crate::task::{Task, MAX_CLASSES, NONE};

#[cfg(feature = "baselines")]
pub mod sparse;

/// Passes of an inference: of counting, likelihoods and decision, and on a scale of concordance,
/// weights and means.
pub(crate) const PASSES: usize = 3;

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
    /// Weight that every seat brings, Q12 bits: what its votes weigh at most.
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
    preference: Vec<u8>,
}

/// Infers the class of every item from all seats, and gold where the judgement lets it count.
///
/// The judgement may be of fewer seats: later ones (a panel's) then bring no evidence of their own.
#[must_use]
pub fn infer(task: &Task<'_>, judgement: &Judgement) -> Inference {
    let gold = judgement.counted(task.gold());
    let standings = standings(task.seats(), task.classes_i64(), judgement);
    let votes = count_votes(task, &standings);
    let classes = task.classes();
    let items = task.items();
    let table = classes * classes;

    // Vote shares first, later log-likelihoods: the counting of the first pass is done with the
    // shares before the likelihoods are written.
    let mut sums = vec![0_i32; items * classes];
    let mut tables = vec![0_i32; task.seats().len() * table];
    let mut verdict = vec![NONE; items];
    let mut counts = vec![0_i64; task.seats().len() * table];
    let mut prior = fill_shares(classes, gold, &votes, &mut sums);
    for (index, labels) in voters(task, &standings) {
        let counts = &mut counts[index * table..][..table];
        specialized!(classes, count_shares(labels, &sums, counts));
    }
    for pass in 0..PASSES {
        if pass > 0 {
            prior = count_classes(classes, &votes.support, &verdict);
            counts.fill(0);
            for (index, labels) in voters(task, &standings) {
                let counts = &mut counts[index * table..][..table];
                count_verdict(classes, labels, &verdict, counts);
            }
        }
        let crowd = Crowd::new(classes, &counts);
        let seats = counts.chunks_exact(table).zip(&standings);
        for ((counts, standing), out) in seats.zip(tables.chunks_exact_mut(table)) {
            if !standing.excluded {
                crowd.log_table(counts, standing, out);
            }
        }
        add_up(task, &standings, &prior, &tables, &mut sums);
        let preference = &votes.preference;
        let support = &votes.support;
        specialized!(classes, decide(preference, support, &sums, &mut verdict));
        put_gold(gold, &mut verdict);
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
    let backed = backed(task, standings);
    let mut weights = vec![0_i32; task.items() * classes];
    let mut support = vec![0_u16; task.items()];
    let mut given = [0_i64; MAX_CLASSES];
    for (index, labels) in voters(task, standings) {
        // Below 2^16.
        let weight = backed[index] as i32;
        vote(
            classes,
            labels,
            weight,
            &mut weights,
            &mut support,
            &mut given,
        );
    }
    // At most 32 classes.
    let mut preference: Vec<u8> = (0..classes as u8).collect();
    preference.sort_unstable_by_key(|&class| (-given[usize::from(class)], class));
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
    specialized!(classes, start_from(&base, sums));
    for (index, labels) in voters(task, standings) {
        let logs = &tables[index * table..][..table];
        specialized!(classes, add_seat(labels, logs, sums));
    }
}

/// Gold decides its items, whatever the seats say.
fn put_gold(gold: &[u8], verdict: &mut [u8]) {
    for (verdict, &gold) in verdict.iter_mut().zip(gold) {
        if gold != NONE {
            *verdict = gold;
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
        let own = rest[0];
        let after = &rest[1..];
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
pub(crate) fn confidence_in(class: usize, sums: &[i32], weights: &[i32]) -> u32 {
    let most = sums.iter().copied().max().unwrap_or(0);
    let odds = |sum: i32| ex2neg(i64::from(most - sum));
    let all: i64 = sums.iter().map(|&sum| odds(sum)).sum();
    let posterior = floor_div(odds(sums[class]) << 16, all);
    let total: i64 = weights.iter().map(|&weight| i64::from(weight)).sum();
    let share = floor_div(i64::from(weights[class]) << 16, total);
    // Each is at most 65 536.
    ((posterior + share) >> 1) as u32
}
