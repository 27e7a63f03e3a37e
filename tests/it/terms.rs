//! Terms: every bound, one by one.

use cosmwasm_std::{Timestamp, Uint128};
use cw20::Denom;
use pasar_common::{
    ratio::Bps,
    task_registry::{Overlap, Question, Terms, TermsError},
};
use pasar_testkit::{campaign, Market, Refused};
use rstest::rstest;
use task_registry::ContractError;

use crate::{
    rejections::{created, terms},
    support::Stage,
};

/// One question of so many classes.
fn ask(terms: &mut Terms, classes: u8) {
    let names = (0..classes).map(|class| class.to_string());
    terms.questions = vec![Question::of_classes(names)];
}

#[rstest]
#[case::no_uri("manifest.uri bytes", |terms: &mut Terms| terms.manifest.uri = String::new())]
#[case::long_uri("manifest.uri bytes", |terms: &mut Terms| terms.manifest.uri = "u".repeat(257))]
#[case::root("manifest.root bytes", |terms: &mut Terms| terms.manifest.root = vec![0; 31].into())]
#[case::one_class("classes", |terms: &mut Terms| ask(terms, 1))]
#[case::many_classes("classes", |terms: &mut Terms| {
    ask(terms, 33);
})]
#[case::class_name("class name bytes", |terms: &mut Terms| {
    terms.questions = vec![Question::of_classes(["c".repeat(65), "d".into()])];
})]
#[case::no_items("items", |terms: &mut Terms| terms.items = 0)]
#[case::many_items("items", |terms: &mut Terms| terms.items = (1 << 24) + 1)]
#[case::small_page("page", |terms: &mut Terms| terms.page = 49)]
#[case::page_above_items("page", |terms: &mut Terms| terms.page = 61)]
#[case::large_page("page", |terms: &mut Terms| {
    (terms.items, terms.page) = (100_000, 16_385);
})]
#[case::no_frontier("frontier", |terms: &mut Terms| terms.frontier = 0)]
#[case::large_frontier("frontier", |terms: &mut Terms| terms.frontier = 257)]
#[case::late_opening("first_draw_seconds", |terms: &mut Terms| {
    terms.first_draw_seconds = 86_401;
})]
#[case::two_seats("overlap.min", |terms: &mut Terms| terms.overlap = Overlap { min: 2, max: 2 })]
#[case::many_seats("overlap.min", |terms: &mut Terms| {
    terms.overlap = Overlap { min: 33, max: 33 };
})]
#[case::uneven_overlap("overlap.max", |terms: &mut Terms| terms.overlap.max = 4)]
#[case::labels("page x questions x seats", |terms: &mut Terms| {
    (terms.items, terms.page) = (16_384, 16_384);
    terms.overlap = Overlap { min: 9, max: 9 };
})]
#[case::cells("classes x page x seats", |terms: &mut Terms| {
    (terms.items, terms.page) = (16_384, 16_384);
    terms.overlap = Overlap { min: 8, max: 8 };
    ask(terms, 32);
})]
#[case::waves("max_waves", |terms: &mut Terms| terms.max_waves = 2)]
#[case::short_ticket("windows.ticket_seconds", |terms: &mut Terms| {
    terms.windows.ticket_seconds = 4;
})]
#[case::long_ticket("windows.ticket_seconds", |terms: &mut Terms| {
    terms.windows.ticket_seconds = 301;
})]
#[case::frequent_openings("windows.opening_seconds", |terms: &mut Terms| {
    terms.windows.opening_seconds = 4;
})]
#[case::rare_openings("windows.opening_seconds", |terms: &mut Terms| {
    terms.windows.opening_seconds = 3_601;
})]
#[case::hasty_commit("windows.commit_seconds", |terms: &mut Terms| {
    terms.windows.commit_seconds = 24;
})]
#[case::hasty_reveal("windows.reveal_seconds", |terms: &mut Terms| {
    terms.windows.reveal_seconds = 24;
})]
#[case::fill("windows.fill_seconds", |terms: &mut Terms| terms.windows.fill_seconds = 2_592_001)]
#[case::commit("windows.commit_seconds", |terms: &mut Terms| terms.windows.commit_seconds = 9)]
#[case::reveal("windows.reveal_seconds", |terms: &mut Terms| terms.windows.reveal_seconds = 9)]
#[case::ended("ends_at", |terms: &mut Terms| {
    terms.ends_at = Timestamp::from_seconds(pasar_testkit::GENESIS);
})]
#[case::endless("ends_at", |terms: &mut Terms| terms.ends_at = terms.ends_at.plus_days(151))]
#[case::mass("eligibility.min_mass", |terms: &mut Terms| terms.eligibility.min_mass = 201)]
#[case::related("related", |terms: &mut Terms| {
    terms.related = (0..17).map(|n| n.to_string()).collect();
})]
#[case::free("price", |terms: &mut Terms| terms.price = Uint128::zero())]
#[case::dear("price", |terms: &mut Terms| terms.price = Uint128::new(1 << 64))]
#[case::floor("pay.floor", |terms: &mut Terms| terms.pay.floor = Bps::new(1_501))]
#[case::full("pay.full", |terms: &mut Terms| terms.pay.full = Bps::new(7_501))]
#[case::full_below_floor("pay.full", |terms: &mut Terms| terms.pay.full = terms.pay.floor)]
#[case::stake("seat_stake.amount", |terms: &mut Terms| {
    terms.seat_stake.amount = Uint128::new(1 << 64);
})]
#[case::royalties("shares.royalty_denoms", |terms: &mut Terms| {
    terms.shares.royalty_denoms =
        ["a", "b", "c", "d"].map(|denom| Denom::Native(denom.into())).to_vec();
})]
fn terms_out_of_bounds_are_refused_by_name(#[case] wanted: &str, #[case] change: fn(&mut Terms)) {
    match terms(change).error {
        ContractError::Terms(TermsError::OutOfRange { field, .. }) => assert_eq!(field, wanted),
        other => panic!("refused otherwise: {other}"),
    }
}

#[test]
fn no_small_price_pays_less_than_the_rate_of_the_fee() {
    let market = Market::builder().fee(Bps::new(10)).native(|terms| {
        terms.min_price = Uint128::one();
    });
    let mut stage = Stage::on(market.build(), 0, campaign());
    for (price, fee) in [(1, 1), (999, 1), (1_000, 1), (1_001, 2)] {
        stage.again(campaign().with(|terms| terms.price = Uint128::new(price)));
        let frozen = stage.ledger(stage.campaign).fee_per_label;
        assert_eq!(frozen.u128(), fee, "{price}");
    }
    let refused = created(stage, |terms| terms.price = Uint128::zero()).error;
    assert!(matches!(
        refused,
        ContractError::PriceTooLow { .. } | ContractError::Terms(_)
    ));
}

#[test]
fn a_stake_of_zero_is_for_campaigns_that_ask_for_a_record() {
    let market = Market::builder()
        .native(|terms| terms.min_seat_stake = 5u128.into())
        .build();
    let mut stage = Stage::on(market, 0, campaign());
    let requester = stage.requester.clone();
    let refused: ContractError = stage.create(&requester, campaign().stake(0)).refused_as();
    assert!(matches!(refused, ContractError::SeatStakeTooLow { .. }));
    let asks = campaign()
        .stake(0)
        .with(|terms| terms.eligibility.min_mass = 20);
    stage.create(&requester, asks).unwrap();
}
