//! Challenges of verdicts that answer several questions: a panel answers all of them about the named items, and a
//! value on a scale flips by more than half a standard deviation of the task's verdicts.

use pasar_common::task_registry::{GoldOutcome, Question, VerdictChange};
use pasar_formats::form;
use pasar_testkit::{campaign, CampaignBuilder, GoldBook};

use crate::{
    challenge::{challenged, credited, decided, experts_on, panel_of, verdict_of, PRICE},
    forms::{mixed, truth_of},
    support::Stage,
};

const ITEMS: u32 = 60;
const NAMED: [u32; 10] = [0, 1, 2, 3, 5, 6, 7, 8, 10, 20];
/// Questions of the form, and so answers about an item.
const QUESTIONS: u128 = 4;

fn terms() -> CampaignBuilder {
    let terms = campaign().items(ITEMS).questions(mixed());
    terms.challengeable(2).stake(50_000)
}

fn truth() -> Vec<u8> {
    truth_of(
        &mixed().iter().map(Question::asked).collect::<Vec<_>>(),
        ITEMS,
    )
}

fn at(question: usize, item: u32) -> usize {
    question * ITEMS as usize + item as usize
}

/// Everybody is wrong about the score of the third item, by far, and about the kind of the tenth.
fn wrong() -> Vec<u8> {
    let mut row = truth();
    row[at(0, 3)] = (row[at(0, 3)] + 50) % 101;
    row[at(3, 10)] = (row[at(3, 10)] + 1) % 4;
    row
}

/// Errors of their own, so that nobody is beyond doubt.
fn row_of(n: usize, of: &[u8]) -> Vec<u8> {
    let mut row = of.to_vec();
    for item in (0..ITEMS).filter(|item| item % 9 == n as u32 + 3 && !NAMED.contains(item)) {
        row[at(0, item)] = (row[at(0, item)] + 9).min(100);
        row[at(3, item)] = (row[at(3, item)] + 2) % 4;
    }
    row
}

fn judged() -> Stage {
    let mut stage = experts_on(pasar_testkit::Market::new());
    stage.again(terms());
    let rows: Vec<Vec<u8>> = (0..4)
        .map(|n| {
            if n < 3 {
                row_of(n, &wrong())
            } else {
                row_of(n, &truth())
            }
        })
        .collect();
    verdict_of(&mut stage, &rows);
    let verdict = stage.verdict(stage.campaign, 0).labels;
    assert_ne!(verdict[at(0, 3)], truth()[at(0, 3)]);
    assert_eq!(verdict[at(3, 10)], wrong()[at(3, 10)]);
    stage
}

#[test]
fn a_panel_answers_every_question_and_flips_single_answers() {
    let mut stage = judged();
    let id = stage.campaign;
    let before = stage.verdict(id, 0).labels;
    let who = challenged(&mut stage, &NAMED);
    let seat_bond = QUESTIONS * NAMED.len() as u128 * PRICE * 3 / 2;
    assert_eq!(stage.last_challenge(id, 0).bond.u128(), 3 * seat_bond);
    // Close is close enough: one of them is two levels off on the score that flips.
    let mut close = truth();
    close[at(0, 3)] = close[at(0, 3)].saturating_sub(2);
    panel_of(&mut stage, &[(4, truth()), (5, truth()), (6, close)]);
    let decided = decided(&mut stage);
    assert_eq!((decided.seats, decided.changed), (3, 2));
    assert_eq!(
        decided.returned + decided.panel + decided.commons,
        stage_bond(seat_bond)
    );

    let verdict = stage.verdict(id, 0);
    let score = verdict.labels[at(0, 3)];
    assert!(score.abs_diff(truth()[at(0, 3)]) < 10, "{score}");
    assert_eq!(verdict.labels[at(3, 10)], truth()[at(3, 10)]);
    let changed = [(0, 3), (3, 10)].map(|(question, item)| VerdictChange {
        item,
        question,
        first: before[at(question.into(), item)],
        challenge: 1,
    });
    assert_eq!(verdict.changes, changed);
    // Everything else stays, to the level.
    let mut first = verdict.labels.clone();
    for change in &changed {
        first[at(change.question.into(), change.item)] = change.first;
    }
    assert_eq!(first, before);
    assert_eq!(stage.exported(id), verdict.labels);
    assert_eq!(stage.first_exported(id), before);
    // What flipped is announced question by question: a score in a byte, a kind in four bits.
    let changes = stage.last_challenge(id, 0).changed.unwrap();
    let bits: u32 = changes.iter().map(|byte| byte.count_ones()).sum();
    assert_eq!((changes.len(), bits), (30, 2));
    let packed = |of: &[u8]| {
        let questions = [mixed()[0].asked(), mixed()[3].asked()];
        form::pack(&questions, 1, of).unwrap()
    };
    let old = packed(&[before[at(0, 3)], before[at(3, 10)]]);
    assert_eq!(cosmwasm_std::Binary::from(old).to_base64(), decided.before);
    let new = packed(&[score, verdict.labels[at(3, 10)]]);
    assert_eq!(cosmwasm_std::Binary::from(new).to_base64(), decided.after);

    // Thirty-eight answers stand and two flip.
    let finder = 38 * PRICE / 2 + 2 * PRICE * 3 / 2;
    for n in [4, 5, 6] {
        let panelist = stage.labelers[n].clone();
        assert_eq!(credited(&mut stage, &panelist), finder);
    }
    assert_eq!(credited(&mut stage, &who), 3 * 38 * PRICE);
}

fn stage_bond(seat: u128) -> cosmwasm_std::Uint128 {
    (3 * seat).into()
}

#[test]
fn a_value_a_little_off_is_none_that_a_panel_changes() {
    let mut stage = judged();
    let id = stage.campaign;
    let before = stage.verdict(id, 0).labels;
    challenged(&mut stage, &NAMED);
    // They all say a little more of each score, and what was said of the rest.
    let mut row = before.clone();
    for item in 0..ITEMS {
        row[at(0, item)] = (row[at(0, item)] + 9).min(100);
    }
    panel_of(&mut stage, &[4, 5, 6].map(|n| (n, row.clone())));
    assert_eq!(decided(&mut stage).changed, 0);
    assert_eq!(stage.verdict(id, 0).labels, before);
    // They agree with what stands, close as they are.
    let panelist = stage.labelers[4].clone();
    assert_eq!(credited(&mut stage, &panelist), 40 * PRICE / 2);
}

#[test]
fn a_panelist_who_leaves_out_most_answers_skipped_their_seat() {
    let mut stage = judged();
    let staked = stage.staked(6);
    challenged(&mut stage, &NAMED);
    let mut sparse = vec![pasar_truth::NONE; 240];
    sparse[..60].copy_from_slice(&truth()[..60]);
    panel_of(&mut stage, &[(4, truth()), (5, truth()), (6, sparse)]);
    decided(&mut stage);
    assert_eq!(stage.staked(6), staked - 5_000);
    assert_eq!(stage.staked(5), staked);
}

/// Attack: false gold of one question, for what most were wrong about, beside true gold of another. It counts nowhere,
/// so it does not keep a panel's labels out either.
#[test]
fn a_panel_is_heard_on_gold_of_a_question_that_no_seat_passed() {
    let mut stage = experts_on(pasar_testkit::Market::new());
    let score = (0..15).map(|item| (item, truth()[at(0, item.into())]));
    let kind = (0..15u16).map(|item| {
        let place = at(3, item.into());
        (place as u16, (truth()[place] + 1) % 4)
    });
    let book = GoldBook::new(&[score.chain(kind).collect()]);
    stage.again(terms().gold(book.terms(0)));
    let id = stage.campaign;
    for n in 0..4 {
        let of = if n < 3 { wrong() } else { truth() };
        let labeler = stage.labelers[n].clone();
        stage.drawn(n);
        stage.commit(&labeler, id, 0, &row_of(n, &of)).unwrap();
    }
    (0..4).for_each(|n| stage.revealed(n));
    let requester = stage.requester.clone();
    stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    stage.resolve().unwrap();
    assert_eq!(stage.first().gold, GoldOutcome::Counted);
    let wrongly = wrong()[at(3, 10)];
    assert_eq!(stage.verdict(id, 0).labels[at(3, 10)], wrongly);
    challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &[(4, truth()), (5, truth()), (6, truth())]);
    assert!(decided(&mut stage).changed >= 1);
    assert_eq!(stage.verdict(id, 0).labels[at(3, 10)], truth()[at(3, 10)]);
}
