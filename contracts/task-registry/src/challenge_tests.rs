#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "overflow fails the test"
)]

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn account(n: u8) -> CanonicalAddr {
    CanonicalAddr::from([n; 20])
}

fn challenge(lot: Option<Beacon>) -> Challenge {
    Challenge {
        challenger: account(1),
        bond: Uint128::new(1 << 70),
        wave: 3,
        opened: 1_000,
        beacon: 9,
        lot,
        outcome: Outcome::Live,
        before: vec![1, 2, 3],
    }
}

const LOT: Beacon = Beacon {
    number: 9,
    height: 77,
    nanos: 1 << 60,
};

fn panel(labels: &[&[u8]]) -> Vec<Panelist> {
    let seat = |(n, labels): (usize, &&[u8])| Panelist {
        labeler: account(n as u8),
        labels: labels.to_vec(),
    };
    labels.iter().enumerate().map(seat).collect()
}

/// Two items, the first of which flips from 0 to 1; the second stays 2. Price 10.
fn flip(bond: u128, unearned: u128, labels: &[&[u8]]) -> Division {
    divide(&Case {
        bond: bond.into(),
        price: 10u8.into(),
        before: &[0, 2],
        last: &[1, 2],
        panel: &panel(labels),
        unearned: unearned.into(),
    })
}

fn amounts(of: &[Uint128]) -> Vec<u128> {
    of.iter().map(|amount| amount.u128()).collect()
}

#[test]
fn it_reads_back() {
    for outcome in [
        Outcome::Live,
        Outcome::Unfilled(account(2)),
        Outcome::Decided(CanonicalAddr::from([3; 32])),
    ] {
        for lot in [None, Some(LOT)] {
            let outcome = outcome.clone();
            let record = Challenge {
                outcome,
                ..challenge(lot)
            };
            assert_eq!(Challenge::from_bytes(&record.to_bytes()), Ok(record));
        }
    }
}

#[test]
fn a_panelist_has_the_price_where_he_is_right_and_the_commons_where_he_is_not() {
    let division = flip(60, 0, &[&[1, 2], &[0, 2], &[1, 3]]);
    assert_eq!(amounts(&division.panel), [20, 10, 10]);
    assert_eq!((division.flipped, division.commons.u128()), (1, 20));
}

#[test]
fn who_finds_an_error_gets_more_than_who_repeats_it() {
    let division = flip(60, 1_000, &[&[1, 2], &[0, 2], &[1, 3]]);
    // The panel cost 30 for the item: 15 to the challenger, 15 to the two who found it.
    assert_eq!(division.bounty.u128(), 15);
    assert_eq!(amounts(&division.found), [7, 0, 7]);
    assert_eq!(division.bounties().u128(), 29);
}

#[test]
fn bounties_are_bounded_by_what_nobody_earned() {
    let division = flip(60, 9, &[&[1, 2], &[1, 2], &[1, 2]]);
    assert_eq!(division.bounty.u128(), 4);
    assert_eq!(amounts(&division.found), [1, 1, 1]);
}

#[test]
fn the_rest_of_a_bond_goes_back_in_the_part_that_flipped() {
    let division = flip(160, 0, &[&[1, 2], &[1, 2], &[1, 2]]);
    assert_eq!(division.returned.u128(), 50);
    assert_eq!(division.commons.u128(), 50);
}

#[test]
fn no_label_is_never_right() {
    let division = divide(&Case {
        bond: 30u8.into(),
        price: 10u8.into(),
        before: &[0],
        last: &[NONE],
        panel: &panel(&[&[NONE], &[NONE], &[0]]),
        unearned: 100u8.into(),
    });
    assert_eq!(amounts(&division.panel), [0, 0, 0]);
    assert_eq!(amounts(&division.found), [0, 0, 0]);
}

#[rstest]
#[case::nothing_changed(&[0, 2])]
#[case::one_changed(&[1, 2])]
fn griefing_costs_the_griefer(#[case] last: &[u8]) {
    let honest = panel(&[last, last, last]);
    let division = divide(&Case {
        bond: 60u8.into(),
        price: 10u8.into(),
        before: &[0, 2],
        last,
        panel: &honest,
        unearned: 1_000u16.into(),
    });
    let back = division.returned + division.bounty;
    assert!(back.u128() <= 15 * u128::from(division.flipped), "{back}");
}

proptest! {
    #[test]
    fn a_bond_is_divided_to_the_last_unit(
        items in proptest::collection::vec((0u8..3, 0u8..3, proptest::collection::vec(0u8..3, 5)), 1..9),
        seats in 1usize..6,
        price in 1u64..1_000,
        beyond in 0u64..10_000,
        unearned in 0u64..10_000,
    ) {
        let labels: Vec<Vec<u8>> = (0..seats)
            .map(|seat| items.iter().map(|(.., given)| given[seat]).collect())
            .collect();
        let labels: Vec<&[u8]> = labels.iter().map(Vec::as_slice).collect();
        let cost = price * items.len() as u64 * seats as u64;
        let case = Case {
            bond: (cost + beyond).into(),
            price: price.into(),
            before: &items.iter().map(|item| item.0).collect::<Vec<_>>(),
            last: &items.iter().map(|item| item.1).collect::<Vec<_>>(),
            panel: &panel(&labels),
            unearned: unearned.into(),
        };
        let division = divide(&case);
        let panel: Uint128 = division.panel.iter().sum();
        prop_assert_eq!(panel + division.returned + division.commons, case.bond);
        prop_assert!(division.bounties() <= case.unearned);
        let flipped = u128::from(price) * seats as u128 * u128::from(division.flipped);
        prop_assert!(division.bounties().u128() <= flipped);
        // Bounties make nobody whole for a panel of strangers.
        let back = division.returned + division.bounty;
        prop_assert!(back.u128() <= u128::from(beyond) + flipped / 2);
    }
}

#[test]
fn the_lot_spreads_accounts_over_the_first_half_of_the_filling() {
    let challenge = challenge(Some(LOT));
    let turns: Vec<Seconds> = (0..=255)
        .map(|n| turn(&challenge, Some(LOT), 2_000, (1, 2), &account(n)))
        .collect();
    assert!(turns.iter().all(|at| (1_000..2_000).contains(at)));
    let early = turns.iter().filter(|at| **at < 1_500).count();
    assert!((96..160).contains(&early), "{early}");
}

#[test]
fn an_account_that_waits_has_one_lot_in_each_task() {
    let challenge = challenge(Some(LOT));
    let at = |task| turn(&challenge, Some(LOT), 1 << 30, (1, task), &account(5));
    assert_ne!(at(1), at(2));
    assert_eq!(at(1), at(1));
}

#[test]
fn a_challenger_does_not_fill_a_panel_with_accounts_that_wait_for_it() {
    let challenge = challenge(Some(LOT));
    let tasks = 500;
    // Five accounts of the challenger, fifteen of others; all sit as soon as they may.
    let filled = (0..tasks).filter(|task| {
        let mut lots: Vec<(Seconds, u8)> = (0..20)
            .map(|n| {
                (
                    turn(&challenge, Some(LOT), 1 << 30, (1, *task), &account(n)),
                    n,
                )
            })
            .collect();
        lots.sort_unstable();
        lots.iter().take(3).all(|(_, n)| *n < 5)
    });
    // Drawn by lot it is 10 of 1 140.
    assert!(filled.count() < 15);
}

#[test]
fn without_a_lot_all_may_sit_after_half_of_the_filling() {
    let at = turn(&challenge(None), None, 2_000, (1, 2), &account(7));
    assert_eq!(at, 2_000);
}
