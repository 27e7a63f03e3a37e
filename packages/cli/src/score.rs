//! `pasar score`: the verdict beside plurality and classic Dawid-Skene, by the library alone.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{bail, Context, Result};
use pasar_truth::{classic, leaders, resolve, History, PayTerms, Seat, Task, NONE};
use serde::Serialize;

use crate::crowd::Crowd;

/// How three methods did on a data set, as fractions of the items whose truth is known.
#[derive(Serialize)]
pub struct SetScore {
    /// The folder's name.
    pub name: String,
    /// Items.
    pub items: usize,
    /// Labels.
    pub labels: usize,
    /// Classes.
    pub classes: usize,
    /// Accuracy of the verdict.
    pub verdict: f64,
    /// Accuracy of plurality; ties count in part.
    pub plurality: f64,
    /// Accuracy of classic Dawid-Skene.
    pub dawid_skene: f64,
    /// What verdict, pay and skill took, milliseconds: the best of three runs.
    pub verdict_ms: f64,
}

/// Runs of which the fastest counts.
const TIMED_RUNS: usize = 3;

#[derive(Serialize)]
struct Scores<'a> {
    sets: &'a [SetScore],
}

/// Scores folders, prints a table and writes JSON.
///
/// # Errors
/// Where a file is missing or malformed.
pub fn run(folders: &[PathBuf], json: Option<&Path>) -> Result<()> {
    let sets = folders
        .iter()
        .map(|folder| score(folder))
        .collect::<Result<Vec<_>>>()?;
    print(&sets);
    if let Some(path) = json {
        let text = serde_json::to_string_pretty(&Scores { sets: &sets })?;
        std::fs::write(path, text + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Scores one folder: the whole set as one task.
///
/// # Errors
/// Where a file is missing or malformed.
pub fn score(folder: &Path) -> Result<SetScore> {
    let crowd = Crowd::read(&folder.join("labels.csv"), Some(&folder.join("truth.csv")))?;
    if crowd.truth.is_empty() {
        bail!(
            "{}: truth.csv has no item that was labeled",
            folder.display()
        );
    }
    let (items, classes) = (crowd.items.len(), crowd.classes.len());
    let mut rows = vec![vec![NONE; items]; crowd.labelers.len()];
    for &(item, labeler, class) in &crowd.labels {
        rows[labeler][item] = class;
    }
    let asked = u32::try_from(items)?;
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|labels| Seat {
            labels,
            asked,
            history: History::default(),
        })
        .collect();
    let task = Task::new(classes, items, &seats, &[], PayTerms::default())
        .map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))?;
    let truth: Vec<(usize, u8)> = crowd
        .truth
        .iter()
        .map(|(&item, &class)| (item, class))
        .collect();
    let name = folder
        .file_name()
        .unwrap_or(folder.as_os_str())
        .to_string_lossy()
        .into_owned();
    let (verdict, verdict_ms) = timed(&task);
    Ok(SetScore {
        name,
        items,
        labels: crowd.labels.len(),
        classes,
        verdict: classic::accuracy(&verdict, &truth),
        plurality: classic::fractional_accuracy(&leaders(classes, items, &seats), &truth),
        dawid_skene: classic::accuracy(
            &classic::dawid_skene(classes, items, &crowd.labels),
            &truth,
        ),
        verdict_ms,
    })
}

/// The verdict, and the milliseconds of the fastest run.
fn timed(task: &Task<'_>) -> (Vec<u8>, f64) {
    let (mut verdict, mut best) = (vec![], f64::INFINITY);
    for _ in 0..TIMED_RUNS {
        let start = Instant::now();
        verdict = resolve(task).verdict;
        best = best.min(start.elapsed().as_secs_f64() * 1_000.0);
    }
    (verdict, best)
}

fn print(sets: &[SetScore]) {
    let width = sets
        .iter()
        .map(|set| set.name.len())
        .max()
        .unwrap_or(0)
        .max(7);
    println!(
        "{:width$} {:>7} {:>7} {:>7} {:>9} {:>9} {:>11}",
        "set", "items", "labels", "classes", "verdict", "plurality", "Dawid-Skene"
    );
    for set in sets {
        println!(
            "{:width$} {:>7} {:>7} {:>7} {:>7.1} % {:>7.1} % {:>9.1} %",
            set.name,
            set.items,
            set.labels,
            set.classes,
            100.0 * set.verdict,
            100.0 * set.plurality,
            100.0 * set.dawid_skene
        );
    }
    let mean =
        |of: fn(&SetScore) -> f64| 100.0 * sets.iter().map(of).sum::<f64>() / sets.len() as f64;
    println!(
        "{:width$} {:>7} {:>7} {:>7} {:>7.1} % {:>7.1} % {:>9.1} %",
        "average",
        "",
        "",
        "",
        mean(|set| set.verdict),
        mean(|set| set.plurality),
        mean(|set| set.dawid_skene)
    );
}
