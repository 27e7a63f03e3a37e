//! The repository's source files, read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Where packages are.
const PLACES: [&str; 5] = ["contracts", "examples", "packages", "tests", "xtask"];
/// Folders with nothing that a person wrote.
const SKIPPED: [&str; 6] = [
    "node_modules",
    "target",
    "build",
    "dist",
    "docs",
    "generated",
];
const ENDINGS: [&str; 7] = [
    ".rs",
    ".ts",
    ".tsx",
    ".js",
    ".mjs",
    "Cargo.toml",
    "package.json",
];

/// Texts by their path from the root, with `/` between folders.
pub struct Sources(pub BTreeMap<String, String>);

impl Sources {
    /// Reads what is under `root`.
    pub fn read(root: &Path) -> Result<Self> {
        let mut found = BTreeMap::new();
        for place in PLACES {
            if root.join(place).is_dir() {
                walk(&root.join(place), place, &mut found)?;
            }
        }
        Ok(Sources(found))
    }

    /// Of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The folders that hold a file of this name.
    pub fn folders_with<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a str> {
        let paths = self.0.keys();
        paths.filter_map(move |path| path.strip_suffix(file)?.strip_suffix('/'))
    }
}

fn walk(folder: &Path, path: &str, found: &mut BTreeMap<String, String>) -> Result<()> {
    let shown = || folder.display().to_string();
    for entry in fs::read_dir(folder).with_context(shown)? {
        let entry = entry.with_context(shown)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.file_type().with_context(shown)?.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(&entry.path(), &path, found)?;
            }
        } else if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(entry.path()).with_context(|| path.clone())?;
            found.insert(path, text);
        }
    }
    Ok(())
}
