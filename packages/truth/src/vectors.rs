//! Reads files of test vectors and compares this crate's results with them, value by value.
//!
//! A file is a JSON object with the two constant tables `LG` and `EX` (either may be missing) and a
//! list `vectors`. Each vector has the inputs `K`, `X` (labels per seat, 255 for none), `asked`,
//! `gold`, `hist` (skill, mass, evidence per seat), `floor_bps` and `full_bps`, and the expected
//! result `out`.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::Deserialize;

use crate::tables::{EX, LG};
use crate::{resolve, History, InvalidTask, PayTerms, Resolution, Score, Seat, Task};

/// What came of comparing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Vectors whose every value is the same. None is where a constant table differs.
    pub agreed: usize,
    /// Vectors in the file.
    pub total: usize,
    /// Where the first difference is and both values, in words.
    pub first_difference: Option<String>,
}

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
            Self::Seats { .. } => None,
        }
    }
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "LG")]
    lg: Option<Vec<u32>>,
    #[serde(rename = "EX")]
    ex: Option<Vec<u32>>,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    #[serde(rename = "K")]
    classes: usize,
    #[serde(rename = "X")]
    labels: Vec<Vec<u8>>,
    asked: Vec<u32>,
    gold: Vec<u8>,
    hist: Vec<(i64, i64, i64)>,
    floor_bps: u16,
    full_bps: u16,
    out: Expected,
}

#[derive(Deserialize)]
struct Expected {
    gold: ExpectedGold,
    y: Vec<u8>,
    margin: Vec<i32>,
    conf: Vec<u32>,
    weight: Vec<i64>,
    excluded: Vec<bool>,
    seats: Vec<ExpectedSeat>,
}

#[derive(Deserialize)]
struct ExpectedGold {
    counts: bool,
    hung: bool,
    moves: bool,
}

#[derive(Deserialize)]
struct ExpectedSeat {
    shown: bool,
    labels: u32,
    #[serde(rename = "M")]
    referenced: u32,
    #[serde(rename = "A")]
    matches: u32,
    num: i64,
    den: i64,
    skill: i64,
    rate_bps: u16,
    paid_bps: u16,
    #[serde(rename = "dG")]
    d_skill: i64,
    #[serde(rename = "dH")]
    d_mass: i64,
    #[serde(rename = "dE")]
    d_evidence: i64,
}

/// Compares every vector of a file with what this crate makes of its inputs.
///
/// # Errors
///
/// When the file has another form, or a vector's inputs are not a task. A different result is no
/// error: it is in the report.
pub fn check(json: &str) -> Result<Report, Error> {
    let file: File = serde_json::from_str(json).map_err(Error::Form)?;
    let tables = [("LG", &file.lg, &LG), ("EX", &file.ex, &EX)];
    let table_difference = tables.into_iter().find_map(|(name, found, own)| {
        let found = found.as_ref()?;
        difference(name, &own[..], found)
    });
    let mut report = Report {
        agreed: 0,
        total: file.vectors.len(),
        first_difference: table_difference,
    };
    let same_tables = report.first_difference.is_none();
    for (index, vector) in file.vectors.iter().enumerate() {
        match compare(index, vector)? {
            None if same_tables => report.agreed += 1,
            None => {}
            Some(found) if report.first_difference.is_none() => {
                report.first_difference = Some(format!("vector {index}: {found}"));
            }
            Some(_) => {}
        }
    }
    Ok(report)
}

/// The first difference of one vector.
fn compare(index: usize, vector: &Vector) -> Result<Option<String>, Error> {
    let wanted = vector.labels.len();
    let lists = [("asked", vector.asked.len()), ("hist", vector.hist.len())];
    for (list, found) in lists {
        if found != wanted {
            return Err(Error::Seats {
                vector: index,
                list,
                found,
                wanted,
            });
        }
    }
    let rows = vector.labels.iter().zip(&vector.asked).zip(&vector.hist);
    let seats: Vec<Seat<'_>> = rows
        .map(|((labels, &asked), &(skill, mass, evidence))| Seat {
            labels,
            asked,
            history: History {
                skill,
                mass,
                evidence,
            },
        })
        .collect();
    let pay = PayTerms {
        floor_bps: vector.floor_bps,
        full_bps: vector.full_bps,
    };
    let items = vector.labels.first().map_or(0, Vec::len);
    let task = Task::new(vector.classes, items, &seats, &vector.gold, pay);
    let task = task.map_err(|found| Error::Task {
        vector: index,
        found,
    })?;
    Ok(first_difference(&resolve(&task), &vector.out))
}

fn first_difference(own: &Resolution, out: &Expected) -> Option<String> {
    let gold = |counts: bool, hung: bool, moves: bool| [counts, hung, moves];
    let own_gold = gold(own.gold.counts, own.gold.hung, own.gold.moves);
    let out_gold = gold(out.gold.counts, out.gold.hung, out.gold.moves);
    let seats: Vec<Score> = out.seats.iter().map(score_of).collect();
    difference("gold (counts, hung, moves)", &own_gold, &out_gold)
        .or_else(|| difference("y", &own.verdict, &out.y))
        .or_else(|| difference("margin", &own.margin, &out.margin))
        .or_else(|| difference("conf", &own.confidence, &out.conf))
        .or_else(|| difference("weight", &own.weights, &out.weight))
        .or_else(|| difference("excluded", &own.excluded, &out.excluded))
        .or_else(|| difference("seats", &own.scores, &seats))
}

fn score_of(seat: &ExpectedSeat) -> Score {
    Score {
        shown: seat.shown,
        labels: seat.labels,
        referenced: seat.referenced,
        matches: seat.matches,
        num: seat.num,
        den: seat.den,
        skill: seat.skill,
        rate_bps: seat.rate_bps,
        paid_bps: seat.paid_bps,
        d_skill: seat.d_skill,
        d_mass: seat.d_mass,
        d_evidence: seat.d_evidence,
    }
}

/// The first place where two lists differ, in words.
fn difference<T: PartialEq + fmt::Debug>(name: &str, own: &[T], file: &[T]) -> Option<String> {
    let shown = |value: Option<&T>| value.map_or("nothing".to_string(), |v| format!("{v:?}"));
    let places = own.len().max(file.len());
    let at = (0..places).find(|&at| own.get(at) != file.get(at))?;
    let (own, file) = (shown(own.get(at)), shown(file.get(at)));
    Some(format!("{name}[{at}] is {own} here and {file} in the file"))
}
