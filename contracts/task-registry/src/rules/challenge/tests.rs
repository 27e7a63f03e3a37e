#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "overflow and a wrong index fail the test"
)]

use super::{
    challenge_error::ChallengeError,
    dispute::{Decisions, Dispute},
    divide::{divide, unfilled, Decision, Division},
    judge::Judgement,
    record::{Challenge, Filling, State, MAX_PANEL_FORFEITS},
    registrations::{Registration, Registrations},
};
use crate::rules::{
    alike::Alike,
    campaign::hot_terms::ChallengeRule,
    ids::{CampaignId, TaskId},
    labels::Labels,
    task::tally::Tally,
    verdict::inference::RevealedSeat,
};
use cosmwasm_std::{CanonicalAddr, Uint128};
use pasar_common::{
    packed::Packed,
    task_registry::{ChallengeStatus, MAX_CHANGES, MAX_REGISTRATIONS},
};
use pasar_truth::{History, Question, Read, NONE};
use proptest::prelude::*;
use rstest::rstest;

const TASK: TaskId = CampaignId(1).task(2);
const HOUR: u64 = 3_600;

const RULE: ChallengeRule = ChallengeRule {
    window: 10,
    seats: 3,
    max: 2,
    panel_mass: 50,
};

/// Four classes.
fn alike() -> Alike {
    Alike::by_verdict(&Labels::of(vec![Question::Classes(4)]), 1, &[0])
}

fn account(n: u8) -> CanonicalAddr {
    CanonicalAddr::from([n; 20])
}

/// Made at 1 000 with a filling of two hours; its round comes a minute after the registration.
fn challenge() -> Challenge {
    let deciding = |since| Ok::<_, ()>((9, since + 60));
    let fill = 2 * HOUR as u32;
    Challenge::open(
        account(1),
        Uint128::new(1 << 70),
        (3, fill),
        1_000,
        deciding,
    )
    .unwrap()
}

fn amounts(of: &[Uint128]) -> Vec<u128> {
    of.iter().map(|amount| amount.u128()).collect()
}

/// Two items at a price of 10, the first of which flips from 0 to 1; the second stays 2. Three seats.
fn flip(panel: &[Vec<u8>]) -> Division {
    divide(&Decision {
        bond: Uint128::new(90),
        price: Uint128::new(10),
        seats: 3,
        alike: &alike(),
        items: 2,
        before: &[0, 2],
        last: &[1, 2],
        panel,
    })
    .unwrap()
}

#[test]
fn a_panelist_gets_half_a_price_where_an_answer_stands_and_one_and_a_half_where_it_flips() {
    let division = flip(&[vec![1, 2], vec![0, 2], vec![1, 3]]);
    assert_eq!(amounts(&division.panel), [20, 5, 15]);
    // The price of the standing answer by three panelists is the challenger's.
    assert_eq!(
        (division.returned.u128(), division.commons.u128()),
        (30, 20)
    );
}

#[test]
fn what_belongs_to_seats_that_nobody_revealed_is_the_challengers() {
    let division = flip(&[vec![1, 2], vec![1, 2]]);
    assert_eq!(amounts(&division.panel), [20, 20]);
    assert_eq!((division.returned.u128(), division.commons.u128()), (50, 0));
}

#[test]
fn a_panel_without_evidence_costs_a_tenth_of_the_bond() {
    let division = too_small(&[]);
    assert_eq!((division.returned.u128(), division.commons.u128()), (81, 9));
}

#[test]
fn the_few_who_revealed_get_half_a_price_where_they_say_what_stands() {
    let division = too_small(&[vec![0, 2], vec![1, 2]]);
    assert_eq!(amounts(&division.panel), [10, 5]);
    assert_eq!((division.returned.u128(), division.commons.u128()), (66, 9));
}

/// Two items at a price of 10 and a panel of three, of which too few revealed.
fn too_small(panel: &[Vec<u8>]) -> Division {
    unfilled(&Decision {
        bond: Uint128::new(90),
        price: Uint128::new(10),
        seats: 3,
        alike: &alike(),
        items: 2,
        before: &[0, 2],
        last: &[0, 2],
        panel,
    })
    .unwrap()
}

proptest! {
    #[test]
    fn a_bond_is_divided_to_the_unit(
        price in 1u128..1_000,
        items in prop::collection::vec((0u8..4, 0u8..4, prop::array::uniform5(0u8..5)), 1..40),
        revealed in 3usize..=5,
    ) {
        let seats = 5u8;
        let bond = (price * items.len() as u128 * u128::from(seats) * 3).div_ceil(2);
        let before: Vec<u8> = items.iter().map(|item| item.0).collect();
        let last: Vec<u8> = items.iter().map(|item| item.1).collect();
        let class = |label: u8| if label == 4 { NONE } else { label };
        let row = |n: usize| items.iter().map(|item| class(item.2[n])).collect::<Vec<u8>>();
        let panel: Vec<Vec<u8>> = (0..revealed).map(row).collect();
        let division = divide(&Decision {
            bond: Uint128::new(bond),
            price: Uint128::new(price),
            seats,
            alike: &alike(),
            items: before.len(),
            before: &before,
            last: &last,
            panel: &panel,
        })
        .unwrap();
        let paid: u128 = amounts(&division.panel).iter().sum();
        prop_assert_eq!(paid + division.returned.u128() + division.commons.u128(), bond);
        // Nobody is paid more than one seat's part.
        let part = (price * items.len() as u128 * 3).div_ceil(2);
        prop_assert!(amounts(&division.panel).iter().all(|pay| *pay <= part));
    }
}

/// What a panelist earns for each named answer, thousandths of a price, who is right so often and where so many of a hundred
/// flip: by looking, by repeating the verdict, by saying something else. Of four classes, the other two
/// panelists look and are right.
fn earns(right: u32, flipping: u32) -> [u128; 3] {
    let items = 10_000u32;
    let before = vec![0u8; items as usize];
    let flips = |item: u32| item % 100 < flipping;
    let last: Vec<u8> = (0..items).map(|item| u8::from(flips(item))).collect();
    // Whether they are right has nothing to do with whether it flips.
    let looks = |item: u32| (item / 100) % 100 < right;
    let rows: [Vec<u8>; 3] = [
        (0..items)
            .map(|item| if looks(item) { last[item as usize] } else { 3 })
            .collect(),
        before.clone(),
        vec![1; items as usize],
    ];
    rows.map(|row| {
        let panel = [row, last.clone(), last.clone()];
        let division = divide(&Decision {
            bond: Uint128::from(items) * Uint128::new(4_500),
            price: Uint128::new(1_000),
            seats: 3,
            alike: &alike(),
            items: before.len(),
            before: &before,
            last: &last,
            panel: &panel,
        });
        division.unwrap().panel[0].u128() / u128::from(items)
    })
}

#[test]
fn looking_earns_most_where_a_quarter_of_the_named_answers_flip() {
    assert_eq!(earns(80, 25), [600, 375, 375]);
}

#[test]
fn the_document_prints_what_looking_and_answering_blindly_earn() {
    let page = include_str!("../../../../../docs/fairness.md");
    for flipping in [5, 10, 25, 33, 50, 60] {
        let [looks, repeats, opposite] = earns(80, flipping).map(|of| format!("0.{of:03}"));
        let row = format!("| {flipping} of 100 | {looks} | {repeats} | {opposite} |");
        assert!(page.contains(&row), "{row}");
    }
}

fn seat(n: u8, labels: &[u8]) -> RevealedSeat {
    RevealedSeat {
        labeler: account(n),
        wave: 129,
        issuer: 0,
        labels: labels.to_vec(),
        asked: 1,
        history: History::default(),
    }
}

/// The label of one item whose verdict is 0, where the inference says `found` by a margin.
fn last(found: u8, margin: i32, panel: &[u8]) -> u8 {
    let panel: Vec<RevealedSeat> = (1u8..)
        .zip(panel)
        .map(|(n, label)| seat(n, &[*label]))
        .collect();
    Judgement {
        alike: &alike(),
        items: 1,
        verdict: &[0],
        found: &[found],
        margins: &[margin],
        panel: &panel,
    }
    .last(0)
}

#[rstest]
#[case::all_say_so(1, 4_096, &[1, 1, 1], 1)]
#[case::most_say_so(1, 4_096, &[1, 1, 0], 1)]
#[case::less_than_a_bit(1, 4_095, &[1, 1, 1], 0)]
#[case::the_panel_is_tied(1, 9_000, &[1, 0, 2], 0)]
#[case::most_of_the_panel_say_otherwise(1, 9_000, &[0, 0, 1], 0)]
#[case::the_inference_stays(0, 9_000, &[1, 1, 1], 0)]
#[case::nobody_says_anything(NONE, 9_000, &[NONE, NONE, NONE], 0)]
fn a_label_flips_by_inference_and_plurality_and_a_bit(
    #[case] found: u8,
    #[case] margin: i32,
    #[case] panel: &[u8],
    #[case] label: u8,
) {
    assert_eq!(last(found, margin, panel), label);
}

/// A score whose verdicts are 0 and 100, of two items: a standard deviation of 50.
fn scores() -> Alike {
    let score = Question::Scale {
        levels: 101,
        read: Read::Mean,
    };
    Alike::by_verdict(&Labels::of(vec![score]), 2, &[0, 100])
}

#[rstest]
#[case::all_say_so(60, &[60, 70, 50], 60)]
#[case::about_so(60, &[35, 40, 90], 60)]
#[case::a_little_off_is_no_other_value(25, &[25, 25, 25], 0)]
#[case::the_panel_says_yet_another(26, &[60, 70, 50], 0)]
#[case::the_panel_stays(26, &[10, 20, 90], 0)]
fn a_value_flips_by_more_than_half_a_deviation(
    #[case] found: u8,
    #[case] panel: &[u8],
    #[case] value: u8,
) {
    let row = |(n, label): (u8, &u8)| seat(n, &[*label, 100]);
    let panel: Vec<RevealedSeat> = (1u8..).zip(panel).map(row).collect();
    let judgement = Judgement {
        alike: &scores(),
        items: 2,
        verdict: &[0, 100],
        found: &[found, 100],
        margins: &[4_096, 4_096],
        panel: &panel,
    };
    assert_eq!([0, 1].map(|item| judgement.last(item)), [value, 100]);
}

#[test]
fn a_panelist_is_paid_for_a_value_that_is_close_enough() {
    let panel = [vec![60, 90], vec![36, 74], vec![0, NONE]];
    let division = divide(&Decision {
        bond: Uint128::new(90),
        price: Uint128::new(10),
        seats: 3,
        alike: &scores(),
        items: 2,
        before: &[0, 100],
        last: &[60, 100],
        panel: &panel,
    })
    .unwrap();
    assert_eq!(amounts(&division.panel), [20, 15, 0]);
}

#[test]
fn registration_takes_the_first_half_and_sitting_the_second() {
    let challenge = challenge();
    let registered = 1_000 + HOUR;
    assert_eq!(challenge.register_by, registered);
    assert_eq!(
        (challenge.drawn, challenge.deadline),
        (registered + 60, registered + 60 + HOUR)
    );
    assert_eq!(challenge.status(registered), ChallengeStatus::Registering);
    assert_eq!(challenge.status(registered + 1), ChallengeStatus::Seating);
    assert_eq!(challenge.takes_registrations(registered), Ok(()));
    let late = ChallengeError::TooLate {
        now: registered + 1,
        until: registered,
    };
    assert_eq!(challenge.takes_registrations(registered + 1), Err(late));
}

#[test]
fn chance_lets_everybody_in_before_the_filling_ends() {
    let challenge = challenge();
    for n in 0..=255 {
        let from = challenge.sits_from((TASK, 1), &[n; 32], &account(n));
        assert!((challenge.drawn..challenge.deadline).contains(&from));
    }
}

/// Attack: an outsider registers with many accounts. They have their share of the seats, and no more: whoever sits
/// first is decided by a round that nobody knew while they registered.
#[test]
fn with_a_share_of_the_registered_accounts_one_has_on_average_that_share_of_the_seats() {
    let challenge = challenge();
    for (theirs, all) in [(1u8, 10u8), (3, 10), (5, 10), (30, 60)] {
        let mut seats = 0u32;
        let rounds = 4_000u32;
        for round in 0..rounds {
            let mut randomness = [0; 32];
            randomness[..4].copy_from_slice(&round.to_be_bytes());
            let place = (TASK, 1);
            let from = |n: &u8| challenge.sits_from(place, &randomness, &account(*n));
            let mut order: Vec<u8> = (0..all).collect();
            order.sort_by_key(from);
            seats += order[..3].iter().filter(|n| **n < theirs).count() as u32;
        }
        // In parts of ten thousand.
        let found = 10_000 * seats / (3 * rounds);
        let wanted = 10_000 * u32::from(theirs) / u32::from(all);
        assert!(
            found.abs_diff(wanted) < 200,
            "{found} of the seats, {wanted} of the accounts"
        );
    }
}

#[rstest]
#[case::all_sealed(0, 3, 0, Filling::Reveal)]
#[case::some_time_is_left(0, 2, 0, Filling::Wait)]
#[case::a_seal_is_in_time(1, 2, 1, Filling::Wait)]
#[case::too_few_sealed(0, 2, 1, Filling::GiveUp)]
fn a_filling_ends_by_seals_or_time(
    #[case] drawn: u8,
    #[case] sealed: u8,
    #[case] late: u64,
    #[case] wanted: Filling,
) {
    let challenge = challenge();
    let now = challenge.deadline + late;
    assert_eq!(challenge.filling(Tally { drawn, sealed }, now), wanted);
}

#[test]
fn who_registered_and_cannot_sit_is_free_again() {
    let mut challenge = challenge();
    let now = challenge.drawn;
    assert!(!challenge.is_over_for_the_unseated(now));
    assert!(challenge.is_over_for_the_unseated(challenge.deadline + 1));
    (0..3).for_each(|_| challenge.seat());
    let full = ChallengeError::Full {
        seats: 3,
        forfeits: 0,
    };
    assert_eq!(challenge.takes_panelists(now), Err(full));
    // It opens again where a seat is forfeited: they wait for that.
    assert!(!challenge.is_over_for_the_unseated(now));
    challenge.forfeit();
    assert_eq!(challenge.takes_panelists(now), Ok(()));
    let mut lost = challenge.clone();
    (0..MAX_PANEL_FORFEITS).for_each(|_| lost.forfeit());
    assert!(lost.is_over_for_the_unseated(now));
    challenge.begin_revealing(now + 10);
    assert!(challenge.is_over_for_the_unseated(now));
}

#[test]
fn one_challenge_is_live_at_a_time_and_none_opens_after_four_windows_without_one() {
    // Resolved at 20, so that the first window ended at 30 and the last one ends at 60.
    let mut dispute = Dispute::new(30);
    let late = ChallengeError::TooLate { now: 31, until: 30 };
    assert_eq!(dispute.clone().open(31), Err(late));
    assert_eq!(dispute.live(), Err(ChallengeError::NoneLive));
    assert_eq!(dispute.open(30), Ok(1));
    assert_eq!(dispute.live(), Ok(1));
    let live = ChallengeError::StillLive { challenge: 1 };
    assert_eq!(dispute.clone().open(30), Err(live));
    // Live for 15 seconds, which do not count.
    dispute.end(RULE, 30, [30, 45]);
    assert_eq!(dispute.until, 55);
    assert_eq!(dispute.open(55), Ok(2));
    dispute.end(RULE, 30, [55, 58]);
    assert_eq!(dispute.until, 68);
    assert_eq!(dispute.open(68), Ok(3));
    dispute.end(RULE, 30, [68, 70]);
    assert_eq!(dispute.until, 80);
    assert_eq!(dispute.open(80), Ok(4));
    dispute.end(RULE, 30, [80, 90]);
    let late = ChallengeError::TooLate { now: 91, until: 90 };
    assert_eq!(dispute.open(91), Err(late));
}

/// Attack: a challenge of what is right, made with the verdict, takes longer than all windows.
#[test]
fn a_challenge_that_outlives_every_window_keeps_no_other_one_away() {
    let mut dispute = Dispute::new(30);
    assert_eq!(dispute.open(20), Ok(1));
    dispute.end(RULE, 30, [20, 999]);
    assert_eq!(dispute.until, 1_009);
    assert_eq!(dispute.open(1_009), Ok(2));
}

#[test]
fn an_item_is_decided_as_often_as_the_terms_say() {
    let mut decisions = Decisions::default();
    assert_eq!(decisions.check([0, 7].into_iter(), 1), Ok(()));
    decisions.add([7, 2].into_iter());
    assert_eq!(decisions.check([0, 1].into_iter(), 1), Ok(()));
    let spent = ChallengeError::ItemSpent { item: 7, max: 1 };
    assert_eq!(decisions.check([0, 7].into_iter(), 1), Err(spent));
    assert_eq!(decisions.check([0, 7].into_iter(), 2), Ok(()));
    assert_eq!(Decisions::from_bytes(&decisions.to_bytes()), Ok(decisions));
}

#[test]
fn no_task_changes_without_end() {
    let mut dispute = Dispute::new(30);
    for _ in 0..MAX_CHANGES {
        dispute.open(30).unwrap();
        dispute.decide(true);
        dispute.live = false;
    }
    let max = MAX_CHANGES;
    assert_eq!(dispute.open(30), Err(ChallengeError::ChangedOften { max }));
    assert_eq!(Dispute::from_bytes(&dispute.to_bytes()), Ok(dispute));
}

#[test]
fn an_account_registers_for_so_many_panels_at_a_time() {
    let own = |challenge| Registration {
        task: TASK,
        challenge,
        issuer: 2,
        stake: Uint128::new(77),
    };
    let mut all = Registrations::default();
    for n in 1..=MAX_REGISTRATIONS as u16 {
        all.add(own(n)).unwrap();
    }
    let max = MAX_REGISTRATIONS;
    let many = ChallengeError::TooManyRegistrations { found: max, max };
    assert_eq!(all.add(own(99)), Err(many));
    assert_eq!(all.take(TASK, 3), Some(own(3)));
    assert!(!all.has(TASK, 3) && all.has(TASK, 4));
    assert_eq!(all.stake().unwrap().u128(), 77 * 15);
    assert_eq!(Registrations::from_bytes(&all.to_bytes()), Ok(all));
}

#[test]
fn a_challenge_reads_back() {
    for randomness in [None, Some([7; 32])] {
        for state in [
            State::Filling,
            State::Revealing,
            State::Unfilled,
            State::Decided,
        ] {
            let record = Challenge {
                randomness,
                state,
                ..challenge()
            };
            assert_eq!(Challenge::from_bytes(&record.to_bytes()), Ok(record));
        }
    }
}
