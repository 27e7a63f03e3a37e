//! `Settle`: pays ended tasks out of their campaign's reserve.

use cosmwasm_std::{StdError, Uint128};
use label_escrow::{rules::ledger::LedgerError, ContractError};
use pasar_common::{
    access::{Role, Unauthorized},
    label_escrow::{ExecuteMsg, LabelerPaid, OpenCampaign, ReserveSettled, SettleBatch},
};
use rstest::rstest;

use crate::setup::{event, events, native, seat, tip, Suite, ATOM, BOND, PAGE, TIP};

fn ledger_error(reason: LedgerError) -> ContractError {
    ContractError::Ledger {
        campaign: 1,
        reason,
    }
}

/// A suite whose campaign 1 has a reading key.
fn with_reading_key() -> Suite {
    let mut suite = Suite::new();
    let msg = OpenCampaign {
        reading_key: true,
        ..suite.campaign(1)
    };
    suite.open(&msg).unwrap();
    suite
}

#[test]
fn a_page_is_divided_to_the_last_unit() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let ben = suite.ben();
    let rita = suite.rita();
    let kit = suite.kit();
    let batch = suite.page(vec![seat(&ada, 50, 4_000), seat(&ben, 41, 100)]);
    let response = suite.settle(&batch).unwrap();

    let refund = PAGE - 91 * 105 - TIP;
    assert_eq!(
        event::<ReserveSettled>(&response),
        ReserveSettled {
            campaign: 1,
            tasks: 1,
            pay: 4_100u128.into(),
            commons: 5_000u128.into(),
            fee: 455u128.into(),
            tips: TIP.into(),
            refund: refund.into(),
        }
    );
    let atom = native(ATOM);
    let earned = |account| suite.earned(account, &[1], &atom);
    assert_eq!([earned(&ada), earned(&ben)], [4_000, 100]);
    assert_eq!([earned(&rita), earned(&kit)], [refund, TIP]);
    // Half of the fee is the stakers'; the odd unit goes to the commons.
    assert_eq!(suite.due(&atom), (227, 228 + 5_000));
    let ledger = suite.ledger(1);
    assert_eq!((ledger.labels, ledger.pay.u128()), (91, 4_100));
    assert_eq!(ledger.reserved.u128(), PAGE);
    assert_eq!(ledger.refunded, ledger.refundable);
    assert!(!ledger.closed);
}

#[test]
fn every_labeler_is_announced_and_nothing_is_sent() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let ben = suite.ben();
    let mut lifted = seat(&ada, 50, 4_000);
    lifted.earned = 3_000u128.into();
    let response = suite
        .settle(&suite.page(vec![lifted, seat(&ben, 50, 0)]))
        .unwrap();
    let paid = |labeler: &_, earned: u128, pay: u128| LabelerPaid {
        campaign: 1,
        labeler: ToString::to_string(labeler),
        labels: 50,
        earned: earned.into(),
        pay: pay.into(),
    };
    assert_eq!(
        events::<LabelerPaid>(&response),
        [paid(&ada, 3_000, 4_000), paid(&ben, 0, 0)]
    );
    let atom = native(ATOM);
    assert_eq!(suite.balance(&suite.escrow, &atom), 2 * PAGE);
    assert_eq!(suite.liabilities(&atom), 2 * PAGE);
}

#[test]
fn pay_is_shares_and_adds_up_over_batches() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let ben = suite.ben();
    let twice = vec![seat(&ada, 50, 1_000), seat(&ada, 10, 1_000)];
    suite.settle(&suite.page(twice)).unwrap();
    let last = SettleBatch {
        closes: true,
        ..suite.page(vec![seat(&ada, 50, 500), seat(&ben, 1, 100)])
    };
    suite.settle(&last).unwrap();
    assert_eq!(suite.holder(1, &ada).shares.u128(), 2_500);
    assert_eq!(suite.holder(1, &ben).shares.u128(), 100);
    assert_eq!(suite.ledger(1).pay.u128(), 2_600);
}

#[test]
fn a_page_that_nobody_labeled_is_refunded_but_for_its_tip() {
    let mut suite = Suite::opened();
    suite.settle(&suite.page(vec![])).unwrap();
    let ledger = suite.ledger(1);
    assert_eq!(ledger.refundable.u128(), PAGE - TIP);
    assert_eq!(ledger.tips.u128(), TIP);
    assert_eq!(suite.due(&native(ATOM)), (0, 0));
}

#[test]
fn unrevealed_labels_cost_their_price_where_the_campaign_has_a_reading_key() {
    let mut suite = with_reading_key();
    let batch = SettleBatch {
        unrevealed: 100,
        ..suite.page(vec![seat(&suite.ada(), 50, 5_000)])
    };
    suite.settle(&batch).unwrap();
    let ledger = suite.ledger(1);
    assert_eq!(ledger.commons.u128(), 100 * 100);
    assert_eq!(ledger.fee.u128(), 50 * 5);
    assert_eq!(ledger.refundable.u128(), 100 * 5 + BOND);
    assert_eq!(suite.due(&native(ATOM)), (125, 125 + 10_000));
}

#[rstest]
#[case(0, BOND)]
#[case(1, 0)]
fn a_forfeited_bond_is_the_commons_and_any_other_comes_back(
    #[case] gold_bonds_forfeited: u32,
    #[case] back: u128,
) {
    let mut suite = Suite::opened();
    let batch = SettleBatch {
        gold_bonds_forfeited,
        ..suite.page(vec![])
    };
    suite.settle(&batch).unwrap();
    let ledger = suite.ledger(1);
    assert_eq!(ledger.commons.u128(), BOND - back);
    assert_eq!(ledger.refundable.u128(), 150 * 105 + back);
}

#[test]
fn tips_add_up_over_campaigns_of_a_denom() {
    let mut suite = Suite::opened();
    suite.open(&suite.campaign(2)).unwrap();
    let ada = suite.ada();
    let kit = suite.kit();
    let shared = vec![tip(&ada, 1), tip(&kit, TIP - 2), tip(&ada, 1)];
    for campaign in [1, 2] {
        let batch = SettleBatch {
            campaign,
            tips: shared.clone(),
            ..suite.page(vec![])
        };
        suite.settle(&batch).unwrap();
    }
    // Tips belong to no campaign: nobody must remember which one paid them.
    assert_eq!(suite.earned(&ada, &[], &native(ATOM)), 4);
    assert_eq!(suite.earned(&kit, &[], &native(ATOM)), 2 * TIP - 4);
}

#[test]
fn the_last_task_closes_the_campaign_and_nothing_is_left_of_it() {
    let mut suite = Suite::opened();
    let all = SettleBatch {
        tasks: 2,
        items: 100,
        tips: vec![tip(&suite.kit(), 2 * TIP)],
        closes: true,
        ..suite.page(vec![seat(&suite.ada(), 300, 30_000)])
    };
    suite.settle(&all).unwrap();
    let ledger = suite.ledger(1);
    assert!(ledger.closed && ledger.reserved.is_zero());
    assert_eq!(ledger.refundable.u128(), 2 * BOND);
    let what = "tasks";
    let found = 2;
    let left = 0;
    let nothing = LedgerError::NothingLeft { what, found, left };
    assert_eq!(suite.settle(&all).unwrap_err(), ledger_error(nothing));
}

#[test]
fn only_the_registry_settles() {
    let mut suite = Suite::opened();
    let msg = ExecuteMsg::Settle(suite.page(vec![]));
    for sender in [suite.owner.clone(), suite.kit(), suite.staking.clone()] {
        let refused = suite.execute(&sender, &msg, &[]).unwrap_err();
        let role = Role::TaskRegistry;
        assert_eq!(refused, ContractError::from(Unauthorized { role, sender }));
    }
}

#[test]
fn only_a_campaign_that_exists_is_settled() {
    let mut suite = Suite::opened();
    let batch = SettleBatch {
        campaign: 2,
        ..suite.page(vec![])
    };
    assert_eq!(
        suite.settle(&batch).unwrap_err(),
        ContractError::CampaignNotFound { campaign: 2 }
    );
}

fn excess(what: &'static str, found: u128, max: u128) -> LedgerError {
    let found = found.into();
    let max = max.into();
    LedgerError::Excess { what, found, max }
}

fn sum(what: &'static str, found: u128, wanted: u128) -> LedgerError {
    LedgerError::Sum {
        what,
        found: found.into(),
        wanted: wanted.into(),
    }
}

fn nothing_left(what: &'static str, found: u32, left: u32) -> LedgerError {
    LedgerError::NothingLeft { what, found, left }
}

/// Each case changes a batch in which ada labeled the whole page, ben ten items of it, for half.
#[rstest]
#[case::pay_above_the_price(
    |batch: &mut SettleBatch| batch.seats[0].pay = 5_001u128.into(),
    excess("a labeler's pay", 5_001, 5_000)
)]
#[case::earned_above_pay(
    |batch: &mut SettleBatch| batch.seats[0].earned = 2_501u128.into(),
    excess("what a labeler earned before the lift", 2_501, 2_500)
)]
#[case::pay_from_nowhere(
    |batch: &mut SettleBatch| batch.seats[1].pay += Uint128::one(),
    sum("pay and commons", 6_001, 6_000)
)]
#[case::commons_cut_short(
    |batch: &mut SettleBatch| batch.commons = 2_999u128.into(),
    sum("pay and commons", 5_999, 6_000)
)]
#[case::more_labels_than_were_asked(
    |batch: &mut SettleBatch| {
        batch.seats[1].labels += 91;
        batch.commons += Uint128::new(9_100);
    },
    excess("labels", 151, 150)
)]
#[case::unrevealed_labels_beyond_what_was_asked(
    |batch: &mut SettleBatch| batch.unrevealed = 91,
    excess("labels", 151, 150)
)]
#[case::unrevealed_without_a_reading_key(
    |batch: &mut SettleBatch| batch.unrevealed = 1,
    excess("unrevealed labels", 1, 0)
)]
#[case::more_bonds_than_tasks(
    |batch: &mut SettleBatch| batch.gold_bonds_forfeited = 2,
    excess("forfeited gold bonds", 2, 1)
)]
#[case::tips_too_high(
    |batch: &mut SettleBatch| batch.tips[0].amount += Uint128::one(),
    sum("tips", TIP + 1, TIP)
)]
#[case::tips_too_low(|batch: &mut SettleBatch| batch.tips.clear(), sum("tips", 0, TIP))]
#[case::more_items_than_there_are(
    |batch: &mut SettleBatch| batch.items = 101,
    nothing_left("items", 101, 100)
)]
#[case::more_tasks_than_there_are(
    |batch: &mut SettleBatch| {
        batch.tasks = 3;
        batch.tips[0].amount = (3 * TIP).into();
    },
    nothing_left("tasks", 3, 2)
)]
#[case::closing_with_a_task_left(
    |batch: &mut SettleBatch| batch.closes = true,
    LedgerError::Close { left: 1, closes: true }
)]
#[case::ending_all_tasks_without_closing(
    |batch: &mut SettleBatch| {
        (batch.tasks, batch.items) = (2, 100);
        batch.tips[0].amount = (2 * TIP).into();
    },
    LedgerError::Close { left: 0, closes: false }
)]
#[case::closing_with_items_left(
    |batch: &mut SettleBatch| {
        (batch.tasks, batch.items, batch.closes) = (2, 99, true);
        batch.tips[0].amount = (2 * TIP).into();
    },
    LedgerError::Close { left: 0, closes: true }
)]
#[case::sums_beyond_128_bits(
    |batch: &mut SettleBatch| batch.commons = Uint128::MAX,
    LedgerError::Overflow
)]
fn a_batch_that_does_not_fit_its_campaign_is_refused(
    #[case] change: fn(&mut SettleBatch),
    #[case] reason: LedgerError,
) {
    let mut suite = Suite::opened();
    suite.open(&suite.campaign(2)).unwrap();
    let ada = suite.ada();
    let ben = suite.ben();
    let mut batch = suite.page(vec![seat(&ada, 50, 2_500), seat(&ben, 10, 500)]);
    let good = batch.clone();
    change(&mut batch);
    let before = suite.ledger(1);
    assert_eq!(suite.settle(&batch).unwrap_err(), ledger_error(reason));
    assert_eq!(suite.ledger(1), before);
    suite.settle(&good).unwrap();
}

#[rstest]
#[case::labeler(|batch: &mut SettleBatch| batch.seats[0].labeler = "ada".into())]
#[case::tip(|batch: &mut SettleBatch| batch.tips[0].to = "kit".into())]
fn a_malformed_address_is_refused_and_nothing_is_booked(#[case] change: fn(&mut SettleBatch)) {
    let mut suite = Suite::opened();
    let mut batch = suite.page(vec![seat(&suite.ada(), 50, 2_500)]);
    change(&mut batch);
    let before = suite.ledger(1);
    let refused = suite.settle(&batch).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
    assert_eq!(suite.ledger(1), before);
}

#[test]
fn a_settlement_cannot_reach_another_campaigns_deposit() {
    let mut suite = Suite::opened();
    suite.open(&suite.campaign(2)).unwrap();
    // Whatever the registry says, it ends at most what the campaign has.
    let greedy = SettleBatch {
        tasks: 4,
        items: 200,
        tips: vec![tip(&suite.kit(), 4 * TIP)],
        ..suite.page(vec![seat(&suite.ada(), 600, 60_000)])
    };
    assert_eq!(
        suite.settle(&greedy).unwrap_err(),
        ledger_error(nothing_left("tasks", 4, 2))
    );
    assert_eq!(suite.ledger(2).reserved.u128(), 2 * PAGE);
}
