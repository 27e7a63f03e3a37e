//! `lab`: programs that run the market, or its mathematics, and print numbers.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand, ValueEnum};
use pasar_lab::{
    demo, economics, forms, pay,
    score::{self, numbers::Scales},
    serve,
    simulate::{self, rings},
    vectors,
};
use pasar_truth::Read;

/// The market in this process, and its mathematics.
#[derive(Parser)]
#[command(name = "lab", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs whole campaigns on a chain inside this process, from deposit to pay.
    ///
    /// Without a data set it replays the one that Dawid and Skene published in 1979 as one
    /// campaign. With `--labels` it runs any data set as a series of campaigns of one task each; of
    /// scales or tags with `--scale` or `--tags`.
    Demo(DemoArguments),
    /// Scores data sets: the verdict beside plainer methods, by the library alone.
    ///
    /// Of classes: the accuracy of the verdict, of the refined verdict, of plurality and of classic
    /// Dawid-Skene. With `--scale`: errors of the verdict, of the plain mean and of the median. With
    /// `--tags`: accuracy and F1 of the verdict and of the majority. Scales and tags say what honest
    /// labelers are paid too, and `--spam` what spammers are.
    Score(ScoreArguments),
    /// Runs populations of honest labelers and spammers through the contracts.
    ///
    /// The labelers of a data set answer as they did, and where they did not as their confusion
    /// table says; spammers of each kind join them in a run of their own. Prints who labeled how
    /// much, got how much of the pay, and was caught. With `--scale` or `--tags` the labelers answer
    /// with errors that they made elsewhere, and how good verdict, mean, median or majority are is
    /// printed beside the pay.
    Simulate(SimulateArguments),
    /// Prints what rings are paid, mean and worst of several data sets, through the contracts.
    Rings(RingArguments),
    /// Prints what a label costs and who gets it, and what it pays to cheat.
    Economics,
    /// Prints what newcomers are paid by seats and items, and what it brings to say more or less than
    /// one believes.
    Pay,
    /// Checks a file of test vectors of the mathematics.
    Vectors {
        /// JSON file of the form of those in packages/truth/vectors: of one question of classes, of
        /// several questions, or of refined verdicts.
        file: PathBuf,
    },
}

#[derive(clap::Args)]
struct DemoArguments {
    /// Table with the columns item, labeler, label.
    #[arg(long)]
    labels: Option<PathBuf>,
    /// Table with the columns item, label, to compare the verdict with.
    #[arg(long, requires = "labels")]
    truth: Option<PathBuf>,
    #[command(flatten)]
    form: FormArguments,
    /// Writes the results as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Where the page with plots is written; none is of scales or tags.
    #[arg(long, default_value = "pasar-report.html", conflicts_with_all = ["serve", "scale", "tags"])]
    report: PathBuf,
    /// Opens the page for people on the embedded chain instead, with campaigns to label: at
    /// http://127.0.0.1:8480, until it is stopped.
    #[arg(long, conflicts_with_all = ["labels", "truth", "json", "scale", "tags"])]
    serve: bool,
    /// Another port for it; 0: any that is free.
    #[arg(long, default_value_t = serve::PORT, requires = "serve")]
    port: u16,
    /// A folder that is served below /files/: what campaigns of one's own publish.
    #[arg(long, value_name = "FOLDER", requires = "serve")]
    files: Option<PathBuf>,
}

/// What is said of data sets that are no classes.
#[derive(clap::Args)]
struct FormArguments {
    /// The labels are numbers on a scale, or on several, separated by commas: as for cargo score.
    #[arg(long, value_name = "FROM..TO", allow_hyphen_values = true, requires_all = ["labels", "truth"], conflicts_with = "tags")]
    scale: Option<Scales>,
    /// How a scale is read out.
    #[arg(long, value_enum, default_value_t = ReadOut::Mean, requires = "scale")]
    read: ReadOut,
    /// The labels are sets of so many tags, each a mask: as for cargo score.
    #[arg(long, value_name = "COUNT", requires_all = ["labels", "truth"], value_parser = clap::value_parser!(u32).range(1..=32))]
    tags: Option<u32>,
}

#[derive(clap::Args)]
struct SimulateArguments {
    /// Table with the columns item, labeler, label.
    #[arg(long)]
    labels: PathBuf,
    /// Table with the columns item, label.
    #[arg(long)]
    truth: PathBuf,
    #[command(flatten)]
    form: FormArguments,
    /// Spammers' share of the labels.
    #[arg(long, default_value_t = 0.26)]
    spam: f64,
    /// Tasks.
    #[arg(long, default_value_t = 200)]
    pages: usize,
    /// Items of a task, about: all tasks of a campaign have as many. At least 50.
    #[arg(long, default_value_t = 250)]
    page: usize,
    /// Seats of an item, 3 to 32; without waves.
    #[arg(long, default_value_t = 5)]
    seats: usize,
    /// Decides everything random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the results are written as JSON.
    #[arg(long)]
    json: PathBuf,
}

#[derive(clap::Args)]
struct RingArguments {
    /// Folders with tables called labels (item, labeler, label) and truth (item, label).
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// The ring's shares of the labels.
    #[arg(long, value_delimiter = ',', default_values_t = [0.26, 0.32, 0.33])]
    spam: Vec<f64>,
    /// Seats of an item.
    #[arg(long, value_delimiter = ',', default_values_t = [5, 7, 9])]
    seats: Vec<usize>,
    /// Items of a task, about.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 100, 250])]
    page: Vec<usize>,
    /// Tasks.
    #[arg(long, default_value_t = 200)]
    pages: usize,
    /// Ten items of every task are gold.
    #[arg(long)]
    gold: bool,
    /// Runs of each data set, each by draws of its own; their mean is told.
    #[arg(long, default_value_t = 1)]
    seeds: u64,
}

#[derive(clap::Args)]
struct ScoreArguments {
    /// Folders with tables called labels (item, labeler, label) and truth (item, label).
    #[arg(required_unless_present = "made", conflicts_with = "made")]
    folders: Vec<PathBuf>,
    /// Buys the labels in waves too, beside a fixed overlap.
    #[arg(long, conflicts_with_all = ["scale", "tags", "made"])]
    waves: bool,
    /// The labels are numbers on a scale: item, labeler, value, and truth item, value.
    ///
    /// Several scales, separated by commas, are as many questions about every item: items are numbers
    /// from zero, all of the first question, then all of the second. Given once for all folders, or
    /// once for each, in their order.
    #[arg(long, value_name = "FROM..TO", allow_hyphen_values = true, conflicts_with_all = ["tags", "made"])]
    scale: Vec<Scales>,
    /// How a scale is read out.
    #[arg(long, value_enum, default_value_t = ReadOut::Mean, requires = "scale")]
    read: ReadOut,
    /// The labels are sets of so many tags: item, labeler, mask (a number with a bit for each tag),
    /// and truth item, tag, value.
    #[arg(long, value_name = "COUNT", conflicts_with = "made", value_parser = clap::value_parser!(u32).range(1..=32))]
    tags: Option<u32>,
    /// Lets labelers with 26 % of the labels spam, in each of several ways: with --scale or --tags.
    #[arg(long, conflicts_with_all = ["waves", "made"])]
    spam: bool,
    /// Makes sets of scales instead: what opposing, stretching and conspiring pay.
    #[arg(long)]
    made: bool,
    /// Writes the results as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ReadOut {
    /// The weighted mean: for numbers.
    Mean,
    /// The weighted median: for grades.
    Median,
}

impl From<ReadOut> for Read {
    fn from(read: ReadOut) -> Self {
        match read {
            ReadOut::Mean => Self::Mean,
            ReadOut::Median => Self::Median,
        }
    }
}

impl FormArguments {
    /// The set, where it is one of scales or tags.
    fn set<'a>(&'a self, labels: &'a Path, truth: &'a Path) -> Option<forms::Set<'a>> {
        (self.scale.is_some() || self.tags.is_some()).then(|| forms::Set {
            labels,
            truth,
            scales: self.scale.as_ref(),
            read: self.read.into(),
            tags: self.tags,
        })
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Demo(arguments) if arguments.serve => serve::run(arguments.port, arguments.files),
        Command::Demo(arguments) => demo(arguments),
        Command::Score(arguments) => score(&arguments),
        Command::Simulate(arguments) => simulate(&arguments),
        Command::Rings(arguments) => rings::run(&rings::Rings {
            folders: &arguments.folders,
            spam: &arguments.spam,
            seats: &arguments.seats,
            page: &arguments.page,
            pages: arguments.pages,
            gold: arguments.gold,
            seeds: arguments.seeds,
        }),
        Command::Economics => economics::run(),
        Command::Pay => pay::run(),
        Command::Vectors { file } => vectors::run(&file),
    };
    pasar_terminal::end(done)
}

fn score(arguments: &ScoreArguments) -> anyhow::Result<()> {
    let is_form = !arguments.scale.is_empty() || arguments.tags.is_some();
    anyhow::ensure!(
        is_form || !arguments.spam,
        "--spam is of scales and tags, expected --scale or --tags with it; cargo simulate has spammers \
         for classes"
    );
    score::run(&score::Options {
        folders: &arguments.folders,
        waves: arguments.waves,
        scales: &arguments.scale,
        read: arguments.read.into(),
        tags: arguments.tags,
        spam: arguments.spam,
        made: arguments.made,
        json: arguments.json.as_deref(),
    })
}

fn demo(arguments: DemoArguments) -> anyhow::Result<()> {
    if let (Some(labels), Some(truth)) = (&arguments.labels, &arguments.truth) {
        if let Some(set) = arguments.form.set(labels, truth) {
            return forms::demo(&set, arguments.json.as_deref());
        }
    }
    demo::run(&demo::Options {
        labels: arguments.labels,
        truth: arguments.truth,
        json: arguments.json,
        report: arguments.report,
    })
}

fn simulate(arguments: &SimulateArguments) -> anyhow::Result<()> {
    if let Some(set) = arguments.form.set(&arguments.labels, &arguments.truth) {
        let population = forms::Population {
            spam: arguments.spam,
            pages: arguments.pages,
            page: arguments.page,
            seats: arguments.seats,
            seed: arguments.seed,
        };
        return forms::simulate(&set, &population, &arguments.json);
    }
    simulate::run(&simulate::Options {
        labels: &arguments.labels,
        truth: &arguments.truth,
        spam: arguments.spam,
        pages: arguments.pages,
        page: arguments.page,
        seats: arguments.seats,
        seed: arguments.seed,
        json: &arguments.json,
    })
}
