//! `pasar`, as a shell sees it, before any node is asked.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests stop at the first surprise"
)]

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

/// Nobody listens here.
const NO_NODE: &str = "http://127.0.0.1:1";

fn pasar(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pasar"));
    command
        .args(["--rpc", NO_NODE, "--yes", "--home", "home"])
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("PASAR_MNEMONIC")
        .env_remove("PASAR_NETWORK")
        .env_remove("PASAR_FROM");
    command
}

/// The error that it ended with, which is no panic.
fn refusal(output: &Output) -> String {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.starts_with("error: "), "{error}");
    error
}

/// `pasar offer` with a price.
fn offer(price: &str) -> [&str; 8] {
    let [a, b] = ["--terms", "--terms-uri"];
    ["offer", "1", a, "t.txt", b, "u", "--price", price]
}

#[test]
fn amounts_that_are_none_are_refused_before_anybody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.txt"), "terms").unwrap();
    for amount in [
        "1.5stake",
        "0.5stake",
        "1e3stake",
        "-5stake",
        "5",
        "stake",
        "340282366920938463463374607431768211456stake",
    ] {
        let commands: [&[&str]; 4] = [
            &["bond", amount],
            &["unbond", amount],
            &["royalty", "1", amount],
            &offer(amount),
        ];
        for command in commands {
            let error = refusal(&pasar(folder.path(), command).output().unwrap());
            assert!(
                error.contains(amount) && error.contains("as 1000stake"),
                "{command:?}: {error}"
            );
        }
    }
    let mut command = pasar(folder.path(), &offer("5stake"));
    let forever = command.args(["--seconds", &u64::MAX.to_string()]);
    let error = refusal(&forever.output().unwrap());
    let wanted = "--seconds 18446744073709551615: expected at most";
    assert!(error.contains(wanted), "{error}");
}

#[test]
fn terms_with_amounts_that_are_none_are_refused_with_field_and_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("items.csv"), "item\na\nb\n").unwrap();
    let huge = "\"340282366920938463463374607431768211456\"";
    for price in ["0.5", "\"1000stake\"", huge] {
        let terms = format!(
            "items = \"items.csv\"\nmanifest_uri = \"https://example.org/m.jsonl\"\n\
             classes = [\"cat\", \"dog\"]\ndomain = \"tests\"\nprice = {price}\n\
             denom = \"stake\"\noverlap = {{ min = 3, max = 5 }}\n"
        );
        std::fs::write(folder.path().join("terms.toml"), terms).unwrap();
        let create = ["create", "terms.toml"];
        let error = refusal(&pasar(folder.path(), &create).output().unwrap());
        let wanted = format!("price {price}, expected a whole number of the smallest unit");
        assert!(
            error.contains(&wanted) && error.contains("line 5"),
            "{error}"
        );
        assert!(!folder.path().join("home").exists());
    }
}

#[test]
fn a_profile_with_a_gas_price_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let profile = include_str!("../../../scripts/networks/local.toml");
    for price in ["2.5e-2stake", "0,025stake"] {
        let profile = profile.replace("0.025stake", price);
        std::fs::write(folder.path().join("n.toml"), profile).unwrap();
        let show = ["--network", "n.toml", "show", "campaign", "1"];
        let error = refusal(&pasar(folder.path(), &show).output().unwrap());
        assert!(
            error.contains(price) && error.contains("as 0.025stake"),
            "{error}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let list = ["keys", "list"];
    let mut command = pasar(folder.path(), &list);
    let error = refusal(&command.stdout(full.unwrap()).output().unwrap());
    assert!(error.contains("the output cannot be written"), "{error}");
    let mut child = pasar(folder.path(), &list)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn an_example_asks_a_rating_and_tags() {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/meals");
    let run = |terms: &Path| {
        let out = folder.path().join("published");
        let [terms, out] = [terms, &out].map(|path| path.to_str().unwrap());
        let arguments = ["--json", "manifest", "write", terms, "--manifest", out];
        pasar(folder.path(), &arguments).output().unwrap()
    };
    let output = run(&example.join("terms.toml"));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{error}");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["items"], 48);
    let header = std::fs::read(folder.path().join("published/manifest.json")).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
    let titled = |name: &str, id: &str| serde_json::json!({"name": name, "title": {"id": id}});
    let mut classes = serde_json::json!([titled("no", "tidak"), titled("yes", "ya")]);
    classes[1]["key"] = "c".into();
    assert_eq!(header["questions"][2]["classes"], classes);
    assert_eq!(header["questions"][0]["scale"]["levels"], 5);
    // Gold that is wrong is found before anything is sent.
    for file in ["terms.toml", "header.toml", "items.csv", "gold.csv"] {
        std::fs::copy(example.join(file), folder.path().join(file)).unwrap();
    }
    let gold = std::fs::read_to_string(folder.path().join("gold.csv")).unwrap();
    let few: Vec<&str> = gold.lines().take(3).collect();
    std::fs::write(folder.path().join("gold.csv"), few.join("\n")).unwrap();
    let error = String::from_utf8(run(&folder.path().join("terms.toml")).stderr).unwrap();
    let wanted = "gold of task 0 (items 0 to 47): gold is worth";
    assert!(error.contains(wanted), "{error}");
}

#[test]
fn the_examples_can_be_published() {
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for (name, items, files) in [
        ("campaign", 45, 2),
        ("meals", 48, 2),
        ("pictures", 60, 3),
        ("replies", 40, 2),
    ] {
        let terms = examples.join(name).join("terms.toml");
        let place = folder.path().join(name);
        let [terms, out] = [&terms, &place].map(|path| path.to_str().unwrap());
        let arguments = ["--json", "manifest", "write", terms, "--manifest", out];
        let output = pasar(folder.path(), &arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{error}");
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["items"], items);
        let uri = said["uri"].as_str().unwrap();
        assert!(uri.contains("/manifest.json#sha256="), "{uri}");
        assert_eq!(std::fs::read_dir(&place).unwrap().count(), files);
    }
    let pictures = folder.path().join("pictures/pictures");
    assert_eq!(std::fs::read_dir(pictures).unwrap().count(), 62);
}
