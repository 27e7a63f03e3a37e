//! What all kinds of vectors share.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use serde::Deserialize;

use crate::{GoldJudgement, History, InvalidForm, InvalidTask};

/// Why a file could not be compared.
#[derive(Debug)]
pub enum Error {
    /// Returned when the file is not JSON of the expected form.
    Form(serde_json::Error),
    /// Returned when the inputs of a vector are not a task.
    Task {
        /// Index of the vector.
        vector: usize,
        /// What is wrong with it.
        found: InvalidTask,
    },
    /// Returned when the inputs of a vector are not a form.
    Answers {
        /// Index of the vector.
        vector: usize,
        /// What is wrong with it.
        found: InvalidForm,
    },
    /// Returned when a vector does not have one entry per seat everywhere.
    Seats {
        /// Index of the vector.
        vector: usize,
        /// The list with another length.
        list: &'static str,
        /// Its entries.
        found: usize,
        /// Seats of the vector.
        wanted: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => write!(f, "not a file of vectors: {error}"),
            Self::Task { vector, found } => write!(f, "vector {vector} is no task: {found}"),
            Self::Answers { vector, found } => write!(f, "vector {vector} is no form: {found}"),
            Self::Seats {
                vector,
                list,
                found,
                wanted,
            } => write!(
                f,
                "vector {vector} has {found} entries in {list}, expected {wanted}"
            ),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Form(error) => Some(error),
            Self::Task { found, .. } => Some(found),
            Self::Answers { found, .. } => Some(found),
            Self::Seats { .. } => None,
        }
    }
}

/// Skill, mass and evidence of a seat.
pub(super) type Record = (i64, i64, i64);

#[derive(Deserialize)]
pub(super) struct ExpectedGold {
    pub counts: bool,
    pub hung: bool,
    pub moves: bool,
}

/// Refuses lists that do not have one entry per seat.
pub(super) fn check_seats(
    vector: usize,
    wanted: usize,
    lists: &[(&'static str, usize)],
) -> Result<(), Error> {
    match lists.iter().find(|(_, found)| *found != wanted) {
        None => Ok(()),
        Some(&(list, found)) => Err(Error::Seats {
            vector,
            list,
            found,
            wanted,
        }),
    }
}

pub(super) fn history((skill, mass, evidence): Record) -> History {
    History {
        skill,
        mass,
        evidence,
    }
}

pub(super) fn gold_difference(own: GoldJudgement, out: &ExpectedGold) -> Option<String> {
    let own = [own.counts, own.hung, own.moves];
    let out = [out.counts, out.hung, out.moves];
    difference("gold (counts, hung, moves)", &own, &out)
}

/// The first place where two lists differ, in words.
pub(super) fn difference<T: PartialEq + fmt::Debug>(
    name: &str,
    own: &[T],
    file: &[T],
) -> Option<String> {
    let shown = |value: Option<&T>| value.map_or("nothing".to_string(), |v| format!("{v:?}"));
    let places = own.len().max(file.len());
    let at = (0..places).find(|&at| own.get(at) != file.get(at))?;
    let own = shown(own.get(at));
    let file = shown(file.get(at));
    Some(format!("{name}[{at}] is {own} here and {file} in the file"))
}
