//! Members of JSON at their places, and the words for those of another form.

use std::collections::BTreeMap;

use serde_json::Value;

/// Most bytes of a title.
pub const MAX_TITLE_BYTES: usize = 256;
/// Most bytes of the name of a field.
pub const MAX_NAME_BYTES: usize = 64;
/// Most characters of a text that are quoted.
const QUOTED: usize = 40;
/// The largest whole number that every language's JSON keeps.
const SAFE: i64 = (1 << 53) - 1;
/// Most languages of a text.
const MAX_LANGUAGES: usize = 32;

/// Texts by the tag of their language.
pub type Texts = BTreeMap<String, String>;

/// Returned where a header has another form.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
#[error("{}: found {found}, expected {wanted}", if member.is_empty() { "the header" } else { member })]
pub struct HeaderError {
    /// Which member, such as `view[1].show`; empty for the header itself.
    pub member: String,
    /// What was found.
    pub found: String,
    /// What was wanted.
    pub wanted: String,
}

/// A value at its place in the header.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    path: String,
    value: Option<&'a Value>,
}

/// What a text is called: in quotes, and the start of a long one.
pub fn quoted(text: &str) -> String {
    let start: String = text.chars().take(QUOTED).collect();
    let rest = if start.len() < text.len() { "..." } else { "" };
    format!("{}{rest}", Value::from(start))
}

/// A whole number that every language's JSON keeps, however it was written.
pub fn whole(value: &Value) -> Option<i64> {
    let found = value.as_i64().or_else(|| {
        let written = format!("{:.0}", value.as_f64()?);
        let whole = written.parse::<i64>().ok()?;
        (value.as_f64() == written.parse().ok()).then_some(whole)
    });
    found.filter(|number| (-SAFE..=SAFE).contains(number))
}

fn named(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Null) => "null".to_owned(),
        Some(Value::String(text)) => quoted(text),
        Some(Value::Bool(found)) => found.to_string(),
        Some(Value::Array(_)) => "a list".to_owned(),
        Some(Value::Object(_)) => "an object".to_owned(),
        Some(number @ Value::Number(_)) => match whole(number) {
            Some(whole) => whole.to_string(),
            None => "a number".to_owned(),
        },
    }
}

/// Whether a text is the tag of a language: `en`, `pt-BR`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

impl<'a> Member<'a> {
    /// The header itself.
    pub const fn root(value: &'a Value) -> Self {
        Self {
            path: String::new(),
            value: Some(value),
        }
    }

    /// What is there.
    pub const fn value(&self) -> Option<&'a Value> {
        self.value
    }

    /// Where it is.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is there, in words.
    pub fn found(&self) -> String {
        named(self.value)
    }

    /// Refuses it.
    pub fn refuse<T>(&self, wanted: impl Into<String>) -> Result<T, HeaderError> {
        self.refuse_found(self.found(), wanted)
    }

    /// Refuses it for what is said of it.
    pub fn refuse_found<T>(
        &self,
        found: impl Into<String>,
        wanted: impl Into<String>,
    ) -> Result<T, HeaderError> {
        Err(HeaderError {
            member: self.path.clone(),
            found: found.into(),
            wanted: wanted.into(),
        })
    }

    /// Reads it where it is there; `null` is not there.
    pub fn optional<T>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, HeaderError>,
    ) -> Result<Option<T>, HeaderError> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(_) => read(self).map(Some),
        }
    }

    /// The object that it is.
    pub fn object(&self, wanted: &str) -> Result<&'a serde_json::Map<String, Value>, HeaderError> {
        match self.value.and_then(Value::as_object) {
            Some(object) => Ok(object),
            None => self.refuse(wanted),
        }
    }

    /// A member of an object.
    pub fn at(&self, name: &str) -> Result<Self, HeaderError> {
        let value = self.object("an object")?.get(name);
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        };
        Ok(Self { path, value })
    }

    /// The entries of a list.
    pub fn list(&self, what: &str, least: usize, most: usize) -> Result<Vec<Self>, HeaderError> {
        let wanted = format!("a list of {least} to {most} {what}");
        let Some(entries) = self.value.and_then(Value::as_array) else {
            return self.refuse(wanted);
        };
        if !(least..=most).contains(&entries.len()) {
            return self.refuse_found(format!("{} of them", entries.len()), wanted);
        }
        let entries = entries.iter().enumerate().map(|(index, value)| Self {
            path: format!("{}[{index}]", self.path),
            value: Some(value),
        });
        Ok(entries.collect())
    }

    /// A text of one line.
    pub fn text(&self, most: usize) -> Result<&'a str, HeaderError> {
        self.checked_text(most, |_| false)
    }

    /// A text of several lines.
    pub fn lines(&self, most: usize) -> Result<&'a str, HeaderError> {
        self.checked_text(most, |byte| matches!(byte, b'\n' | b'\t'))
    }

    fn checked_text(&self, most: usize, allowed: fn(u8) -> bool) -> Result<&'a str, HeaderError> {
        let wanted = format!("a text of 1 to {most} bytes");
        let Some(text) = self.value.and_then(Value::as_str) else {
            return self.refuse(wanted);
        };
        if !(1..=most).contains(&text.len()) {
            return self.refuse_found(format!("{} bytes", text.len()), wanted);
        }
        if text
            .bytes()
            .any(|byte| byte.is_ascii_control() && !allowed(byte))
        {
            let wanted = format!("{wanted} without control characters");
            return self.refuse_found("control characters", wanted);
        }
        Ok(text)
    }

    /// Texts by language, each of one line.
    pub fn texts(&self, most: usize) -> Result<Texts, HeaderError> {
        self.checked_texts(|text| text.text(most))
    }

    /// Texts by language, each of several lines.
    pub fn texts_of_lines(&self, most: usize) -> Result<Texts, HeaderError> {
        self.checked_texts(|text| text.lines(most))
    }

    fn checked_texts(
        &self,
        read: impl Fn(&Self) -> Result<&'a str, HeaderError>,
    ) -> Result<Texts, HeaderError> {
        let wanted = "texts by language, such as {\"en\": \"...\"}";
        let found = self.object(wanted)?;
        if !(1..=MAX_LANGUAGES).contains(&found.len()) {
            let wanted = format!("1 to {MAX_LANGUAGES} {wanted}");
            return self.refuse_found(format!("{} of them", found.len()), wanted);
        }
        let mut tags: Vec<&String> = found.keys().collect();
        tags.sort();
        let mut texts = Texts::new();
        for tag in tags {
            if !is_language(tag) {
                return self.refuse_found(format!("the language {}", quoted(tag)), wanted);
            }
            texts.insert(tag.clone(), read(&self.at(tag)?)?.to_owned());
        }
        Ok(texts)
    }

    /// Whether it is true.
    pub fn boolean(&self) -> Result<bool, HeaderError> {
        match self.value.and_then(Value::as_bool) {
            Some(found) => Ok(found),
            None => self.refuse("true or false"),
        }
    }

    /// One of some words.
    pub fn word(&self, words: &[&'static str]) -> Result<&'static str, HeaderError> {
        let found = self.value.and_then(Value::as_str);
        match words.iter().find(|word| Some(**word) == found) {
            Some(word) => Ok(word),
            None => self.refuse(format!("one of {}", words.join(", "))),
        }
    }
}
