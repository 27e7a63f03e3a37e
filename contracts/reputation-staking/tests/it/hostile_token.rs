//! A token that misbehaves harms those who hold it, and nobody else.

use cosmwasm_std::{Addr, StdError};
use cw20::Denom;
use pasar_common::asset::Shortfall;
use pasar_common::label_escrow::DenomRef;
use pasar_common::reputation_staking::ExecuteMsg;
use reputation_staking::ContractError;

use crate::{
    setup::{native, Suite, ATOM, UNBONDING, WEALTH},
    token::{Mood, BALANCES},
};

/// A suite with a stake of 100 in a token, and of 100 in an honest denom.
fn staked() -> (Suite, Addr, Addr, Denom) {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.hostile_token();
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.send(&ada, 100, &token).unwrap();
    (suite, ada, token.clone(), Denom::Cw20(token))
}

/// The honest denom comes back to the last unit.
fn honest_denom_is_unharmed(mut suite: Suite) {
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.unbond(&ada, 100, &atom).unwrap();
    suite.wait(UNBONDING);
    suite.withdraw(&ada, &atom).unwrap();
    assert_eq!(suite.balance(&ada, &atom), WEALTH);
    assert_eq!(suite.liabilities(&atom), 0);
}

#[test]
fn a_token_that_takes_a_fee_is_refused() {
    let (mut suite, ada, token, denom) = staked();
    suite.tell(&token, Mood::TakesFee);
    assert_eq!(
        suite.send(&ada, 200, &token).unwrap_err(),
        ContractError::Shortfall(Shortfall {
            denom: format!("cw20:{token}"),
            balance: 298u128.into(),
            liabilities: 300u128.into(),
        })
    );
    assert_eq!(suite.staked(&ada, &denom), 100);
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_moves_nothing_is_refused() {
    let (mut suite, ada, token, _) = staked();
    suite.tell(&token, Mood::MovesNothing);
    let refused = suite.send(&ada, 1, &token).unwrap_err();
    assert!(
        matches!(refused, ContractError::Shortfall { .. }),
        "{refused}"
    );
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_lies_about_balances_can_only_promise_itself() {
    let (mut suite, ada, token, denom) = staked();
    suite.tell(&token, Mood::Lies);
    suite.send(&ada, u128::MAX - 100, &token).unwrap();
    assert_eq!(suite.staked(&ada, &denom), u128::MAX);
    let refused = suite.send(&suite.ben(), 1, &token).unwrap_err();
    assert_eq!(refused, ContractError::Overflow);
    let refused = suite.send(&ada, 1, &token).unwrap_err();
    assert_eq!(refused, ContractError::Overflow);
    // The truth comes out: the money of the token is missing, nobody else's.
    suite.robbed = true;
    suite.tell(&token, Mood::Honest);
    assert_eq!(suite.audit(&denom).shortfall.u128(), u128::MAX - 100);
    assert_eq!(suite.audit(&native(ATOM)).shortfall.u128(), 0);
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_refuses_to_pay_blocks_itself_only() {
    let (mut suite, ada, token, denom) = staked();
    suite.unbond(&ada, 100, &denom).unwrap();
    suite.wait(UNBONDING);
    suite.tell(&token, Mood::Refuses);
    let msg = ExecuteMsg::Withdraw(DenomRef {
        denom: denom.clone(),
    });
    let app = &mut suite.app;
    let staking = suite.staking.clone();
    let refused = cw_multi_test::Executor::execute_contract(app, ada.clone(), staking, &msg, &[]);
    assert!(refused.is_err());
    suite.check_books();
    // Nothing was forgotten: when the token pays again, so does the contract.
    suite.tell(&token, Mood::Honest);
    suite.withdraw(&ada, &denom).unwrap();
    assert_eq!(suite.balance(&ada, &denom), WEALTH);
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_does_not_answer_hides_no_other_books() {
    let (mut suite, ada, token, denom) = staked();
    suite.robbed = true;
    suite.tell(&token, Mood::Silent);
    let entry = suite.audit(&denom);
    assert_eq!((entry.balance.u128(), entry.shortfall.u128()), (0, 100));
    assert_eq!(suite.audit(&native(ATOM)).balance.u128(), 100);
    let refused = suite.send(&ada, 1, &token).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_takes_money_away_robs_its_own_holders_only() {
    let (mut suite, ada, token, denom) = staked();
    suite.robbed = true;
    let staking = suite.staking.clone();
    let mut storage = suite.app.contract_storage_mut(&token);
    BALANCES
        .save(storage.as_mut(), &staking, &40u128.into())
        .unwrap();
    drop(storage);
    let entry = suite.audit(&denom);
    assert_eq!((entry.free.u128(), entry.shortfall.u128()), (0, 60));
    // Nobody pays for the loss with a new stake.
    let refused = suite.send(&ada, 59, &token).unwrap_err();
    assert!(
        matches!(refused, ContractError::Shortfall { .. }),
        "{refused}"
    );
    honest_denom_is_unharmed(suite);
}

#[test]
fn who_withdraws_again_while_being_paid_gets_nothing() {
    let (mut suite, _, token, denom) = staked();
    suite.send(&token, 50, &token).unwrap();
    suite.unbond(&token, 50, &denom).unwrap();
    suite.wait(UNBONDING);
    suite.tell(&token, Mood::Reenters);
    assert_eq!(
        suite.withdraw(&token, &denom).unwrap_err(),
        ContractError::NothingToWithdraw {
            owner: token.clone(),
            denom: format!("cw20:{token}"),
        }
    );
    assert_eq!(suite.liabilities(&denom), 150);
    honest_denom_is_unharmed(suite);
}
