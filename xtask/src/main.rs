//! Development tasks: one file for each subcommand, which `.cargo/config.toml` names.

mod house;
mod schema;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo house, cargo schema [--check]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["house"] => Some(house::run()),
        ["schema", rest @ ..] => schema::run(rest),
        _ => None,
    };
    match outcome {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
