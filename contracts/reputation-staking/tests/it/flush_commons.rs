//! `FlushCommons`: sends the commons what is due to it.

use pasar_common::{asset::AssetError, reputation_staking::CommonsFlushed};
use reputation_staking::ContractError;

use crate::setup::{event, native, Suite, ATOM};

#[test]
fn anyone_sends_the_commons_what_is_due_to_it() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    let commons = suite.commons.clone();
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.penalize(&ada, &atom, 40).unwrap();
    let stranger = suite.app.api().addr_make("stranger");
    let response = suite.flush(&stranger, &atom).unwrap();
    assert_eq!(
        event::<CommonsFlushed>(&response),
        CommonsFlushed {
            denom: ATOM.into(),
            amount: 40u128.into(),
        }
    );
    assert_eq!(suite.balance(&commons, &atom), 40);
    assert_eq!(suite.liabilities(&atom), 60);
}

#[test]
fn nothing_is_flushed_twice() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.token_denom();
    let commons = suite.commons.clone();
    let contract = suite.reward_token.clone();
    suite.send(&ada, 100, &contract).unwrap();
    suite.penalize(&ada, &token, 40).unwrap();
    suite.flush(&ada, &token).unwrap();
    assert_eq!(
        suite.flush(&ada, &token).unwrap_err(),
        ContractError::NothingToWithdraw {
            owner: commons.clone(),
            denom: format!("cw20:{contract}"),
        }
    );
    assert_eq!(suite.balance(&commons, &token), 40);
}

#[test]
fn nothing_is_due_in_a_denom_that_nobody_staked() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let owner = suite.commons.clone();
    assert_eq!(
        suite.flush(&ada, &native("uosmo")).unwrap_err(),
        ContractError::NothingToWithdraw {
            owner,
            denom: "uosmo".into(),
        }
    );
}

#[test]
fn the_commons_is_never_paid_in_coins_named_like_a_token() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.token_denom();
    let contract = suite.reward_token.clone();
    suite.send(&ada, 100, &contract).unwrap();
    suite.penalize(&ada, &token, 40).unwrap();
    let found = format!("cw20:{contract}");
    let refused = suite.flush(&ada, &native(&found)).unwrap_err();
    assert_eq!(refused, AssetError::Native { found }.into());
}
