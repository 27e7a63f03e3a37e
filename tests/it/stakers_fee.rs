//! The stakers' half of the protocol fees: who shares it, and of which epochs. Stakes are powers of two, so that
//! nothing is rounded.

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use pasar_common::{
    label_escrow::{Amount, ExecuteMsg as EscrowMsg, PayFees},
    reputation_staking::{ClaimFees, ExecuteMsg as StakingMsg},
};
use pasar_testkit::{campaign, denom, Market, Refused};
use reputation_staking::ContractError;

use crate::support::Stage;

/// Stakers' half of the fee of 60 items, 3 labels each, 5 % of 1 000 a label.
const HALF: u128 = 60 * 3 * 50 / 2;

/// A stage, and two accounts with reward tokens; the first stakes so many, and the next epoch starts.
fn stage(stakes: u128) -> (Stage, [Addr; 2]) {
    let market = Market::builder()
        .token_balance("ada", 1_024)
        .token_balance("ben", 4_096)
        .min_fee_stake(512)
        .build();
    let mut stage = Stage::on(market, 3, campaign());
    let people = ["ada", "ben"].map(|name| stage.account(name));
    if stakes > 0 {
        stage.bond_tokens(&people[0], stakes).unwrap();
    }
    stage.next_epoch();
    (stage, people)
}

/// Another campaign, whose labels pay a fee.
fn pay(stage: &mut Stage) {
    stage.again(campaign());
    stage.complete();
}

#[test]
fn half_of_the_fee_is_the_stakers_and_half_the_commons() {
    let (mut stage, _) = stage(1_024);
    pay(&mut stage);
    let due = stage.due();
    let fee = stage.ledger(stage.campaign).fee;
    assert_eq!(fee.u128(), 2 * HALF);
    assert_eq!(due.stakers.u128(), HALF);
    let unearned = stage.ledger(stage.campaign).commons;
    assert_eq!(due.commons.u128(), HALF + unearned.u128());
    assert_eq!(stage.staker_fees().fees[0].accrued.u128(), HALF);
    pay(&mut stage);
    assert_eq!(stage.staker_fees().fees[0].accrued.u128(), 2 * HALF);
}

#[test]
fn the_fees_of_an_epoch_are_shared_by_the_stake_at_its_start_once_it_is_over() {
    let (mut stage, [ada, ben]) = stage(1_024);
    stage.bond_tokens(&ben, 3_072).unwrap();
    pay(&mut stage);
    assert_eq!((stage.fees(&ada), stage.fees(&ben)), (0, 0));
    stage.next_epoch();
    assert_eq!((stage.fees(&ada), stage.fees(&ben)), (HALF, 0));
    pay(&mut stage);
    stage.next_epoch();
    let quarter = HALF / 4;
    assert_eq!(stage.fees(&ada), HALF + quarter);
    assert_eq!(stage.fees(&ben), 3 * quarter);

    let before = stage.balance(&ben).u128();
    stage.claim_fees(&ben).unwrap();
    assert_eq!(stage.balance(&ben).u128() - before, 3 * quarter);
    stage.claim_fees(&ada).unwrap();
    assert_eq!(stage.due().stakers, Uint128::zero());
    let again = stage.claim_fees(&ada);
    let error = ContractError::NothingToClaim { staker: ada };
    assert_eq!(again.refused_as::<ContractError>(), error);
}

#[test]
fn joining_just_before_a_payment_earns_nothing_from_it() {
    let (mut stage, [ada, ben]) = stage(1_024);
    pay(&mut stage);
    // At the last second of an epoch, and nobody claimed in it.
    let end = stage.emission(stage.epoch()).ends_at.seconds();
    stage.pass_to(end - 1);
    stage.bond_tokens(&ben, 4_096).unwrap();
    stage.next_block();
    assert!(stage.epoch() > 1);
    let refused = stage.claim_fees(&ben);
    let staker = ben.clone();
    let error = ContractError::NothingToClaim { staker };
    assert_eq!(refused.refused_as::<ContractError>(), error);
    stage.next_epoch();
    stage.next_epoch();
    assert_eq!((stage.fees(&ada), stage.fees(&ben)), (HALF, 0));
}

#[test]
fn with_less_than_the_minimum_stake_at_its_start_an_epochs_fees_are_the_commons() {
    let (mut stage, [ada, ben]) = stage(511);
    stage.bond_tokens(&ben, 1).unwrap();
    pay(&mut stage);
    assert_eq!(stage.due().stakers, Uint128::zero());
    let unearned = stage.ledger(stage.campaign).commons.u128();
    assert_eq!(stage.due().commons.u128(), 2 * HALF + unearned);
    stage.next_epoch();
    assert_eq!((stage.fees(&ada), stage.fees(&ben)), (0, 0));
    pay(&mut stage);
    assert_eq!(stage.due().stakers.u128(), HALF);
    stage.next_epoch();
    assert_eq!(stage.fees(&ada), HALF * 511 / 512);
}

#[test]
fn unbonding_keeps_the_epoch_that_runs_and_shares_no_later_one() {
    let (mut stage, [ada, ben]) = stage(1_024);
    stage.bond_tokens(&ben, 1_024).unwrap();
    stage.next_epoch();
    stage.unbond_tokens(&ben, 1_024).unwrap();
    pay(&mut stage);
    stage.next_epoch();
    pay(&mut stage);
    stage.next_epoch();
    assert_eq!(stage.fees(&ben), HALF / 2);
    assert_eq!(stage.fees(&ada), HALF / 2 + HALF);
    stage.claim_fees(&ben).unwrap();
}

#[test]
fn fees_come_in_every_denom_in_which_campaigns_pay() {
    let market = Market::builder().token_balance("ada", 1_024).build();
    let mut stage = Stage::on(market, 3, campaign());
    let ada = stage.account("ada");
    let requester = stage.requester.clone();
    stage.bond_tokens(&ada, 1_024).unwrap();
    stage.next_epoch();
    pay(&mut stage);
    let who = stage.labelers.clone();
    let money = [
        (&requester, 1_000_000),
        (&who[0], 100_000),
        (&who[1], 100_000),
        (&who[2], 100_000),
    ];
    let token = stage.new_allowed_token("PAY", &money);
    stage.again(campaign().denom(token.clone()).stake(10_000));
    stage.complete();
    // A denom that takes no new campaigns still pays what it paid.
    stage.disallow_denom(&token).unwrap();
    stage.next_epoch();
    assert_eq!(stage.fees_in(&ada, &token), HALF);
    let only = ClaimFees {
        denoms: Some(vec![token.clone()]),
        to: None,
    };
    stage.staking(&ada, &StakingMsg::ClaimFees(only)).unwrap();
    assert_eq!(stage.fees_in(&ada, &token), 0);
    assert_eq!(stage.fees(&ada), HALF);
    let Denom::Cw20(contract) = &token else {
        panic!("a token")
    };
    let address = ada.to_string();
    let balance: cw20::BalanceResponse =
        stage.ask(contract, &cw20::Cw20QueryMsg::Balance { address });
    assert_eq!(balance.balance.u128(), HALF);
}

#[test]
fn the_escrow_pays_stakers_no_more_than_their_half_whatever_staking_says() {
    let (mut stage, [ada, _]) = stage(1_024);
    pay(&mut stage);
    let staking = stage.staking.clone();
    let pay = |amount: u128| {
        let amount = Uint128::new(amount);
        let fee = Amount {
            denom: denom(),
            amount,
        };
        EscrowMsg::PayFees(PayFees {
            to: ada.to_string(),
            fees: vec![fee],
        })
    };
    let refused = stage.escrow(&staking, &pay(HALF + 1));
    let error = label_escrow::ContractError::FeesExceeded {
        denom: pasar_testkit::NATIVE.into(),
        found: Uint128::new(HALF),
        wanted: Uint128::new(HALF + 1),
    };
    assert_eq!(refused.refused_as::<label_escrow::ContractError>(), error);
    let refused = stage.escrow(&ada, &pay(1));
    assert!(matches!(
        refused.refused_as::<label_escrow::ContractError>(),
        label_escrow::ContractError::Unauthorized { .. }
    ));
}
