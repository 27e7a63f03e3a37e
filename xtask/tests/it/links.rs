//! Every relative link of every Markdown file leads to a file, and to a heading where it names one.

use std::path::Path;

use crate::files::{all, read, root};

/// The targets of a text's links, outside of code.
fn targets(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for after in line.split("](").skip(1) {
            let target = after.split([')', ' ']).next().unwrap();
            targets.push(target.to_owned());
        }
    }
    targets
}

/// The anchor of a heading, as hosts of Markdown make it.
fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || "-_ ".contains(*letter))
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

/// What is wrong with a link of a file; nothing where it leads somewhere, or out of the repository.
fn broken(file: &Path, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let folder = file.parent().unwrap();
    let leads_to = match path {
        "" => file.to_owned(),
        path => folder.join(path),
    };
    if !leads_to.exists() {
        return Some(format!("{}: no file {target}", file.display()));
    }
    if heading.is_empty() || anchors(&read(&leads_to)).contains(&heading.to_owned()) {
        return None;
    }
    Some(format!("{}: no heading {target}", file.display()))
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for file in all(&root(), ".md") {
        for target in targets(&read(&file)) {
            checked += 1;
            wrong.extend(broken(&file, &target));
        }
    }
    assert!(checked > 100, "{checked} links");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_link_to_nowhere_is_found() {
    let readme = root().join("README.md");
    assert!(broken(&readme, "docs/none.md").is_some());
    assert!(broken(&readme, "docs/glossary.md#none").is_some());
    assert_eq!(broken(&readme, "docs/glossary.md#glossary"), None);
    let text = "[a](b.md) and [c](d.md#e)\n```\n[f](g)\n```\n";
    assert_eq!(targets(text), ["b.md", "d.md#e"]);
}
