//! `lab score`: verdicts beside plainer methods, by the library alone: of classes, of scales and of tags.

pub mod forms;
pub mod made;
pub mod numbers;
pub mod sheet;
pub mod spam;
pub mod table;
pub mod tags;
pub mod waves;

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{ensure, Context, Result};
use pasar_tables::{can_be_written, find, keeps_inputs};
use pasar_truth::{
    asking::MARGIN,
    classic, refine, resolve,
    rows::{seats, Row},
    sparse, PayTerms, Read, Task, MAX_CELLS, MAX_SEATS, NONE,
};
use serde::Serialize;

use crate::crowd::Crowd;
use forms::FormScore;
use made::Made;
use numbers::Scales;
use waves::{waves as buy, Bought, Waves};

/// What is scored, and how.
#[derive(Debug, Default)]
pub struct Options<'a> {
    /// Folders with labels and truth.
    pub folders: &'a [PathBuf],
    /// Buys the labels of classes in waves too.
    pub waves: bool,
    /// The scales of all folders, or of each. Empty where labels are classes or tags.
    pub scales: &'a [Scales],
    /// How scales are read out.
    pub read: Read,
    /// Tags that an item may have.
    pub tags: Option<u32>,
    /// Lets labelers spam too.
    pub spam: bool,
    /// Makes sets of its own.
    pub made: bool,
    /// Where the results are written as JSON.
    pub json: Option<&'a Path>,
}

/// How the methods did on a data set, as fractions of the items whose truth is known.
#[derive(Serialize)]
pub struct SetScore {
    /// The folder's name.
    pub name: String,
    /// `classes`.
    pub kind: &'static str,
    /// Items.
    pub items: usize,
    /// Items whose truth is known: those that were compared.
    pub compared: usize,
    /// Labels.
    pub labels: usize,
    /// Classes.
    pub classes: usize,
    /// Accuracy of the verdict.
    pub verdict: f64,
    /// Accuracy of the refined verdict, which those who download a dataset may work out. None where the
    /// set is too large for one task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refined: Option<f64>,
    /// Accuracy of plurality; ties count in part.
    pub plurality: f64,
    /// Accuracy of classic Dawid-Skene.
    pub dawid_skene: f64,
    /// Bought in waves, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waves: Option<Waves>,
    /// What verdict, pay and skill took, milliseconds: the best of three runs. None where the set is
    /// too large for one task, and so for a contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict_ms: Option<f64>,
}

/// Runs of which the fastest counts.
const TIMED_RUNS: usize = 3;

/// What is written as JSON.
#[derive(Default, Serialize)]
struct Scores {
    sets: Sets,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<Made>,
}

/// Sets of one kind.
#[derive(Serialize)]
#[serde(untagged)]
enum Sets {
    Classes(Vec<SetScore>),
    Forms(Vec<FormScore>),
}

impl Default for Sets {
    fn default() -> Self {
        Self::Forms(Vec::new())
    }
}

/// Scores folders, prints a table and writes JSON.
pub fn run(options: &Options<'_>) -> Result<()> {
    let folders = options.folders;
    let count = options.scales.len();
    ensure!(
        count <= 1 || count == folders.len(),
        "--scale is given {count} times for {} folders, expected once for all or once for each",
        folders.len()
    );
    let files = folders
        .iter()
        .map(|folder| Ok([find(folder, "labels")?, find(folder, "truth")?]))
        .collect::<Result<Vec<[PathBuf; 2]>>>()?;
    if let Some(json) = options.json {
        keeps_inputs(json, files.iter().flatten().map(PathBuf::as_path))?;
        can_be_written(json)?;
    }
    let mut scores = Scores::default();
    if options.made {
        scores.made = Some(made::run()?);
    } else if options.scales.is_empty() && options.tags.is_none() {
        let sets = folders.iter().zip(&files);
        let sets = sets.map(|(folder, files)| score(folder, files, options.waves));
        let sets = sets.collect::<Result<Vec<_>>>()?;
        print(&sets);
        if options.waves {
            print_waves(&sets);
        }
        scores.sets = Sets::Classes(sets);
    } else {
        let sets = folders.iter().zip(&files).enumerate();
        let sets = sets.map(|(place, (folder, files))| score_form(options, place, folder, files));
        let sets = sets.collect::<Result<Vec<_>>>()?;
        table::print(&sets);
        scores.sets = Sets::Forms(sets);
    }
    if let Some(path) = options.json {
        let text = serde_json::to_string_pretty(&scores)?;
        std::fs::write(path, text + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Scores one folder of scales or tags.
fn score_form(
    options: &Options<'_>,
    place: usize,
    folder: &Path,
    [labels, truth]: &[PathBuf; 2],
) -> Result<FormScore> {
    let scales = options.scales.get(place).or(options.scales.first());
    let sheet = match (scales, options.tags) {
        (Some(scales), _) => numbers::read(labels, truth, scales, options.read)?,
        (None, tags) => tags::read(labels, truth, tags.unwrap_or_default())?,
    };
    let scored = forms::score(name(folder), &sheet, options.spam);
    scored.with_context(|| labels.display().to_string())
}

fn name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Scores one folder: the whole set at once. With `waves`, its labels are bought in waves too.
fn score(folder: &Path, [labels, truth]: &[PathBuf; 2], waves: bool) -> Result<SetScore> {
    let crowd = Crowd::read(labels, Some(truth))?;
    let items = crowd.items.len();
    let classes = crowd.classes.len();
    let truth: Vec<(usize, u8)> = crowd
        .truth
        .iter()
        .map(|(&item, &class)| (item, class))
        .collect();
    let found = sparse::infer(classes, items, crowd.labelers.len(), &crowd.labels)
        .with_context(|| labels.display().to_string())?;
    let timed = timed(&crowd)?;
    Ok(SetScore {
        name: name(folder),
        kind: "classes",
        items,
        compared: truth.len(),
        labels: crowd.labels.len(),
        classes,
        verdict: classic::accuracy(&found.verdict, &truth),
        refined: timed
            .as_ref()
            .map(|(_, refined)| classic::accuracy(refined, &truth)),
        plurality: classic::fractional_accuracy(&found.leaders, &truth),
        dawid_skene: classic::accuracy(
            &classic::dawid_skene(classes, items, &crowd.labels),
            &truth,
        ),
        waves: waves.then(|| buy(&crowd)).transpose()?,
        verdict_ms: timed.map(|(milliseconds, _)| milliseconds),
    })
}

/// The milliseconds of the fastest run of a task of the whole set, and the refined verdict; nothing where
/// the set does not fit into one task.
fn timed(crowd: &Crowd) -> Result<Option<(f64, Vec<u8>)>> {
    let items = crowd.items.len();
    let labelers = crowd.labelers.len();
    if labelers > MAX_SEATS || items.saturating_mul(labelers) > MAX_CELLS {
        return Ok(None);
    }
    let mut rows = vec![vec![NONE; items]; labelers];
    for &(item, labeler, class) in &crowd.labels {
        rows[labeler][item] = class;
    }
    let rows: Vec<Row> = rows.into_iter().map(Row::of_all).collect();
    let seats = seats(&rows);
    let classes = crowd.classes.len();
    let task = Task::new(classes, items, &seats, &[], PayTerms::default())?;
    let mut best = f64::INFINITY;
    for _ in 0..TIMED_RUNS {
        let start = Instant::now();
        std::hint::black_box(resolve(&task));
        best = best.min(start.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(Some((best, refine(&task).verdict)))
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
            let labels = bought.labels_per_item;
            let verdict = 100.0 * bought.verdict;
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
        "{:width$} {:>7} {:>8} {:>7} {:>7} {:>9} {:>9} {:>9} {:>11}",
        "set",
        "items",
        "compared",
        "labels",
        "classes",
        "verdict",
        "refined",
        "plurality",
        "Dawid-Skene"
    );
    let row = |name: &str, counts: [String; 4], of: [Option<f64>; 4]| {
        let [items, compared, labels, classes] = counts;
        let [verdict, refined, plurality, dawid_skene] = of.map(percent);
        println!(
            "{name:width$} {items:>7} {compared:>8} {labels:>7} {classes:>7} {verdict:>9} {refined:>9} \
             {plurality:>9} {dawid_skene:>11}"
        );
    };
    for set in sets {
        let counts = [set.items, set.compared, set.labels, set.classes];
        row(
            &set.name,
            counts.map(|count| count.to_string()),
            set.accuracies(),
        );
    }
    let mean = |of: usize| {
        let found: Option<Vec<f64>> = sets.iter().map(|set| set.accuracies()[of]).collect();
        found.map(|found| found.iter().sum::<f64>() / found.len() as f64)
    };
    row("average", Default::default(), [0, 1, 2, 3].map(mean));
    println!("plurality: where several classes have most votes, each counts in part");
    for set in sets.iter().filter(|set| set.refined.is_none()) {
        println!(
            "{}: not refined, which takes at most {MAX_SEATS} labelers, and {MAX_CELLS} items times \
             labelers",
            set.name
        );
    }
}

fn percent(part: Option<f64>) -> String {
    part.map_or_else(|| "-".to_owned(), |part| format!("{:.1} %", 100.0 * part))
}

impl SetScore {
    /// Of the verdict, the refined one, plurality and Dawid-Skene.
    fn accuracies(&self) -> [Option<f64>; 4] {
        [
            Some(self.verdict),
            self.refined,
            Some(self.plurality),
            Some(self.dawid_skene),
        ]
    }
}
