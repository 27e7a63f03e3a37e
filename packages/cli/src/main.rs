//! `pasar`: the market on the command line.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
#[cfg(feature = "node")]
use pasar_cli::node;
use pasar_cli::{demo, economics, score, simulate, vectors};

/// Pasar, a market for labeled data, on the command line.
#[derive(Parser)]
#[command(name = "pasar", version, about)]
struct Arguments {
    #[cfg(feature = "node")]
    #[command(flatten)]
    options: node::Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs whole campaigns on a chain inside this process, from deposit to pay.
    ///
    /// Without a data set it replays the one that Dawid and Skene published in 1979 as one
    /// campaign. With `--labels` it runs any data set as a series of campaigns of one task each.
    Demo(DemoArguments),
    /// Scores data sets: accuracy of the verdict, of plurality and of classic Dawid-Skene.
    Score(ScoreArguments),
    /// Runs populations of honest labelers and spammers through the contracts.
    ///
    /// The labelers of a data set answer as they did, and where they did not as their confusion
    /// table says; spammers of each kind join them in a run of their own. Prints who labeled how
    /// much, got how much of the pay, and was caught.
    Simulate(SimulateArguments),
    /// Prints what a label costs and who gets it, and what it pays to cheat.
    Economics,
    /// Checks a file of test vectors of the mathematics.
    Vectors {
        /// JSON file of the form of packages/truth/vectors/truth.json.
        file: PathBuf,
    },
    #[cfg(feature = "node")]
    #[command(flatten)]
    Node(node::Command),
}

#[derive(clap::Args)]
struct DemoArguments {
    /// CSV file with the header item,labeler,label.
    #[arg(long)]
    labels: Option<PathBuf>,
    /// CSV file with the header item,label, to compare the verdict with.
    #[arg(long, requires = "labels")]
    truth: Option<PathBuf>,
    /// Writes the results as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Where the page with plots is written.
    #[arg(long, default_value = "pasar-report.html")]
    report: PathBuf,
}

#[derive(clap::Args)]
struct SimulateArguments {
    /// CSV file with the header item,labeler,label.
    #[arg(long)]
    labels: PathBuf,
    /// CSV file with the header item,label.
    #[arg(long)]
    truth: PathBuf,
    /// Spammers' share of the labels.
    #[arg(long, default_value_t = 0.26)]
    spam: f64,
    /// Tasks.
    #[arg(long, default_value_t = 200)]
    pages: usize,
    /// Items of a task, about: all tasks of a campaign have as many. At least 50.
    #[arg(long, default_value_t = 250)]
    page: usize,
    /// Decides everything random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the results are written as JSON.
    #[arg(long)]
    json: PathBuf,
}

#[derive(clap::Args)]
struct ScoreArguments {
    /// Folders with labels.csv (item,labeler,label) and truth.csv (item,label).
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Buys the labels in waves too, beside a fixed overlap.
    #[arg(long)]
    waves: bool,
    /// Writes the results as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Demo(arguments) => demo::run(&demo::Options {
            labels: arguments.labels,
            truth: arguments.truth,
            json: arguments.json,
            report: arguments.report,
        }),
        Command::Score(arguments) => {
            let (waves, json) = (arguments.waves, arguments.json.as_deref());
            score::run(&arguments.folders, waves, json)
        }
        Command::Simulate(arguments) => simulate::run(&simulate::Options {
            labels: &arguments.labels,
            truth: &arguments.truth,
            spam: arguments.spam,
            pages: arguments.pages,
            page: arguments.page,
            seed: arguments.seed,
            json: &arguments.json,
        }),
        Command::Economics => economics::run(),
        Command::Vectors { file } => vectors::run(&file),
        #[cfg(feature = "node")]
        Command::Node(command) => node::run(arguments.options, command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} {error:#}", console::style("error:").red().bold());
            ExitCode::FAILURE
        }
    }
}
