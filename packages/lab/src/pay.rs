//! What pay says of labels, by the library alone: what newcomers are paid, and what it brings to say more or
//! less than one believes.

use anyhow::{anyhow, Result};
use pasar_truth::{resolve, History, PayTerms, Score, Seat, Task, ONE};
use rand::{rngs::StdRng, Rng, SeedableRng};

/// Tasks over which each line is an average.
const TASKS: usize = 200;
/// Seats and items of a task.
const SIZES: [(usize, usize); 6] = [(3, 50), (3, 100), (3, 250), (5, 50), (5, 100), (5, 250)];
/// How often a newcomer is right, in percent.
const RIGHT: u32 = 75;
/// Cues of an item, each right four times of five.
const CUES: u32 = 4;

/// Prints both tables.
pub fn run() -> Result<()> {
    newcomers()?;
    beliefs()
}

/// Labelers without a record, and beside them one who guesses.
fn newcomers() -> Result<()> {
    println!("## What newcomers are paid\n");
    println!(
        "| two classes, right {RIGHT} times of 100 | of the price | one who guesses among them |"
    );
    println!("|---|---|---|");
    for (seats, items) in SIZES {
        let mut rng = StdRng::seed_from_u64(1);
        let [mut honest, mut guess] = [0.0; 2];
        for _ in 0..TASKS {
            let truth: Vec<u8> = (0..items).map(|_| rng.random_range(0..2)).collect();
            let mut rows: Vec<Vec<u8>> = (0..seats).map(|_| looked(&truth, &mut rng)).collect();
            let scores = scores(&rows)?;
            honest += scores.iter().map(paid).sum::<f64>() / seats as f64;
            rows[0] = (0..items).map(|_| rng.random_range(0..2)).collect();
            guess += paid(&self::scores(&rows)?[0]);
        }
        println!(
            "| {seats} seats x {items} items | {:.2} | {:.2} |",
            honest / TASKS as f64,
            guess / TASKS as f64
        );
    }
    Ok(())
}

/// Four labelers say what they take to be likelier; a fifth calls the rare class from some belief on.
fn beliefs() -> Result<()> {
    println!("\n## What it brings to say more or less than one believes\n");
    println!("| a class of 10 %, called from a belief of | right | skill | of the price |");
    println!("|---|---|---|---|");
    for (least, belief) in [(2, "10 %"), (3, "64 %"), (4, "97 %")] {
        let mut rng = StdRng::seed_from_u64(2);
        let [mut right, mut skill, mut pay] = [0.0; 3];
        let items = 250;
        for _ in 0..TASKS {
            let truth: Vec<u8> = (0..items).map(|_| rng.random_bool(0.1).into()).collect();
            let leasts = [least, 3, 3, 3, 3];
            let rows: Vec<Vec<u8>> = leasts
                .iter()
                .map(|least| called(&truth, *least, &mut rng))
                .collect();
            let hits = rows[0]
                .iter()
                .zip(&truth)
                .filter(|(label, class)| label == class);
            right += hits.count() as f64 / items as f64;
            let score = &scores(&rows)?[0];
            skill += score.skill as f64 / ONE as f64;
            pay += paid(score);
        }
        let mean = |sum: f64| sum / TASKS as f64;
        println!(
            "| {belief} | {:.0} % | {:.2} | {:.2} |",
            mean(right) * 100.0,
            mean(skill),
            mean(pay)
        );
    }
    Ok(())
}

/// Labels of a newcomer who looks.
fn looked(truth: &[u8], rng: &mut StdRng) -> Vec<u8> {
    let label = |class: &u8| class ^ u8::from(!rng.random_ratio(RIGHT, 100));
    truth.iter().map(label).collect()
}

/// Labels of somebody who sees [`CUES`] cues of each item, and calls the rare class where at least so many
/// speak for it.
fn called(truth: &[u8], least: usize, rng: &mut StdRng) -> Vec<u8> {
    let label = |class: &u8| {
        let speaks = (0..CUES).filter(|_| rng.random_ratio(4, 5) == (*class == 1));
        u8::from(speaks.count() >= least)
    };
    truth.iter().map(label).collect()
}

/// Scores of labelers without a record.
fn scores(rows: &[Vec<u8>]) -> Result<Vec<Score>> {
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|labels| Seat {
            labels,
            asked: labels.len() as u32,
            history: History::default(),
        })
        .collect();
    let items = rows.first().map_or(0, Vec::len);
    let task = Task::new(2, items, &seats, &[], PayTerms::default());
    let task = task.map_err(|error| anyhow!("{error}"))?;
    Ok(resolve(&task).scores)
}

/// Part of the price.
fn paid(score: &Score) -> f64 {
    f64::from(score.paid_bps) / 10_000.0
}
