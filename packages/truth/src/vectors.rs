//! Reads files of test vectors and compares this crate's results with them, value by value.
//!
//! A file is a JSON object with the two constant tables `LG` and `EX` (either may be missing) and a
//! list `vectors`. Each vector has the inputs `K`, `X` (labels per seat, 255 for none), `asked`,
//! `gold`, `hist` (skill, mass, evidence per seat), `floor_bps` and `full_bps`, and the expected
//! result `out`.
//!
//! A vector of a form has `questions` in place of `K`, each `{"classes": 4}` or `{"levels": 101,
//! "read": "median"}`; `X` and `gold` have one more level outside, one entry a question, and `out` has
//! the answers under `planes`. A vector without `asked` is of [`crate::refine`].

mod form;
mod refined;
mod shared;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::Value;

use crate::tables::{EX, LG};
use crate::{resolve, PayTerms, Resolution, Score, Seat, Task};
use shared::{check_seats, difference, gold_difference, history, ExpectedGold, Record};

pub use shared::Error;

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

#[derive(Deserialize)]
struct File {
    #[serde(rename = "LG")]
    lg: Option<Vec<u32>>,
    #[serde(rename = "EX")]
    ex: Option<Vec<u32>>,
    vectors: Vec<Value>,
}

#[derive(Deserialize)]
struct Vector {
    #[serde(rename = "K")]
    classes: usize,
    #[serde(rename = "X")]
    labels: Vec<Vec<u8>>,
    asked: Vec<u32>,
    gold: Vec<u8>,
    hist: Vec<Record>,
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

/// The first difference of one vector of any kind.
fn compare(index: usize, vector: &Value) -> Result<Option<String>, Error> {
    if vector.get("questions").is_some() {
        form::compare(index, &parsed(vector)?)
    } else if vector.get("asked").is_none() {
        refined::compare(index, &parsed(vector)?)
    } else {
        compare_task(index, &parsed(vector)?)
    }
}

fn parsed<'a, T: Deserialize<'a>>(vector: &'a Value) -> Result<T, Error> {
    T::deserialize(vector).map_err(Error::Form)
}

fn compare_task(index: usize, vector: &Vector) -> Result<Option<String>, Error> {
    let lists = [("asked", vector.asked.len()), ("hist", vector.hist.len())];
    check_seats(index, vector.labels.len(), &lists)?;
    let rows = vector.labels.iter().zip(&vector.asked).zip(&vector.hist);
    let seats: Vec<Seat<'_>> = rows
        .map(|((labels, &asked), &record)| Seat {
            labels,
            asked,
            history: history(record),
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
    let seats: Vec<Score> = out.seats.iter().map(score_of).collect();
    gold_difference(own.gold, &out.gold)
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
