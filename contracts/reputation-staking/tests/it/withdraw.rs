//! `Withdraw`: pays out what has finished unbonding.

use pasar_common::{
    asset::AssetError,
    raw::{stake_key, STAKES},
    reputation_staking::StakeWithdrawn,
};
use reputation_staking::ContractError;

use crate::setup::{event, native, Suite, ATOM, UNBONDING, WEALTH};

#[test]
fn unbonded_stake_is_paid_from_its_very_second() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.unbond(&ada, 30, &atom).unwrap();
    suite.wait(UNBONDING - 1);
    assert_eq!(
        suite.withdraw(&ada, &atom).unwrap_err(),
        ContractError::NothingToWithdraw {
            owner: ada.clone(),
            denom: ATOM.into(),
        }
    );
    suite.wait(1);
    let response = suite.withdraw(&ada, &atom).unwrap();
    assert_eq!(
        event::<StakeWithdrawn>(&response),
        StakeWithdrawn {
            staker: ada.to_string(),
            denom: ATOM.into(),
            amount: 30u128.into(),
        }
    );
    assert_eq!(suite.balance(&ada, &atom), WEALTH - 70);
    assert_eq!(suite.liabilities(&atom), 70);
}

#[test]
fn nothing_is_paid_twice() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.unbond(&ada, 100, &atom).unwrap();
    suite.wait(UNBONDING);
    suite.withdraw(&ada, &atom).unwrap();
    assert!(suite.withdraw(&ada, &atom).is_err());
    assert_eq!(suite.balance(&ada, &atom), WEALTH);
    assert_eq!(suite.liabilities(&atom), 0);
}

#[test]
fn what_is_not_ripe_stays() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.unbond(&ada, 1, &atom).unwrap();
    suite.wait(500);
    suite.unbond(&ada, 2, &atom).unwrap();
    suite.wait(500);
    suite.withdraw(&ada, &atom).unwrap();
    assert_eq!(suite.unbonding(&ada, &atom), [(2, 500)]);
    assert_eq!(suite.balance(&ada, &atom), WEALTH - 99);
}

#[test]
fn another_denom_and_another_account_have_nothing_of_it() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.unbond(&ada, 100, &atom).unwrap();
    suite.wait(UNBONDING);
    let token = suite.token_denom();
    assert!(suite.withdraw(&ada, &token).is_err());
    assert!(suite.withdraw(&ben, &atom).is_err());
    suite.withdraw(&ada, &atom).unwrap();
}

#[test]
fn a_token_is_never_paid_in_coins_of_its_name() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.reward_token.clone();
    suite.send(&ada, 100, &token).unwrap();
    let denom = suite.token_denom();
    suite.unbond(&ada, 100, &denom).unwrap();
    suite.wait(UNBONDING);
    let found = format!("cw20:{token}");
    let refused = suite.withdraw(&ada, &native(&found)).unwrap_err();
    assert_eq!(refused, AssetError::Native { found }.into());
    suite.withdraw(&ada, &denom).unwrap();
}

#[test]
fn an_empty_stake_leaves_no_record() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.unbond(&ada, 100, &atom).unwrap();
    suite.wait(UNBONDING);
    suite.withdraw(&ada, &atom).unwrap();
    let key = stake_key(&suite.canonical(&ada), ATOM);
    let storage = suite.app.contract_storage(&suite.staking);
    assert!(!STAKES.has(storage.as_ref(), &key));
}
