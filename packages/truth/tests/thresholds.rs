//! Reporting what one believes pays best: no rule "call class k whenever my belief in it is above t"
//! beats calling the likeliest class by more than noise.
//!
//! Where a class is rare, a labeler who calls the likeliest one calls it less often than it occurs. Calling
//! it from a belief of about 0.4 gains a few hundredths of the price there: labels that are as wide as
//! the references are measured against no more than those. From there on it loses. Balanced classes
//! have no such slack.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: beliefs are real numbers, and a wrong index fails them, as it should"
)]

use pasar_truth::{resolve, History, PayTerms, Seat, Task, ONE};
use rstest::rstest;

const ITEMS: usize = 250;
const OTHERS: usize = 4;
const TASKS: u64 = 40;
const THRESHOLDS: [f64; 11] = [0.05, 0.1, 0.2, 0.3, 0.4, 0.45, 0.55, 0.6, 0.7, 0.8, 0.9];
/// A record of 100 labels and a skill of 0.6: the gate is open, so pay follows skill alone.
const RECORD: History = History {
    skill: 60 * ONE,
    mass: 100 * ONE,
    evidence: 0,
};
/// Skill is paid as it is.
const PAY: PayTerms = PayTerms {
    floor_bps: 0,
    full_bps: 10_000,
};
/// What a rule may gain beside the noise, in parts of the price: with balanced classes, ...
const NOTHING: f64 = 0.005;
/// ... and with a class of one item in ten.
const LITTLE: f64 = 0.035;

/// Draws that are the same on every run.
struct Draws(u64);

impl Draws {
    /// Evenly between 0 and 1.
    fn even(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1_u32 << 31)
    }

    /// About normal: mean 0, variance 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }

    fn class(&mut self, shares: &[f64]) -> usize {
        let mut rest = self.even();
        let reached = |share: &f64| {
            rest -= share;
            rest < 0.0
        };
        shares.iter().position(reached).unwrap_or(shares.len() - 1)
    }

    /// What somebody believes of an item who sees its class through noise.
    fn belief(&mut self, class: usize, shares: &[f64], noise: f64) -> Vec<f64> {
        // A signal a class, which is 1 for the true one; the likelihood of a class grows with its own.
        let likely = shares.iter().enumerate().map(|(at, share)| {
            let seen = f64::from(u8::from(at == class)) + noise * self.normal();
            share * (seen / (noise * noise)).exp()
        });
        let likely: Vec<f64> = likely.collect();
        let sum: f64 = likely.iter().sum();
        likely.iter().map(|value| value / sum).collect()
    }
}

fn likeliest(belief: &[f64], without: Option<usize>) -> u8 {
    let among = (0..belief.len()).filter(|&class| Some(class) != without);
    among
        .max_by(|&a, &b| belief[a].total_cmp(&belief[b]))
        .unwrap() as u8
}

fn ruled(beliefs: &[Vec<f64>], class: usize, threshold: f64) -> Vec<u8> {
    let rule = |belief: &Vec<f64>| {
        if belief[class] > threshold {
            class as u8
        } else {
            likeliest(belief, Some(class))
        }
    };
    beliefs.iter().map(rule).collect()
}

/// What the first seat is paid before any lift, as a part of the price.
fn paid(labels: &[u8], others: &[Vec<u8>], classes: usize) -> f64 {
    let rows = core::iter::once(labels).chain(others.iter().map(Vec::as_slice));
    let seats: Vec<Seat<'_>> = rows
        .map(|labels| Seat {
            labels,
            asked: ITEMS as u32,
            history: RECORD,
        })
        .collect();
    let task = Task::new(classes, ITEMS, &seats, &[], PAY).unwrap();
    f64::from(resolve(&task).scores[0].rate_bps) / 10_000.0
}

#[rstest]
#[case::two_balanced(&[0.5, 0.5], 0.7, NOTHING)]
#[case::two_balanced_and_hard(&[0.5, 0.5], 1.0, NOTHING)]
#[case::two_with_a_rare_one(&[0.9, 0.1], 0.55, LITTLE)]
#[case::two_with_a_rare_and_hard_one(&[0.9, 0.1], 0.65, LITTLE)]
#[case::three_balanced(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 0.7, NOTHING)]
#[case::three_with_a_rare_one(&[0.6, 0.3, 0.1], 0.7, LITTLE)]
#[case::three_with_two_rare_ones(&[0.8, 0.1, 0.1], 0.6, LITTLE)]
fn no_threshold_beats_the_honest_one(
    #[case] shares: &[f64],
    #[case] noise: f64,
    #[case] allowed: f64,
) {
    let classes = shares.len();
    let rules: Vec<(usize, f64)> = (0..classes)
        .flat_map(|class| THRESHOLDS.map(|threshold| (class, threshold)))
        .collect();
    let mut gains = vec![Vec::new(); rules.len()];
    let mut honest_pay = 0.0;
    for seed in 0..TASKS {
        let mut draws = Draws(seed * 7_919 + classes as u64);
        let truth: Vec<usize> = (0..ITEMS).map(|_| draws.class(shares)).collect();
        let mut beliefs = || -> Vec<Vec<f64>> {
            let see = |&class: &usize| draws.belief(class, shares, noise);
            truth.iter().map(see).collect()
        };
        let honest = |beliefs: &[Vec<f64>]| -> Vec<u8> {
            beliefs
                .iter()
                .map(|belief| likeliest(belief, None))
                .collect()
        };
        let own = beliefs();
        let others: Vec<Vec<u8>> = (0..OTHERS).map(|_| honest(&beliefs())).collect();
        let baseline = paid(&honest(&own), &others, classes);
        honest_pay += baseline / TASKS as f64;
        for (gains, &(class, threshold)) in gains.iter_mut().zip(&rules) {
            gains.push(paid(&ruled(&own, class, threshold), &others, classes) - baseline);
        }
    }
    // Honest labels are worth something, or there is nothing to beat.
    assert!(honest_pay > 0.3, "{honest_pay}");
    for ((class, threshold), gains) in rules.into_iter().zip(gains) {
        let tasks = gains.len() as f64;
        let mean = gains.iter().sum::<f64>() / tasks;
        let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / tasks;
        let noise = 3.0 * (variance / tasks).sqrt();
        assert!(
            mean <= allowed + noise,
            "class {class} above {threshold}: {mean:+.4} beside {honest_pay:.3}, noise {noise:.4}"
        );
    }
}

/// The rule that was paid when labels were measured against the references' spread alone.
#[test]
fn calling_a_rare_class_too_readily_costs_pay() {
    let shares = [0.9, 0.1];
    let mut means = [0.0; 2];
    for seed in 0..TASKS {
        let mut draws = Draws(seed * 104_729 + 1);
        let truth: Vec<usize> = (0..ITEMS).map(|_| draws.class(&shares)).collect();
        let rows: Vec<Vec<Vec<f64>>> = (0..=OTHERS)
            .map(|_| {
                let see = |&class: &usize| draws.belief(class, &shares, 0.8);
                truth.iter().map(see).collect()
            })
            .collect();
        let others: Vec<Vec<u8>> = rows[1..].iter().map(|own| ruled(own, 1, 0.5)).collect();
        for (mean, threshold) in means.iter_mut().zip([0.5, 0.1]) {
            *mean += paid(&ruled(&rows[0], 1, threshold), &others, 2) / TASKS as f64;
        }
    }
    let [honest, readily] = means;
    assert!(readily < honest - 0.03, "{readily} beside {honest}");
}
