//! `pasar demo`: whole campaigns on a chain inside this process.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{crowd::Crowd, fairness, ownership, replay::replay, report, story};

/// What to run.
pub struct Options {
    /// A data set; none: the published table.
    pub labels: Option<PathBuf>,
    /// Its truth.
    pub truth: Option<PathBuf>,
    /// Where to write JSON.
    pub json: Option<PathBuf>,
    /// Where to write the page.
    pub report: PathBuf,
}

/// Runs, tells the story, and writes page and JSON.
///
/// # Errors
/// Where a file is malformed or cannot be written.
pub fn run(options: &Options) -> Result<()> {
    let outcome = match &options.labels {
        None => {
            let crowd = Crowd::dawid_skene_1979()?;
            story::begin(&crowd);
            let (mut run, mut outcome) = replay(&crowd, "Dawid and Skene 1979", true)?;
            outcome.fairness = Some(fairness::chapter(&mut run, &outcome)?);
            outcome.ownership = ownership::chapter(&mut run)?;
            outcome
        }
        Some(labels) => {
            let crowd = Crowd::read(labels, options.truth.as_deref())?;
            let (mut run, mut outcome) = replay(&crowd, &labels.display().to_string(), false)?;
            outcome.ownership = ownership::chapter(&mut run)?;
            outcome
        }
    };
    story::tell(&outcome);
    std::fs::write(&options.report, report::page(&outcome))
        .with_context(|| options.report.display().to_string())?;
    println!("\nreport: {}", options.report.display());
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&outcome)? + "\n";
        std::fs::write(path, text).with_context(|| path.display().to_string())?;
        println!("json:   {}", path.display());
    }
    Ok(())
}
