//! The states that an item may be in, and the soft passes over them.

use alloc::vec;
use alloc::vec::Vec;

use crate::cells::vote;
use crate::crowd::{ERROR_RANGE, MAX_RATIO, MAX_SKILL, MIN_CROWD_ERROR, MIN_RATIO, SHRINK};
use crate::fixed::{ex2neg, floor_div, lg};
use crate::infer::{confidence_in, gold_of};
use crate::skill::ONE;
use crate::task::{Task, MAX_CLASSES, NONE};

/// Passes, with two classes and with more.
const REFINED_PASSES: [usize; 2] = [8, 5];
/// Kinds of items of each class, with two classes and with more.
const REFINED_KINDS: [usize; 2] = [3, 1];
/// Skill against the vote from which a seat takes part in the start, Q12: 0.1.
const START_SKILL: i64 = 410;
/// Part of an item's share that starts in its own kind, of 32; each other kind has one.
const START_KIND: i32 = 30;
/// Shares of a class from which an item counts as supported, and as contested, Q16.
const START_SHARES: [i32; 2] = [49_152, 16_384];
/// Labels' worth of what the mean skill says in the crowd's table, Q12.
const CROWD_PRIOR: i64 = 32 * ONE;
/// Skills of seats are held within this, either way, Q12.
const SKILL_LIMIT: i64 = 1 << 20;

/// A verdict for download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refined {
    /// The class of every item; [`NONE`] where no seat with a vote labeled it.
    pub verdict: Vec<u8>,
    /// Lead over the best other class, Q12 bits; negative where gold decides against the seats.
    pub margin: Vec<i32>,
    /// How sure the verdict is, Q16: a score, not a probability of being right.
    pub confidence: Vec<u32>,
}

/// A seat that takes part.
pub(super) struct Voter<'a> {
    pub labels: &'a [u8],
    /// Record and gold together, Q12 labels.
    pub skill: i64,
    pub mass: i64,
    pub weight: i64,
}

/// A task with its votes, and the states that an item may be in: a class, of one of `kinds` kinds.
pub(super) struct Model<'a> {
    gold: &'a [u8],
    voters: &'a [Voter<'a>],
    classes: usize,
    kinds: usize,
    pub passes: usize,
    /// Weight of the votes, `[item][class]`.
    weights: Vec<i32>,
    /// Votes per item.
    support: Vec<u16>,
    /// Classes, the one given most often first.
    preference: Vec<u8>,
    /// Shares of the start, by class, Q12; with two classes they stay in the prior.
    start_shares: [i64; MAX_CLASSES],
}

/// Sums over counts, `[state][label]`, of all seats.
struct Crowd {
    pooled: Vec<i64>,
    said: Vec<i64>,
    total: i64,
    /// Skill of every seat, Q12.
    skills: Vec<i64>,
    /// Mean skill of the seats by labels, Q12.
    skill: i64,
}

impl<'a> Model<'a> {
    pub fn new(task: &Task<'a>, voters: &'a [Voter<'a>]) -> Self {
        let classes = task.classes();
        let items = task.items();
        let mut weights = vec![0_i32; items * classes];
        let mut support = vec![0_u16; items];
        let mut given = [0_i64; MAX_CLASSES];
        for voter in voters {
            let labels = voter.labels;
            let weight = voter.weight as i32;
            vote(
                classes,
                labels,
                weight,
                &mut weights,
                &mut support,
                &mut given,
            );
        }
        let mut preference: Vec<u8> = (0..classes as u8).collect();
        preference.sort_unstable_by_key(|&class| (-given[usize::from(class)], class));
        Self {
            gold: task.gold(),
            voters,
            classes,
            kinds: REFINED_KINDS[usize::from(classes > 2)],
            passes: REFINED_PASSES[usize::from(classes > 2)],
            weights,
            support,
            preference,
            start_shares: [0; MAX_CLASSES],
        }
    }

    /// Posteriors of the start, `[item][state]`, Q16: shares of the votes of seats with some skill.
    pub fn start(&mut self) -> Vec<i32> {
        let classes = self.classes;
        let mut shares = vec![0_i32; self.weights.len()];
        self.fill_shares(&self.weights, &mut shares);
        let skills = self.crowd(&self.count(&shares)).skills;
        let mut trimmed = vec![0_i32; self.weights.len()];
        for (voter, _) in self
            .voters
            .iter()
            .zip(skills)
            .filter(|(_, s)| *s >= START_SKILL)
        {
            for (row, &label) in trimmed.chunks_exact_mut(classes).zip(voter.labels) {
                if label != NONE {
                    row[usize::from(label)] += voter.weight as i32;
                }
            }
        }
        self.fill_shares(&trimmed, &mut shares);
        for (row, &support) in shares.chunks_exact(classes).zip(&self.support) {
            if support > 0 {
                for (sum, &share) in self.start_shares.iter_mut().zip(row) {
                    *sum += i64::from(share >> 4);
                }
            }
        }
        if self.kinds == 1 {
            return shares;
        }
        let split = |share: i32| {
            let above = START_SHARES.iter().position(|&least| share > least);
            let kind = above.unwrap_or(START_SHARES.len());
            [0, 1, 2].map(|other| (share * if other == kind { START_KIND } else { 1 }) >> 5)
        };
        shares.into_iter().flat_map(split).collect()
    }

    /// Writes gold, or the shares of the votes where an item has any, Q16.
    fn fill_shares(&self, weights: &[i32], shares: &mut [i32]) {
        let rows = weights.chunks_exact(self.classes);
        let rows = shares.chunks_exact_mut(self.classes).zip(rows);
        for (item, (shares, weights)) in rows.enumerate() {
            let gold = gold_of(self.gold, item);
            let total: i64 = weights.iter().map(|&weight| i64::from(weight)).sum();
            if gold != NONE {
                shares.fill(0);
                shares[usize::from(gold)] = 65_536;
            } else if total > 0 {
                for (share, &weight) in shares.iter_mut().zip(weights) {
                    // At most 65 536.
                    *share = floor_div(i64::from(weight) << 16, total) as i32;
                }
            }
        }
    }

    /// Counts every seat's labels against posteriors of any number of states, `[seat][state][label]`,
    /// Q12.
    fn count(&self, posteriors: &[i32]) -> Vec<i64> {
        let classes = self.classes;
        let states = posteriors.len() / self.support.len();
        let mut counts = vec![0_i64; self.voters.len() * states * classes];
        let tables = counts.chunks_exact_mut(states * classes);
        for (table, voter) in tables.zip(self.voters) {
            for (row, &label) in posteriors.chunks_exact(states).zip(voter.labels) {
                if label != NONE {
                    for (state, &share) in row.iter().enumerate() {
                        table[state * classes + usize::from(label)] += i64::from(share >> 4);
                    }
                }
            }
        }
        counts
    }

    /// Sums up counts of any number of states.
    fn crowd(&self, counts: &[i64]) -> Crowd {
        let classes = self.classes;
        let table = counts.len() / self.voters.len().max(1);
        let kinds = (table / (classes * classes)).max(1);
        let mut pooled = vec![0_i64; table];
        for counts in counts.chunks_exact(table.max(1)) {
            for (sum, &count) in pooled.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let total = pooled.iter().sum::<i64>().max(1);
        let said = said(classes, &pooled);
        let mut shares = vec![0_i64; classes];
        let mut squares = 0;
        for (share, rows) in shares.iter_mut().zip(pooled.chunks_exact(kinds * classes)) {
            *share = floor_div(rows.iter().sum::<i64>() << 16, total);
            squares += *share * *share;
        }
        let room = 65_536 - (squares >> 16);
        let above = |said: &[i64], counts: &[i64]| {
            let chance: i64 = said.iter().zip(&shares).map(|(c, r)| c * r).sum();
            right(classes, kinds, counts) - (chance >> 16)
        };
        let possible = ((total * room) >> 16).max(1);
        let pooled_skill = floor_div(above(&said, &pooled) << 12, possible).clamp(0, MAX_SKILL);
        let mut skills = Vec::new();
        let mut weighted = 0;
        let mut labels = 0;
        for (counts, voter) in counts.chunks_exact(table.max(1)).zip(self.voters) {
            let own = self::said(classes, counts);
            let given: i64 = own.iter().sum();
            let gained = above(&own, counts) + SHRINK * pooled_skill + voter.skill;
            let possible = ((given * room) >> 16) + SHRINK * ONE + voter.mass;
            let skill = floor_div(gained << 12, possible).clamp(-SKILL_LIMIT, SKILL_LIMIT);
            weighted += given * skill;
            labels += given;
            skills.push(skill);
        }
        Crowd {
            pooled,
            said,
            total,
            skills,
            skill: floor_div(weighted, labels).clamp(0, MAX_SKILL),
        }
    }

    /// One soft pass: tables from posteriors, log-likelihoods `[item][state]` (Q12 bits) from tables,
    /// posteriors from log-likelihoods.
    pub fn pass(&self, posteriors: &mut [i32]) -> Vec<i32> {
        let classes = self.classes;
        let states = self.classes * self.kinds;
        let counts = self.count(posteriors);
        let crowd = self.crowd(&counts);
        let pooled = self.crowd_table(&crowd);
        let prior = self.prior(posteriors);
        let mut sums = vec![0_i32; posteriors.len()];
        for row in sums.chunks_exact_mut(states) {
            row.copy_from_slice(&prior);
        }
        let seats = counts.chunks_exact(states * classes).zip(&crowd.skills);
        for ((counts, &skill), voter) in seats.zip(self.voters) {
            let logs = self.log_table(counts, &pooled, skill, crowd.skill);
            for (row, &label) in sums.chunks_exact_mut(states).zip(voter.labels) {
                if label != NONE {
                    for (state, sum) in row.iter_mut().enumerate() {
                        *sum += logs[state * classes + usize::from(label)];
                    }
                }
            }
        }
        let rows = posteriors
            .chunks_exact_mut(states)
            .zip(sums.chunks_exact(states));
        for (item, (row, sums)) in rows.enumerate() {
            if self.support[item] > 0 {
                self.set_posterior(gold_of(self.gold, item), sums, row);
            }
        }
        sums
    }

    /// Shares of the labels in every state, `[state][label]`, Q16, shrunk toward what the mean skill
    /// says.
    fn crowd_table(&self, crowd: &Crowd) -> Vec<i64> {
        let classes = self.classes;
        let mut table = Vec::with_capacity(crowd.pooled.len());
        for (state, counts) in crowd.pooled.chunks_exact(classes).enumerate() {
            let row = counts.iter().zip(&crowd.said).enumerate();
            let row: Vec<i64> = row
                .map(|(label, (&count, &said))| {
                    let by_chance =
                        ((ONE - crowd.skill) * floor_div(said << 12, crowd.total)) >> 12;
                    let own = if label == state / self.kinds {
                        crowd.skill
                    } else {
                        0
                    };
                    count + ((CROWD_PRIOR * (by_chance + own)) >> 12)
                })
                .collect();
            let all: i64 = row.iter().sum();
            let smoothing = ONE / classes as i64;
            let share = |count: i64| floor_div((count + smoothing) << 16, all + ONE);
            table.extend(row.into_iter().map(share));
        }
        table
    }

    /// A seat's log-likelihoods, `[state][label]`, Q12 bits, from its counts and the crowd's table.
    fn log_table(&self, counts: &[i64], pooled: &[i64], skill: i64, crowd: i64) -> Vec<i32> {
        let classes = self.classes;
        let ratio = floor_div((ONE - skill) << 12, (ONE - crowd).max(MIN_RATIO));
        let ratio = ratio.clamp(MIN_RATIO, MAX_RATIO);
        let mut logs = Vec::with_capacity(counts.len());
        let rows = counts
            .chunks_exact(classes)
            .zip(pooled.chunks_exact(classes));
        for (state, (counts, pooled)) in rows.enumerate() {
            let class = state / self.kinds;
            let error = (ratio * (65_536 - pooled[class]).max(MIN_CROWD_ERROR)) >> 12;
            let error = error.clamp(ERROR_RANGE.0, ERROR_RANGE.1);
            let others = (pooled.iter().sum::<i64>() - pooled[class]).max(1);
            let expected = |label: usize| {
                if label == class {
                    65_536 - error
                } else {
                    (error * floor_div(pooled[label] << 16, others)) >> 16
                }
            };
            let row = counts.iter().enumerate().map(|(label, &count)| {
                let diagonal = if label == class { ONE } else { 0 };
                count + ((SHRINK * expected(label)) >> 4) + diagonal + ONE / 4
            });
            let row: Vec<i64> = row.collect();
            let all = lg(row.iter().sum());
            logs.extend(row.into_iter().enumerate().map(|(label, value)| {
                let own = lg(value) - all;
                if classes == 2 {
                    return own as i32;
                }
                let expected = expected(label);
                let flat = expected - (expected >> 8) + 256 / classes as i64;
                ((own + lg(flat) - (16 << 12)) >> 1) as i32
            }));
        }
        logs
    }

    /// Log prior of every state, Q12 bits.
    fn prior(&self, posteriors: &[i32]) -> Vec<i32> {
        let kinds = self.kinds;
        let states = self.classes * self.kinds;
        let mut counts = vec![0_i64; states];
        for (row, &support) in posteriors.chunks_exact(states).zip(&self.support) {
            if support > 0 {
                for (count, &share) in counts.iter_mut().zip(row) {
                    *count += i64::from(share >> 4);
                }
            }
        }
        let prior = |(state, &count): (usize, &i64)| {
            let class = state / kinds;
            let all: i64 = counts[class * kinds..][..kinds].iter().sum();
            if kinds == 1 {
                return lg(all + ONE) as i32;
            }
            let of_class = lg(all + self.start_shares[class] + ONE);
            (lg(count + ONE / kinds as i64) - lg(all + ONE) + of_class) as i32
        };
        counts.iter().enumerate().map(prior).collect()
    }

    /// The posterior of an item, Q16: over the states of its gold where it has any.
    fn set_posterior(&self, gold: u8, sums: &[i32], out: &mut [i32]) {
        let allowed = |state: usize| gold == NONE || state / self.kinds == usize::from(gold);
        let among = sums.iter().enumerate().filter(|(state, _)| allowed(*state));
        let most = among.map(|(_, &sum)| sum).max().unwrap_or(0);
        let odds = |(state, &sum): (usize, &i32)| {
            if allowed(state) {
                ex2neg(i64::from(most - sum))
            } else {
                0
            }
        };
        let all: i64 = sums.iter().enumerate().map(odds).sum();
        for (out, state) in out.iter_mut().zip(sums.iter().enumerate()) {
            *out = floor_div(odds(state) << 16, all) as i32;
        }
    }

    /// Log-likelihoods by class, Q12 bits: those of its kinds together.
    pub fn class_sums(&self, sums: &[i32]) -> Vec<i32> {
        if self.kinds == 1 {
            return sums.to_vec();
        }
        let together = |kinds: &[i32]| {
            let most = kinds.iter().copied().max().unwrap_or(0);
            let odds = kinds.iter().map(|&sum| ex2neg(i64::from(most - sum)));
            most + (lg(odds.sum()) - (16 << 12)) as i32
        };
        sums.chunks_exact(self.kinds).map(together).collect()
    }

    pub fn read_out(&self, sums: &[i32]) -> Refined {
        let mut refined = Refined {
            verdict: Vec::with_capacity(self.support.len()),
            margin: Vec::with_capacity(self.support.len()),
            confidence: Vec::with_capacity(self.support.len()),
        };
        let rows = sums.chunks_exact(self.classes);
        let rows = rows.zip(self.weights.chunks_exact(self.classes));
        for (item, (sums, weights)) in rows.enumerate() {
            let gold = gold_of(self.gold, item);
            let class = if gold != NONE {
                gold
            } else if self.support[item] > 0 {
                self.most_likely(sums)
            } else {
                NONE
            };
            let (margin, confidence) = match class {
                NONE => (0, 0),
                class if gold != NONE => (lead(sums, usize::from(class)), 65_536),
                class => {
                    let class = usize::from(class);
                    let confidence = confidence_in(class, sums, weights);
                    (lead(sums, class), confidence)
                }
            };
            refined.verdict.push(class);
            refined.margin.push(margin);
            refined.confidence.push(confidence);
        }
        refined
    }

    /// The class with the highest sum, of equals the one given more often.
    fn most_likely(&self, sums: &[i32]) -> u8 {
        let mut best = (i32::MIN, NONE);
        for &class in &self.preference {
            let sum = sums[usize::from(class)];
            if sum > best.0 {
                best = (sum, class);
            }
        }
        best.1
    }
}

/// How often each label is given, in counts `[state][label]`.
fn said(classes: usize, counts: &[i64]) -> Vec<i64> {
    let mut said = vec![0_i64; classes];
    for row in counts.chunks_exact(classes) {
        for (sum, &count) in said.iter_mut().zip(row) {
            *sum += count;
        }
    }
    said
}

/// Labels that are the class of their state.
fn right(classes: usize, kinds: usize, counts: &[i64]) -> i64 {
    let rows = counts.chunks_exact(classes).enumerate();
    rows.map(|(state, row)| row[state / kinds]).sum()
}

/// Lead of a class over the best other one.
fn lead(sums: &[i32], class: usize) -> i32 {
    let others = sums.iter().enumerate().filter(|(other, _)| *other != class);
    sums[class] - others.map(|(_, &sum)| sum).max().unwrap_or(sums[class])
}
