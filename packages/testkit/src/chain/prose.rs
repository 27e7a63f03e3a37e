//! What the messages' documentation says, held against every message that reaches the chain.
//! `schema/messages.json` is that documentation, written by `cargo schema`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    sync::LazyLock,
};

use cosmwasm_std::Event;
use serde::Deserialize;
use serde_json::Value;

/// What a message's documentation says that can be held against it.
#[derive(Debug, Deserialize)]
pub struct Documented {
    /// As it is sent.
    pub name: String,
    /// The contract's events.
    pub emits: BTreeSet<String>,
    /// The contract's errors, with the reasons of those that name some; none: any.
    pub fails: BTreeMap<String, BTreeSet<String>>,
}

/// The messages of every contract.
pub static DOCUMENTED: LazyLock<BTreeMap<String, Vec<Documented>>> = LazyLock::new(|| {
    let text = include_str!("../../../../schema/messages.json");
    serde_json::from_str(text).expect("what `cargo schema` wrote")
});

#[track_caller]
fn documented(contract: &str, message: &str) -> &'static Documented {
    DOCUMENTED[contract]
        .iter()
        .find(|documented| documented.name == message)
        .unwrap_or_else(|| panic!("{contract} has no message {message}"))
}

/// A message that the chain was executing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderWay {
    /// Address of the contract.
    pub contract: String,
    /// The message's name.
    pub message: String,
}

impl UnderWay {
    /// The message that was refused: the chain names those under way, the innermost last.
    pub fn of(error: &anyhow::Error) -> Option<Self> {
        let contexts = error.chain().map(ToString::to_string);
        let last = contexts
            .filter(|context| context.contains("Execute { contract_addr: \""))
            .last()?;
        let after = |mark: &str| {
            let (_, rest) = last.split_once(mark)?;
            Some(rest.split('"').next()?.to_owned())
        };
        Some(Self {
            contract: after("contract_addr: \"")?,
            message: after(" msg: {\"")?,
        })
    }
}

/// The name of a message: its only key.
pub fn name_of(msg: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(msg).ok()?;
    value.as_object()?.keys().next().cloned()
}

/// What a contract emits on a message is in the message's *Emits*.
///
/// # Panics
/// Where an event is not there.
#[track_caller]
pub fn check_events(contract: &str, address: &str, message: &str, events: &[Event]) {
    let documented = documented(contract, message);
    for event in events {
        let emitter = event
            .attributes
            .iter()
            .find(|attribute| attribute.key == "_contract_address");
        let is_own = emitter.is_some_and(|emitter| emitter.value == address);
        let Some(name) = event.ty.strip_prefix("wasm-").filter(|_| is_own) else {
            continue;
        };
        let said = documented.emits.contains(name);
        assert!(
            said,
            "{message} of {contract} does not say that it emits {name}"
        );
    }
}

/// A contract's error is in the *Fails* of the message that it refused.
///
/// # Panics
/// Where it does not.
#[track_caller]
pub fn check_refusal(contract: &str, message: &str, error: &anyhow::Error) {
    let Some(name) = variant(error) else {
        return;
    };
    let said = documented(contract, message).fails.contains_key(&name);
    assert!(
        said,
        "{message} of {contract} does not say that it fails with {name}: {error:?}"
    );
}

/// The name of a contract's error; none of errors that are no contract's.
fn variant(error: &anyhow::Error) -> Option<String> {
    let shown = [
        error
            .downcast_ref()
            .map(shown::<task_registry::ContractError>),
        error
            .downcast_ref()
            .map(shown::<label_escrow::ContractError>),
        error
            .downcast_ref()
            .map(shown::<reputation_staking::ContractError>),
        error
            .downcast_ref()
            .map(shown::<reward_token::ContractError>),
    ];
    let shown = shown.into_iter().flatten().next()?;
    let end = shown.find(|letter: char| !letter.is_ascii_alphanumeric());
    Some(shown[..end.unwrap_or(shown.len())].to_owned())
}

fn shown<E: Debug>(error: &E) -> String {
    format!("{error:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str) -> Event {
        Event::new(name).add_attribute("_contract_address", "registry")
    }

    #[test]
    fn documented_events_and_those_of_other_contracts_pass() {
        let other = Event::new("wasm-bonded").add_attribute("_contract_address", "staking");
        let events = [event("wasm-seat_sealed"), other];
        check_events("task-registry", "registry", "commit", &events);
    }

    #[test]
    #[should_panic = "commit of task-registry does not say that it emits seat_drawn"]
    fn an_event_that_the_documentation_lacks_stops_the_test() {
        check_events(
            "task-registry",
            "registry",
            "commit",
            &[event("wasm-seat_drawn")],
        );
    }

    #[test]
    #[should_panic = "release of task-registry does not say that it fails with ExitOnly"]
    fn an_error_that_the_documentation_lacks_stops_the_test() {
        let error = anyhow::Error::new(task_registry::ContractError::ExitOnly).context("executing");
        check_refusal("task-registry", "claim", &error);
        check_refusal("task-registry", "release", &error);
    }

    #[test]
    fn the_innermost_message_is_the_one_that_was_refused() {
        let wrapped = |contract: &str, message: &str| {
            format!("Execute {{ contract_addr: \"{contract}\", msg: {{\"{message}\":{{}}}} }}")
        };
        let error = anyhow::anyhow!("refused")
            .context(wrapped("escrow", "open"))
            .context(wrapped("registry", "create_campaign"));
        let wanted = UnderWay {
            contract: "escrow".to_owned(),
            message: "open".to_owned(),
        };
        assert_eq!(UnderWay::of(&error), Some(wanted));
        assert_eq!(name_of(b"{\"claim\":{}}").as_deref(), Some("claim"));
    }
}
