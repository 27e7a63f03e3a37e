//! Where every unit goes, and how it is taken out.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::{
    label_escrow::{self, Withdraw},
    ratio::Bps,
};
use pasar_testkit::{campaign, denom, Market, Refused};
use rstest::rstest;

use crate::support::{labels, Stage, STAKE};

/// Runs the stage's campaign of one task with all its labelers; resolved and settled by two.
fn finish(stage: &mut Stage) -> (Addr, Addr) {
    let id = stage.campaign;
    (0..stage.labelers.len()).for_each(|n| stage.sealed(n));
    (0..stage.labelers.len()).for_each(|n| stage.revealed(n));
    let resolver = stage.account("resolver");
    let settler = stage.account("settler");
    stage.market().resolve(&resolver, id, &[0]).unwrap();
    stage.market().settle(&settler, id, &[0]).unwrap();
    (resolver, settler)
}

#[test]
fn a_tip_is_split_between_those_who_resolve_and_those_who_settle() {
    let mut stage = Stage::new(3, campaign());
    let (resolver, settler) = finish(&mut stage);
    assert_eq!(stage.earnings(&resolver, &[]), 450);
    assert_eq!(stage.earnings(&settler, &[]), 451);
    let before = stage.balance(&resolver).u128();
    stage.withdraw(&resolver, &[]).unwrap();
    assert_eq!(stage.balance(&resolver).u128() - before, 450);
}

#[test]
fn half_of_the_fee_is_the_stakers_and_the_odd_unit_is_the_commons() {
    // A fee of 5 % of 1 020 is 51: 180 labels, 9 180.
    let market = Market::builder().staked(1_000).build();
    let mut stage = Stage::on(market, 3, campaign().items(59).price(1_020));
    finish(&mut stage);
    let ledger = stage.ledger(stage.campaign);
    let due = stage.due();
    assert_eq!(ledger.fee.u128(), 177 * 51);
    assert_eq!(due.stakers.u128(), 177 * 51 / 2);
    assert_eq!(
        (due.commons - ledger.commons).u128(),
        177 * 51 - 177 * 51 / 2
    );
}

#[rstest]
#[case::no_fee(0, 901)]
#[case::no_tip(500, 0)]
#[case::highest_fee(1_000, 1)]
fn fee_and_tip_may_be_anything_within_their_caps(#[case] fee: u16, #[case] tip: u128) {
    let market = Market::builder()
        .fee(Bps::new(fee))
        .native(|terms| terms.tip_per_task = tip.into())
        .build();
    let mut stage = Stage::on(market, 3, campaign());
    let (resolver, settler) = finish(&mut stage);
    let ledger = stage.ledger(stage.campaign);
    assert_eq!(ledger.fee.u128(), 180 * 1_000 * u128::from(fee) / 10_000);
    assert_eq!(
        ledger.deposited.u128(),
        180 * 1_000 + ledger.fee.u128() + tip
    );
    assert_eq!(
        stage.earnings(&resolver, &[]) + stage.earnings(&settler, &[]),
        tip
    );
}

#[test]
fn one_withdrawal_takes_pay_refunds_and_tips_of_many_campaigns_and_denoms() {
    let mut stage = Stage::new(3, campaign());
    let requester = stage.requester.clone();
    let labelers = stage.labelers.clone();
    let usd = stage.new_allowed_token("USDX", &[(&requester, 1_000_000_000)]);
    finish(&mut stage);
    let first = stage.campaign;
    stage.again(campaign().denom(usd.clone()).stake(0));
    finish(&mut stage);
    let second = stage.campaign;
    let labeler = &labelers[0];
    let pay = [first, second].map(|id| stage.holder(id, labeler).shares.u128());
    let before = [
        stage.balance(labeler).u128(),
        stage.balance_in(labeler, &usd),
    ];
    stage.withdraw(labeler, &[first, second]).unwrap();
    let after = [
        stage.balance(labeler).u128(),
        stage.balance_in(labeler, &usd),
    ];
    assert_eq!([after[0] - before[0], after[1] - before[1]], pay);
}

#[test]
fn nothing_is_withdrawn_twice() {
    let mut stage = Stage::new(3, campaign());
    finish(&mut stage);
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    let pay = stage.holder(id, &labeler).shares.u128();
    let before = stage.balance(&labeler).u128();
    // Naming a campaign twice takes it once.
    stage.withdraw(&labeler, &[id, id, id]).unwrap();
    assert_eq!(stage.balance(&labeler).u128() - before, pay);
    let refused: ::label_escrow::ContractError = stage.withdraw(&labeler, &[id]).refused_as();
    assert_eq!(
        refused,
        ::label_escrow::ContractError::NothingToWithdraw {
            owner: labeler.clone()
        }
    );
    // Their shares stay.
    assert_eq!(stage.holder(id, &labeler).shares.u128(), pay);
    assert!(stage.holder(id, &labeler).withdrawable.is_zero());
}

#[test]
fn money_goes_where_its_owner_says() {
    let mut stage = Stage::new(3, campaign());
    finish(&mut stage);
    let labeler = stage.labelers[0].clone();
    let friend = stage.account("friend");
    let id = stage.campaign;
    let pay = stage.holder(id, &labeler).shares.u128();
    let before = (stage.balance(&labeler), stage.balance(&friend).u128());
    let withdraw = Withdraw {
        campaigns: vec![id],
        denoms: Some(vec![denom()]),
        to: Some(friend.to_string()),
    };
    stage
        .escrow(&labeler, &label_escrow::ExecuteMsg::Withdraw(withdraw))
        .unwrap();
    assert_eq!(stage.balance(&labeler), before.0);
    assert_eq!(stage.balance(&friend).u128() - before.1, pay);
}

#[test]
fn a_withdrawal_leaves_other_denoms_for_later() {
    let mut stage = Stage::new(3, campaign());
    finish(&mut stage);
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    let withdraw = Withdraw {
        campaigns: vec![id],
        denoms: Some(vec![Denom::Native("uother".into())]),
        to: None,
    };
    let other = label_escrow::ExecuteMsg::Withdraw(withdraw);
    let refused: ::label_escrow::ContractError = stage.escrow(&labeler, &other).refused_as();
    assert!(matches!(
        refused,
        ::label_escrow::ContractError::NothingToWithdraw { .. }
    ));
    stage.withdraw(&labeler, &[id]).unwrap();
}

#[test]
fn pay_waits_forever_and_a_refund_too() {
    let mut stage = Stage::new(2, campaign());
    (0..2).for_each(|n| stage.sealed(n));
    stage.past_fill();
    stage.advance().unwrap();
    (0..2).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let labeler = stage.labelers[0].clone();
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let waiting = (
        stage.earnings(&labeler, &[id]),
        stage.earnings(&requester, &[id]),
    );
    stage.pass(3_650 * 86_400);
    assert_eq!(
        (
            stage.earnings(&labeler, &[id]),
            stage.earnings(&requester, &[id])
        ),
        waiting
    );
    assert_eq!(waiting.1, 60 * 1_050);
    stage.withdraw(&labeler, &[id]).unwrap();
    stage.withdraw(&requester, &[id]).unwrap();
}

/// Deposits and stakes in, everything out: what stays is what waits for stakers.
#[test]
fn when_everybody_has_left_nothing_stays_but_what_waits_for_stakers() {
    let mut stage = Stage::new(6, campaign().items(200).page(50));
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let rows: Vec<_> = stage
        .labelers
        .clone()
        .into_iter()
        .zip(5..)
        .map(|(labeler, wrong)| (labeler, labels(200, 3, wrong)))
        .collect();
    // One gives a seat back first.
    let labeler = stage.labelers[5].clone();
    let drawn = stage.market().seat(&labeler, id, 1);
    stage.release(&labeler, id, &drawn).unwrap();
    stage.next_block();
    stage.market().run_campaign(id, &rows).unwrap();
    for labeler in stage.labelers.clone() {
        stage.withdraw(&labeler, &[id]).unwrap();
        let staked = stage.stake(&labeler).staked.u128();
        stage.unbond(&labeler, staked).unwrap();
    }
    stage.pass(14 * 86_400);
    for labeler in stage.labelers.clone() {
        stage.withdraw_stake(&labeler).unwrap();
    }
    let crank = stage.account("crank");
    stage.withdraw(&crank, &[]).unwrap();
    stage.flush_commons(&crank).unwrap();
    stage.flush_penalties(&crank).unwrap();
    assert!(
        stage.withdraw(&requester, &[id]).is_err(),
        "every seat was labeled"
    );
    let stakers = stage.due().stakers;
    let escrow = stage.audit()[0].clone();
    let staking = stage.staking_audit()[0].clone();
    assert_eq!((escrow.balance, escrow.liabilities), (stakers, stakers));
    assert!(staking.balance.is_zero() && staking.liabilities.is_zero());
}

#[test]
fn unbonding_takes_its_time_and_stops_counting_at_once() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.unbond(&labeler, STAKE - 5_000).unwrap();
    // What leaves secures no seats any more.
    assert!(stage.claim(&labeler, id, 1).is_err());
    assert!(stage.withdraw_stake(&labeler).is_err());
    stage.pass(14 * 86_400 - 1);
    assert!(stage.withdraw_stake(&labeler).is_err());
    stage.pass(1);
    let before = stage.balance(&labeler).u128();
    stage.withdraw_stake(&labeler).unwrap();
    assert_eq!(stage.balance(&labeler).u128() - before, STAKE - 5_000);
}
