//! Scales and tags in whole campaigns on the embedded chain: data sets as they are (`demo`), and populations
//! with spammers (`simulate`).

pub mod chain;
pub mod pages;
pub mod people;
pub mod tell;

use std::path::Path;

use anyhow::{ensure, Context, Result};
use pasar_common::task_registry::MIN_PAGE;
use pasar_tables::{can_be_written, keeps_inputs};
use pasar_truth::Read;
use rand::{rngs::StdRng, seq::index::sample, SeedableRng};
use serde::Serialize;

use crate::{
    score::{
        forms::FormScore,
        numbers::{self, Scales},
        sheet::Sheet,
        spam::Spam,
        tags,
    },
    simulate::check,
};
use chain::Chain;
use pages::Page;
use people::People;

/// A data set of scales or tags.
#[derive(Debug)]
pub struct Set<'a> {
    /// Table of labels.
    pub labels: &'a Path,
    /// Table of what is known.
    pub truth: &'a Path,
    /// Its scales; none where it has tags.
    pub scales: Option<&'a Scales>,
    /// How scales are read out.
    pub read: Read,
    /// Tags that an item may have; none where it has scales.
    pub tags: Option<u32>,
}

/// A population to run.
#[derive(Debug)]
pub struct Population {
    /// Spammers' share of the accounts.
    pub spam: f64,
    /// Tasks.
    pub pages: usize,
    /// Items of a task; all of the set where it has fewer.
    pub page: usize,
    /// Seats of a task.
    pub seats: usize,
    /// What decides everything random.
    pub seed: u64,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Written {
    /// Labels of the set that no campaign asks for.
    left_out: usize,
    campaigns: usize,
    #[serde(flatten)]
    score: FormScore,
}

impl Set<'_> {
    fn sheet(&self) -> Result<Sheet> {
        match (self.scales, self.tags) {
            (Some(scales), None) => numbers::read(self.labels, self.truth, scales, self.read),
            (None, Some(tags)) => tags::read(self.labels, self.truth, tags),
            _ => anyhow::bail!("expected either --scale or --tags"),
        }
    }

    fn name(&self) -> String {
        self.labels.display().to_string()
    }
}

/// Runs a data set as it is: campaigns of one task each, with the labels that were given.
///
/// # Errors
/// Where a file is refused, or the market refuses a message.
pub fn demo(set: &Set<'_>, json: Option<&Path>) -> Result<()> {
    if let Some(json) = json {
        keeps_inputs(json, [set.labels, set.truth])?;
        can_be_written(json)?;
    }
    let sheet = set.sheet()?;
    let (pages, left_out) = pages::pages(&sheet);
    ensure!(
        !pages.is_empty(),
        "{}: no task has {} labelers who answer half of what it asks, or more",
        set.name(),
        pages::MIN_SEATS
    );
    let run = Chain::new(&sheet, sheet.labelers)?.run(&pages)?;
    let score = run.score(set.name(), &vec![false; sheet.labelers]);
    tell::demo(&run, &score, &sheet.names, left_out);
    write(json, left_out, run.campaigns, score)
}

/// Runs the people of a data set alone, and beside spammers of each kind, each in a run of its own.
///
/// # Errors
/// Where a file or an option is refused, or the market refuses a message.
pub fn simulate(set: &Set<'_>, population: &Population, json: &Path) -> Result<()> {
    keeps_inputs(json, [set.labels, set.truth])?;
    can_be_written(json)?;
    check(population.spam, population.pages, population.seats)?;
    let sheet = set.sheet()?;
    let people = People::of(&sheet)?;
    let least = (MIN_PAGE as usize).min(sheet.items);
    ensure!(
        population.page >= least,
        "--page is {}, expected {least} or more",
        population.page
    );
    ensure!(
        population.seats <= people.count(),
        "--seats is {}, expected at most {}, the labelers of the set",
        population.seats,
        people.count()
    );
    let (run, mut score) = run_population(set, &people, None, population)?;
    let kinds = match set.tags {
        None => &Spam::ON_SCALES,
        Some(_) => &Spam::WITH_TAGS,
    };
    for kind in kinds {
        let (_, spammed) = run_population(set, &people, Some(*kind), population)?;
        score.spam.push(spammed.as_spam(kind.name()));
    }
    tell::simulate(&run, &score);
    write(Some(json), 0, run.campaigns, score)
}

/// One run: every task has some items of the set and some of the accounts, drawn by chance.
fn run_population(
    set: &Set<'_>,
    people: &People<'_>,
    spam: Option<Spam>,
    population: &Population,
) -> Result<(chain::Run, FormScore)> {
    let rng = &mut StdRng::seed_from_u64(population.seed);
    let (all, honest) = (people.sheet.items, people.count());
    let share = population.spam;
    let spammers = match spam {
        None => 0,
        Some(_) => (honest as f64 * share / (1.0 - share)).round() as usize,
    };
    let spammer = spam.map(|spam| people.spammer(spam, rng));
    let mut pages = Vec::new();
    for _ in 0..population.pages {
        let items = sample(rng, all, population.page.min(all)).into_vec();
        let seats = sample(rng, honest + spammers, population.seats).into_vec();
        let mut rows = Vec::new();
        for account in seats {
            let row = match &spammer {
                Some(spammer) if account >= honest => people.spams(spammer, &items, rng),
                _ => people.says(account, &items, rng),
            };
            rows.push((account, row));
        }
        pages.push(Page { items, rows });
    }
    let accounts = honest + spammers;
    let run = Chain::new(people.sheet, accounts)?.run(&pages)?;
    let spams: Vec<bool> = (0..accounts).map(|account| account >= honest).collect();
    let score = run.score(set.name(), &spams);
    Ok((run, score))
}

fn write(json: Option<&Path>, left_out: usize, campaigns: usize, score: FormScore) -> Result<()> {
    let Some(path) = json else { return Ok(()) };
    let written = Written {
        left_out,
        campaigns,
        score,
    };
    let text = serde_json::to_string_pretty(&written)? + "\n";
    std::fs::write(path, text).with_context(|| path.display().to_string())?;
    println!("json: {}", path.display());
    Ok(())
}
