//! The stakers' half of the fees, by epoch: what staking asks for, and what it may take.

use cosmwasm_std::{Uint128, Uint256};
use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    fee_pool::FeePool,
    label_escrow::{
        Amount, ExecuteMsg, PayFees, QueryMsg, SettleBatch, StakerFeesResponse, StakerPaid,
        FEE_UNIT,
    },
};

use crate::setup::{event, native, seat, Suite, ATOM, EPOCH, STAKED};

/// What a staked unit got before each of these epochs, in whole units of all stake.
fn before(suite: &Suite, epochs: Vec<u32>) -> Vec<u128> {
    let counted: StakerFeesResponse = suite.query(&QueryMsg::StakerFees { epochs });
    let fees = &counted.fees[0];
    assert_eq!(fees.denom, native(ATOM));
    let whole = |index: &Uint256| {
        let units = *index * Uint256::from(STAKED) / Uint256::from(FEE_UNIT);
        Uint128::try_from(units).unwrap().u128()
    };
    fees.indexes.iter().map(whole).collect()
}

/// All that was paid to stakers.
fn accrued(suite: &Suite) -> u128 {
    let epochs = vec![];
    let counted: StakerFeesResponse = suite.query(&QueryMsg::StakerFees { epochs });
    counted.fees[0].accrued.u128()
}

#[test]
fn fees_are_counted_by_epoch() {
    let mut suite = Suite::opened();
    suite.open(&suite.campaign(2)).unwrap();
    let ada = suite.ada();
    let mut page = suite.page(vec![seat(&ada, 10, 1_000)]);
    // A fee of 5 a label: 25 for stakers each time, in the epochs 0, 0, 3 and 5.
    suite.settle(&page).unwrap();
    page.campaign = 2;
    suite.settle(&page).unwrap();
    suite.wait(3 * EPOCH);
    (page.campaign, page.closes) = (1, true);
    suite.settle(&page).unwrap();
    suite.wait(2 * EPOCH);
    page.campaign = 2;
    suite.settle(&page).unwrap();
    suite.wait(4 * EPOCH);
    let epochs = vec![0, 1, 2, 3, 4, 5, 6, 9];
    let wanted = [0, 50, 50, 50, 75, 75, 100, 100];
    assert_eq!(before(&suite, epochs), wanted);
    assert_eq!(accrued(&suite), 100);
    let epochs = vec![0; 10];
    let many: Result<StakerFeesResponse, _> = suite
        .app
        .wrap()
        .query_wasm_smart(&suite.escrow, &QueryMsg::StakerFees { epochs });
    assert!(many.unwrap_err().to_string().contains("epochs"));
}

#[test]
fn the_fees_of_an_epoch_that_started_with_too_little_stake_are_the_commons() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let page = suite.page(vec![seat(&ada, 10, 1_000)]);
    let pool = |epoch, active: u128, next: u128| FeePool {
        epoch,
        active: active.into(),
        next: next.into(),
        min: 10u128.into(),
    };
    // Whoever stakes in the epoch itself does not change what its start was.
    suite.stake(pool(0, 9, 1_000));
    let before = suite.due(&native(ATOM));
    suite.settle(&page).unwrap();
    let after = suite.due(&native(ATOM));
    assert_eq!((after.0, after.1 - before.1), (before.0, 50));
    suite.wait(EPOCH);
    let last = SettleBatch {
        closes: true,
        ..page
    };
    suite.settle(&last).unwrap();
    assert_eq!(suite.due(&native(ATOM)).0, 25);
    assert_eq!(accrued(&suite), 25);
}

#[test]
fn paying_stakers_changes_no_count_and_takes_no_more_than_theirs() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    suite
        .settle(&suite.page(vec![seat(&ada, 10, 1_000)]))
        .unwrap();
    let staking = suite.staking.clone();
    let kit = suite.kit();
    let pay = |amount: u128| {
        ExecuteMsg::PayFees(PayFees {
            to: kit.to_string(),
            fees: vec![Amount {
                denom: native(ATOM),
                amount: amount.into(),
            }],
        })
    };
    let response = suite.execute(&staking, &pay(20), &[]).unwrap();
    let paid: StakerPaid = event(&response);
    assert_eq!(paid.amount.u128(), 20);
    assert_eq!(suite.balance(&kit, &native(ATOM)), 20);
    assert_eq!(accrued(&suite), 25);
    let refused = suite.execute(&staking, &pay(6), &[]);
    let error = ContractError::FeesExceeded {
        denom: ATOM.into(),
        found: 5u128.into(),
        wanted: 6u128.into(),
    };
    assert_eq!(refused.unwrap_err(), error);
    for sender in [suite.registry.clone(), suite.owner.clone(), ada] {
        let refused = suite.execute(&sender, &pay(1), &[]).unwrap_err();
        let error = ContractError::from(Unauthorized {
            role: Role::ReputationStaking,
            sender,
        });
        assert_eq!(refused, error);
    }
}
