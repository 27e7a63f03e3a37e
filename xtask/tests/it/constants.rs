//! The constants that docs/mechanism.md names are the code's, and it names all of the inference's.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use crate::files::{all, read, root};

const DOCUMENT: &str = "docs/mechanism.md";

/// Where the sources of each prefix are.
const CRATES: &[(&str, &str)] = &[
    ("truth", "packages/truth/src"),
    ("common", "packages/common/src"),
    ("formats", "packages/formats/src"),
    ("registry", "contracts/task-registry/src"),
    ("escrow", "contracts/label-escrow/src"),
    ("staking", "contracts/reputation-staking/src"),
    ("token", "contracts/reward-token/src"),
];

/// Tables and methods to compare with, which are no part of the mechanism.
const NOT_MECHANISM: &[&str] = &["tables.rs", "classic.rs", "vectors.rs"];

/// The document's constants: crate, name and value, as `| `crate::NAME` | `value` | ...`.
fn documented(text: &str) -> Vec<(String, String, String)> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let mut cells = row.split('`');
        let (krate, name) = cells.nth(1)?.split_once("::")?;
        let value = cells.nth(1)?;
        Some((krate.to_owned(), name.to_owned(), value.to_owned()))
    })
    .collect()
}

/// Constants of a source without its tests, by name, with their values as they are written.
fn constants(source: &str) -> Vec<(String, String)> {
    let (source, _) = source
        .split_once("#[cfg(test)]\nmod")
        .unwrap_or((source, ""));
    let mut constants = Vec::new();
    for after in source.split("const ").skip(1) {
        let Some((name, after)) = after.split_once(": ") else {
            continue;
        };
        let is_name = |letter: char| letter.is_ascii_uppercase() || "_0123456789".contains(letter);
        let Some((_, after)) = after.split_once(" = ") else {
            continue;
        };
        let Some((value, _)) = after.split_once(';') else {
            continue;
        };
        if !name.is_empty() && name.chars().all(is_name) {
            let value: Vec<&str> = value.split_whitespace().collect();
            constants.push((name.to_owned(), value.join(" ")));
        }
    }
    constants
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let ours = |path: &PathBuf| !NOT_MECHANISM.iter().any(|name| path.ends_with(name));
    all(&root().join(folder), ".rs")
        .into_iter()
        .filter(ours)
        .collect()
}

/// Every value that a crate gives a name.
fn of_crate(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources(folder) {
        for (name, value) in constants(&read(&path)) {
            values.entry(name).or_default().insert(value);
        }
    }
    values
}

#[test]
fn the_documents_constants_are_the_codes() {
    let code: BTreeMap<&str, _> = CRATES
        .iter()
        .map(|(krate, folder)| (*krate, of_crate(folder)))
        .collect();
    let rows = documented(&read(&root().join(DOCUMENT)));
    assert!(rows.len() > 40, "{} constants", rows.len());
    for (krate, name, value) in rows {
        let found = code[krate.as_str()].get(&name);
        let wanted = BTreeSet::from([value]);
        assert_eq!(found, Some(&wanted), "{krate}::{name}");
    }
}

#[test]
fn the_document_has_every_constant_of_the_inference() {
    let rows = documented(&read(&root().join(DOCUMENT)));
    for name in of_crate("packages/truth/src").into_keys() {
        let is_there = rows
            .iter()
            .any(|(krate, row, _)| krate == "truth" && *row == name);
        assert!(is_there, "{DOCUMENT} lacks truth::{name}");
    }
}

#[test]
fn comments_that_point_to_a_section_find_it() {
    let document = read(&root().join(DOCUMENT));
    let mut pointers = 0;
    for path in sources("packages/truth/src") {
        for after in read(&path).split("mechanism.md, section").skip(1) {
            let end = after.find(')').unwrap();
            for number in after[..end].split(|letter: char| !letter.is_ascii_digit()) {
                if number.is_empty() {
                    continue;
                }
                let is_there = [format!("\n## {number}. "), format!("**Step {number}")]
                    .iter()
                    .any(|heading| document.contains(heading));
                assert!(is_there, "{}: section {number}", path.display());
                pointers += 1;
            }
        }
    }
    assert!(pointers >= 7, "{pointers} pointers");
}

#[test]
fn constants_are_read_as_they_are_written() {
    let source =
        "pub const A: i64 = 8 * ONE;\nconst B: (i64, i64) =\n    (1, 2);\nconst fn c(d: u8) {}\n\
                  #[cfg(test)]\nmod tests {\n    const E: u8 = 1;\n}\n";
    let found = constants(source);
    assert_eq!(found[0], ("A".to_owned(), "8 * ONE".to_owned()));
    assert!(!found.iter().any(|(name, _)| name == "E"));
    let row = "| `truth::A` | `8 * ONE` | 8 labels | because |";
    let wanted = ("truth".to_owned(), "A".to_owned(), "8 * ONE".to_owned());
    assert_eq!(documented(row), [wanted]);
}
