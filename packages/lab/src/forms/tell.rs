//! Scales and tags on the chain, told in a terminal.

use super::chain::Run;
use crate::{
    demo::outcome::counted,
    score::forms::{FormScore, Measures},
};

/// Labelers that are shown.
const SHOWN: usize = 10;

/// Says what a data set came to; `names` are what its labelers are called.
pub fn demo(run: &Run, score: &FormScore, names: &[String], left_out: usize) {
    overview(run, score);
    if left_out > 0 {
        println!(
            "{left_out} labels were left out: a seat answers half of its task or more, and a task has 3 to 32 seats"
        );
    }
    head(score);
    line("as it is", score, &score.measures);
    let mut order: Vec<usize> = (0..run.accounts.len()).collect();
    order.retain(|account| run.accounts[*account].labels > 0);
    order.sort_by_key(|account| core::cmp::Reverse(run.accounts[*account].pay));
    println!(
        "\n{:12} {:>7} {:>8} {:>14}",
        "labeler", "labels", "paid", "upasar"
    );
    for account in order.iter().take(SHOWN) {
        let own = &run.accounts[*account];
        let name = names.get(*account).map_or("", String::as_str);
        println!(
            "{name:12} {:>7} {:>7.1}% {:>14}",
            own.labels,
            100.0 * own.paid / own.labels as f64,
            own.pay
        );
    }
    if order.len() > SHOWN {
        println!("and {} more", order.len() - SHOWN);
    }
}

/// Says what a population came to, alone and beside spammers.
pub fn simulate(run: &Run, score: &FormScore) {
    overview(run, score);
    head(score);
    line("honest", score, &score.measures);
    for spam in &score.spam {
        line(spam.kind, score, &spam.measures);
    }
}

fn overview(run: &Run, score: &FormScore) {
    println!(
        "{}: {}, {} items, {}, {} labels by {} labelers, {} answers compared",
        score.name,
        counted(run.campaigns, "campaign"),
        score.items,
        counted(run.sheet.questions.len(), "question"),
        score.labels,
        score.labelers,
        score.compared
    );
}

/// Columns: what a measure is called, and by what it is multiplied.
fn columns(score: &FormScore) -> &'static [(&'static str, &'static str, f64)] {
    if score.kind == "scale" {
        &[
            ("verdict", "verdict_percent", 1.0),
            ("mean", "mean_percent", 1.0),
            ("median", "median_percent", 1.0),
        ]
    } else {
        &[
            ("verdict", "verdict", 100.0),
            ("F1", "verdict_f1", 100.0),
            ("majority", "majority", 100.0),
            ("F1", "majority_f1", 100.0),
        ]
    }
}

fn head(score: &FormScore) {
    println!(
        "{}",
        if score.kind == "scale" {
            "mean absolute error in percent of the scale:"
        } else {
            "answers that are right, and F1, in percent:"
        }
    );
    let names = columns(score)
        .iter()
        .map(|(name, ..)| format!(" {name:>8}"));
    println!(
        "{:12}{} {:>12} {:>10} {:>10}",
        "",
        names.collect::<String>(),
        "spam labels",
        "spam pay",
        "honest pay"
    );
}

fn line(name: &str, score: &FormScore, measures: &Measures) {
    let of = |name: &str| measures.get(name).copied();
    let numbers = columns(score).iter().map(|(_, name, times)| {
        of(name).map_or(format!(" {:>8}", "-"), |value| {
            format!(" {:>8.2}", times * value)
        })
    });
    let share =
        |name: &str| of(name).map_or("-".to_owned(), |part| format!("{:.2} %", 100.0 * part));
    println!(
        "{name:12}{} {:>12} {:>10} {:>10.3}",
        numbers.collect::<String>(),
        share("spam_labels"),
        share("spam_pay"),
        of("honest_pay").unwrap_or(0.0)
    );
}
