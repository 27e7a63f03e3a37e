//! `cargo house`: how the sources are arranged, measured from the sources themselves. It prints the
//! rooms (folders) of every package with what they import, and fails where files import each other
//! in a circle, where a room imports a higher one, or where a file or a function is too long.
//!
//! Tests are left out: what a test imports, and how long it is, is its own affair.

mod budget;
mod graph;
mod measured;
mod modules;
mod names;
mod plan;
mod report;
mod rust;
mod script;
mod source;

use std::path::Path;

use anyhow::{bail, Context, Result};

use self::measured::House;
use self::source::Sources;

/// Inspects this repository.
pub fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    inspect(root.context("the workspace's root")?)
}

/// Measures a repository, prints what was found, and fails where something is wrong.
pub fn inspect(root: &Path) -> Result<()> {
    let sources = Sources::read(root)?;
    let houses = measure(&sources)?;
    let mut complaints = Vec::new();
    for house in &houses {
        print!("{}", report::rooms(house));
        complaints.extend(judge(house));
    }
    if complaints.is_empty() {
        println!("\nno circle, no upward import, nothing too long");
        return Ok(());
    }
    bail!("\n{}", complaints.join("\n"))
}

/// Every package of the repository.
fn measure(sources: &Sources) -> Result<Vec<House>> {
    let mut houses = rust::houses(sources)?;
    houses.extend(script::houses(sources));
    houses.sort_by(|a, b| a.folder.cmp(&b.folder));
    Ok(houses)
}

/// What is wrong in a package.
fn judge(house: &House) -> Vec<String> {
    let mut complaints = graph::circles(house);
    complaints.extend(plan::complaints(house));
    complaints.extend(budget::complaints(house));
    complaints
}

#[cfg(test)]
mod tests;
