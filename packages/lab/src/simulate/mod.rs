//! `lab simulate`: populations of labelers and spammers in the real contracts, draws included.

pub mod outcome;
pub mod population;
pub mod reader;
pub mod report;
pub mod rings;
pub mod simulation;

use anyhow::{ensure, Context, Result};
use indicatif::ProgressBar;
use pasar_common::task_registry::MIN_PAGE;
use pasar_tables::{can_be_written, keeps_inputs};

use crate::crowd::Crowd;
use population::{Kind, World};
use report::{tell, Report};
pub use simulation::Options;
use simulation::{simulate, Seats};

/// Runs a data set's labelers alone, and with each kind of spammers; prints and writes the report.
pub fn run(options: &Options<'_>) -> Result<()> {
    check(options.spam, options.pages, options.seats)?;
    let page = options.page;
    let least = MIN_PAGE as usize;
    ensure!(page >= least, "--page is {page}, expected {least} or more");
    keeps_inputs(options.json, [options.labels, options.truth])?;
    can_be_written(options.json)?;
    let crowd = Crowd::read(options.labels, Some(options.truth))?;
    let world = World::of(&crowd);
    ensure!(
        world.labelers.len() >= 3 && world.truth.len() >= 50,
        "{} labelers of {} items with a known class, expected at least 3 and 50",
        world.labelers.len(),
        world.truth.len()
    );
    let bar = ProgressBar::new(4 + Kind::ALL.len() as u64);
    let honest = simulate(&world, None, Seats::Fixed(options.seats), options)?;
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
        let outcome = simulate(&world, Some(kind), Seats::Fixed(options.seats), options)?;
        groups.push(outcome.group(kind.name(), false));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let report = Report {
        items: world.truth.len(),
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

/// Refuses options that no population has.
pub fn check(spam: f64, pages: usize, seats: usize) -> Result<()> {
    ensure!(
        (0.0..0.9).contains(&spam),
        "--spam is {spam}, expected 0 to 0.9"
    );
    ensure!(pages > 0, "--pages is 0, expected 1 or more");
    ensure!(
        (3..=32).contains(&seats),
        "--seats is {seats}, expected 3 to 32"
    );
    Ok(())
}
