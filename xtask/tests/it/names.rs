//! Tests and test files that docs/fairness.md names exist.

use crate::files::{all, read, root};

/// Names between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn is_test(name: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_lowercase() || "_0123456789".contains(letter);
    name.matches('_').count() > 2 && name.chars().all(letters)
}

#[test]
fn every_test_that_fairness_names_exists() {
    let text = read(&root().join("docs/fairness.md"));
    let sources = all(&root(), ".rs");
    let code: Vec<String> = sources.iter().map(|path| read(path)).collect();
    let (tests, files): (Vec<&str>, Vec<&str>) = quoted(&text)
        .into_iter()
        .filter(|name| is_test(name) || name.ends_with(".rs"))
        .partition(|name| is_test(name));
    assert!(tests.len() > 30, "{} tests", tests.len());
    for name in tests {
        let signature = format!("fn {name}(");
        assert!(code.iter().any(|text| text.contains(&signature)), "{name}");
    }
    for name in files {
        assert!(sources.iter().any(|path| path.ends_with(name)), "{name}");
    }
}
