//! `FlushCommons`: sends the commons what is due to it.

use cw20::Denom;
use label_escrow::ContractError;
use pasar_common::{
    asset::{denom_key, AssetError},
    label_escrow::{CommonsFlushed, SettleBatch},
};
use rstest::rstest;

use crate::setup::{event, native, seat, tip, Suite, ATOM, OSMO, TIP, TOKEN_TIP};

/// A suite in which the commons is due 1 000 and 125 of fees, the stakers 125.
fn due(denom: fn(&Suite) -> Denom, tip_per_task: u128) -> (Suite, Denom) {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let kit = suite.kit();
    let denom = denom(&suite);
    suite
        .open(&suite.campaign_in(1, &denom, tip_per_task))
        .unwrap();
    let batch = SettleBatch {
        tips: vec![tip(&kit, tip_per_task)],
        ..suite.page(vec![seat(&ada, 50, 4_000)])
    };
    suite.settle(&batch).unwrap();
    (suite, denom)
}

#[rstest]
#[case::native_coin(|_: &Suite| native(ATOM), TIP)]
#[case::token(Suite::token_denom, TOKEN_TIP)]
fn anyone_sends_the_commons_what_is_due_to_it_once(
    #[case] denom: fn(&Suite) -> Denom,
    #[case] tip: u128,
) {
    let (mut suite, denom) = due(denom, tip);
    let before = suite.liabilities(&denom);
    let response = suite.flush(&denom).unwrap();
    assert_eq!(
        event::<CommonsFlushed>(&response),
        CommonsFlushed {
            denom: denom_key(&denom),
            amount: 1_125u128.into(),
        }
    );
    assert_eq!(suite.balance(&suite.commons, &denom), 1_125);
    assert_eq!(suite.liabilities(&denom), before - 1_125);
    // The stakers' half of the fees stays theirs.
    assert_eq!(suite.due(&denom), (125, 0));
    let owner = suite.commons.clone();
    let again = suite.flush(&denom).unwrap_err();
    assert_eq!(again, ContractError::NothingToWithdraw { owner });
}

#[test]
fn a_denom_that_owes_the_commons_nothing_is_refused() {
    let (mut suite, _) = due(|_| native(ATOM), TIP);
    let owner = suite.commons.clone();
    for denom in [native(OSMO), native("unknown"), suite.token_denom()] {
        let refused = suite.flush(&denom).unwrap_err();
        let owner = owner.clone();
        assert_eq!(refused, ContractError::NothingToWithdraw { owner });
    }
}

#[test]
fn a_gift_is_not_flushed() {
    let (mut suite, atom) = due(|_| native(ATOM), TIP);
    let escrow = suite.escrow.clone();
    suite.mint(&escrow, 9, ATOM);
    suite.flush(&atom).unwrap();
    assert_eq!(suite.audit(&atom).free.u128(), 9);
}

#[test]
fn a_coin_that_is_named_like_a_token_does_not_pay_the_tokens_debt() {
    let (mut suite, token) = due(Suite::token_denom, TOKEN_TIP);
    let escrow = suite.escrow.clone();
    let found = denom_key(&token);
    suite.mint(&escrow, 1_000_000, &found);
    let refused = suite.flush(&native(&found)).unwrap_err();
    assert_eq!(refused, ContractError::Asset(AssetError::Native { found }));
    assert_eq!(suite.due(&token), (125, 1_125));
}
