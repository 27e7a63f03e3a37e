//! `lab demo`: whole campaigns on a chain inside this process.

pub mod appeal;
pub mod fairness;
pub mod form;
pub mod outcome;
pub mod ownership;
pub mod pages;
pub mod replay;
pub mod report;
pub mod story;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use pasar_tables::{can_be_written, keeps_inputs};

use crate::crowd::Crowd;
use replay::replay;

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
pub fn run(options: &Options) -> Result<()> {
    let inputs = [&options.labels, &options.truth].into_iter().flatten();
    let inputs: Vec<&Path> = inputs.map(PathBuf::as_path).collect();
    keeps_inputs(&options.report, inputs.iter().copied())?;
    can_be_written(&options.report)?;
    if let Some(json) = &options.json {
        let read = inputs.into_iter().chain([options.report.as_path()]);
        keeps_inputs(json, read)?;
        can_be_written(json)?;
    }
    let outcome = match &options.labels {
        None => {
            let crowd = Crowd::dawid_skene_1979()?;
            story::begin(&crowd);
            let (mut run, mut outcome) = replay(&crowd, "Dawid and Skene 1979", true)?;
            let known = fairness::known(&run, &outcome);
            outcome.fairness = Some(fairness::chapter(&mut run, &outcome, &known)?);
            outcome.appeal = Some(appeal::chapter(&mut run, &known)?);
            outcome.form = Some(form::chapter(&mut run, &known)?);
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
