//! Files that people write, as `lab` reads them: what is odd is refused with its place, or read and
//! told.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "tests stop at the first surprise"
)]

use std::{path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

const LABELS: &str = "item,labeler,label\na,ann,cat\na,bob,dog\na,cid,cat\nb,ann,dog\nb,bob,dog\n\
                      b,cid,cat\nc,ann,cat\nc,bob,cat\nc,cid,dog\nd,ann,dog\nd,bob,cat\nd,cid,dog\n";
const TRUTH: &str = "item,label\na,cat\nb,dog\nc,cat\nd,dog\n";

fn folder(labels: &str, truth: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("labels.csv"), labels).unwrap();
    std::fs::write(folder.path().join("truth.csv"), truth).unwrap();
    folder
}

/// What a command wrote to its output, and to the error output; and whether it did what it should.
fn lab(arguments: &[&str], folder: &Path) -> (String, String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_lab"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        text(output.stdout),
        text(output.stderr),
        output.status.success(),
    )
}

/// Why a data set is not scored.
fn refusal(labels: &str, truth: &str) -> String {
    let folder = folder(labels, truth);
    let (printed, said, done) = lab(&["score", "."], folder.path());
    assert!(!done && printed.is_empty(), "{printed}");
    said.trim_end().to_owned()
}

/// The only entry of a score's JSON, and what was said beside it.
fn score(folder: &Path) -> (Value, String) {
    let (_, said, done) = lab(&["score", ".", "--json", "out.json"], folder);
    assert!(done, "{said}");
    let json = std::fs::read(folder.join("out.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    (json["sets"][0].clone(), said)
}

#[test]
fn a_score_says_how_many_items_it_compared() {
    let folder = folder(LABELS, "item,label\na,cat\nb,dog\nz,dog\n");
    let (set, said) = score(folder.path());
    assert_eq!((&set["items"], &set["compared"]), (&4.into(), &2.into()));
    assert!(said.is_empty(), "{said}");
    let (printed, _, _) = lab(&["score", "."], folder.path());
    assert!(
        printed.lines().next().unwrap().contains("compared"),
        "{printed}"
    );
}

#[test]
fn a_truth_in_another_spelling_is_refused() {
    for (one, other) in [("Cat", "Dog"), ("cat\u{200b}", "d\u{f6}g")] {
        let truth = TRUTH.replace("cat", one).replace("dog", other);
        let said = refusal(LABELS, &truth);
        let wanted = format!(
            "truth.csv: line 2, column 2: class {one:?} and all others of this file (2) are unknown to"
        );
        assert!(said.contains(&wanted), "{said}");
    }
    let numbers = LABELS.replace("cat", "1").replace("dog", "2");
    let truth = TRUTH.replace("cat", "1.0").replace("dog", "2.0");
    let said = refusal(&numbers, &truth);
    assert!(
        said.ends_with("\"1.0\" and \"1\" differ only in how the number is written"),
        "{said}"
    );
}

#[test]
fn known_answers_beside_the_labels_are_no_labels() {
    let mut labels = String::new();
    // Two of three are wrong about the last item.
    for line in LABELS.replace("d,ann,dog", "d,ann,cat").lines() {
        let (start, label) = line.rsplit_once(',').unwrap();
        let truth = match start.get(..1) {
            Some("a" | "c") => "cat",
            Some("b" | "d") => "dog",
            _ => "truth",
        };
        labels.push_str(&format!("{start},{truth},{label}\n"));
    }
    let (set, said) = score(folder(&labels, TRUTH).path());
    let note = "\"truth\" is not read: known answers are read from the truth file";
    assert!(said.contains(note), "{said}");
    assert_eq!(
        (&set["classes"], &set["plurality"]),
        (&2.into(), &0.75.into())
    );
    let said = refusal(&labels.replacen("truth", "answer", 1), TRUTH);
    assert!(
        said.contains("\"answer\" and \"label\" could each be the label"),
        "{said}"
    );
}

#[test]
fn a_quote_that_is_never_closed_swallows_nothing() {
    let said = refusal(&LABELS.replace("b,cid,cat", "b,cid,\"cat"), TRUTH);
    assert!(
        said.ends_with("labels.csv: line 7, column 3: the quote that opens here is never closed"),
        "{said}"
    );
}

#[test]
fn tables_of_any_known_form_are_found_in_a_folder() {
    let folder = folder("", TRUTH);
    std::fs::remove_file(folder.path().join("labels.csv")).unwrap();
    let (_, said, done) = lab(&["score", "."], folder.path());
    assert!(!done && said.contains("has no labels.csv"), "{said}");
    let tabs = LABELS.replace(',', "\t");
    std::fs::write(folder.path().join("Labels.TSV"), tabs).unwrap();
    assert_eq!(score(folder.path()).0["compared"], 4);
    std::fs::write(folder.path().join("labels.csv"), LABELS).unwrap();
    let (_, said, done) = lab(&["score", "."], folder.path());
    assert!(!done && said.contains("expected one of them"), "{said}");
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let folder = folder(LABELS, TRUTH);
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    std::os::unix::fs::symlink("truth.csv", folder.path().join("link.json")).unwrap();
    std::fs::hard_link(
        folder.path().join("labels.csv"),
        folder.path().join("hard.json"),
    )
    .unwrap();
    let demo = ["demo", "--labels", "labels.csv", "--truth", "truth.csv"];
    let simulate = ["simulate", "--labels", "labels.csv", "--truth", "truth.csv"];
    for arguments in [
        &["score", ".", "--json", "sub/../labels.csv"][..],
        &["score", ".", "--json", "link.json"],
        &["score", ".", "--json", "hard.json"],
        &[&demo[..], &["--json", "./truth.csv"]].concat(),
        &[&demo[..], &["--report", "./labels.csv"]].concat(),
        &[&demo[..], &["--report", "r.html", "--json", "./r.html"]].concat(),
        &[&simulate[..], &["--json", "sub/../truth.csv"]].concat(),
    ] {
        let (_, said, done) = lab(arguments, folder.path());
        assert!(
            !done && said.contains("would be written over"),
            "{arguments:?}: {said}"
        );
        let kept = std::fs::read_to_string(folder.path().join("labels.csv")).unwrap();
        assert_eq!(kept, LABELS);
        let kept = std::fs::read_to_string(folder.path().join("truth.csv")).unwrap();
        assert_eq!(kept, TRUTH);
    }
}

/// Labelers with a label here and there: more cells than a task may have.
#[test]
fn a_large_sparse_set_is_scored() {
    let items = 20_000;
    let labelers = 900;
    let mut labels = "item,labeler,label\n".to_owned();
    let mut truth = "item,label\n".to_owned();
    for item in 0..items {
        truth.push_str(&format!("item-{item},{}\n", item % 3));
        for n in 0..5 {
            let wrong = usize::from((item * 5 + n) % 7 == 0);
            let labeler = (item * 13 + n * 97) % labelers;
            labels.push_str(&format!(
                "item-{item},worker-{labeler},{}\n",
                (item + wrong) % 3
            ));
        }
    }
    assert!(items * labelers > 1 << 24);
    let many = folder(&labels, &truth);
    let (set, said) = score(many.path());
    assert!(said.is_empty(), "{said}");
    assert_eq!(
        (&set["labels"], &set["compared"]),
        (&100_000.into(), &20_000.into())
    );
    assert!(set["verdict"].as_f64().unwrap() > 0.95, "{set}");
    assert!(set.get("verdict_ms").is_none(), "{set}");
    assert!(set.get("refined").is_none(), "{set}");
    let (printed, _, _) = lab(&["score", "."], many.path());
    let wanted =
        ".: not refined, which takes at most 2048 labelers, and 16777216 items times labelers";
    assert!(printed.contains(wanted), "{printed}");
}

/// More labelers than a task has seats, each with a label or two.
#[test]
fn a_set_of_very_many_labelers_is_scored() {
    let mut labels = "item,labeler,label\n".to_owned();
    let mut truth = "item,label\n".to_owned();
    for item in 0..30 {
        truth.push_str(&format!("{item},{}\n", item % 2));
        for labeler in 0..400 {
            let labeler = item / 3 * 400 + labeler;
            labels.push_str(&format!("{item},{labeler},{}\n", item % 2));
        }
    }
    let (set, _) = score(folder(&labels, &truth).path());
    assert_eq!(
        (&set["compared"], &set["verdict"]),
        (&30.into(), &1.0.into())
    );
}

#[test]
fn classes_that_begin_alike_run() {
    let labels = LABELS
        .replace("cat", "The patient is stable")
        .replace("dog", "The patient is stable but needs care");
    let folder = folder(&labels, TRUTH);
    let arguments = ["demo", "--labels", "labels.csv", "--json", "out.json"];
    let (_, said, done) = lab(&arguments, folder.path());
    assert!(done, "{said}");
    let json = std::fs::read(folder.path().join("out.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["verdict"][0]["label"], "The patient is stable");
    assert_eq!(
        json["verdict"][1]["label"],
        "The patient is stable but needs care"
    );
}

/// Eighty labelers with few labels each: 32 of them get a seat, and some items have no verdict.
#[test]
fn accuracy_is_of_the_items_that_have_a_verdict() {
    let mut labels = "item,labeler,label\n".to_owned();
    let mut truth = "item,label\n".to_owned();
    for item in 0..50 {
        truth.push_str(&format!("{item},{}\n", item % 2));
        // The first labelers have more labels, so that they get the seats.
        let labelers = if item < 30 {
            0..30
        } else {
            50 + item..53 + item
        };
        for labeler in labelers {
            labels.push_str(&format!("{item},{labeler},{}\n", item % 2));
        }
    }
    let folder = folder(&labels, &truth);
    let arguments = [
        "demo",
        "--labels",
        "labels.csv",
        "--truth",
        "truth.csv",
        "--json",
        "out.json",
    ];
    let (printed, said, done) = lab(&arguments, folder.path());
    assert!(done, "{said}");
    let json = std::fs::read(folder.path().join("out.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let accuracy = &json["accuracy"];
    let compared = accuracy["compared"].as_u64().unwrap();
    let without = accuracy["without_verdict"].as_u64().unwrap();
    assert_eq!(compared + without, 50);
    assert!(compared >= 30 && without > 0, "{accuracy}");
    assert_eq!(accuracy["verdict"], 1.0);
    let wanted = format!("of {compared} items with a verdict and a known class");
    assert!(printed.contains(&wanted), "{printed}");
    assert!(printed.contains(&format!(
        "{without} items with a known class have no verdict"
    )));
}
