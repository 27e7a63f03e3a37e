//! Royalties: who owns a dataset's income, to the unit.

use cosmwasm_std::{Addr, Uint128};
use label_escrow::{rules::dataset::DatasetError, ContractError};
use pasar_common::{
    label_escrow::Withdraw,
    ratio::Bps,
    task_registry::{Phase, Terms},
};
use pasar_testkit::{campaign, CampaignBuilder, Market, Refused};
use proptest::prelude::*;

use crate::support::Stage;

fn shares(stage: &Stage) -> Vec<u128> {
    let paid = |who: &Addr| stage.holder(stage.campaign, who).shares.u128();
    stage.labelers.iter().map(paid).collect()
}

/// What each labeler could take now.
fn royalties(stage: &Stage) -> Vec<u128> {
    let due = |who: &Addr| stage.royalties(stage.campaign, who);
    stage.labelers.iter().map(due).collect()
}

fn parts(income: u128, shares: &[u128]) -> Vec<u128> {
    let all: u128 = shares.iter().sum();
    shares.iter().map(|share| income * share / all).collect()
}

fn transferable() -> CampaignBuilder {
    campaign().with(|terms| terms.shares.transferable = true)
}

fn contributors(bps: u16) -> impl FnOnce(&mut Terms) {
    move |terms| terms.shares.contributors = Bps::new(bps)
}

#[test]
fn shares_are_what_each_labeler_was_paid() {
    let stage = Stage::closed(campaign());
    let ledger = stage.ledger(stage.campaign);
    let dataset = stage.dataset(stage.campaign);
    assert_eq!(dataset.shares, ledger.pay);
    assert_eq!(shares(&stage).iter().sum::<u128>(), ledger.pay.u128());
    for labeler in &stage.labelers {
        let holder = stage.holder(stage.campaign, labeler);
        assert_eq!(holder.shares, holder.withdrawable);
    }
}

#[test]
fn income_is_shared_by_shares_and_rounded_down() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let payer = stage.account("payer");
    stage.pay_royalty(&payer, id, 1_000_003).unwrap();
    // Half is the contributors', rounded up.
    assert_eq!(royalties(&stage), parts(500_002, &shares(&stage)));
    let requester = stage.requester.clone();
    let refund = stage.ledger(id).refundable.u128();
    assert_eq!(stage.earnings(&requester, &[id]), 500_001 + refund);
}

#[test]
fn a_holder_who_claims_after_every_payment_gets_as_much_as_one_who_claims_once() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let payer = stage.account("payer");
    let often = stage.labelers[0].clone();
    let once = stage.labelers[1].clone();
    stage.withdraw(&often, &[id]).unwrap();
    let before = stage.balance(&often).u128();
    let mut paid = 0;
    for n in 1..=30 {
        stage.pay_royalty(&payer, id, n).unwrap();
        paid += n.div_ceil(2);
        let _ = stage.withdraw(&often, &[id]);
    }
    let parts = parts(paid, &shares(&stage));
    assert_eq!(stage.balance(&often).u128() - before, parts[0]);
    assert_eq!(stage.royalties(id, &once), parts[1]);
}

#[test]
fn royalties_before_the_close_wait_for_it() {
    let terms = campaign().items(120).page(60);
    let mut stage = Stage::new(3, terms);
    let id = stage.campaign;
    let payer = stage.account("payer");
    stage.pay_royalty(&payer, id, 900).unwrap();
    // One of two tasks is settled: shares are not final.
    let task = {
        let labelers = stage.labelers.clone();
        for labeler in &labelers {
            stage.market().seat(labeler, id, 2);
        }
        let rows = stage.rows(3);
        stage.finish_task(id, 0, &rows);
        stage.task(id, 0)
    };
    assert_eq!(task.phase, Phase::Settled);
    assert_eq!(royalties(&stage), [0, 0, 0]);
    let labeler = stage.labelers[0].clone();
    let pay = stage.holder(id, &labeler).withdrawable.u128();
    assert_eq!(stage.earnings(&labeler, &[id]), pay);

    let rows = stage.rows(3);
    stage.finish_task(id, 1, &rows);
    assert!(stage.dataset(id).closed);
    assert_eq!(royalties(&stage), parts(450, &shares(&stage)));
}

#[test]
fn a_campaign_without_shares_leaves_the_contributors_part_to_the_commons() {
    let mut stage = Stage::new(1, campaign());
    let id = stage.campaign;
    let payer = stage.account("payer");
    stage.pay_royalty(&payer, id, 901).unwrap();
    assert_eq!(stage.due().commons, Uint128::zero());
    let requester = stage.requester.clone();
    stage.cancel(&requester, id).unwrap();
    stage.drive_to_close(id).unwrap();
    assert_eq!(stage.due().commons, Uint128::new(451));
    stage.pay_royalty(&payer, id, 100).unwrap();
    assert_eq!(stage.due().commons, Uint128::new(501));
    assert_eq!(stage.dataset(id).income[0].contributors, Uint128::zero());
    // The requester's part is theirs all the same.
    let refund = stage.ledger(id).refundable.u128();
    assert_eq!(stage.earnings(&requester, &[id]), 450 + 50 + refund);
}

#[test]
fn the_contributors_floor_cannot_be_undercut() {
    let market = Market::builder()
        .contributors_floor(Bps::new(3_000))
        .build();
    let mut stage = Stage::closed_on(market, campaign().with(contributors(3_000)));
    let id = stage.campaign;
    let payer = stage.account("payer");
    for _ in 0..10 {
        stage.pay_royalty(&payer, id, 1).unwrap();
    }
    assert_eq!(stage.dataset(id).income[0].contributors, Uint128::new(10));
    let requester = stage.requester.clone();
    let refused = stage.create(&requester, campaign().with(contributors(2_999)));
    assert!(refused.is_err());
}

#[test]
fn royalties_are_claimed_over_many_campaigns_in_one_message() {
    let mut stage = Stage::closed(campaign());
    let payer = stage.account("payer");
    let mut all = vec![stage.campaign];
    for _ in 0..3 {
        stage.again(campaign());
        stage.complete();
        all.push(stage.campaign);
    }
    let labeler = stage.labelers[2].clone();
    let mut wanted = 0;
    for (n, &id) in (1..).zip(&all) {
        stage.pay_royalty(&payer, id, 1_000 * n).unwrap();
        let holder = stage.holder(id, &labeler);
        wanted += holder.withdrawable.u128() + stage.royalties(id, &labeler);
    }
    let before = stage.balance(&labeler).u128();
    stage.withdraw(&labeler, &all).unwrap();
    assert_eq!(stage.balance(&labeler).u128() - before, wanted);
    assert_eq!(stage.earnings(&labeler, &all), 0);
}

#[test]
fn income_comes_in_every_denom_of_the_terms_and_in_no_other() {
    let mut market = Market::new();
    let payer = market.account("payer");
    let one = market.new_allowed_token("ONE", &[(&payer, 1_000)]);
    let two = market.new_allowed_token("TWO", &[(&payer, 1_000)]);
    let named = one.clone();
    let terms = campaign().with(|terms| terms.shares.royalty_denoms = vec![named]);
    let mut stage = Stage::closed_on(market, terms);
    let id = stage.campaign;
    stage.pay_royalty_in(&payer, id, &one, 400).unwrap();
    stage.pay_royalty(&payer, id, 600).unwrap();
    let refused = stage.pay_royalty_in(&payer, id, &two, 400);
    let error = ContractError::IncomeDenom {
        campaign: id,
        denom: pasar_common::asset::denom_key(&two),
    };
    assert_eq!(refused.refused_as::<ContractError>(), error);
    // A denom that is disallowed later is still taken: the terms are frozen.
    stage.disallow_denom(&one).unwrap();
    stage.pay_royalty_in(&payer, id, &one, 100).unwrap();

    // One denom alone can be taken, so that a failing one blocks no other.
    let labeler = stage.labelers[0].clone();
    let due = stage.royalties_in(id, &labeler, &one);
    assert_eq!(due, parts(250, &shares(&stage))[0]);
    let only = Withdraw {
        campaigns: vec![id],
        denoms: Some(vec![one.clone()]),
        to: None,
    };
    let native = stage.royalties(id, &labeler);
    let withdraw = pasar_common::label_escrow::ExecuteMsg::Withdraw(only);
    stage.escrow(&labeler, &withdraw).unwrap();
    assert_eq!(stage.royalties_in(id, &labeler, &one), 0);
    assert_eq!(stage.royalties(id, &labeler), native);
}

#[test]
fn shares_stay_with_their_labeler_unless_the_terms_said_otherwise() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let who = stage.labelers.clone();
    let refused = stage.transfer_shares(&who[0], id, &who[1], 1);
    let error = ContractError::SharesNotTransferable { campaign: id };
    assert_eq!(refused.refused_as::<ContractError>(), error);
}

#[test]
fn transferred_shares_take_future_income_and_leave_pay_and_past_income() {
    let mut stage = Stage::closed(transferable());
    let id = stage.campaign;
    let payer = stage.account("payer");
    let buyer = stage.account("buyer");
    let seller = stage.labelers[0].clone();
    let own = shares(&stage)[0];
    let all = shares(&stage).iter().sum::<u128>();
    stage.pay_royalty(&payer, id, 10_000).unwrap();
    let past = stage.royalties(id, &seller);
    let pay = stage.holder(id, &seller).withdrawable.u128();

    stage.transfer_shares(&seller, id, &buyer, own).unwrap();

    assert_eq!(stage.royalties(id, &buyer), 0);
    assert_eq!(stage.earnings(&seller, &[id]), past + pay);
    assert_eq!(stage.holder(id, &seller).shares, Uint128::zero());
    stage.pay_royalty(&payer, id, 20_000).unwrap();
    assert_eq!(stage.earnings(&seller, &[id]), past + pay);
    let due = stage.royalties(id, &buyer);
    assert_eq!(due, 10_000 * own / all);
    stage.withdraw(&buyer, &[id]).unwrap();
    stage.withdraw(&seller, &[id]).unwrap();
}

#[test]
fn shares_transferred_before_the_close_take_the_income_that_waited() {
    let mut stage = Stage::new(3, transferable().items(120).page(60));
    let id = stage.campaign;
    let payer = stage.account("payer");
    let buyer = stage.account("buyer");
    let labelers = stage.labelers.clone();
    for labeler in &labelers {
        stage.market().seat(labeler, id, 2);
    }
    let rows = stage.rows(3);
    stage.finish_task(id, 0, &rows);
    stage.pay_royalty(&payer, id, 3_000).unwrap();
    let own = shares(&stage)[0];
    stage
        .transfer_shares(&labelers[0], id, &buyer, own)
        .unwrap();
    assert_eq!(stage.earnings(&buyer, &[id]), 0);
    stage.finish_task(id, 1, &rows);
    let all = stage.dataset(id).shares.u128();
    assert_eq!(stage.royalties(id, &buyer), 1_500 * own / all);
}

#[test]
fn a_transfer_is_of_some_shares_that_one_has_to_somebody_else() {
    let mut stage = Stage::closed(transferable());
    let id = stage.campaign;
    let who = stage.labelers.clone();
    let own = shares(&stage)[0];
    let refused = stage.transfer_shares(&who[0], id, &who[1], own + 1);
    let error = ContractError::Dataset(DatasetError::TooFewShares {
        found: own.into(),
        wanted: (own + 1).into(),
    });
    assert_eq!(refused.refused_as::<ContractError>(), error);
    let refused = stage.transfer_shares(&who[0], id, &who[0], 1);
    let holder = who[0].clone();
    assert_eq!(
        refused.refused_as::<ContractError>(),
        ContractError::SelfTransfer { holder }
    );
    let refused = stage.transfer_shares(&who[0], id, &who[1], 0);
    assert_eq!(
        refused.refused_as::<ContractError>(),
        ContractError::ZeroAmount { what: "shares" }
    );
}

/// What may happen to the royalties of a closed campaign.
#[derive(Clone, Debug)]
enum Op {
    Pay(u128),
    Claim(usize),
    Give(usize, usize, u128),
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        (1..50_000u128).prop_map(Op::Pay),
        (0..5usize).prop_map(Op::Claim),
        (0..5usize, 0..5usize, 1..40_000u128).prop_map(|(from, to, n)| Op::Give(from, to, n)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Entitlements are exact rational numbers with the number of all shares below.
    #[test]
    fn whatever_is_paid_claimed_and_transferred_everybody_gets_their_exact_part(
        ops in prop::collection::vec(op(), 1..40),
    ) {
        let mut stage = Stage::closed(transferable());
        let id = stage.campaign;
        let payer = stage.account("payer");
        let buyer = stage.account("buyer");
        let other = stage.account("other");
        let people = [stage.labelers.clone(), vec![buyer, other]].concat();
        for who in &people[..3] {
            stage.withdraw(who, &[id]).unwrap();
        }
        let before = stage.balances(&people);
        let all: u128 = shares(&stage).iter().sum();
        let mut owns: Vec<u128> = people
            .iter()
            .map(|who| stage.holder(id, who).shares.u128())
            .collect();
        let mut entitled = [0u128; 5];
        let mut income = 0;
        for op in ops {
            match op {
                Op::Pay(amount) => {
                    stage.pay_royalty(&payer, id, amount).unwrap();
                    let theirs = amount.div_ceil(2);
                    income += theirs;
                    for (entitled, own) in entitled.iter_mut().zip(&owns) {
                        *entitled += theirs * own;
                    }
                }
                Op::Claim(n) => {
                    let due = stage.earnings(&people[n], &[id]);
                    prop_assert_eq!(stage.withdraw(&people[n], &[id]).is_ok(), due > 0);
                }
                Op::Give(from, to, amount) => {
                    let outcome = stage.transfer_shares(&people[from], id, &people[to], amount);
                    let may = from != to && amount <= owns[from];
                    prop_assert_eq!(outcome.is_ok(), may);
                    if may {
                        owns[from] -= amount;
                        owns[to] += amount;
                    }
                }
            }
        }
        let mut claimed = 0;
        for (n, who) in people.iter().enumerate() {
            let _ = stage.withdraw(who, &[id]);
            let got = stage.balance(who).u128() - before[who];
            prop_assert_eq!(got, entitled[n] / all);
            claimed += got;
        }
        prop_assert!(claimed <= income);
        let sums = &stage.dataset(id).income[0];
        prop_assert_eq!(sums.taken.u128(), claimed);
        prop_assert_eq!(sums.contributors.u128(), income);
    }
}
