//! What is printed of scales and tags.

use super::{
    forms::{FormScore, Measures, SpamScore},
    spam::{DRAWS, SHARE},
};

/// Columns of a table: what a measure is called, and by what it is multiplied for people.
type Columns = [(&'static str, &'static str, f64)];

const OF_SCALES: &Columns = &[
    ("verdict", "verdict_percent", 1.0),
    ("mean", "mean_percent", 1.0),
    ("median", "median_percent", 1.0),
];
const OF_TAGS: &Columns = &[
    ("verdict", "verdict", 100.0),
    ("F1", "verdict_f1", 100.0),
    ("majority", "majority", 100.0),
    ("F1", "majority_f1", 100.0),
];

/// The mean over sets.
const OF_SETS: &str = "average";
/// The mean over the scales of all sets.
const OF_QUESTIONS: &str = "of questions";

/// Prints sets of one kind.
pub fn print(sets: &[FormScore]) {
    let Some(first) = sets.first() else { return };
    let columns = if first.kind == "scale" {
        OF_SCALES
    } else {
        OF_TAGS
    };
    let width = sets.iter().map(|set| set.name.len()).max().unwrap_or(0);
    let width = width.max(OF_QUESTIONS.len());
    if first.kind == "scale" {
        print_units(sets, width);
        println!("mean absolute error in percent of the scale:");
    } else {
        println!("answers that are right, and F1, in percent:");
    }
    let head = format!(
        "{:width$} {:>7} {:>9} {:>8} {:>8}",
        "set", "items", "labelers", "compared", "labels"
    );
    println!("{head}{} {:>11}", names(columns), "honest pay");
    for set in sets {
        println!(
            "{:width$} {:>7} {:>9} {:>8} {:>8}{} {:>11.3}",
            set.name,
            set.items,
            set.labelers,
            set.compared,
            set.labels,
            numbers(columns, &set.measures),
            of(&set.measures, "honest_pay")
        );
    }
    let all: Vec<&Measures> = sets.iter().map(|set| &set.measures).collect();
    for (name, all) in averages(sets, &all) {
        println!(
            "{name:head$}{} {:>11.3}",
            numbers(columns, &all),
            of(&all, "honest_pay"),
            head = head.len()
        );
    }
    print_spam(sets, columns, width);
}

/// Errors of every question, in units of its scale.
fn print_units(sets: &[FormScore], width: usize) {
    let width = width + " 32".len();
    println!("mean absolute error / root mean squared error, in units of the scale:");
    println!(
        "{:width$}  {:>15} {:>15} {:>15}",
        "question", "verdict", "mean", "median"
    );
    for set in sets {
        if set.questions.is_empty() {
            println!("{:width$}  {}", set.name, units(&set.measures));
        }
        for (index, question) in set.questions.iter().enumerate() {
            let name = format!("{} {}", set.name, index + 1);
            println!("{name:width$}  {}", units(&question.errors));
        }
    }
    println!();
}

fn units(errors: &Measures) -> String {
    let pair = |names: [&str; 2]| {
        let [mae, rmse] = names.map(|name| of(errors, name));
        format!("{mae:>7.3} /{rmse:>6.2}")
    };
    let pairs = [
        ["verdict_mae", "verdict_rmse"],
        ["mean_mae", "mean_rmse"],
        ["median_mae", "median_rmse"],
    ];
    pairs.map(pair).map(|pair| format!("{pair:>15}")).join(" ")
}

fn print_spam(sets: &[FormScore], columns: &Columns, width: usize) {
    let Some(first) = sets.first().filter(|set| !set.spam.is_empty()) else {
        return;
    };
    println!();
    println!(
        "with spammers, {:.0} % of the labels, mean of {DRAWS} draws:",
        100.0 * SHARE
    );
    let is_scale = first.kind == "scale";
    let gain = if is_scale { "below better" } else { "" };
    let gain_of = |measures: &Measures| {
        if !is_scale {
            return " ".repeat(12);
        }
        let plain = of(measures, "mean_percent").min(of(measures, "median_percent"));
        let gain = 100.0 * (1.0 - of(measures, "verdict_percent") / plain);
        format!("{gain:>10.1} %")
    };
    println!(
        "{:width$} {:<12}{} {gain:>12} {:>12} {:>11}",
        "set",
        "spam",
        names(columns),
        "spam's pay",
        "honest pay"
    );
    let row = |name: &str, kind: &str, measures: &Measures| {
        println!(
            "{name:width$} {kind:<12}{} {} {:>10.2} % {:>11.3}",
            numbers(columns, measures),
            gain_of(measures),
            100.0 * of(measures, "spam_pay"),
            of(measures, "honest_pay")
        );
    };
    for (place, SpamScore { kind, .. }) in first.spam.iter().enumerate() {
        for set in sets {
            row(&set.name, kind, &set.spam[place].measures);
        }
        let all: Vec<&Measures> = sets.iter().map(|set| &set.spam[place].measures).collect();
        for (name, all) in averages(sets, &all) {
            row(name, kind, &all);
        }
    }
}

/// The means over several sets: each set as one, and as many as it has scales where some has several.
fn averages(sets: &[FormScore], measures: &[&Measures]) -> Vec<(&'static str, Measures)> {
    let average = |weight: fn(&FormScore) -> usize| {
        let weights = sets.iter().map(|set| weight(set) as f64);
        let total: f64 = weights.clone().sum();
        let mut sums = Measures::new();
        for (weight, measures) in weights.zip(measures) {
            for (name, value) in *measures {
                *sums.entry(name).or_default() += weight * value / total;
            }
        }
        sums
    };
    if sets.len() < 2 {
        return Vec::new();
    }
    let mut averages = vec![(OF_SETS, average(|_| 1))];
    if sets.iter().any(|set| set.questions.len() > 1) {
        averages.push((OF_QUESTIONS, average(|set| set.questions.len().max(1))));
    }
    averages
}

fn of(measures: &Measures, name: &str) -> f64 {
    measures.get(name).copied().unwrap_or(f64::NAN)
}

fn names(columns: &Columns) -> String {
    columns
        .iter()
        .map(|(name, ..)| format!(" {name:>9}"))
        .collect()
}

fn numbers(columns: &Columns, measures: &Measures) -> String {
    let number = |(_, name, by): &(&str, &str, f64)| format!(" {:>9.2}", by * of(measures, name));
    columns.iter().map(number).collect()
}
