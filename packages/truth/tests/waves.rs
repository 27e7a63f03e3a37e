//! The waves that requesters' page must propose as `pasar adapt` does: packages/web/test/waves.json, which the test of
//! the page's module reads, has what the policy says of the labels of all vectors.
//!
//! Where the policy is meant to say something else, `WRITE_WAVES=1 cargo test -p pasar-truth --test waves` writes the
//! file anew.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use std::{env, fs, path::Path};

use pasar_truth::{
    asking::{least_margins, Policy},
    rows::Row,
    History, PayTerms, Question, Read,
};
use serde_json::{json, Value};

const FILES: [&str; 2] = [
    include_str!("../vectors/truth.json"),
    include_str!("../vectors/kinds.json"),
];
const WAVES: &str = "../web/test/waves.json";
/// Fewest items of a wave, as the registry has it.
const LEAST: usize = 30;

fn numbers(list: &Value) -> Vec<i64> {
    let list = list.as_array().unwrap().iter();
    list.map(|number| number.as_i64().unwrap()).collect()
}

fn question(of: &Value) -> Question {
    if let Some(classes) = of["classes"].as_u64() {
        return Question::Classes(classes as u8);
    }
    let read = match of["read"].as_str() {
        Some("median") => Read::Median,
        _ => Read::Mean,
    };
    Question::Scale {
        levels: of["levels"].as_u64().unwrap() as u8,
        read,
    }
}

/// Questions of a vector, and the labels of every question and seat.
fn parts(vector: &Value) -> (Vec<Question>, Vec<Vec<Vec<i64>>>) {
    let planes = |list: &Value| -> Vec<Vec<Vec<i64>>> {
        let rows = |plane: &Value| plane.as_array().unwrap().iter().map(numbers).collect();
        list.as_array().unwrap().iter().map(rows).collect()
    };
    if let Some(questions) = vector["questions"].as_array() {
        let questions = questions.iter().map(question).collect();
        return (questions, planes(&vector["X"]));
    }
    let classes = Question::Classes(vector["K"].as_u64().unwrap() as u8);
    (vec![classes], planes(&json!([vector["X"]])))
}

/// What is asked of a vector's labels, each seat having been asked for everything: seats, then items.
fn wave(place: usize, vector: &Value) -> Vec<u32> {
    let (questions, planes) = parts(vector);
    let items = planes[0].first().map_or(0, Vec::len);
    let records = vector["hist"].as_array().unwrap().iter().map(numbers);
    let row = |(seat, record): (usize, Vec<i64>)| {
        let labels = planes.iter().flat_map(|plane| &plane[seat]);
        Row::of_all(labels.map(|label| *label as u8).collect()).with_history(History {
            skill: record[0],
            mass: record[1],
            evidence: record[2],
        })
    };
    let rows: Vec<Row> = records.enumerate().map(row).collect();
    let pay = PayTerms {
        floor_bps: vector["floor_bps"].as_u64().unwrap() as u16,
        full_bps: vector["full_bps"].as_u64().unwrap() as u16,
    };
    let margins = least_margins(&questions, items, &rows, pay).unwrap();
    let (wave, left) = ((place % 4) as u8, (place % 9) as u8);
    let wave = Policy::of(&questions, LEAST).after(wave, left, &margins);
    wave.map_or(Vec::new(), |wave| {
        let seats = u32::from(wave.seats);
        [vec![seats], wave.items].concat()
    })
}

#[test]
fn the_page_is_told_the_waves_of_the_policy() {
    let vectors = FILES.into_iter().flat_map(|file| {
        let mut file: Value = serde_json::from_str(file).unwrap();
        let vectors = file["vectors"].take();
        vectors.as_array().unwrap().clone()
    });
    let waves = vectors.enumerate().map(|(place, vector)| {
        let wave = wave(place, &vector);
        let words: Vec<String> = wave.iter().map(u32::to_string).collect();
        format!("[{}]", words.join(", "))
    });
    let waves: Vec<String> = waves.collect();
    let text = format!("[\n  {}\n]\n", waves.join(",\n  "));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(WAVES);
    if env::var_os("WRITE_WAVES").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap();
    assert!(
        found == text,
        "{WAVES} is not what the policy says; see the head of this file"
    );
}
