//! The largest tasks: nothing overflows, since a profile with overflow checks would say so.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use pasar_truth::{resolve, History, PayTerms, Resolution, Seat, Task, MAX_LABELS, MAX_SEATS};
use rstest::rstest;

const ITEMS: usize = MAX_LABELS / MAX_SEATS;

/// As many seats as there may be, each with the labels that `row` gives it.
fn crowded(row: impl Fn(usize, usize) -> u8, gold: &[u8], history: History) -> Resolution {
    let rows: Vec<Vec<u8>> = (0..MAX_SEATS)
        .map(|seat| (0..ITEMS).map(|item| row(seat, item)).collect())
        .collect();
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|labels| Seat {
            labels,
            asked: u32::MAX,
            history,
        })
        .collect();
    resolve(&Task::new(2, ITEMS, &seats, gold, PayTerms::default()).unwrap())
}

fn turned(item: usize, by: usize) -> u8 {
    ((item + by) % 2) as u8
}

#[rstest]
#[case::newcomers(History::default())]
#[case::beyond_the_best(History { skill: i64::MAX, mass: i64::MAX, evidence: i64::MAX })]
#[case::short_of_spam(History { skill: i64::MIN, mass: 0, evidence: 0 })]
fn all_seats_of_one_mind(#[case] history: History) {
    let found = crowded(|_, item| turned(item, 0), &[], history);
    assert!(found.margin.iter().all(|&margin| margin > 1 << 25));
    assert!(found.scores.iter().all(|score| score.paid_bps == 10_000));
}

#[test]
fn all_seats_but_one_against_gold() {
    let gold: Vec<u8> = (0..ITEMS).map(|item| turned(item, 1)).collect();
    let found = crowded(
        |seat, item| turned(item, usize::from(seat == 0)),
        &gold,
        History::default(),
    );
    assert!(found.gold.counts && !found.gold.moves);
    assert_eq!(found.verdict, gold);
    assert_eq!(found.scores[0].paid_bps, 10_000);
    assert_eq!(found.scores[1].paid_bps, 0);
}

#[test]
fn one_seat_with_all_the_labels() {
    let labels: Vec<u8> = (0..MAX_LABELS).map(|item| turned(item, 0)).collect();
    let seats = [Seat {
        labels: &labels,
        asked: MAX_LABELS as u32,
        history: History::default(),
    }];
    let task = Task::new(2, MAX_LABELS, &seats, &labels, PayTerms::default()).unwrap();
    let found = resolve(&task);
    assert_eq!(found.scores[0].matches as usize, MAX_LABELS);
    assert_eq!(found.scores[0].paid_bps, 10_000);
}
