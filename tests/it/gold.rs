//! Gold: evidence, not authority. Nothing that a requester does with it brings them a label below
//! its price, and false gold without an accomplice moves nobody's record.

use cosmwasm_std::Binary;
use pasar_common::task_registry::{GoldOpening, GoldOutcome, Phase};
use pasar_formats::gold::GoldError;
use pasar_testkit::{campaign, CampaignBuilder, GoldBook, Refused, Row};
use rstest::rstest;
use task_registry::{error::TaskError, ContractError};

use crate::support::{labels, noisy_labels, task_error, Stage, RIGHT};

const BOND: u128 = 5_000;
const ITEMS: u32 = 60;

/// Ten gold items with the true class, or as `lie` says.
fn book(lie: fn(u8) -> u8) -> GoldBook {
    let right = labels(ITEMS, 3, RIGHT);
    let items = (0..10u16).map(|item| (item, lie(right[usize::from(item)])));
    GoldBook::new(&[items.collect()])
}

fn truth(class: u8) -> u8 {
    class
}

fn lie(class: u8) -> u8 {
    (class + 1) % 3
}

fn golden(book: &GoldBook) -> CampaignBuilder {
    campaign().gold(book.terms(BOND))
}

/// A stage whose first three labelers sealed and revealed their rows.
fn revealed(book: &GoldBook, rows: impl Fn(&Stage) -> Vec<Row>) -> Stage {
    let mut stage = Stage::new(3, golden(book));
    let id = stage.campaign;
    for (n, (labeler, row)) in rows(&stage).into_iter().enumerate() {
        stage.drawn(n);
        stage.commit(&labeler, id, 0, &row).unwrap();
    }
    (0..3).for_each(|n| stage.revealed(n));
    stage
}

fn honest(stage: &Stage) -> Vec<Row> {
    stage.rows(3)
}

/// Opens the gold, where there is some, and settles.
fn finish(stage: &mut Stage, book: Option<&GoldBook>) -> GoldOutcome {
    let requester = stage.requester.clone();
    let id = stage.campaign;
    match book {
        Some(book) => {
            stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
        }
        None => {
            stage.past_reveal();
            let later = stage.now() + 3_601;
            stage.pass_to(later);
        }
    }
    stage.resolve().unwrap();
    stage.settle().unwrap();
    stage.first().gold
}

/// What the requester paid in all: for labels, fees and tips, and as forfeited bonds.
fn spent(stage: &Stage) -> (u128, u128) {
    let ledger = stage.ledger(stage.campaign);
    let labels = ledger.pay + ledger.commons + ledger.fee + ledger.tips;
    (labels.u128(), stage.refunded())
}

#[test]
fn gold_that_the_crowd_passes_counts_and_moves_records_and_its_bond_comes_back() {
    let book = book(truth);
    let mut stage = revealed(&book, honest);
    assert_eq!(finish(&mut stage, Some(&book)), GoldOutcome::Moved);
    assert_eq!(spent(&stage).1, BOND);
    let record = stage.skill(&stage.labelers[0], pasar_testkit::DOMAIN);
    assert!(record.evidence > 0, "{record:?}");
}

#[test]
fn gold_that_nobody_passes_is_hung_costs_its_bond_and_moves_no_record() {
    let book = book(lie);
    let mut stage = revealed(&book, honest);
    assert_eq!(finish(&mut stage, Some(&book)), GoldOutcome::Hung);
    assert_eq!(spent(&stage).1, 0);
    for labeler in &stage.labelers {
        let record = stage.skill(labeler, pasar_testkit::DOMAIN);
        assert_eq!((record.skill, record.evidence), (0, 0));
    }
    assert_eq!(
        stage.verdict(stage.campaign, 0).labels,
        labels(ITEMS, 3, RIGHT)
    );
}

#[test]
fn false_gold_without_an_accomplice_pays_everybody_at_the_skill_they_came_with() {
    let book = book(lie);
    let mut stage = revealed(&book, honest);
    finish(&mut stage, Some(&book));
    // A newcomer stands at 0.3: (0.3 - 0.1) / (0.75 - 0.1) of the price.
    for n in 0..3 {
        let rate = stage.paid(n) * 10_000 / (u128::from(ITEMS) * 1_000);
        assert!((3_070..=3_080).contains(&rate), "{rate}");
    }
}

#[test]
fn friends_who_know_false_gold_lower_pay_but_touch_no_record() {
    let book = book(lie);
    let mut stage = revealed(&book, |stage| {
        let mut rows = stage.rows(3);
        for label in rows[2].1.iter_mut().take(10) {
            *label = lie(*label);
        }
        rows
    });
    let requester_pays = finish(&mut stage, Some(&book));
    assert_eq!(requester_pays, GoldOutcome::Counted);
    for labeler in &stage.labelers {
        assert_eq!(stage.skill(labeler, pasar_testkit::DOMAIN).evidence, 0);
    }
    let full = 3 * u128::from(ITEMS) * 1_000;
    let ledger = stage.ledger(stage.campaign);
    assert_eq!((ledger.pay + ledger.commons).u128(), full);
}

/// Attack: the requester tells a friend where the gold is; the friend is right there and looks at nothing else. The
/// honest have the same rates as beside somebody who guesses everywhere, and keep records and stakes.
#[test]
fn true_gold_leaked_to_a_friend_takes_nothing_from_the_honest() {
    let run = |known: usize| {
        let book = book(truth);
        let mut stage = revealed(&book, |stage| {
            let mut rows = stage.rows(3);
            let looked = rows[2].1.clone();
            rows[2].1 = noisy_labels(ITEMS, 3, 11);
            rows[2].1[..known].copy_from_slice(&looked[..known]);
            rows
        });
        finish(&mut stage, Some(&book));
        let ledger = stage.ledger(stage.campaign);
        let full = 3 * u128::from(ITEMS) * 1_000;
        assert_eq!((ledger.pay + ledger.commons).u128(), full);
        assert!((0..3).all(|n| stage.staked(n) == crate::support::STAKE));
        let honest = |n: usize| {
            let labeler = &stage.labelers[n];
            assert!(stage.skill(labeler, pasar_testkit::DOMAIN).evidence >= 0);
            let scores = stage.verdict(stage.campaign, 0).scores;
            scores
                .into_iter()
                .find(|score| score.labeler == *labeler)
                .unwrap()
                .rate
        };
        [0, 1].map(honest)
    };
    let [leaked, guessed] = [10, 0].map(run);
    let no_less = leaked
        .iter()
        .zip(&guessed)
        .all(|(leaked, guessed)| leaked >= guessed);
    assert!(no_less, "{leaked:?} {guessed:?}");
}

/// Whether gold is true, false, known to friends, or never opened: the labels cost the same.
#[rstest]
#[case::true_gold(truth, true)]
#[case::false_gold(lie, true)]
#[case::unopened(truth, false)]
fn nothing_that_a_requester_does_with_gold_makes_a_label_cheaper(
    #[case] kind: fn(u8) -> u8,
    #[case] opens: bool,
) {
    let book = book(kind);
    let mut stage = revealed(&book, honest);
    finish(&mut stage, opens.then_some(&book));
    let ledger = stage.ledger(stage.campaign);
    let full = 3 * u128::from(ITEMS) * 1_000;
    let bond = if stage.first().gold.is_forfeited() {
        BOND
    } else {
        0
    };
    assert_eq!((ledger.pay + ledger.commons).u128(), full + bond);
    assert_eq!(ledger.fee.u128(), 3 * u128::from(ITEMS) * 50);
}

#[test]
fn unopened_gold_counts_for_the_labelers_and_its_bond_is_the_commons() {
    let book = book(truth);
    let mut stage = revealed(&book, honest);
    let task = stage.first();
    let by = task.gold_by.unwrap().seconds();
    let now = stage.now();
    assert!(by > now);
    let early = task_error(stage.resolve());
    assert_eq!(early, TaskError::TooEarly { now, after: by });
    assert_eq!(finish(&mut stage, None), GoldOutcome::Closed);
    assert_eq!(spent(&stage).1, 0);
    assert!((0..3).all(|n| stage.paid(n) > 0));
}

#[test]
fn gold_opened_late_stays_closed() {
    let book = book(truth);
    let mut stage = revealed(&book, honest);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let until = stage.first().gold_by.unwrap().seconds();
    stage.pass_to(until + 1);
    let late = task_error(stage.open_gold(&requester, id, &[book.opening(0)]));
    let now = stage.now();
    assert_eq!(late, TaskError::TooLate { now, until });
}

#[test]
fn gold_opens_after_the_reveals_and_not_before() {
    let book = book(truth);
    let mut stage = Stage::new(3, golden(&book));
    let requester = stage.requester.clone();
    let id = stage.campaign;
    (0..3).for_each(|n| stage.sealed(n));
    let wrong = TaskError::WrongPhase {
        found: Phase::Collecting,
        wanted: Phase::Revealing,
    };
    assert_eq!(
        task_error(stage.open_gold(&requester, id, &[book.opening(0)])),
        wrong
    );
    stage.revealed(0);
    let early = task_error(stage.open_gold(&requester, id, &[book.opening(0)]));
    assert!(matches!(early, TaskError::TooEarly { .. }), "{early}");
}

/// What breaks a rule of gold is refused as a whole, and may be opened rightly after.
#[rstest]
#[case::duplicate(|gold: &mut Vec<u8>| { gold[4] = 0; })]
#[case::out_of_range(|gold: &mut Vec<u8>| { gold[27..29].copy_from_slice(&[0, 60]); })]
#[case::unbalanced(|gold: &mut Vec<u8>| gold.chunks_mut(3).for_each(|item| item[2] = 0))]
#[case::another_class(|gold: &mut Vec<u8>| gold[2] = 3)]
#[case::too_small(|gold: &mut Vec<u8>| gold.truncate(27))]
fn gold_other_than_what_was_committed_to_is_refused(#[case] change: fn(&mut Vec<u8>)) {
    let book = book(truth);
    let mut stage = revealed(&book, honest);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let mut opening = book.opening(0);
    let mut gold = opening.gold.to_vec();
    change(&mut gold);
    opening.gold = Binary::from(gold);
    assert_eq!(refusal(&mut stage, &opening), GoldError::Proof);
    stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
}

/// Bad gold that the root does commit to is refused for what it is, and so stays closed.
#[test]
fn unbalanced_gold_can_never_be_opened() {
    let items = (0..10u16).map(|item| (item, u8::from(item > 6)));
    let book = GoldBook::new(&[items.collect()]);
    let mut stage = revealed(&book, honest);
    let class = 0;
    let found = 7;
    let all = 10;
    let unbalanced = GoldError::Unbalanced { class, found, all };
    assert_eq!(refusal(&mut stage, &book.opening(0)), unbalanced);
    assert_eq!(finish(&mut stage, None), GoldOutcome::Closed);
}

fn refusal(stage: &mut Stage, opening: &GoldOpening) -> GoldError {
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let opening = core::slice::from_ref(opening);
    match stage.open_gold(&requester, id, opening).refused_as() {
        ContractError::Gold { reason, .. } => reason,
        other => panic!("refused otherwise: {other}"),
    }
}

/// Attack: many leaves for one task, to choose the gold after seeing the labels. A leaf opens at
/// its own place only.
#[test]
fn a_leaf_of_another_place_opens_nothing() {
    let right = labels(ITEMS, 3, RIGHT);
    let gold = |kind: fn(u8) -> u8| -> Vec<(u16, u8)> {
        (0..10u16)
            .map(|item| (item, kind(right[usize::from(item)])))
            .collect()
    };
    let book = GoldBook::new(&[gold(truth), gold(lie)]);
    let mut stage = Stage::new(3, golden(&book));
    (0..3).for_each(|n| stage.sealed(n));
    (0..3).for_each(|n| stage.revealed(n));
    let mut other = book.opening(1);
    other.task = 0;
    assert_eq!(refusal(&mut stage, &other), GoldError::Proof);
}

#[test]
fn a_page_too_small_for_gold_waits_for_none_and_loses_no_bond() {
    let book = book(truth);
    let mut stage = Stage::new(3, golden(&book));
    // A tree of depth 1 for two tasks, of which the second has 30 items.
    let right = labels(90, 3, RIGHT);
    let first = (0..10u16).map(|item| (item, right[usize::from(item)]));
    let two = GoldBook::new(&[first.collect(), vec![]]);
    stage.again(golden(&two).items(90).page(60));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let requester = stage.requester.clone();
    for labeler in stage.labelers.clone() {
        stage.claim_and_draw_until(&labeler, id, 2).unwrap();
        for task in stage.market().drawn(id, &labeler) {
            let first = task as usize * 60;
            let last = (task as usize * 60 + 60).min(90);
            stage
                .commit(&labeler, id, task, &right[first..last])
                .unwrap();
        }
    }
    stage.reveal_tasks(&crank, id, &[0, 1]).unwrap();
    stage.market().resolve(&crank, id, &[1]).unwrap();
    assert_eq!(stage.task(id, 1).gold, GoldOutcome::None);
    stage.open_gold(&requester, id, &[two.opening(0)]).unwrap();
    stage.market().resolve(&crank, id, &[0]).unwrap();
    stage.market().settle(&crank, id, &[0, 1]).unwrap();
    assert_eq!(stage.refunded(), 2 * BOND);
}

#[test]
fn gold_shows_who_does_not_look() {
    let book = book(truth);
    let mut stage = revealed(&book, |stage| {
        let mut rows = stage.rows(3);
        rows[2].1 = noisy_labels(ITEMS, 3, 11);
        rows
    });
    finish(&mut stage, Some(&book));
    let record = |n: usize| stage.skill(&stage.labelers[n], pasar_testkit::DOMAIN);
    assert!(record(0).evidence > 0);
    assert!(record(2).evidence < 0, "{:?}", record(2));
    assert!(stage.paid(2) * 5 < stage.paid(0), "{}", stage.paid(2));
}
