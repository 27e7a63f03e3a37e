//! `Receive`: stakes tokens that a CW20 sends.

use cosmwasm_std::{to_json_binary, Addr, StdError};
use cw20::{Cw20ReceiveMsg, Denom};
use pasar_common::reputation_staking::{Bonded, ExecuteMsg, ReceiveMsg};
use reputation_staking::ContractError;

use crate::setup::{event, Suite, WEALTH};

fn hook(sender: &Addr, amount: u128) -> Cw20ReceiveMsg {
    Cw20ReceiveMsg {
        sender: sender.to_string(),
        amount: amount.into(),
        msg: to_json_binary(&ReceiveMsg::Bond {}).unwrap(),
    }
}

#[test]
fn the_reward_token_is_staked_without_asking_the_escrow() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.reward_token.clone();
    let response = suite.send(&ada, 300, &token).unwrap();
    assert_eq!(
        event::<Bonded>(&response),
        Bonded {
            staker: ada.to_string(),
            denom: format!("cw20:{token}"),
            amount: 300u128.into(),
        }
    );
    assert_eq!(suite.staked(&ada, &suite.token_denom()), 300);
}

#[test]
fn a_token_that_the_escrow_allows_is_staked() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.hostile_token();
    suite.send(&ada, 300, &token).unwrap();
    assert_eq!(suite.staked(&ada, &Denom::Cw20(token)), 300);
}

#[test]
fn a_token_that_nobody_allowed_is_refused() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.hostile_token();
    suite.never_allowed(&Denom::Cw20(token.clone()));
    let refused = suite.send(&ada, 1, &token).unwrap_err();
    let key = format!("cw20:{token}");
    assert!(
        matches!(&refused, ContractError::DenomNotAllowed { denom, .. } if *denom == key),
        "{refused}"
    );
}

#[test]
fn nobody_can_pretend_to_be_a_token() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let registry = suite.registry.clone();
    let ada = suite.ada();
    for sender in [ada.clone(), owner, registry] {
        let refused = suite.execute(&sender, &ExecuteMsg::Receive(hook(&ada, 1)), &[]);
        let refused = refused.unwrap_err();
        assert!(
            matches!(refused, ContractError::DenomNotAllowed { .. }),
            "{refused}"
        );
    }
}

#[test]
fn nothing_is_no_stake() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.reward_token.clone();
    let refused = suite.send(&ada, 0, &token).unwrap_err();
    assert_eq!(refused, ContractError::ZeroAmount {});
}

#[test]
fn a_hook_inside_a_hook_is_refused() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.reward_token.clone();
    for nested in [
        to_json_binary(&ExecuteMsg::Receive(hook(&ada, 1))).unwrap(),
        to_json_binary("bond").unwrap(),
        b"".into(),
    ] {
        let refused = suite.send_with(&ada, 1, &token, nested).unwrap_err();
        assert!(
            matches!(refused, ContractError::Std(StdError::ParseErr { .. })),
            "{refused}"
        );
    }
    assert_eq!(suite.balance(&ada, &suite.token_denom()), WEALTH);
}
