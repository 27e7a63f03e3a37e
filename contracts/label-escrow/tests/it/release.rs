//! `Release`: refunds the reserve of tasks that never started.

use label_escrow::{rules::ledger::LedgerError, ContractError};
use pasar_common::{
    access::{Role, Unauthorized},
    label_escrow::{ExecuteMsg, ReserveReleased},
};
use rstest::rstest;

use crate::setup::{event, native, release, seat, Suite, ATOM, PAGE};

#[test]
fn a_task_that_never_started_is_refunded_with_its_fee_tip_and_bond() {
    let mut suite = Suite::opened();
    let response = suite.release(&release(1, 1, 50, false)).unwrap();
    assert_eq!(
        event::<ReserveReleased>(&response),
        ReserveReleased {
            campaign: 1,
            tasks: 1,
            refund: PAGE.into(),
        }
    );
    let ledger = suite.ledger(1);
    assert_eq!(ledger.refundable.u128(), PAGE);
    assert_eq!(ledger.reserved.u128(), PAGE);
    assert!(!ledger.closed);
    // It is a credit: nothing is sent.
    assert_eq!(suite.balance(&suite.escrow, &native(ATOM)), 2 * PAGE);
}

#[test]
fn a_campaign_that_never_started_comes_back_whole() {
    let mut suite = Suite::opened();
    suite.release(&release(1, 2, 100, true)).unwrap();
    let ledger = suite.ledger(1);
    assert!(ledger.closed);
    assert_eq!(ledger.refundable, ledger.deposited);
}

#[test]
fn what_was_settled_is_not_released() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 5_000)]))
        .unwrap();
    let refused = suite.release(&release(1, 2, 100, true)).unwrap_err();
    let what = "tasks";
    let found = 2;
    let left = 1;
    let reason = LedgerError::NothingLeft { what, found, left };
    let campaign = 1;
    assert_eq!(refused, ContractError::Ledger { campaign, reason });
    suite.release(&release(1, 1, 50, true)).unwrap();
    assert_eq!(suite.holder(1, &ada).withdrawable.u128(), 5_000);
}

#[rstest]
#[case::tasks(3, 100, true, LedgerError::NothingLeft { what: "tasks", found: 3, left: 2 })]
#[case::items(1, 101, false, LedgerError::NothingLeft { what: "items", found: 101, left: 100 })]
#[case::closing(1, 50, true, LedgerError::Close { left: 1, closes: true })]
#[case::not_closing(2, 100, false, LedgerError::Close { left: 0, closes: false })]
#[case::items_left(2, 99, true, LedgerError::Close { left: 0, closes: true })]
fn no_more_is_released_than_is_left_and_the_last_task_closes(
    #[case] tasks: u32,
    #[case] items: u32,
    #[case] closes: bool,
    #[case] reason: LedgerError,
) {
    let mut suite = Suite::opened();
    suite.open(&suite.campaign(2)).unwrap();
    let refused = suite
        .release(&release(1, tasks, items, closes))
        .unwrap_err();
    let campaign = 1;
    assert_eq!(refused, ContractError::Ledger { campaign, reason });
    assert_eq!(suite.ledger(1).reserved.u128(), 2 * PAGE);
}

#[test]
fn only_the_registry_releases() {
    let mut suite = Suite::opened();
    let msg = ExecuteMsg::Release(release(1, 2, 100, true));
    for sender in [suite.rita(), suite.owner.clone(), suite.staking.clone()] {
        let refused = suite.execute(&sender, &msg, &[]).unwrap_err();
        let role = Role::TaskRegistry;
        assert_eq!(refused, ContractError::from(Unauthorized { role, sender }));
    }
}

#[test]
fn only_a_campaign_that_exists_is_released() {
    let mut suite = Suite::opened();
    assert_eq!(
        suite.release(&release(7, 1, 50, false)).unwrap_err(),
        ContractError::CampaignNotFound { campaign: 7 }
    );
}
