//! `Bond`: stakes the attached native coin.

use cosmwasm_std::coins;
use pasar_common::{
    asset::AssetError,
    reputation_staking::{Bonded, ExecuteMsg},
};
use reputation_staking::{store::MAX_STAKED_DENOMS, ContractError};

use crate::setup::{event, native, Suite, ATOM, WEALTH};

#[test]
fn a_native_coin_becomes_stake() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let response = suite.bond(&ada, 300, ATOM).unwrap();
    assert_eq!(
        event::<Bonded>(&response),
        Bonded {
            staker: ada.to_string(),
            denom: ATOM.into(),
            amount: 300u128.into(),
        }
    );
    suite.bond(&ada, 50, ATOM).unwrap();
    assert_eq!(suite.staked(&ada, &native(ATOM)), 350);
    assert_eq!(suite.liabilities(&native(ATOM)), 350);
}

#[test]
fn stakes_of_different_accounts_stay_apart() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.bond(&ada, 300, ATOM).unwrap();
    suite.bond(&ben, 20, ATOM).unwrap();
    assert_eq!(suite.staked(&ada, &native(ATOM)), 300);
    assert_eq!(suite.staked(&ben, &native(ATOM)), 20);
}

#[test]
fn exactly_one_coin_is_bonded() {
    let mut suite = Suite::new();
    suite.allow(&native("uosmo"));
    let ada = suite.ada();
    suite.app.init_modules(|router, _, storage| {
        let funds = [coins(WEALTH, ATOM), coins(WEALTH, "uosmo")].concat();
        router.bank.init_balance(storage, &ada, funds).unwrap();
    });
    let refused = suite.execute(&ada, &ExecuteMsg::Bond {}, &[]);
    let found = "nothing".to_owned();
    assert_eq!(refused.unwrap_err(), AssetError::OneCoin { found }.into());
    let both = [coins(1, ATOM), coins(2, "uosmo")].concat();
    let refused = suite.execute(&ada, &ExecuteMsg::Bond {}, &both);
    let found = "1uatom, 2uosmo".to_owned();
    assert_eq!(refused.unwrap_err(), AssetError::OneCoin { found }.into());
}

#[test]
fn an_unknown_denom_is_refused() {
    let mut suite = Suite::new();
    suite.never_allowed(&native(ATOM));
    let ada = suite.ada();
    let refused = suite.bond(&ada, 1, ATOM).unwrap_err();
    assert!(
        matches!(&refused, ContractError::DenomNotAllowed { denom, .. } if denom == ATOM),
        "{refused}"
    );
    assert_eq!(suite.balance(&ada, &native(ATOM)), WEALTH);
}

#[test]
fn a_denom_that_takes_no_new_campaigns_is_staked_for_those_that_run() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.disallow(&atom);
    suite.bond(&ada, 1, ATOM).unwrap();
    suite.unbond(&ada, 101, &atom).unwrap();
    suite.wait(crate::setup::UNBONDING);
    suite.withdraw(&ada, &atom).unwrap();
    assert_eq!(suite.balance(&ada, &atom), WEALTH);
}

#[test]
fn a_native_denom_cannot_pass_for_a_token() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let fake = format!("cw20:{}", suite.reward_token);
    suite.allow(&native(&fake));
    suite.app.init_modules(|router, _, storage| {
        let funds = coins(WEALTH, &fake);
        router.bank.init_balance(storage, &ada, funds).unwrap();
    });
    let refused = suite.bond(&ada, 1, &fake);
    assert_eq!(
        refused.unwrap_err(),
        AssetError::Native { found: fake }.into()
    );
}

#[test]
fn there_are_never_more_denoms_than_an_audit_shows() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let denoms: Vec<String> = (0..=MAX_STAKED_DENOMS)
        .map(|n| format!("u{n:02}"))
        .collect();
    suite.app.init_modules(|router, _, storage| {
        let funds = denoms.iter().flat_map(|denom| coins(WEALTH, denom));
        let funds = funds.collect();
        router.bank.init_balance(storage, &ada, funds).unwrap();
    });
    for denom in &denoms {
        suite.allow(&native(denom));
    }
    let (last, denoms) = denoms.split_last().unwrap();
    for denom in denoms {
        suite.bond(&ada, 5, denom).unwrap();
    }
    assert_eq!(
        suite.bond(&ada, 5, last).unwrap_err(),
        ContractError::TooManyDenoms {
            denom: last.clone(),
            max: 33
        }
    );
    suite.bond(&ada, 5, &denoms[0]).unwrap();
    assert_eq!(suite.staked(&ada, &native(&denoms[0])), 10);
}
