//! `lab rings`: what rings are paid, by their part of the accounts, by seats and by items of a task, over
//! several data sets.

use std::path::{Path, PathBuf};

use anyhow::{ensure, Result};
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
}

/// Prints a line for each number of seats and items: the ring's part of the pay, mean and worst of the data
/// sets, for each share.
pub fn run(rings: &Rings<'_>) -> Result<()> {
    ensure!(!rings.folders.is_empty(), "no folders");
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
                let paid = worlds
                    .iter()
                    .map(|world| paid(world, rings, spam, seats, page))
                    .collect::<Result<Vec<_>>>()?;
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

/// A ring's part of the pay.
fn paid(world: &World, rings: &Rings<'_>, spam: f64, seats: usize, page: usize) -> Result<f64> {
    let nowhere = Path::new("");
    let options = Options {
        labels: nowhere,
        truth: nowhere,
        spam,
        pages: rings.pages,
        page,
        seats,
        seed: 1,
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
