//! Why a file is not read.

use std::fmt;

/// Where in a line something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The column of a table, from one; where a file is no table yet, the character of its line.
    Column(usize),
    /// The field of a JSON object.
    Field(String),
}

/// Why a file is not read: which, where, what was found and what was wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// The file, as it was called.
    pub file: String,
    /// The line, from one; none where it is the whole file.
    pub line: Option<u64>,
    /// Where in the line.
    pub at: Option<At>,
    /// What was found, and what was wanted.
    pub reason: String,
}

impl Refusal {
    /// A whole file is refused.
    pub fn of_file(file: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            at: None,
            reason: reason.into(),
        }
    }

    /// A line is refused.
    pub fn of_line(
        file: impl Into<String>,
        line: u64,
        at: Option<At>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            line: Some(line),
            at,
            ..Self::of_file(file, reason)
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(line) = self.line {
            write!(f, "line {line}")?;
            match &self.at {
                Some(At::Column(column)) => write!(f, ", column {column}: ")?,
                Some(At::Field(field)) => write!(f, ", field {field:?}: ")?,
                None => f.write_str(": ")?,
            }
        }
        f.write_str(&self.reason)
    }
}
