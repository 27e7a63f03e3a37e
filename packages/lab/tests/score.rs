//! `lab score` on scales and tags, as a program sees it.
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

/// What a command printed, what it said beside, and whether it did what it should.
fn lab(arguments: &[&str], folder: &Path) -> (String, String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_lab"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let printed = text(output.stdout);
    let said = text(output.stderr);
    (printed, said, output.status.success())
}

fn write(folder: &Path, labels: &str, truth: &str) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("labels.csv"), labels).unwrap();
    std::fs::write(folder.join("truth.csv"), truth).unwrap();
}

/// Values by six labelers of forty items, the first of whom always says the least; and the truth.
fn values(from: i64, to: i64, first_item: i64) -> (String, String) {
    let mut labels = String::new();
    let mut truth = String::new();
    for item in 0..40 {
        let right = from + (to - from) * (item * 7 % 40) / 39;
        truth.push_str(&format!("{},{right}\n", first_item + item));
        for labeler in 0..6 {
            let off = (item * 5 + labeler * 3) % 7 - 3;
            let value = if labeler == 0 {
                from
            } else {
                (right + off).clamp(from, to)
            };
            labels.push_str(&format!("{},w{labeler},{value}\n", first_item + item));
        }
    }
    (labels, truth)
}

fn scale_set() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (labels, truth) = values(-20, 80, 0);
    let labels = format!("item,labeler,value\n{labels}");
    write(folder.path(), &labels, &format!("item,value\n{truth}"));
    folder
}

fn json(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("out.json")).unwrap()).unwrap()
}

#[test]
fn a_scale_has_its_errors_in_its_own_units() {
    let folder = scale_set();
    let arguments = ["score", "--scale", "-20..80", ".", "--json", "out.json"];
    let (printed, said, done) = lab(&arguments, folder.path());
    assert!(done && said.is_empty(), "{said}");
    assert!(printed.contains("honest pay"), "{printed}");
    let set = &json(folder.path())["sets"][0];
    assert_eq!(
        (&set["kind"], &set["items"], &set["labels"]),
        (&"scale".into(), &40.into(), &240.into())
    );
    let of = |name: &str| set[name].as_f64().unwrap();
    let verdict = of("verdict_mae");
    let mean = of("mean_mae");
    // One of six is 50 below the truth on average; the library hears nothing of them.
    assert!((6.0..10.0).contains(&mean), "{mean}");
    assert!(verdict < 2.0 && of("verdict_rmse") >= verdict, "{verdict}");
    assert!(of("median_mae") < mean);
    assert!((of("verdict_percent") - verdict).abs() < 1e-9);
    assert!(set.get("spam").is_none());
}

#[test]
fn a_median_lies_on_levels_where_a_mean_lies_between() {
    let folder = scale_set();
    let error = |read: &str| {
        let scale = ["score", "--scale=-20..80", "--read", read, "."];
        let arguments = [&scale[..], &["--json", "out.json"]].concat();
        let (_, said, done) = lab(&arguments, folder.path());
        assert!(done, "{said}");
        json(folder.path())["sets"][0]["verdict_mae"]
            .as_f64()
            .unwrap()
            * 40.0
    };
    let between = |error: f64| (2.0 * error - (2.0 * error).round()).abs() > 1e-6;
    assert!(!between(error("median")));
    assert!(between(error("mean")));
}

#[test]
fn several_scales_are_one_form_and_spam_is_not_paid() {
    let folder = tempfile::tempdir().unwrap();
    let one = values(0, 100, 0);
    let other = values(-50, 50, 40);
    write(
        &folder.path().join("a"),
        &format!("item,labeler,value\n{}{}", one.0, other.0),
        &format!("item,value\n{}{}", one.1, other.1),
    );
    let single = values(0, 10, 0);
    write(
        &folder.path().join("b"),
        &format!("item,labeler,value\n{}", single.0),
        &format!("item,value\n{}", single.1),
    );
    let two = ["score", "--spam", "--scale", "0..100,-50..50", "--scale"];
    let arguments = [&two[..], &["0..10", "a", "b", "--json", "out.json"]].concat();
    let (printed, said, done) = lab(&arguments, folder.path());
    assert!(done, "{said}");
    assert!(printed.contains("of questions") && printed.contains("average"));
    let sets = json(folder.path());
    let form = &sets["sets"][0];
    assert_eq!(
        (&form["items"], &form["compared"]),
        (&40.into(), &80.into())
    );
    assert!(form.get("verdict_mae").is_none());
    let questions = form["questions"].as_array().unwrap();
    assert_eq!(
        (&questions[1]["from"], &questions[1]["to"]),
        (&(-50.0).into(), &50.0.into())
    );
    assert!(questions[0]["verdict_mae"].as_f64() < questions[0]["mean_mae"].as_f64());
    let spam = form["spam"].as_array().unwrap();
    let kinds: Vec<&Value> = spam.iter().map(|spam| &spam["kind"]).collect();
    assert_eq!(
        kinds,
        ["constant", "median", "near_median", "random", "prior"]
    );
    for spam in spam {
        let share = spam["spam_labels"].as_f64().unwrap();
        assert!((0.26..0.5).contains(&share), "{spam}");
        assert!(spam["spam_pay"].as_f64().unwrap() < 0.05, "{spam}");
    }
    assert!(sets["sets"][1]["questions"].is_null());
}

#[test]
fn tags_are_questions_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut labels = "item,labeler,mask\n".to_owned();
    let mut truth = "item,tag,value\n".to_owned();
    for item in 0..40_u32 {
        // The first tag is common, the second rare, the third never set.
        let right = u32::from(item % 3 != 0) | u32::from(item % 5 == 0) << 1;
        truth.push_str(&format!(
            "{item},0,{}\n{item},1,{}\n",
            right & 1,
            right >> 1
        ));
        for labeler in 0..6 {
            let wrong = (item * 7 + labeler * 5) % 11 == 0;
            labels.push_str(&format!("{item},{labeler},{}\n", right ^ u32::from(wrong)));
        }
    }
    write(folder.path(), &labels, &truth);
    let arguments = ["score", "--tags", "3", "--spam", ".", "--json", "out.json"];
    let (_, said, done) = lab(&arguments, folder.path());
    assert!(done, "{said}");
    let set = &json(folder.path())["sets"][0];
    assert_eq!(
        (&set["kind"], &set["labels"], &set["compared"]),
        (&"tags".into(), &720.into(), &80.into())
    );
    let of = |name: &str| set[name].as_f64().unwrap();
    assert!(of("verdict") > 0.95 && of("verdict_f1") > 0.9 && of("honest_pay") > 0.9);
    for spam in set["spam"].as_array().unwrap() {
        assert!(spam["spam_pay"].as_f64().unwrap() < 0.05, "{spam}");
    }
}

#[test]
fn what_is_made_says_what_cheating_pays() {
    let folder = tempfile::tempdir().unwrap();
    let (printed, said, done) = lab(&["score", "--made", "--json", "out.json"], folder.path());
    assert!(done, "{said}");
    assert!(printed.contains("ring of 1/3"));
    let made = &json(folder.path())["made"];
    assert_eq!(made["stretching"].as_array().unwrap().len(), 7);
    assert!(made["cases"][0]["honest_beside_opposed"].as_f64().unwrap() >= 0.95);
}

#[test]
fn options_that_do_not_fit_are_refused_in_words() {
    let folder = scale_set();
    let refusal = |arguments: &[&str]| {
        let (printed, said, done) = lab(&[&["score"], arguments].concat(), folder.path());
        assert!(!done && printed.is_empty(), "{printed}");
        said
    };
    let said = refusal(&["--spam", "."]);
    assert!(
        said.contains("expected --scale or --tags with it"),
        "{said}"
    );
    let said = refusal(&["--scale", "9..1", "."]);
    assert!(
        said.contains("a lower and a higher number such as 0..100"),
        "{said}"
    );
    let said = refusal(&["--scale", "0..1", "--scale", "0..1", "."]);
    assert!(
        said.contains("--scale is given 2 times for 1 folders"),
        "{said}"
    );
    let said = refusal(&["--scale", "0..80", "."]);
    let wanted = "labels.csv: line 2, column 3: found -20, expected a number from 0 to 80";
    assert!(said.contains(wanted), "{said}");
    let said = refusal(&["--tags", "33", "."]);
    assert!(said.contains("33"), "{said}");
    assert!(refusal(&["--waves", "--scale", "-20..80", "."]).contains("cannot be used with"));
}
