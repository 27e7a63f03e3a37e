//! `lab`, as a program sees it.
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

fn lab(arguments: &[&str], folder: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_lab"))
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
    let income = sum("license_income");
    let out = sum("royalties_claimed") + sum("requester_income");
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
    let output = lab(&["demo", "--json", "out.json"], folder.path());
    assert!(output.status.success(), "{output:?}");
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    books_add_up(&json);
    // One of each chapter's campaign, at 100 000 each.
    assert_eq!(json["ownership"]["datasets"], 4);
    assert_eq!(amount(&json["ownership"]["license_income"]), 400_000);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("4 datasets, one of each campaign, are licensed for 100 000 upasar each"));
    assert!(said.contains("Who owns the 4 datasets"));
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
    let form = &json["form"];
    assert!(form["grades"].as_u64().unwrap() > 35);
    assert!(form["tags"].as_u64().unwrap() > 70);
    assert!(amount(&form["idle_pay"]) * 20 < amount(&form["least_pay"]));
    let appeal = &json["appeal"];
    assert!(appeal["changed"].as_u64().unwrap() > 0);
    assert!(appeal["agrees"].as_u64() > appeal["agreed"].as_u64());
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
    let mut labels = "item,labeller,label\n".to_owned();
    let mut truth = "item,label\n".to_owned();
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
        let output = lab(&arguments, folder.path());
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
    let output = lab(&arguments, folder.path());
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
    let output = lab(&arguments, folder.path());
    assert!(output.status.success(), "{output:?}");
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    books_add_up(&json);
    assert_eq!(json["ownership"]["datasets"], 0);
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
    let output = lab(
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
    let output = lab(&["economics"], Path::new("."));
    assert!(output.status.success(), "{output:?}");
    let page = include_str!("../../../docs/economics.md");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.lines().count() > 20, "{printed}");
    for line in printed.lines().filter(|line| !line.starts_with('#')) {
        assert!(page.contains(line), "docs/economics.md lacks: {line}");
    }
}

#[test]
fn rings_are_measured_by_seats_and_items_over_folders() {
    let folder = tempfile::tempdir().unwrap();
    write_data_set(folder.path());
    let arguments = [
        "rings", ".", "--spam", "0.2,0.32", "--seats", "5", "--page", "50", "--pages", "6",
    ];
    let output = lab(&arguments, folder.path());
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "| seats x items | 20 % | 32 % |");
    let cells: Vec<&str> = lines[2].split('|').map(str::trim).collect();
    assert_eq!(cells[1], "5 x 50");
    // Of one folder the mean is the worst, and no ring is paid more than its labels are.
    for (cell, most) in [(cells[2], 20.0), (cells[3], 32.0)] {
        let (mean, worst) = cell.trim_end_matches(" %").split_once(" / ").unwrap();
        assert_eq!(mean, worst);
        assert!(mean.parse::<f64>().unwrap() < most, "{cell}");
    }
}

#[test]
fn the_page_on_fairness_says_what_newcomers_are_paid_and_that_nobody_gains_by_stretching() {
    let output = lab(&["pay"], Path::new("."));
    assert!(output.status.success(), "{output:?}");
    let page = include_str!("../../../docs/fairness.md");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.lines().count() > 15, "{printed}");
    for line in printed.lines().filter(|line| !line.starts_with('#')) {
        assert!(page.contains(line), "docs/fairness.md lacks: {line}");
    }
    // Of the three thresholds the one in the middle, which is honest, shows the most skill.
    let skill = |belief: &str| -> f64 {
        let of_it = |line: &&str| line.starts_with(&format!("| {belief} |"));
        let line = printed.lines().find(of_it).unwrap();
        line.split('|').nth(3).unwrap().trim().parse().unwrap()
    };
    assert!(skill("64 %") > skill("10 %") && skill("64 %") > skill("97 %"));
}

/// Files of classes, of several questions, and of refined verdicts.
#[test]
fn vectors_end_with_a_line_that_counts() {
    for file in ["truth.json", "kinds.json", "refined.json"] {
        vectors_agree(file);
    }
}

fn vectors_agree(file: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../truth/vectors");
    let file = &format!("{folder}/{file}");
    let output = lab(&["vectors", file], Path::new("."));
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let last = text.lines().last().unwrap();
    let (agreed, total) = last.split_once(" of ").unwrap();
    assert_eq!(total.strip_suffix(" cases agreed"), Some(agreed));
}

#[test]
fn what_cannot_be_served_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = |arguments: &[&str], wanted: &str| {
        let output = lab(&[&["demo"], arguments].concat(), folder.path());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said.contains(wanted), "{arguments:?}: {said}");
    };
    let wanted = format!("port {port} of 127.0.0.1 is taken by another program");
    refused(&["--serve", "--port", &port], &wanted);
    refused(&["--serve", "--port", "70000"], "70000 is not in 0..=65535");
    refused(
        &["--serve", "--port", "0", "--files", "missing"],
        "--files missing: ",
    );
    refused(&["--serve", "--json", "out.json"], "cannot be used with");
    refused(&["--port", "9"], "--serve");
}

/// Six people who rate sixty items from 0 to 10: four are a little off, one a lot, one never looks.
fn write_ratings(folder: &Path) {
    let mut labels = "item,labeler,value\n".to_owned();
    let mut truth = "item,value\n".to_owned();
    for item in 0..60u32 {
        let right = item * 7 % 11;
        truth.push_str(&format!("{item},{right}\n"));
        for labeler in 0..6u32 {
            let value = match labeler {
                0..4 if (item + labeler) % 4 == 0 => (right + 1).min(10),
                0..4 => right,
                4 => (right + 4) % 11,
                _ => 5,
            };
            labels.push_str(&format!("{item},{labeler},{value}\n"));
        }
    }
    std::fs::write(folder.join("ratings.csv"), labels).unwrap();
    std::fs::write(folder.join("values.csv"), truth).unwrap();
}

fn of_ratings(folder: &Path, command: &str, more: &[&str]) -> Value {
    let files = ["--labels", "ratings.csv", "--truth", "values.csv"];
    let form = ["--scale", "0..10", "--json", "out.json"];
    let arguments = [&[command][..], &files, &form, more].concat();
    let output = lab(&arguments, folder);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&std::fs::read(folder.join("out.json")).unwrap()).unwrap()
}

#[test]
fn ratings_run_through_the_contracts_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    write_ratings(folder.path());
    let json = of_ratings(folder.path(), "demo", &[]);
    assert_eq!(
        (
            &json["kind"],
            &json["items"],
            &json["labels"],
            &json["left_out"]
        ),
        (&"scale".into(), &60.into(), &360.into(), &0.into())
    );
    // Whoever does not look moves the mean and not the verdict.
    let of = |key: &str| json[key].as_f64().unwrap();
    assert!(of("verdict_mae") < of("mean_mae") / 2.0, "{json}");
    assert!(of("verdict_mae") < 0.5, "{json}");
    let output = lab(
        &[
            "demo",
            "--labels",
            "ratings.csv",
            "--truth",
            "values.csv",
            "--scale",
            "0..10",
            "--report",
            "r.html",
        ],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

/// What a demo prints of labelers.
fn told_labelers(output: &std::process::Output) -> Vec<(String, String)> {
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    let rows = printed
        .lines()
        .skip_while(|line| !line.starts_with("labeler"));
    let row = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        (words.next().unwrap(), words.next().unwrap())
    };
    rows.skip(1).map(row).collect()
}

#[test]
fn labelers_of_ratings_and_tags_have_the_names_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    write_ratings(folder.path());
    let named = |file: &str, column: &str| {
        let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
        let mut rows = text.lines();
        let mut named = format!("item,labeler,{column}\n");
        for row in rows.by_ref().skip(1) {
            let [item, labeler, value] = row.split(',').collect::<Vec<_>>()[..] else {
                panic!("a row of three");
            };
            // Labeler 5 skips items, so that their count tells them from the others.
            if labeler == "5" && item.parse::<u32>().unwrap() % 6 == 0 {
                continue;
            }
            let value = match column {
                "mask" => value.parse::<u32>().unwrap() % 4,
                _ => value.parse().unwrap(),
            };
            named.push_str(&format!(
                "{item},w{},{value}\n",
                90 - labeler.parse::<u32>().unwrap()
            ));
        }
        std::fs::write(folder.path().join("named.csv"), named).unwrap();
    };
    named("ratings.csv", "value");
    let files = ["demo", "--labels", "named.csv", "--truth", "values.csv"];
    let output = lab(&[&files[..], &["--scale", "0..10"]].concat(), folder.path());
    let mut told = told_labelers(&output);
    told.sort();
    let counts: Vec<(String, String)> = (85..=90)
        .map(|n| {
            (
                format!("w{n}"),
                if n == 85 { "50" } else { "60" }.to_owned(),
            )
        })
        .collect();
    assert_eq!(told, counts);

    named("ratings.csv", "mask");
    let truth: String = (0..60).map(|item| format!("{item},0,1\n")).collect();
    std::fs::write(
        folder.path().join("tags.csv"),
        format!("item,tag,value\n{truth}"),
    )
    .unwrap();
    let files = ["demo", "--labels", "named.csv", "--truth", "tags.csv"];
    let output = lab(&[&files[..], &["--tags", "2"]].concat(), folder.path());
    let mut told = told_labelers(&output);
    told.sort();
    assert_eq!(told[0], ("w85".to_owned(), "100".to_owned()));
    assert_eq!(told[5].0, "w90");
}

#[test]
fn a_file_that_cannot_be_written_is_refused_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    write_data_set(folder.path());
    let files = ["--labels", "labels.csv", "--truth", "truth.csv"];
    for arguments in [
        [&["simulate"][..], &files, &["--json", "nope/o.json"]].concat(),
        [&["demo"][..], &files, &["--json", "nope/o.json"]].concat(),
        vec!["score", ".", "--json", "nope/o.json"],
    ] {
        let output = lab(&arguments, folder.path());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{output:?}"
        );
        let wanted = "error: nope/o.json: cannot be written: no folder nope";
        assert!(said.contains(wanted), "{said}");
    }
    let output = lab(&["score", ".", "--json", "."], folder.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(".: is a folder, expected a file"), "{said}");
}

#[test]
fn a_simulation_of_ratings_pays_nobody_who_does_not_look() {
    let folder = tempfile::tempdir().unwrap();
    write_ratings(folder.path());
    let more = ["--pages", "6", "--page", "60", "--seats", "5"];
    let json = of_ratings(folder.path(), "simulate", &more);
    assert_eq!(json, of_ratings(folder.path(), "simulate", &more));
    assert_eq!(json["campaigns"], 6);
    let spam = json["spam"].as_array().unwrap();
    let kinds: Vec<&str> = spam
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["constant", "median", "near_median", "random", "prior"]
    );
    for row in spam {
        let [labels, pay] = ["spam_labels", "spam_pay"].map(|key| row[key].as_f64().unwrap());
        assert!(labels > 0.1 && pay < labels / 2.0, "{row}");
    }
}
