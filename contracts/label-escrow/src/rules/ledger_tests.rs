#![allow(clippy::arithmetic_side_effects, reason = "overflow fails the test")]

use super::*;
use pasar_common::label_escrow::{Credit, SettledLabeler};
use proptest::prelude::*;

fn terms() -> EscrowTerms {
    EscrowTerms {
        requester: CanonicalAddr::from([7; 20]),
        denom: "uatom".into(),
        price: Uint128::new(100),
        fee_per_label: Uint128::new(5),
        tip: Uint128::new(40),
        gold_bond: Uint128::zero(),
        overlap: 3,
        reading_key: false,
        deposited: Uint128::new(100 * 3 * 105 + 2 * 40),
        contributors: Bps::new(5_000),
        transferable: false,
        royalty_denoms: vec!["uosmo".into()],
    }
}

fn seat(labels: u32, pay: u128) -> SettledLabeler {
    let pay = Uint128::new(pay);
    SettledLabeler {
        labeler: "labeler".into(),
        labels,
        earned: pay,
        pay,
    }
}

fn batch(seats: Vec<SettledLabeler>, commons: u128) -> SettleBatch {
    SettleBatch {
        campaign: 1,
        tasks: 1,
        items: 50,
        seats,
        commons: Uint128::new(commons),
        unrevealed: 0,
        gold_bonds_forfeited: 0,
        tips: vec![Credit {
            to: "crank".into(),
            amount: Uint128::new(40),
        }],
        closes: false,
    }
}

fn holds(terms: &EscrowTerms, ledger: &Ledger) {
    let reserved = terms.reserve(ledger.tasks_left, ledger.items_left).unwrap();
    let parts = [
        ledger.pay,
        ledger.commons,
        ledger.fee,
        ledger.tips,
        ledger.refunded,
    ];
    assert_eq!(
        parts.iter().fold(reserved, |sum, part| sum + part),
        terms.deposited
    );
}

#[test]
fn every_unit_of_a_deposit_is_somewhere() {
    let terms = terms();
    let ledger = Ledger::new(2, 100);
    holds(&terms, &ledger);
    let (ledger, division) = ledger
        .settle(&terms, &batch(vec![seat(50, 4_000), seat(40, 0)], 5_000))
        .unwrap();
    assert_eq!(division.fee, Uint128::new(90 * 5));
    assert_eq!(division.refund, Uint128::new(60 * 105));
    holds(&terms, &ledger);
    let release = ReleaseReserve {
        campaign: 1,
        tasks: 1,
        items: 50,
        closes: true,
    };
    let (mut ledger, refund) = ledger.release(&terms, &release).unwrap();
    assert_eq!(refund, Uint128::new(50 * 3 * 105 + 40));
    holds(&terms, &ledger);
    assert_eq!(
        ledger.take_refund(),
        Uint128::new(60 * 105 + 50 * 3 * 105 + 40)
    );
    assert_eq!(ledger.take_refund(), Uint128::zero());
}

#[test]
fn a_batch_that_does_not_add_up_is_refused() {
    let terms = terms();
    let ledger = Ledger::new(2, 100);
    let refused = |batch: SettleBatch| ledger.settle(&terms, &batch).unwrap_err();
    let error = refused(batch(vec![seat(10, 1_001)], 0));
    assert!(matches!(
        error,
        LedgerError::Excess {
            what: "a labeler's pay",
            ..
        }
    ));
    let error = refused(batch(vec![seat(10, 1_000)], 1));
    assert!(matches!(
        error,
        LedgerError::Sum {
            what: "pay and commons",
            ..
        }
    ));
    let error = refused(batch(vec![seat(151, 0)], 15_100));
    assert!(matches!(error, LedgerError::Excess { what: "labels", .. }));
    let error = refused(SettleBatch {
        tips: vec![],
        ..batch(vec![], 0)
    });
    assert!(matches!(error, LedgerError::Sum { what: "tips", .. }));
    let error = refused(SettleBatch {
        unrevealed: 1,
        ..batch(vec![], 0)
    });
    assert!(matches!(
        error,
        LedgerError::Excess {
            what: "unrevealed labels",
            ..
        }
    ));
    let error = refused(SettleBatch {
        gold_bonds_forfeited: 2,
        ..batch(vec![], 0)
    });
    assert!(matches!(
        error,
        LedgerError::Excess {
            what: "forfeited gold bonds",
            ..
        }
    ));
    let mut greedy = seat(10, 500);
    greedy.earned = Uint128::new(501);
    let error = refused(batch(vec![greedy], 500));
    assert!(matches!(error, LedgerError::Excess { .. }));
}

#[test]
fn no_more_tasks_end_than_were_reserved_and_the_last_one_closes() {
    let terms = terms();
    let ledger = Ledger::new(1, 50);
    let error = ledger.settle(&terms, &batch(vec![], 0)).unwrap_err();
    assert_eq!(
        error,
        LedgerError::Close {
            left: 0,
            closes: false
        }
    );
    let last = SettleBatch {
        closes: true,
        ..batch(vec![], 0)
    };
    let (ledger, _) = ledger.settle(&terms, &last).unwrap();
    assert!(ledger.closed);
    let error = ledger.settle(&terms, &last).unwrap_err();
    assert_eq!(
        error,
        LedgerError::NothingLeft {
            what: "tasks",
            found: 1,
            left: 0
        }
    );
}

#[test]
fn records_read_back() {
    assert_eq!(EscrowTerms::from_bytes(&terms().to_bytes()), Ok(terms()));
    let (ledger, _) = Ledger::new(2, 100)
        .settle(&terms(), &batch(vec![seat(3, 250)], 50))
        .unwrap();
    assert_eq!(Ledger::from_bytes(&ledger.to_bytes()), Ok(ledger));
}

proptest! {
    #[test]
    fn no_batch_creates_or_loses_a_unit(labels in prop::collection::vec((0u32..=50, 0u128..=10_000), 0..3)) {
        let terms = terms();
        let ledger = Ledger::new(2, 100);
        let seats: Vec<_> = labels
            .iter()
            .map(|&(labels, bps)| seat(labels, u128::from(labels) * 100 * bps / 10_000))
            .collect();
        let full: u128 = labels.iter().map(|&(labels, _)| u128::from(labels) * 100).sum();
        let pay: u128 = seats.iter().map(|seat| seat.pay.u128()).sum();
        let (ledger, _) = ledger.settle(&terms, &batch(seats, full - pay)).unwrap();
        holds(&terms, &ledger);
    }
}
