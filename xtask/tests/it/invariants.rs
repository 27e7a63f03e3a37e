//! What docs/invariants.md says that each invariant is shown by is there.

use std::collections::BTreeSet;

use crate::files::{all, read, root};

/// Names of the functions in all Rust sources.
fn functions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in all(&root(), ".rs") {
        for line in read(&path).lines() {
            let Some((_, rest)) = line.split_once("fn ") else {
                continue;
            };
            let end = |c: char| !c.is_alphanumeric() && c != '_';
            found.insert(rest.split(end).next().unwrap().to_owned());
        }
    }
    found
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn whatever_shows_an_invariant_is_there() {
    let functions = functions();
    let checks: String = all(&root().join("packages/testkit/src/invariants"), ".rs")
        .iter()
        .map(|path| read(path))
        .collect();
    let text = read(&root().join("docs/invariants.md"));
    let mut rows = 0;
    for row in text.lines().filter(|line| line.starts_with("| I")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [name, says, shown] = cells[..] else {
            panic!("a row of three cells was wanted: {row}");
        };
        if says.starts_with("*not used:*") {
            continue;
        }
        rows += 1;
        let by_testkit = shown.split([';', ' ']).any(|word| word == "testkit");
        let names = quoted(shown);
        assert!(by_testkit || !names.is_empty(), "{name}: nothing shows it");
        if by_testkit {
            let check = |end| checks.contains(&format!("\"{name}{end}"));
            assert!(
                check(':') || check(' '),
                "{name}: the testkit never checks it"
            );
        }
        for quoted in names {
            let there = if quoted.starts_with("cargo ") {
                read(&root().join(".cargo/config.toml"))
                    .contains(&format!("{} = ", quoted.trim_start_matches("cargo ")))
            } else if quoted.contains(['/', '.']) {
                root().join(quoted).exists()
            } else {
                functions.contains(quoted)
            };
            assert!(there, "{name}: there is no {quoted}");
        }
    }
    assert!(rows > 20, "{rows} invariants");
}
