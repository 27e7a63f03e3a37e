//! The main job, as a program sees it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::as_conversions,
    reason = "tests stop at the first surprise"
)]

use std::{path::Path, process::Command};

use serde_json::Value;

fn pasar(arguments: &[&str], folder: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_pasar"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn amount(value: &Value) -> u128 {
    value.as_str().unwrap().parse().unwrap()
}

/// deposited = paid + refunded + fee + tips + held, and balance = liabilities + free.
fn books_add_up(json: &Value) {
    let money = &json["money"];
    let parts = ["paid", "refunded", "fee", "tips", "held"].map(|part| amount(&money[part]));
    assert_eq!(amount(&money["deposited"]), parts.iter().sum::<u128>());
    for entry in json["audit"].as_array().unwrap() {
        let sum = amount(&entry["liabilities"]) + amount(&entry["free"]);
        assert_eq!(amount(&entry["balance"]), sum);
    }
}

/// Income goes to contributors and requester, in the end all but the dust of every holder.
fn dataset_is_owned(json: &Value, campaigns: u128) {
    let ownership = &json["ownership"];
    let sum = |key: &str| amount(&ownership[key]);
    let (income, out) = (
        sum("license_income"),
        sum("royalties_claimed") + sum("requester_income"),
    );
    let shares = ownership["shares"].as_array().unwrap();
    let dust = campaigns * shares.len() as u128;
    assert!(income > 0 && out <= income && out + dust >= income);
    let of = |key: &str| -> u128 { shares.iter().map(|holder| amount(&holder[key])).sum() };
    assert_eq!(of("royalties"), sum("royalties_claimed"));
    assert_eq!(of("minted"), sum("emission_minted"));
    assert!(sum("emission_minted") > 0 && sum("emission_minted") <= sum("emission_budget"));
    let fee = amount(&json["money"]["fee"]);
    assert!(sum("staker_fees_claimed") > 0 && sum("staker_fees_claimed") <= fee);
}

#[test]
fn the_published_table_runs_from_deposit_to_pay() {
    let folder = tempfile::tempdir().unwrap();
    let output = pasar(&["demo", "--json", "out.json"], folder.path());
    assert!(output.status.success(), "{output:?}");
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    books_add_up(&json);
    assert_eq!(json["items"], 45);
    assert_eq!(json["labels"], 315);
    let seats = json["seats"].as_array().unwrap();
    assert_eq!(seats.len(), 7);
    for seat in seats {
        let full = seat["labels"].as_f64().unwrap() * 1_000.0;
        let pay = amount(&seat["pay"]) as f64;
        assert!((pay - full * seat["paid_rate"].as_f64().unwrap()).abs() < 1.0);
        assert!(seat["paid_rate"].as_f64().unwrap() >= seat["rate"].as_f64().unwrap());
    }
    let verdict = json["verdict"].as_array().unwrap();
    assert_eq!(verdict.len(), 45);
    // Every reading of patient 1 says 1.
    assert_eq!(
        (&verdict[0]["item"], &verdict[0]["label"]),
        (&"1".into(), &"1".into())
    );
    dataset_is_owned(&json, 2);
    let fairness = &json["fairness"];
    assert!(fairness["labels_per_item"].as_f64().unwrap() < 7.0);
    assert!(fairness["changed"].as_u64().unwrap() > 0);
    assert_eq!(fairness["gold"], "moved");
    let page = std::fs::read_to_string(folder.path().join("pasar-report.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("prefers-color-scheme"));
    for outside in ["src=", "href=", "url(", "@import"] {
        assert!(
            !page.contains(outside),
            "the page needs nothing from outside: {outside}"
        );
    }
}

/// Five labelers of 120 items in three classes, who err now and then.
fn write_data_set(folder: &Path) {
    let (mut labels, mut truth) = (
        "item,labeller,label\n".to_owned(),
        "item,label\n".to_owned(),
    );
    for item in 0..120u32 {
        let right = item * 7 % 3;
        truth.push_str(&format!("{item},{right}\n"));
        for labeler in 0..5u32 {
            let wrong = (item + labeler) % (labeler + 3) == 0;
            let label = if wrong { (right + 1) % 3 } else { right };
            labels.push_str(&format!("{item},{labeler},{label}\n"));
        }
    }
    std::fs::write(folder.join("labels.csv"), labels).unwrap();
    std::fs::write(folder.join("truth.csv"), truth).unwrap();
}

#[test]
fn a_simulation_has_a_row_for_each_kind_and_repeats_with_its_seed() {
    let folder = tempfile::tempdir().unwrap();
    write_data_set(folder.path());
    let run = |seed: &str| -> Value {
        let arguments = [
            "simulate",
            "--labels",
            "labels.csv",
            "--truth",
            "truth.csv",
            "--spam",
            "0.3",
            "--pages",
            "6",
            "--seed",
            seed,
            "--json",
            "out.json",
        ];
        let output = pasar(&arguments, folder.path());
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&std::fs::read(folder.path().join("out.json")).unwrap()).unwrap()
    };
    let json = run("1");
    assert_eq!(json, run("1"));
    assert_ne!(json, run("2"));
    let groups = json["groups"].as_array().unwrap();
    let names: Vec<&str> = groups
        .iter()
        .map(|group| group["group"].as_str().unwrap())
        .collect();
    let kinds = [
        "constant",
        "prior",
        "random",
        "lazy",
        "copying",
        "ring",
        "ring_gold",
    ];
    assert_eq!(names[0], "honest");
    assert_eq!(names[1..], kinds);
    let of = |name: &str, key: &str| {
        let place = names.iter().position(|found| *found == name).unwrap();
        groups[place][key].as_f64().unwrap()
    };
    assert_eq!(
        (of("honest", "pay_share"), of("honest", "labels_share")),
        (1.0, 1.0)
    );
    for spam in ["constant", "random", "copying"] {
        assert!(of(spam, "labels_share") > 0.1, "{spam}");
        assert!(
            of(spam, "pay_share") < of(spam, "labels_share") / 2.0,
            "{spam}"
        );
    }
    assert_eq!(json["honest_slashed"], 0.0);
    assert!(json["accuracy"]["verdict"].as_f64().unwrap() > 0.8);
}

#[test]
fn any_data_set_runs_page_by_page_with_reputation_carried_on() {
    let folder = tempfile::tempdir().unwrap();
    write_data_set(folder.path());
    let arguments = [
        "demo",
        "--labels",
        "labels.csv",
        "--truth",
        "truth.csv",
        "--json",
        "out.json",
    ];
    let output = pasar(&arguments, folder.path());
    assert!(output.status.success(), "{output:?}");
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    books_add_up(&json);
    assert_eq!(
        (&json["items"], &json["labels"]),
        (&120.into(), &600.into())
    );
    assert_eq!(json["campaigns"], 2);
    dataset_is_owned(&json, 2);
    assert!(json["fairness"].is_null());
    assert!(json["accuracy"]["verdict"].as_f64() >= json["accuracy"]["plurality"].as_f64());
    for seat in json["seats"].as_array().unwrap() {
        assert_ne!(seat["standing"], 0.3, "a record was written");
    }
}

#[test]
fn a_dataset_that_nobody_earned_is_not_licensed() {
    let folder = tempfile::tempdir().unwrap();
    let mut labels = "item,labeler,label\n".to_owned();
    // Everybody labels what nobody else does: there is nothing to compare with.
    for item in 0..90u32 {
        labels.push_str(&format!("{item},{},{}\n", item % 3, item % 2));
    }
    std::fs::write(folder.path().join("labels.csv"), labels).unwrap();
    let arguments = ["demo", "--labels", "labels.csv", "--json", "out.json"];
    let output = pasar(&arguments, folder.path());
    assert!(output.status.success(), "{output:?}");
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    books_add_up(&json);
    assert_eq!(amount(&json["ownership"]["license_income"]), 0);
    assert!(json["ownership"]["shares"].as_array().unwrap().is_empty());
}

#[test]
fn a_bad_file_is_refused_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("l.csv"),
        "item,labeler,label\n1,a,0\n1,b,\n",
    )
    .unwrap();
    let output = pasar(
        &["demo", "--labels", "l.csv", "--json", "out.json"],
        folder.path(),
    );
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("l.csv: line 3, column 3: the field is empty"),
        "{error}"
    );
    assert!(!folder.path().join("out.json").exists());
    assert!(output.stdout.is_empty());
}

#[test]
fn the_page_on_economics_says_what_the_contracts_say() {
    let output = pasar(&["economics"], Path::new("."));
    assert!(output.status.success(), "{output:?}");
    let (page, printed) = (
        include_str!("../../../docs/economics.md"),
        String::from_utf8(output.stdout).unwrap(),
    );
    assert!(printed.lines().count() > 20, "{printed}");
    for line in printed.lines().filter(|line| !line.starts_with('#')) {
        assert!(page.contains(line), "docs/economics.md lacks: {line}");
    }
}

#[test]
fn vectors_end_with_a_line_that_counts() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../truth/vectors/truth.json");
    let output = pasar(&["vectors", file], Path::new("."));
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let last = text.lines().last().unwrap();
    let (agreed, total) = last.split_once(" of ").unwrap();
    assert_eq!(total.strip_suffix(" cases agreed"), Some(agreed));
}
