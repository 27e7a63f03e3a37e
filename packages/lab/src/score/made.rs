//! Sets that are made: what a scale pays those who oppose, stretch or conspire, by the library alone.

use anyhow::Result;
use pasar_truth::{Question, Read, Score, NONE};
use rand::{rngs::StdRng, seq::index::sample, Rng, SeedableRng};
use serde::Serialize;

use super::sheet::{Asked, Label, Sheet};

/// Items of a task.
const ITEMS: usize = 100;
/// Seats of a task.
const SEATS: usize = 5;
/// Highest level of the scale.
const TOP: f64 = 100.0;
/// Tasks over which results are averaged.
const TASKS: u64 = 200;
/// Items of a task whose answer the requester knows, where there is gold.
const GOLD: usize = 10;
/// Labelers, and those of them who conspire.
const LABELERS: (usize, usize) = (60, 20);
/// Standard deviations of honest answers, of the scale.
const NOISE: [f64; 2] = [0.1, 0.2];
/// By how much somebody stretches their answers, from the middle of the scale.
const STRETCHES: [f64; 7] = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 9.0];

/// What was paid, as parts of the full price.
#[derive(Serialize)]
pub struct Made {
    /// With honest answers of each noise.
    pub cases: Vec<Case>,
    /// What one of five is paid who stretches.
    pub stretching: Vec<Stretched>,
}

/// Some who cheat among honest labelers.
#[derive(Serialize)]
pub struct Case {
    /// Standard deviation of honest answers, of the scale.
    pub noise: f64,
    /// Pay of honest labelers, where all are.
    pub honest: f64,
    /// Pay of honest labelers beside two of five who turn every answer around.
    pub honest_beside_opposed: f64,
    /// Pay of those two.
    pub opposed: f64,
    /// Share of the pay that a third of the labelers takes who agreed on every answer.
    pub ring: f64,
    /// The same where ten items of every task are gold.
    pub ring_with_gold: f64,
}

/// One of five who stretches.
#[derive(Serialize)]
pub struct Stretched {
    /// Away from the middle by so much.
    pub by: f64,
    /// The skill that they show.
    pub skill: f64,
    /// What they are paid.
    pub paid: f64,
}

/// Makes the sets, prints and returns what was paid.
pub fn run() -> Result<Made> {
    let cases = NOISE.map(case).into_iter().collect::<Result<Vec<_>>>()?;
    let stretching = STRETCHES.map(stretched);
    let stretching = stretching.into_iter().collect::<Result<Vec<_>>>()?;
    println!("five seats, {ITEMS} items on a scale of 101 levels, mean of {TASKS} tasks");
    println!(
        "{:>7} {:>8} {:>18} {:>8} {:>13} {:>22}",
        "noise", "honest", "beside 2 opposed", "opposed", "ring of 1/3", "the same, 10 gold items"
    );
    for case in &cases {
        println!(
            "{:>5.0} % {:>8.3} {:>18.3} {:>8.3} {:>11.1} % {:>21.1} %",
            100.0 * case.noise,
            case.honest,
            case.honest_beside_opposed,
            case.opposed,
            100.0 * case.ring,
            100.0 * case.ring_with_gold
        );
    }
    println!();
    println!(
        "one of five stretches their answers, noise {:.0} %",
        100.0 * NOISE[1]
    );
    println!("{:>7} {:>8} {:>8}", "by", "skill", "paid");
    for Stretched { by, skill, paid } in &stretching {
        println!("{by:>7} {skill:>8.3} {paid:>8.3}");
    }
    Ok(Made { cases, stretching })
}

fn case(noise: f64) -> Result<Case> {
    let mut honest = 0.0;
    let mut beside = 0.0;
    let mut opposed = 0.0;
    let mut ring = Shares::default();
    let mut ring_with_gold = Shares::default();
    for seed in 0..TASKS {
        let mut task = Drawn::new(seed);
        let mut rows: Vec<Vec<u8>> = (0..SEATS).map(|_| task.see(noise)).collect();
        honest += mean_pay(&task.resolve(&rows, &[])?);
        rows[0] = task.opposed();
        rows[1] = task.opposed();
        let scores = task.resolve(&rows, &[])?;
        opposed += mean_pay(&scores[..2]);
        beside += mean_pay(&scores[2..]);
        let (all, conspire) = LABELERS;
        let key: Vec<u8> = (0..ITEMS).map(|_| task.any()).collect();
        let seats: Vec<usize> = sample(&mut task.rng, all, SEATS).into_vec();
        let is_ring: Vec<bool> = seats.iter().map(|labeler| *labeler < conspire).collect();
        for (row, is_ring) in rows.iter_mut().zip(&is_ring) {
            *row = if *is_ring {
                key.clone()
            } else {
                task.see(noise)
            };
        }
        let mut gold = vec![NONE; ITEMS];
        for item in sample(&mut task.rng, ITEMS, GOLD) {
            gold[item] = task.truth[item];
        }
        ring.add(&task.resolve(&rows, &[])?, &is_ring);
        ring_with_gold.add(&task.resolve(&rows, &gold)?, &is_ring);
    }
    let tasks = TASKS as f64;
    Ok(Case {
        noise,
        honest: honest / tasks,
        honest_beside_opposed: beside / tasks,
        opposed: opposed / tasks,
        ring: ring.share(),
        ring_with_gold: ring_with_gold.share(),
    })
}

fn stretched(by: f64) -> Result<Stretched> {
    let mut skill = 0.0;
    let mut paid = 0.0;
    for seed in 0..TASKS {
        let mut task = Drawn::new(seed);
        let mut rows: Vec<Vec<u8>> = (0..SEATS).map(|_| task.see(NOISE[1])).collect();
        let stretch = |level: &u8| to_level(TOP / 2.0 + by * (f64::from(*level) - TOP / 2.0));
        rows[0] = rows[0].iter().map(stretch).collect();
        let scores = task.resolve(&rows, &[])?;
        skill += scores[0].skill as f64 / pasar_truth::ONE as f64;
        paid += mean_pay(&scores[..1]);
    }
    Ok(Stretched {
        by,
        skill: skill / TASKS as f64,
        paid: paid / TASKS as f64,
    })
}

/// A task with its truth.
struct Drawn {
    truth: Vec<u8>,
    rng: StdRng,
}

impl Drawn {
    fn new(seed: u64) -> Self {
        let mut drawn = Self {
            truth: Vec::new(),
            rng: StdRng::seed_from_u64(seed),
        };
        drawn.truth = (0..ITEMS).map(|_| drawn.any()).collect();
        drawn
    }

    fn any(&mut self) -> u8 {
        self.rng.random_range(0..=TOP as u8)
    }

    /// What somebody sees of the truth. The sum of twelve draws is as good as normal.
    fn see(&mut self, noise: f64) -> Vec<u8> {
        let mut off = || (0..12).map(|_| self.rng.random::<f64>()).sum::<f64>() - 6.0;
        let see = |truth: &u8| to_level(f64::from(*truth) + noise * TOP * off());
        self.truth.iter().map(see).collect()
    }

    fn opposed(&self) -> Vec<u8> {
        self.truth
            .iter()
            .map(|truth| to_level(TOP - f64::from(*truth)))
            .collect()
    }

    fn resolve(&self, rows: &[Vec<u8>], gold: &[u8]) -> Result<Vec<Score>> {
        let question = Question::Scale {
            levels: TOP as u8 + 1,
            read: Read::Mean,
        };
        let of_seat = |(labeler, row): (usize, &Vec<u8>)| -> Vec<Label> {
            let label = |(cell, &level): (usize, &u8)| Label {
                cell,
                labeler,
                level,
                value: f64::from(level),
            };
            row.iter().enumerate().map(label).collect()
        };
        let sheet = Sheet {
            questions: vec![Asked {
                question,
                from: 0.0,
                step: 1.0,
            }],
            items: ITEMS,
            labelers: rows.len(),
            names: vec![],
            labels: rows.iter().enumerate().flat_map(of_seat).collect(),
            truth: vec![],
        };
        Ok(sheet.resolve(&sheet.labels, gold)?.scores)
    }
}

/// Pay of a ring and of everybody.
#[derive(Default)]
struct Shares {
    ring: f64,
    all: f64,
}

impl Shares {
    fn add(&mut self, scores: &[Score], is_ring: &[bool]) {
        for (score, is_ring) in scores.iter().zip(is_ring) {
            let paid = f64::from(score.paid_bps);
            self.all += paid;
            self.ring += if *is_ring { paid } else { 0.0 };
        }
    }

    fn share(&self) -> f64 {
        self.ring / self.all.max(1.0)
    }
}

fn mean_pay(scores: &[Score]) -> f64 {
    let paid: f64 = scores.iter().map(|score| f64::from(score.paid_bps)).sum();
    paid / 10_000.0 / scores.len() as f64
}

fn to_level(value: f64) -> u8 {
    value.round().clamp(0.0, TOP) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposing_stretching_and_conspiring_do_not_pay() {
        let made = run().unwrap();
        for case in &made.cases {
            assert!(case.honest >= 0.95, "{}", case.honest);
            assert!(case.honest_beside_opposed >= 0.95);
            assert!(case.opposed <= 0.01);
            assert!(case.ring > 0.1, "gold is there for something");
            assert!(case.ring_with_gold <= 0.05, "{}", case.ring_with_gold);
        }
        let plain = made.stretching.iter().find(|of| of.by == 1.0).unwrap();
        for other in made.stretching.iter().filter(|of| of.by != 1.0) {
            assert!(other.skill < plain.skill && other.paid <= plain.paid);
        }
    }
}
