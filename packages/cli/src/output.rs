//! What is said: lines for people, or one JSON document for programs.

use std::{fmt::Display, io::IsTerminal, time::Duration};

use cosmwasm_std::{Event, Uint128};
use indicatif::{ProgressBar, ProgressStyle};
use pasar_terminal::visible;
use serde_json::{json, Map, Value};

use crate::chain::account::Sent;

/// Where and how to speak.
#[derive(Clone, Copy, Debug)]
pub struct Say {
    /// JSON on the standard output and nothing else there.
    pub json: bool,
}

impl Say {
    /// A line for people.
    pub fn line(self, text: impl Display) {
        if !self.json {
            println!("{}", visible(text));
        }
    }

    /// Something that somebody should know, on the error output.
    pub fn warn(self, text: impl Display) {
        let text = visible(text);
        eprintln!("{} {text}", console::style("note:").yellow());
    }

    /// The result, for programs; people read it as lines.
    pub fn result(self, value: &Value) {
        if self.json {
            println!("{value}");
        } else if is_simple(value) {
            println!("{}", simple(value));
        } else {
            print!("{}", readable(value, 0));
        }
    }

    /// The result for programs alone, where people have read lines already.
    pub fn record(self, value: &Value) {
        if self.json {
            println!("{value}");
        }
    }

    /// A transaction for people.
    pub fn sent(self, sent: &Sent) {
        for event in &sent.events {
            self.line(format_args!("  {}", event_line(&event.event)));
        }
        let Sent {
            hash,
            height,
            gas_used,
            fee,
            ..
        } = sent;
        self.line(format_args!(
            "  in block {height}: {gas_used} gas, fee {fee}, {hash}"
        ));
    }

    /// A transaction for people, or for programs.
    pub fn done(self, sent: &Sent) {
        self.sent(sent);
        self.record(&transaction(sent));
    }

    /// How far something is; hidden where nobody watches.
    pub fn progress(self, what: &'static str, steps: usize) -> ProgressBar {
        if self.json || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(steps as u64).with_message(what);
        let template = "{msg:>12} {bar:30} {pos}/{len} {eta}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// A transaction as JSON.
pub fn transaction(sent: &Sent) -> Value {
    json!({
        "transaction": {
            "hash": sent.hash,
            "height": sent.height,
            "gas_used": sent.gas_used,
            "fee": sent.fee,
        },
        "events": sent.events.iter().map(|event| event_json(&event.event)).collect::<Vec<_>>(),
    })
}

/// Fees of transactions.
pub fn fees<'a>(sent: impl IntoIterator<Item = &'a Sent>) -> Uint128 {
    sent.into_iter().map(|sent| sent.fee).sum()
}

/// Attributes without the one that says which message of the transaction it is from.
fn attributes(event: &Event) -> impl Iterator<Item = (&str, &str)> {
    let attributes = event.attributes.iter();
    let attributes = attributes.map(|attribute| (attribute.key.as_str(), attribute.value.as_str()));
    attributes.filter(|(key, _)| *key != "msg_index")
}

fn name(event: &Event) -> &str {
    event.ty.strip_prefix("wasm-").unwrap_or(&event.ty)
}

fn event_line(event: &Event) -> String {
    let short = |value: &str| match value.len() {
        0..=90 => value.to_owned(),
        length => format!("({length} characters)"),
    };
    let said: Vec<String> = attributes(event)
        .map(|(key, value)| format!("{key} {}", on_a_line(&short(value))))
        .collect();
    format!("{}: {}", name(event), said.join(", "))
}

fn event_json(event: &Event) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), name(event).into());
    for (key, value) in attributes(event) {
        object.insert(key.to_owned(), value.into());
    }
    Value::Object(object)
}

/// JSON as indented lines.
fn readable(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                if is_simple(value) {
                    return format!("{indent}{key}: {}\n", simple(value));
                }
                format!("{indent}{key}:\n{}", readable(value, depth + 1))
            };
            fields.iter().map(field).collect()
        }
        Value::Array(list) => {
            let entry = |value: &Value| {
                if is_simple(value) {
                    return format!("{indent}- {}\n", simple(value));
                }
                format!("{indent}-\n{}", readable(value, depth + 1))
            };
            list.iter().map(entry).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            format!("{indent}{}\n", simple(value))
        }
    }
}

/// A stranger's text, which ends no line and moves no cursor.
fn on_a_line(text: &str) -> String {
    visible(text.replace('\n', " "))
}

/// Whether a value fits a line: no object, and no list of anything but numbers.
fn is_simple(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(list) => list.iter().all(Value::is_number),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

fn simple(value: &Value) -> String {
    match value {
        Value::String(text) => on_a_line(text),
        Value::Null => "none".to_owned(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Array(list) => list
            .iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" "),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_readable_lines() {
        let value = json!({"campaign": 1, "terms": {"classes": ["a", "b"]}, "key": null, "margins": [1, 2], "related": []});
        let wanted = "campaign: 1\nkey: none\nmargins: 1 2\nrelated: none\nterms:\n  classes:\n    - a\n    - b\n";
        assert_eq!(readable(&value, 0), wanted);
    }

    #[test]
    fn a_strangers_text_writes_over_nothing() {
        let value = json!({"classes": ["a\u{1b}[2J\nprice: 1"]});
        assert_eq!(readable(&value, 0), "classes:\n  - a⟨U+001B⟩[2J price: 1\n");
    }

    #[test]
    fn events_say_what_happened_and_not_where() {
        let event = Event::new("wasm-seat_sealed")
            .add_attribute("msg_index", "0")
            .add_attribute("campaign", "1")
            .add_attribute("task", "2");
        assert_eq!(event_line(&event), "seat_sealed: campaign 1, task 2");
        let wanted = json!({"type": "seat_sealed", "campaign": "1", "task": "2"});
        assert_eq!(event_json(&event), wanted);
    }
}
