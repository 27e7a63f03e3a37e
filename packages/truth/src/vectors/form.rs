//! Vectors of forms.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

use super::shared::{
    check_seats, difference, gold_difference, history, Error, ExpectedGold, Record,
};
use crate::{resolve_form, Answers, Form, FormResolution, PayTerms, Question, Read, Score, Seat};

#[derive(Deserialize)]
pub(super) struct Vector {
    questions: Vec<Asked>,
    /// `[question][seat][item]`.
    #[serde(rename = "X")]
    labels: Vec<Vec<Vec<u8>>>,
    asked: Vec<u32>,
    gold: Vec<Vec<u8>>,
    hist: Vec<Record>,
    floor_bps: u16,
    full_bps: u16,
    out: Expected,
}

/// Either classes, or levels and how they are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    classes: u8,
    levels: Option<u8>,
    #[serde(default)]
    read: AskedRead,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AskedRead {
    #[default]
    Mean,
    Median,
}

#[derive(Deserialize)]
struct Expected {
    gold: ExpectedGold,
    planes: Vec<ExpectedPlane>,
    seats: Vec<ExpectedSeat>,
}

#[derive(Deserialize)]
struct ExpectedPlane {
    y: Vec<u8>,
    #[serde(default)]
    z: Vec<Option<u16>>,
    margin: Vec<i32>,
    conf: Vec<u32>,
    wt: Vec<i64>,
    excluded: Vec<bool>,
}

#[derive(Deserialize)]
struct ExpectedSeat {
    shown: bool,
    labels: u32,
    #[serde(rename = "M")]
    referenced: u32,
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

/// The first difference of one vector.
pub(super) fn compare(index: usize, vector: &Vector) -> Result<Option<String>, Error> {
    let wanted = vector.labels.first().map_or(0, Vec::len);
    let mut lists: Vec<(&'static str, usize)> = vector
        .labels
        .iter()
        .map(|plane| ("X", plane.len()))
        .collect();
    lists.push(("asked", vector.asked.len()));
    lists.push(("hist", vector.hist.len()));
    check_seats(index, wanted, &lists)?;
    let questions: Vec<Question> = vector.questions.iter().map(question).collect();
    let plane_by_plane = |seat: usize| -> Vec<u8> {
        let rows = vector.labels.iter().filter_map(|plane| plane.get(seat));
        rows.flatten().copied().collect()
    };
    let labels: Vec<Vec<u8>> = (0..wanted).map(plane_by_plane).collect();
    let rows = labels.iter().zip(&vector.asked).zip(&vector.hist);
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
    let items = labels.first().map_or(0, Vec::len) / questions.len().max(1);
    let gold = vector.gold.concat();
    let form = Form::new(&questions, items, &seats, &gold, pay);
    let form = form.map_err(|found| Error::Answers {
        vector: index,
        found,
    })?;
    Ok(first_difference(&resolve_form(&form), &vector.out))
}

fn question(asked: &Asked) -> Question {
    let read = match asked.read {
        AskedRead::Mean => Read::Mean,
        AskedRead::Median => Read::Median,
    };
    match asked.levels {
        Some(levels) => Question::Scale { levels, read },
        None => Question::Classes(asked.classes),
    }
}

fn first_difference(own: &FormResolution, out: &Expected) -> Option<String> {
    // What one question's references show alone is in no vector.
    let own_seats: Vec<Score> = own.scores.iter().map(in_vectors).collect();
    let seats: Vec<Score> = out.seats.iter().map(score_of).collect();
    let counts = ([own.answers.len()], [out.planes.len()]);
    let planes = || own.answers.iter().zip(&out.planes).enumerate();
    gold_difference(own.gold, &out.gold)
        .or_else(|| difference("planes (count)", &counts.0, &counts.1))
        .or_else(|| {
            let found = planes().find_map(|(at, (own, out))| Some((at, plane(own, out)?)));
            found.map(|(at, found)| format!("question {at}: {found}"))
        })
        .or_else(|| difference("seats", &own_seats, &seats))
}

fn plane(own: &Answers, out: &ExpectedPlane) -> Option<String> {
    difference("y", &own.verdict, &out.y)
        .or_else(|| difference("z", &own.values, &out.z))
        .or_else(|| difference("margin", &own.margin, &out.margin))
        .or_else(|| difference("conf", &own.confidence, &out.conf))
        .or_else(|| difference("wt", &own.weights, &out.wt))
        .or_else(|| difference("excluded", &own.excluded, &out.excluded))
}

fn in_vectors(score: &Score) -> Score {
    Score {
        matches: 0,
        num: 0,
        den: 0,
        ..*score
    }
}

fn score_of(seat: &ExpectedSeat) -> Score {
    Score {
        shown: seat.shown,
        labels: seat.labels,
        referenced: seat.referenced,
        skill: seat.skill,
        rate_bps: seat.rate_bps,
        paid_bps: seat.paid_bps,
        d_skill: seat.d_skill,
        d_mass: seat.d_mass,
        d_evidence: seat.d_evidence,
        ..Score::default()
    }
}
