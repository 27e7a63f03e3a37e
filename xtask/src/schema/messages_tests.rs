//! The grammar of messages, and that what the contracts' messages name exists.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop at the first surprise"
)]

use std::fs;

use super::*;
use crate::schema::root;

const TEXT: &str =
    "Does something. Twice.\n\n**Who:** anyone. **Funds:** none. **Emits:** `done`, \
                    and as `Other`. **Fails:** `Task` (wrong phase, too late), `Gold`, and as \
                    `Other`.";

#[test]
fn a_message_is_read_by_its_grammar() {
    let (message, refers_to) = parse("act", TEXT).unwrap();
    assert_eq!(message.does, "Does something. Twice.");
    assert_eq!((&*message.who, &*message.funds), ("anyone", "none"));
    assert_eq!(message.emits, BTreeSet::from(["done".to_owned()]));
    let reasons = ["wrong phase", "too late"].map(str::to_owned).into();
    let fails = [
        ("Task".to_owned(), reasons),
        ("Gold".to_owned(), BTreeSet::new()),
    ];
    assert_eq!(message.fails, fails.into());
    assert_eq!(refers_to, BTreeSet::from(["Other".to_owned()]));
}

#[test]
fn a_key_that_is_missing_or_empty_is_refused() {
    for key in KEYS {
        assert!(parse("act", &TEXT.replace(key, "")).is_err(), "{key}");
    }
    let empty = TEXT.replace("**Funds:** none.", "**Funds:**");
    assert!(parse("act", &empty).is_err());
    assert!(parse("act", &TEXT.replace("Twice", "**Why:** so")).is_err());
}

/// Variants of an enum, as rustfmt writes them.
fn variants(source: &str, name: &str) -> BTreeSet<String> {
    let (_, body) = source
        .split_once(&format!("pub enum {name} {{\n"))
        .unwrap_or_else(|| panic!("no enum {name}"));
    let (body, _) = body.split_once("\n}").unwrap();
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| {
            let end = line.find(|letter: char| !letter.is_ascii_alphanumeric());
            line[..end.unwrap_or(line.len())].to_owned()
        })
        .collect()
}

fn errors(contract: &Contract) -> BTreeSet<String> {
    let path = format!("contracts/{}/src/error.rs", contract.name);
    let source = fs::read_to_string(root().unwrap().join(path)).unwrap();
    variants(&source, "ContractError")
}

#[test]
fn every_message_has_all_four_keys_and_names_what_exists() {
    for contract in Contract::all().unwrap() {
        let events: BTreeSet<&str> = contract.events.iter().map(|event| event.name).collect();
        let errors = errors(&contract);
        for message in read(&contract).unwrap() {
            let name = format!("{} of {}", message.name, contract.name);
            for event in &message.emits {
                assert!(events.contains(&**event), "{name} emits no {event}");
            }
            for error in message.fails.keys() {
                assert!(errors.contains(error), "{name} fails with no {error}");
            }
        }
    }
}

/// Errors that no message meets, with the reason.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("task-registry", "WaveNotFound", "a query"),
    ("label-escrow", "CommonsInSuite", "instantiate"),
    ("reputation-staking", "CommonsInSuite", "instantiate"),
    ("reward-token", "TooManyBalances", "instantiate"),
    ("reward-token", "AboveCap", "instantiate"),
    ("reward-token", "NoDecay", "instantiate"),
    ("reward-token", "ScheduleAboveCap", "instantiate"),
];

#[test]
fn every_error_and_every_event_stands_with_a_message() {
    for contract in Contract::all().unwrap() {
        let messages = read(&contract).unwrap();
        let named: BTreeSet<String> = messages
            .iter()
            .flat_map(|message| message.fails.keys().cloned())
            .collect();
        let elsewhere: BTreeSet<String> = ELSEWHERE
            .iter()
            .filter(|(name, ..)| *name == contract.name)
            .map(|(_, error, _)| (*error).to_owned())
            .collect();
        let both: Vec<_> = named.intersection(&elsewhere).collect();
        assert!(both.is_empty(), "{}: {both:?}", contract.name);
        let all: BTreeSet<String> = named.union(&elsewhere).cloned().collect();
        assert_eq!(all, errors(&contract), "{}", contract.name);

        for event in contract.events {
            let emitted = messages
                .iter()
                .any(|message| message.emits.contains(event.name));
            assert!(
                emitted,
                "no message of {} emits {}",
                contract.name, event.name
            );
        }
    }
}
