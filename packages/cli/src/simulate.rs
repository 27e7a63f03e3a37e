//! `pasar simulate`: populations of labelers and spammers in the real contracts, draws included.

use std::path::Path;

use anyhow::{ensure, Context, Result};
use indicatif::ProgressBar;
use pasar_common::task_registry::MIN_PAGE;
use serde::Serialize;

use crate::{
    crowd::Crowd,
    population::{Kind, World},
    reader::MARGIN,
    simulation::{simulate, Seats},
};

/// Seats of an item, where there are so many labelers.
const SEATS: usize = 5;

/// What to simulate.
pub struct Options<'a> {
    /// CSV file of labels.
    pub labels: &'a Path,
    /// CSV file of the truth.
    pub truth: &'a Path,
    /// Spammers' share of the accounts, and so of the labels.
    pub spam: f64,
    /// Tasks.
    pub pages: usize,
    /// Items of a task, about.
    pub page: usize,
    /// What decides everything random.
    pub seed: u64,
    /// Where to write JSON.
    pub json: &'a Path,
}

/// What a simulation came to.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Honest labelers alone, then spammers of each kind, each in a run of its own.
    pub groups: Vec<Group>,
    /// Of the run without spammers.
    pub accuracy: Accuracy,
    /// Part of the honest accounts that were slashed, in the run without spammers.
    pub honest_slashed: f64,
    /// Labels of an item, in the run without spammers.
    pub labels_per_item: f64,
    /// Honest labelers where the requester asks again below a margin.
    pub adaptive: Overlap,
    /// Honest labelers with a fixed number of seats, about as many labels.
    pub equal: Overlap,
    /// The same with at least 1.5 times as many labels.
    pub fixed: Overlap,
}

/// How accurate so many labels are.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Overlap {
    /// Labels of an item.
    pub labels_per_item: f64,
    /// Accuracy of the verdict.
    pub verdict: f64,
}

/// How one group did in its run.
#[derive(Debug, Serialize)]
pub struct Group {
    /// Its name.
    pub group: String,
    /// Its part of the labels.
    pub labels_share: f64,
    /// Its part of the pay, after the lift.
    pub pay_share: f64,
    /// Part of the price that its skill earned, before the lift.
    pub rate: f64,
    /// Part of its labels that are right.
    pub accuracy: f64,
    /// Part of its accounts that are suspended at the end, or were slashed.
    pub caught: f64,
    /// Rate of the honest labelers in the same run.
    pub honest_rate: f64,
    /// Accuracy of the verdict in the same run.
    pub verdict_accuracy: f64,
}

/// Part of the items that are right.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Accuracy {
    /// In the verdict.
    pub verdict: f64,
    /// In a plain vote, the smaller class at a tie.
    pub plurality: f64,
}

/// Runs a data set's labelers alone, and with each kind of spammers; prints and writes the report.
///
/// # Errors
/// Where a file is malformed, or the market refuses a message.
pub fn run(options: &Options<'_>) -> Result<()> {
    ensure!(
        (0.0..0.9).contains(&options.spam),
        "--spam is {}, expected 0 to 0.9",
        options.spam
    );
    ensure!(options.pages > 0, "--pages is 0, expected 1 or more");
    let (page, least) = (options.page, MIN_PAGE as usize);
    ensure!(page >= least, "--page is {page}, expected {least} or more");
    let crowd = Crowd::read(options.labels, Some(options.truth))?;
    let world = World::of(&crowd);
    ensure!(
        world.labelers.len() >= 3 && world.truth.len() >= 50,
        "{} labelers of {} items with a known class, expected at least 3 and 50",
        world.labelers.len(),
        world.truth.len()
    );
    let bar = ProgressBar::new(4 + Kind::ALL.len() as u64);
    let honest = simulate(&world, None, Seats::Fixed(SEATS), options)?;
    bar.inc(1);
    let adaptive = simulate(&world, None, Seats::Waves, options)?.overlap();
    bar.inc(1);
    let equal = adaptive.labels_per_item.round() as usize;
    let equal = simulate(&world, None, Seats::Fixed(equal), options)?.overlap();
    bar.inc(1);
    let more = (1.5 * adaptive.labels_per_item).ceil() as usize;
    let fixed = simulate(&world, None, Seats::Fixed(more), options)?.overlap();
    bar.inc(1);
    let mut groups = vec![honest.group("honest", true)];
    for kind in Kind::ALL {
        let outcome = simulate(&world, Some(kind), Seats::Fixed(SEATS), options)?;
        groups.push(outcome.group(kind.name(), false));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let report = Report {
        groups,
        accuracy: honest.accuracy,
        honest_slashed: honest.slashed,
        labels_per_item: honest.labels_per_item,
        adaptive,
        equal,
        fixed,
    };
    tell(&report);
    std::fs::write(options.json, serde_json::to_string_pretty(&report)? + "\n")
        .with_context(|| options.json.display().to_string())
}

fn tell(report: &Report) {
    println!(
        "{:12} {:>8} {:>8} {:>8} {:>9} {:>8} {:>12} {:>8}",
        "group", "labels", "pay", "rate", "accuracy", "caught", "honest rate", "verdict"
    );
    for group in &report.groups {
        println!(
            "{:12} {:>7.1}% {:>7.1}% {:>8.2} {:>8.1}% {:>7.1}% {:>12.2} {:>7.1}%",
            group.group,
            100.0 * group.labels_share,
            100.0 * group.pay_share,
            group.rate,
            100.0 * group.accuracy,
            100.0 * group.caught,
            group.honest_rate,
            100.0 * group.verdict_accuracy
        );
    }
    println!(
        "without spam: verdict {:.1} %, plurality {:.1} %, {:.1} labels an item, {:.2} % slashed",
        100.0 * report.accuracy.verdict,
        100.0 * report.accuracy.plurality,
        report.labels_per_item,
        100.0 * report.honest_slashed
    );
    let overlap = |name: &str, overlap: &Overlap| {
        println!(
            "{name}: verdict {:.1} % with {:.2} labels an item",
            100.0 * overlap.verdict,
            overlap.labels_per_item
        );
    };
    overlap(
        &format!("asking again below {MARGIN} bits"),
        &report.adaptive,
    );
    overlap("as many fixed seats", &report.equal);
    overlap("half as many again", &report.fixed);
}
