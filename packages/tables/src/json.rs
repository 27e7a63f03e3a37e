//! JSON with everything kept that it says: numbers by their digits, and no field twice.

use std::{collections::BTreeMap, fmt};

use serde::{
    de::{MapAccess, Visitor},
    ser::Error as _,
    Deserialize, Deserializer, Serialize, Serializer,
};
use serde_json::value::RawValue;

use crate::{
    text::{line_ends, place},
    At, Refusal,
};

/// Deepest that values may lie in one another.
const DEEPEST: usize = 64;

/// A value of JSON. Objects are ascending by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// Text.
    Text(String),
    /// `[..]`
    List(Vec<Value>),
    /// `{..}`
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// A value as a name: text and numbers as they are written, nothing for `null`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Null => Some(""),
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::Number(text) | Self::Text(text) => Some(text.trim()),
            Self::List(_) | Self::Object(_) => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Number(digits) => RawValue::from_string(digits.clone())
                .map_err(S::Error::custom)?
                .serialize(to),
            Self::Text(text) => to.serialize_str(text),
            Self::List(values) => to.collect_seq(values),
            Self::Object(fields) => to.collect_map(fields),
        }
    }
}

/// Fields of an object in their order.
pub(crate) type Fields = Vec<(String, Value)>;

/// Objects of a file: of an array, or one a line.
#[derive(Debug)]
pub(crate) struct Objects {
    text: String,
}

impl Objects {
    pub fn new(text: String) -> Self {
        Self { text }
    }

    /// Reads every object with its line.
    pub fn each(
        &self,
        file: &str,
        mut read: impl FnMut(u64, Fields) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let parser = Parser {
            file,
            text: &self.text,
        };
        if self.text.trim_start().starts_with('[') {
            let objects: Vec<&RawValue> = parser.parse(&self.text)?;
            let mut line = 1;
            let mut read_to = 0;
            for object in objects {
                let offset = parser.offset(object.get());
                let between = self.text.get(read_to..offset).unwrap_or_default();
                line = line_ends(between).saturating_add(line);
                read_to = offset;
                read(line, parser.object(object)?)?;
            }
            return Ok(());
        }
        for (number, line) in (1..).zip(self.text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let object: &RawValue = parser.parse(line).map_err(|refusal| {
                if serde_json::from_str::<&RawValue>(&self.text).is_ok() {
                    let wanted = "one object over several lines, expected an array of objects, or \
                                  each on a line of its own";
                    return Refusal::of_line(file, 1, None, wanted);
                }
                refusal
            })?;
            read(number, parser.object(object)?)?;
        }
        Ok(())
    }
}

/// Reads parts of a text, and knows where they stand.
struct Parser<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Parser<'a> {
    /// Reads a part of the text.
    fn parse<T: Deserialize<'a>>(&self, part: &'a str) -> Result<T, Refusal> {
        serde_json::from_str(part).map_err(|error| {
            let lines = part.split_inclusive('\n');
            let before: usize = lines
                .take(error.line().saturating_sub(1))
                .map(str::len)
                .sum();
            let offset = before.saturating_add(error.column().saturating_sub(1));
            let said = error.to_string();
            // The library says the place too, and knows this part of the file alone.
            let reason = said
                .rsplit_once(" at line ")
                .map_or(&*said, |(reason, _)| reason);
            let offset = self.offset(part).saturating_add(offset);
            self.refusal(offset, reason)
        })
    }

    /// Where a part of the text begins.
    fn offset(&self, part: &str) -> usize {
        let start = self.text.as_ptr().addr();
        part.as_ptr().addr().saturating_sub(start)
    }

    fn refusal(&self, offset: usize, reason: impl Into<String>) -> Refusal {
        let (line, column) = place(self.text, offset);
        Refusal::of_line(self.file, line, Some(At::Column(column)), reason)
    }

    fn object(&self, raw: &'a RawValue) -> Result<Fields, Refusal> {
        if !raw.get().starts_with('{') {
            let found: String = raw.get().chars().take(20).collect();
            let reason = format!("found {found}, expected an object");
            return Err(self.refusal(self.offset(raw.get()), reason));
        }
        self.fields(raw, DEEPEST)
    }

    fn fields(&self, raw: &'a RawValue, deepest: usize) -> Result<Fields, Refusal> {
        let Members(members) = self.parse(raw.get())?;
        let mut fields: Fields = Vec::with_capacity(members.len());
        for (name, value) in members {
            if fields.iter().any(|(before, _)| *before == name) {
                let reason = format!("the field {name:?} stands twice");
                return Err(self.refusal(self.offset(value.get()), reason));
            }
            fields.push((name, self.value(value, deepest)?));
        }
        Ok(fields)
    }

    fn value(&self, raw: &'a RawValue, deepest: usize) -> Result<Value, Refusal> {
        let text = raw.get();
        let Some(deeper) = deepest.checked_sub(1) else {
            let reason = format!("values lie in one another more than {DEEPEST} deep");
            return Err(self.refusal(self.offset(text), reason));
        };
        Ok(match text.bytes().next() {
            Some(b'{') => Value::Object(self.fields(raw, deeper)?.into_iter().collect()),
            Some(b'[') => {
                let values: Vec<&RawValue> = self.parse(text)?;
                let values = values.into_iter().map(|value| self.value(value, deeper));
                Value::List(values.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Value::Text(self.parse(text)?),
            Some(b't') => Value::Bool(true),
            Some(b'f') => Value::Bool(false),
            Some(b'n') => Value::Null,
            _ => Value::Number(text.to_owned()),
        })
    }
}

/// Fields of an object in their order, one name twice and all.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Read)
    }
}
