//! `pasar`: the market on the command line.

use std::process::ExitCode;

use clap::Parser;
use pasar_cli::{run, Command, Options};

/// Pasar, a market for labeled data, on the command line.
#[derive(Parser)]
#[command(name = "pasar", version, about)]
struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    pasar_terminal::end(run(arguments.options, arguments.command))
}
