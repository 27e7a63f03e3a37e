//! What becomes of a program whose output nobody takes any more.
#![cfg(unix)]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests stop at the first surprise"
)]

use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

fn lab(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stderr(Stdio::piped());
    command
}

/// Runs it with a reader who goes away after so many lines.
fn read_lines(command: &mut Command, lines: usize) -> Output {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    assert_eq!(out.lines().take(lines).count(), lines);
    child.wait_with_output().unwrap()
}

fn full_disk() -> File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

#[test]
fn a_reader_who_goes_away_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for lines in [0, 1] {
        let output = read_lines(&mut lab(&["economics"], folder.path()), lines);
        assert!(output.status.success(), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
    let demo = ["demo", "--json", "out.json", "--report", "out.html"];
    let output = read_lines(&mut lab(&demo, folder.path()), 1);
    assert!(output.status.success(), "{output:?}");
    for file in ["out.json", "out.html"] {
        let written = std::fs::metadata(folder.path().join(file)).unwrap();
        assert!(written.len() > 1_000, "{file}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = lab(&["economics"], folder.path())
        .stdout(full_disk())
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error.starts_with("error: the output cannot be written: No space left"),
        "{error}"
    );
    let demo = ["demo", "--json", "/dev/full"];
    let output = lab(&demo, folder.path())
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error.starts_with("error: /dev/full: No space left"),
        "{error}"
    );
}
