//! `cargo schema` writes what the types of `packages/common` say: JSON schemas, the lists of events
//! and messages, and the message tables of the contracts' READMEs. `cargo schema --check` shows what
//! is out of date and fails.

mod contract;
mod events;
mod json;
mod messages;
mod tables;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{bail, Context, Result};

use contract::Contract;

/// Runs `schema` with the arguments that follow it; none where they are not understood.
pub fn run(arguments: &[&str]) -> Option<Result<()>> {
    match arguments {
        [] => Some(write()),
        ["--check"] => Some(check()),
        _ => None,
    }
}

/// The repository's root.
fn root() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the workspace's root")
}

/// A file that is generated.
struct Generated {
    path: PathBuf,
    content: String,
}

/// Everything that is generated.
fn generated() -> Result<Vec<Generated>> {
    let root = root()?;
    let contracts = Contract::all()?;
    let mut files = Vec::new();
    let mut add = |path: String, content: String| {
        files.push(Generated {
            path: root.join(path),
            content,
        });
    };
    for contract in &contracts {
        add(
            format!("schema/{}.json", contract.name),
            contract.schema.clone(),
        );
        let path = format!("contracts/{}/README.md", contract.name);
        let readme = fs::read_to_string(root.join(&path)).with_context(|| path.clone())?;
        let readme = tables::write(&readme, contract).with_context(|| path.clone())?;
        add(path, readme);
    }
    add("schema/events.json".into(), events::json(&contracts)?);
    add("docs/events.md".into(), events::page(&contracts));
    add("schema/messages.json".into(), messages::json(&contracts)?);
    Ok(files)
}

fn write() -> Result<()> {
    for file in generated()? {
        if let Some(folder) = file.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file.path, file.content).with_context(|| file.path.display().to_string())?;
    }
    Ok(())
}

fn check() -> Result<()> {
    let mut stale = Vec::new();
    for file in generated()? {
        let found = fs::read_to_string(&file.path).unwrap_or_default();
        if found != file.content {
            let difference = first_difference(&found, &file.content);
            stale.push(format!("{}:{difference}", file.path.display()));
        }
    }
    if !stale.is_empty() {
        bail!("out of date, run `cargo schema`:\n{}", stale.join("\n"));
    }
    Ok(())
}

/// The first line in which two texts differ, with its number.
fn first_difference(found: &str, wanted: &str) -> String {
    let same = found
        .lines()
        .zip(wanted.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let line = |text: &str| {
        let line = text.lines().nth(same).unwrap_or("(the end)");
        line.trim().to_owned()
    };
    let number = same.saturating_add(1);
    format!(
        "{number}\n  is:     {}\n  should: {}",
        line(found),
        line(wanted)
    )
}
