//! The stakers' half of the fees, by epoch: what staking asks for, and what it may take.

use label_escrow::ContractError;
use pasar_common::label_escrow::{
    Amount, ExecuteMsg, PayFees, QueryMsg, StakerFeesResponse, StakerPaid,
};

use crate::setup::{event, native, seat, Suite, ATOM, EPOCH};

/// All until the end of an epoch, and all until now.
fn counted(suite: &Suite, through: Option<u32>) -> (u128, u128) {
    let counted: StakerFeesResponse = suite.query(&QueryMsg::StakerFees { through });
    let fees = &counted.fees[0];
    assert_eq!(fees.denom, native(ATOM));
    (fees.through.u128(), fees.accrued.u128())
}

#[test]
fn fees_are_counted_until_the_end_of_any_epoch() {
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
    let through = [0, 1, 2, 3, 4, 5, 9].map(|epoch| counted(&suite, Some(epoch)).0);
    assert_eq!(through, [50, 50, 50, 75, 75, 100, 100]);
    assert_eq!(counted(&suite, None), (100, 100));
    let response: StakerFeesResponse = suite.query(&QueryMsg::StakerFees { through: None });
    assert_eq!(response.epoch, 5);
}

#[test]
fn paying_stakers_changes_no_count_and_takes_no_more_than_theirs() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    suite
        .settle(&suite.page(vec![seat(&ada, 10, 1_000)]))
        .unwrap();
    let (staking, kit) = (suite.staking.clone(), suite.kit());
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
    assert_eq!(counted(&suite, None), (25, 25));
    let refused = suite.execute(&staking, &pay(6), &[]);
    let error = ContractError::FeesExceeded {
        denom: ATOM.into(),
        found: 5u128.into(),
        wanted: 6u128.into(),
    };
    assert_eq!(refused.unwrap_err(), error);
    for sender in [suite.registry.clone(), suite.owner.clone(), ada] {
        let refused = suite.execute(&sender, &pay(1), &[]).unwrap_err();
        let error = ContractError::Unauthorized {
            role: "reputation staking",
            sender,
        };
        assert_eq!(refused, error);
    }
}
