//! docs/adr/README.md lists every decision by its number and title, and says why a number is missing.

use std::collections::BTreeMap;

use crate::files::{all, read, root};

/// A row of the list: what is beside a number.
fn list() -> BTreeMap<u32, String> {
    let text = read(&root().join("docs/adr/README.md"));
    let rows = text.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| {
        let (number, rest) = row.split_once(" | ")?;
        Some((number.parse().ok()?, rest.to_owned()))
    })
    .collect()
}

#[test]
fn every_decision_stands_in_the_list_and_no_number_is_unexplained() {
    let mut list = list();
    let last = *list.keys().last().unwrap();
    let numbers: Vec<u32> = list.keys().copied().collect();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());

    for path in all(&root().join("docs/adr"), ".md") {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if file == "README.md" {
            continue;
        }
        let text = read(&path);
        let heading = text.lines().next().unwrap().trim_start_matches("# ");
        let (number, title) = heading.split_once(". ").unwrap();
        let number: u32 = number.parse().unwrap();
        assert!(
            file.starts_with(&format!("{number:04}-")),
            "{file}: {heading}"
        );
        let row = list.remove(&number);
        assert_eq!(row, Some(format!("[{title}]({file}) |")), "{file}");
    }
    for (number, reason) in list {
        let explained = ["not used: ", "superseded by "];
        let explained = explained.iter().any(|why| reason.starts_with(why));
        assert!(explained, "{number}: {reason}");
    }
}
