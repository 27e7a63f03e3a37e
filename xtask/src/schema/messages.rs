//! What the documentation of every message says, by one grammar: a text, then `**Who:**`,
//! `**Funds:**`, `**Emits:**` and `**Fails:**`. What these name must exist.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure, Context, Result};
use serde::Serialize;
use serde_json::Value;

use super::{contract::Contract, json::pretty};

const KEYS: [&str; 4] = ["**Who:**", "**Funds:**", "**Emits:**", "**Fails:**"];

/// A message, as its documentation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// As it is sent.
    pub name: String,
    /// What it does.
    pub does: String,
    /// Who may send it.
    pub who: String,
    /// What must come with it.
    pub funds: String,
    /// The contract's events that it emits.
    pub emits: BTreeSet<String>,
    /// Names of the errors that refuse it, with the reasons of those that have some; no reasons:
    /// any.
    pub fails: BTreeMap<String, BTreeSet<String>>,
}

/// The messages of all contracts.
pub fn json(contracts: &[Contract]) -> Result<String> {
    let mut messages = BTreeMap::new();
    for contract in contracts {
        messages.insert(contract.name, read(contract)?);
    }
    pretty(&messages)
}

/// The messages of a contract, in the order of their declaration.
pub fn read(contract: &Contract) -> Result<Vec<Message>> {
    let schema = contract.execute()?;
    let any = match description(&schema).split_once("Any message fails with") {
        Some((_, errors)) => names(errors),
        None => Vec::new(),
    };
    let variants = schema.get("oneOf").and_then(Value::as_array);
    let variants = variants.context("messages are one of several")?;
    let mut messages: Vec<Message> = Vec::new();
    let mut references = Vec::new();
    for variant in variants {
        let name = name_of(variant)?;
        let (message, refers_to) = parse(&name, description(variant))
            .with_context(|| format!("message {name} of {}", contract.name))?;
        messages.push(message);
        references.push(refers_to);
    }
    follow(&mut messages, &references)?;
    for message in &mut messages {
        for (error, _) in &any {
            message.fails.entry(error.clone()).or_default();
        }
    }
    Ok(messages)
}

/// Adds what `as OtherMessage` stands for.
fn follow(messages: &mut [Message], references: &[BTreeSet<String>]) -> Result<()> {
    let all = messages.to_vec();
    for (message, refers_to) in messages.iter_mut().zip(references) {
        for name in refers_to {
            let other = all.iter().find(|other| pascal(&other.name) == *name);
            let other = other.with_context(|| {
                format!("{} does as {name}, which does not exist", message.name)
            })?;
            message.emits.extend(other.emits.clone());
            message.fails.extend(other.fails.clone());
        }
    }
    Ok(())
}

/// Reads a message's documentation. Returns the messages that it refers to as well.
fn parse(name: &str, text: &str) -> Result<(Message, BTreeSet<String>)> {
    let mut parts = Vec::new();
    let mut rest = text;
    for key in KEYS {
        let Some((before, after)) = rest.split_once(key) else {
            bail!("{key} is missing, or not in the order {}", KEYS.join(" "));
        };
        parts.push(before.trim().to_owned());
        rest = after;
    }
    parts.push(rest.trim().to_owned());
    let [does, who, funds, emits, fails] = parts.try_into().ok().context("a text and four keys")?;
    for (key, part) in ["the text", "Who", "Funds", "Emits", "Fails"]
        .iter()
        .zip([&does, &who, &funds, &emits, &fails])
    {
        ensure!(part.ends_with('.'), "{key} is no sentence: {part:?}");
    }
    ensure!(!does.contains("**"), "unknown key in the text: {does:?}");

    let mut refers_to = references(&emits);
    refers_to.extend(references(&fails));
    let emits = names(&emits).into_iter().map(|(name, _)| name);
    let fails = names(&fails).into_iter();
    let message = Message {
        name: name.to_owned(),
        does,
        who: without_period(&who),
        funds: without_period(&funds),
        emits: emits.filter(|name| !refers_to.contains(name)).collect(),
        fails: fails
            .filter(|(name, _)| !refers_to.contains(name))
            .collect(),
    };
    Ok((message, refers_to))
}

/// The messages after `as`.
fn references(text: &str) -> BTreeSet<String> {
    let after = match text.rfind("as `") {
        Some(at) => text.get(at..).unwrap_or_default(),
        None => "",
    };
    names(after).into_iter().map(|(name, _)| name).collect()
}

/// Every name between backticks, with the list in parentheses that follows it.
fn names(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut parts = text.split('`');
    parts.next();
    let mut names = Vec::new();
    while let (Some(name), Some(after)) = (parts.next(), parts.next()) {
        let reasons = after
            .trim_start()
            .strip_prefix('(')
            .and_then(|list| list.split_once(')'))
            .map(|(list, _)| list.split(", ").map(str::to_owned).collect());
        names.push((name.to_owned(), reasons.unwrap_or_default()));
    }
    names
}

fn description(schema: &Value) -> &str {
    let text = schema.get("description").and_then(Value::as_str);
    text.unwrap_or_default()
}

/// The name of a message in a schema: its only property, or its only value.
fn name_of(variant: &Value) -> Result<String> {
    let name = ["required", "enum"]
        .iter()
        .filter_map(|key| variant.get(key)?.get(0)?.as_str())
        .next();
    Ok(name.context("a message without a name")?.to_owned())
}

/// `create_campaign` as `CreateCampaign`.
pub fn pascal(snake: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    snake.split('_').map(word).collect()
}

fn without_period(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}

#[cfg(test)]
#[path = "messages_tests.rs"]
mod tests;
