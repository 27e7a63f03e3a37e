//! What the messages' documentation says of refusals, to the reason. That events and errors of every
//! message are in it the testkit checks after each.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use pasar_testkit::{Refused, UnderWay, DOCUMENTED};
use task_registry::ContractError;

/// A refusal, and the message that met it.
pub struct Refusal {
    /// The refused message; none for a query.
    pub message: Option<String>,
    /// The registry's error.
    pub error: ContractError,
}

/// What a message that should be refused came to.
pub trait Reached {
    /// The refusal, with the name of the message that the chain was executing.
    fn refusal(self) -> Refusal;
}

impl<T: Debug> Reached for anyhow::Result<T> {
    #[track_caller]
    fn refusal(self) -> Refusal {
        let error = self.expect_err("the message was not refused");
        let under_way = UnderWay::of(&error);
        assert!(under_way.is_some(), "no message in {error:?}");
        Refusal {
            message: under_way.map(|refused| refused.message),
            error: Err::<(), _>(error).refused_as(),
        }
    }
}

/// What refuses each message of the registry, by the names of `rejections`: `task: too late` with a
/// reason, `task` for any.
pub fn documented() -> BTreeMap<String, BTreeSet<String>> {
    DOCUMENTED["task-registry"]
        .iter()
        .map(|message| {
            let fails = message.fails.iter();
            let refusals = fails.flat_map(|(error, reasons)| names(error, reasons));
            (message.name.clone(), refusals.collect())
        })
        .collect()
}

fn names(error: &str, reasons: &BTreeSet<String>) -> Vec<String> {
    let error = words(error);
    let nested = ["task", "seat", "not eligible", "challenge"].contains(&error.as_str());
    if nested && !reasons.is_empty() {
        let named = reasons.iter().map(|reason| format!("{error}: {reason}"));
        return named.collect();
    }
    vec![error]
}

/// `TooMuchWork` as `too much work`.
fn words(pascal: &str) -> String {
    let mut words = String::new();
    for letter in pascal.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// Whether a message's documentation says that it may be refused so.
pub fn says(documented: &BTreeSet<String>, refusal: &str) -> bool {
    let without_reason = refusal.split(": ").next().unwrap_or(refusal);
    documented.contains(refusal) || documented.contains(without_reason)
}
