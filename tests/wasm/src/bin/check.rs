//! Checks built contracts as chains do before they keep a code: `check FILE...`.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use pasar_wasm_tests::check::check;

/// A contract's name is that of its file.
fn name_of(file: &str) -> &str {
    Path::new(file)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
}

fn main() -> ExitCode {
    for file in env::args().skip(1) {
        let read = fs::read(&file).map_err(|error| error.to_string());
        if let Err(error) = read.and_then(|wasm| check(name_of(&file), &wasm)) {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
