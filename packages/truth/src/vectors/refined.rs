//! Vectors of refined verdicts.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

use super::shared::{check_seats, difference, history, Error, Record};
use crate::{refine, PayTerms, Seat, Task};

#[derive(Deserialize)]
pub(super) struct Vector {
    #[serde(rename = "K")]
    classes: usize,
    #[serde(rename = "X")]
    labels: Vec<Vec<u8>>,
    gold: Vec<u8>,
    hist: Vec<Record>,
    out: Expected,
}

#[derive(Deserialize)]
struct Expected {
    y: Vec<u8>,
    margin: Vec<i32>,
    conf: Vec<u32>,
}

/// The first difference of one vector.
pub(super) fn compare(index: usize, vector: &Vector) -> Result<Option<String>, Error> {
    check_seats(index, vector.labels.len(), &[("hist", vector.hist.len())])?;
    let rows = vector.labels.iter().zip(&vector.hist);
    let seats: Vec<Seat<'_>> = rows
        .map(|(labels, &record)| Seat {
            labels,
            asked: 0,
            history: history(record),
        })
        .collect();
    let items = vector.labels.first().map_or(0, Vec::len);
    let pay = PayTerms::default();
    let task = Task::new(vector.classes, items, &seats, &vector.gold, pay);
    let task = task.map_err(|found| Error::Task {
        vector: index,
        found,
    })?;
    let own = refine(&task);
    Ok(difference("y", &own.verdict, &vector.out.y)
        .or_else(|| difference("margin", &own.margin, &vector.out.margin))
        .or_else(|| difference("conf", &own.confidence, &vector.out.conf)))
}
