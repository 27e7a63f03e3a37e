//! The emission, from settled labels to minted tokens.

use cosmwasm_std::Uint128;
use pasar_common::label_escrow::DenomTerms;
use pasar_testkit::{campaign, denom, Market, MarketBuilder, Refused};
use proptest::prelude::*;
use reward_token::ContractError;

use crate::support::Stage;

/// A market whose first epoch mints a million, whose others half of the one before, and whose points
/// mint ten at most.
fn market() -> MarketBuilder {
    Market::builder().emission(1_000_000, 5_000, 10_000_000)
}

fn weighted(weight: u32) -> impl FnOnce(&mut DenomTerms) {
    move |terms| terms.emission_weight = weight
}

#[test]
fn points_are_the_fee_of_settled_labels_times_the_rate_before_the_lift() {
    let stage = Stage::closed_on(market().build(), campaign());
    let mut sum = 0;
    for labeler in &stage.labelers {
        let points = stage.points(0, labeler);
        // 60 labels at a fee of 50 each; nobody earns more than the full rate.
        assert!(points.points.u128() <= 60 * 50);
        assert!(!points.points.is_zero());
        sum += points.points.u128();
    }
    assert_eq!(stage.points(0, &stage.labelers[0]).total.u128(), sum);
    assert_eq!(stage.emission(0).points.u128(), sum);
}

#[test]
fn a_labeler_mints_their_part_of_an_ended_epoch_once() {
    let mut stage = Stage::closed_on(market().build(), campaign());
    let labeler = stage.labelers[0].clone();
    let points = stage.points(0, &labeler);
    // Ten a point are less than the budget has for all.
    let most = points.points.u128() * 10;
    let part = 1_000_000 * points.points.u128() / points.total.u128();
    let wanted = most.min(part);
    let runs = stage.claim_emission(&labeler, &[0]);
    let ends_at = stage.emission(0).ends_at.seconds();
    let error = ContractError::EpochRuns { epoch: 0, ends_at };
    assert_eq!(runs.refused_as::<ContractError>(), error);
    assert_eq!(
        stage.pending_emission(&labeler, &[0]).claimable,
        Uint128::zero()
    );

    stage.next_epoch();
    let pending = stage.pending_emission(&labeler, &[0]);
    assert_eq!(pending.claimable.u128(), wanted);
    stage.claim_emission(&labeler, &[0]).unwrap();

    assert_eq!(stage.tokens(&labeler), wanted);
    assert_eq!(stage.emission(0).minted.u128(), wanted);
    assert_eq!(stage.schedule().minted.u128(), wanted);
    let again = stage.claim_emission(&labeler, &[0]);
    let error = ContractError::AlreadyClaimed { epoch: 0, labeler };
    assert_eq!(again.refused_as::<ContractError>(), error);
}

#[test]
fn a_small_budget_is_divided_by_points_and_a_large_one_by_what_a_point_may_mint() {
    for (budget, per_point) in [(1_000, u128::MAX), (u64::MAX.into(), 2_500_000)] {
        let market = Market::builder()
            .cap(u128::MAX)
            .emission(budget, 9_000, per_point)
            .build();
        let mut stage = Stage::closed_on(market, campaign());
        stage.next_epoch();
        let mut minted = 0;
        for labeler in stage.labelers.clone() {
            let points = stage.points(0, &labeler);
            stage.claim_emission(&labeler, &[0]).unwrap();
            let wanted = match per_point {
                u128::MAX => budget * points.points.u128() / points.total.u128(),
                _ => points.points.u128() * 5 / 2,
            };
            assert_eq!(stage.tokens(&labeler), wanted);
            minted += wanted;
        }
        assert!(minted <= budget);
    }
}

#[test]
fn budgets_shrink_and_unearned_ones_are_never_minted() {
    let mut stage = Stage::closed_on(market().build(), campaign());
    let labeler = stage.labelers[0].clone();
    let budgets: Vec<u128> = (0..4)
        .map(|epoch| stage.emission(epoch).budget.u128())
        .collect();
    assert_eq!(budgets, [1_000_000, 500_000, 250_000, 125_000]);
    stage.next_epoch();
    stage.next_epoch();
    // Nobody labeled in epoch 1: there is nothing to claim, then or later.
    let nothing = stage.claim_emission(&labeler, &[1]);
    let error = ContractError::NothingToClaim {
        labeler: labeler.clone(),
    };
    assert_eq!(nothing.refused_as::<ContractError>(), error);
    // Epoch 0 can still be claimed, and its budget is its own.
    stage.claim_emission(&labeler, &[0]).unwrap();
    assert!(stage.emission(0).minted.u128() <= 1_000_000);
    assert_eq!(stage.emission(1).minted, Uint128::zero());
}

#[test]
fn a_denom_without_a_weight_gives_no_points() {
    let market = market().native(weighted(0)).build();
    let stage = Stage::closed_on(market, campaign());
    assert_eq!(stage.points(0, &stage.labelers[0]).total, Uint128::zero());
}

#[test]
fn a_weight_is_zero_unless_it_is_named() {
    let json = r#"{"denom":{"native":"u"},"min_price":"1","min_seat_stake":"0",
        "tip_per_task":"0","reputation_fee":"0"}"#;
    let terms: DenomTerms = cosmwasm_std::from_json(json).unwrap();
    assert_eq!(terms.emission_weight, 0);
}

#[test]
fn a_change_of_weight_holds_from_the_next_epoch() {
    let market = market().native(weighted(1_000_000)).build();
    let mut stage = Stage::on(market, 3, campaign());
    let labeler = stage.labelers[0].clone();
    let mut terms = Market::token_terms(&denom());
    terms.emission_weight = 3_000_000;
    stage.allow_denom(terms.clone()).unwrap();
    stage.complete();
    let before = stage.points(0, &labeler).points.u128();
    assert!((1..=60 * 50).contains(&before), "the old weight");

    stage.next_epoch();
    stage.again(campaign());
    // Twice in an epoch: the epoch keeps its weight.
    terms.emission_weight = 0;
    stage.allow_denom(terms).unwrap();
    stage.complete();
    let after = stage.points(1, &labeler).points.u128();
    let exact = 3 * before;
    assert!(
        after.abs_diff(exact) <= exact / 5,
        "{after} against {exact}"
    );
    stage.next_epoch();
    stage.again(campaign());
    stage.complete();
    assert_eq!(stage.points(2, &labeler).total, Uint128::zero());
}

#[test]
fn initial_balances_are_a_parameter_within_the_cap_and_none_by_default() {
    let stage = Stage::closed_on(market().build(), campaign());
    let accounts: cw20::AllAccountsResponse = stage.ask(
        &stage.token,
        &pasar_common::reward_token::QueryMsg::AllAccounts {
            start_after: None,
            limit: None,
        },
    );
    assert!(accounts.accounts.is_empty());
    let started = std::panic::catch_unwind(|| {
        Market::builder()
            .cap(2_000_099)
            .emission(1_000_000, 5_000, 1)
            .token_balance("founder", 100)
            .build()
    });
    assert!(
        started.is_err(),
        "100 and twice a million are above the cap"
    );
    let market = Market::builder()
        .cap(2_000_100)
        .emission(1_000_000, 5_000, 1)
        .token_balance("founder", 100)
        .build();
    assert_eq!(market.schedule().minted, Uint128::zero());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Campaigns in random epochs, claims at random times: the supply is the schedule's.
    #[test]
    fn the_supply_follows_the_schedule_whatever_is_claimed_and_when(
        budget in 1..3_000_000u128,
        keep in 0..=9_999u16,
        per_point in 0..400_000_000u128,
        plan in prop::collection::vec((0..3u8, 0..3usize, 0..4u32), 1..14),
    ) {
        let market = Market::builder().emission(budget, keep, per_point).build();
        let mut stage = Stage::closed_on(market, campaign());
        let who = stage.labelers.clone();
        let mut claimed = std::collections::BTreeSet::new();
        for (what, labeler, epoch) in plan {
            match what {
                0 => stage.next_epoch(),
                1 if stage.epoch() < 4 => {
                    stage.again(campaign());
                    stage.complete();
                }
                _ => {
                    let labeler = who[labeler].clone();
                    let wanted = stage.pending_emission(&labeler, &[epoch]).claimable.u128();
                    let before = stage.tokens(&labeler);
                    let outcome = stage.claim_emission(&labeler, &[epoch]);
                    prop_assert_eq!(outcome.is_ok(), wanted > 0);
                    prop_assert_eq!(stage.tokens(&labeler) - before, wanted);
                    if wanted > 0 {
                        prop_assert!(claimed.insert((labeler, epoch)), "claimed twice");
                    }
                }
            }
        }
        // Exact rational numbers: a part of a budget has the number of all points below.
        let mut minted = 0;
        for (labeler, epoch) in claimed {
            let points = stage.points(epoch, &labeler);
            let own = points.points.u128();
            let all = points.total.u128();
            let budget = stage.emission(epoch).budget.u128();
            minted += (budget * own / all).min(own * per_point / 1_000_000);
        }
        prop_assert_eq!(stage.schedule().minted.u128(), minted);
    }
}
