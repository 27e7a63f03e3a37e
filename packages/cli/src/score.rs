//! `pasar score`: the verdict beside plurality and classic Dawid-Skene, by the library alone.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{bail, Context, Result};
use pasar_truth::{classic, leaders, resolve, History, PayTerms, Seat, Task, NONE};
use serde::Serialize;

use crate::{
    crowd::Crowd,
    reader::MARGIN,
    waves::{waves as buy, Bought, Waves},
};

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
    /// Bought in waves, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waves: Option<Waves>,
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
pub fn run(folders: &[PathBuf], waves: bool, json: Option<&Path>) -> Result<()> {
    let sets = folders
        .iter()
        .map(|folder| score(folder, waves))
        .collect::<Result<Vec<_>>>()?;
    print(&sets);
    if waves {
        print_waves(&sets);
    }
    if let Some(path) = json {
        let text = serde_json::to_string_pretty(&Scores { sets: &sets })?;
        std::fs::write(path, text + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Scores one folder: the whole set as one task. With `waves`, its labels are bought in waves too.
///
/// # Errors
/// Where a file is missing or malformed.
pub fn score(folder: &Path, waves: bool) -> Result<SetScore> {
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
        waves: waves.then(|| buy(&crowd)).transpose()?,
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

/// Width of the names' column.
fn width(sets: &[SetScore]) -> usize {
    let names = sets.iter().map(|set| set.name.len());
    names.max().unwrap_or(0).max(7)
}

/// The verdict with labels bought in waves, and with a fixed overlap.
fn print_waves(sets: &[SetScore]) {
    let width = width(sets);
    println!();
    println!("labels of an item and verdict: asking again below {MARGIN} bits, as many fixed, half as many again or all");
    for set in sets {
        let Some(waves) = &set.waves else { continue };
        let bought = |bought: &Bought| {
            let (labels, verdict) = (bought.labels_per_item, 100.0 * bought.verdict);
            format!("{labels:>5.2} {verdict:>5.1} %")
        };
        println!(
            "{:width$}   {}   {}   {}",
            set.name,
            bought(&waves.adaptive),
            bought(&waves.equal),
            bought(&waves.fixed)
        );
    }
}

fn print(sets: &[SetScore]) {
    let width = width(sets);
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
