//! `lab rings`: what rings are paid, by their part of the accounts, by seats and by items of a task, over
//! several data sets.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{anyhow, ensure, Result};
use pasar_tables::find;

use super::{
    population::{Kind, World},
    simulation::{simulate, Seats},
    Options,
};
use crate::crowd::Crowd;

/// What to measure.
pub struct Rings<'a> {
    /// Folders with labels and truth.
    pub folders: &'a [PathBuf],
    /// Spammers' shares of the accounts.
    pub spam: &'a [f64],
    /// Seats of a task.
    pub seats: &'a [usize],
    /// Items of a task.
    pub page: &'a [usize],
    /// Tasks.
    pub pages: usize,
    /// Whether ten items of every task are gold.
    pub gold: bool,
    /// Runs of each data set, each by draws of its own, whose mean is told.
    pub seeds: u64,
}

/// Prints a line for each number of seats and items: the ring's part of the pay, mean and worst of the data
/// sets, for each share.
pub fn run(rings: &Rings<'_>) -> Result<()> {
    ensure!(!rings.folders.is_empty(), "no folders");
    ensure!(rings.seeds > 0, "--seeds is 0, expected at least 1");
    let worlds = rings
        .folders
        .iter()
        .map(|folder| world(folder))
        .collect::<Result<Vec<_>>>()?;
    let shares = rings
        .spam
        .iter()
        .map(|share| format!(" {:.0} % |", share * 100.0));
    let shares: Vec<String> = shares.collect();
    println!("| seats x items |{}", shares.concat());
    println!("|---|{}", "---|".repeat(shares.len()));
    for &seats in rings.seats {
        for &page in rings.page {
            let mut line = format!("| {seats} x {page} |");
            for &spam in rings.spam {
                let paid = all_paid(&worlds, rings, spam, (seats, page))?;
                let mean = paid.iter().sum::<f64>() / paid.len() as f64;
                let worst = paid.iter().copied().fold(0.0, f64::max);
                line += &format!(" {:.1} / {:.1} % |", mean * 100.0, worst * 100.0);
            }
            println!("{line}");
        }
    }
    Ok(())
}

fn world(folder: &Path) -> Result<World> {
    let labels = find(folder, "labels")?;
    let truth = find(folder, "truth")?;
    Ok(World::of(&Crowd::read(&labels, Some(&truth))?))
}

/// A ring's part of the pay in each world, the mean of its runs. As many run at once as there are cores.
fn all_paid(
    worlds: &[World],
    rings: &Rings<'_>,
    spam: f64,
    size: (usize, usize),
) -> Result<Vec<f64>> {
    let runs: Vec<_> = worlds
        .iter()
        .flat_map(|world| (1..=rings.seeds).map(move |seed| (world, seed)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, f64)>> {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((world, seed)) = runs.get(at) else {
                return Ok(done);
            };
            done.push((at, paid(world, rings, spam, size, *seed)?));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut done = thread::scope(|scope| -> Result<Vec<(usize, f64)>> {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut done = Vec::new();
        for worker in workers {
            let found = worker
                .join()
                .map_err(|_| anyhow!("a simulation panicked"))?;
            done.extend(found?);
        }
        Ok(done)
    })?;
    // Sums of floating point numbers depend on their order.
    done.sort_unstable_by_key(|(at, _)| *at);
    let seeds = usize::try_from(rings.seeds)?;
    let mean =
        |runs: &[(usize, f64)]| runs.iter().map(|(_, paid)| paid).sum::<f64>() / seeds as f64;
    Ok(done.chunks(seeds).map(mean).collect())
}

/// A ring's part of the pay.
fn paid(
    world: &World,
    rings: &Rings<'_>,
    spam: f64,
    (seats, page): (usize, usize),
    seed: u64,
) -> Result<f64> {
    let nowhere = Path::new("");
    let options = Options {
        labels: nowhere,
        truth: nowhere,
        spam,
        pages: rings.pages,
        page,
        seats,
        seed,
        json: nowhere,
    };
    let kind = if rings.gold {
        Kind::RingGold
    } else {
        Kind::Ring
    };
    let outcome = simulate(world, Some(kind), Seats::Fixed(seats), &options)?;
    Ok(outcome.group(kind.name(), false).pay_share)
}
