//! Emission points: the fee of a labeler's labels, times what their skill earned, times the denom's
//! weight, in the epoch of the settlement.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::label_escrow::{OpenCampaign, SettleBatch, SettledLabeler};
use rstest::rstest;

use crate::setup::{native, seat, terms, tip, Suite, ATOM, EPOCH, OSMO, TIP, TOKEN_TIP};

/// A labeler who earned less than the lift paid them.
fn lifted(labeler: &Addr, labels: u32, earned: u128, pay: u128) -> SettledLabeler {
    SettledLabeler {
        earned: earned.into(),
        ..seat(labeler, labels, pay)
    }
}

/// Opens a campaign in the denom and settles its first page.
fn settle_in(suite: &mut Suite, denom: &Denom, tip_per_task: u128, seats: Vec<SettledLabeler>) {
    suite
        .open(&suite.campaign_in(1, denom, tip_per_task))
        .unwrap();
    let batch = SettleBatch {
        tips: vec![tip(&suite.kit(), tip_per_task)],
        ..suite.page(seats)
    };
    suite.settle(&batch).unwrap();
}

#[test]
fn points_are_fees_times_the_rate_before_the_lift() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let ben = suite.ben();
    let seats = vec![lifted(&ada, 50, 2_000, 5_000), seat(&ben, 30, 3_000)];
    suite.settle(&suite.page(seats)).unwrap();
    // 50 labels cost 250 of fee; two fifths of them were earned.
    assert_eq!(suite.points(0, &ada), (100, 250));
    assert_eq!(suite.points(0, &ben), (150, 250));
    assert_eq!(suite.points(0, &suite.kit()), (0, 250));
}

#[test]
fn points_are_times_the_weight_and_rounded_down_once() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    let denom = suite.token_denom();
    // 5 x earned x 2.5 / 100: 3.375 and 0.875.
    let seats = vec![lifted(&ada, 50, 27, 5_000), lifted(&ben, 50, 7, 5_000)];
    settle_in(&mut suite, &denom, TOKEN_TIP, seats);
    assert_eq!(suite.points(0, &ada), (3, 3));
    assert_eq!(suite.points(0, &ben), (0, 3));
}

#[test]
fn a_denom_without_weight_gives_no_points() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let seats = vec![seat(&ada, 50, 5_000)];
    settle_in(&mut suite, &native(OSMO), 0, seats);
    assert_eq!(suite.points(0, &ada), (0, 0));
}

#[test]
fn without_a_fee_there_are_no_points() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.update_fees(0, 0).unwrap();
    let msg = OpenCampaign {
        deposit: (2 * (50 * 3 * 100 + TIP + 30)).into(),
        ..suite.campaign(1)
    };
    suite.open(&msg).unwrap();
    let batch = suite.page(vec![seat(&ada, 50, 5_000)]);
    suite.settle(&batch).unwrap();
    assert_eq!(suite.points(0, &ada), (0, 0));
    assert_eq!(suite.holder(1, &ada).shares.u128(), 5_000);
}

#[rstest]
#[case(0, 0)]
#[case(EPOCH - 1, 0)]
#[case(EPOCH, 1)]
#[case(5 * EPOCH - 1, 4)]
fn points_count_in_the_epoch_of_the_settlement(#[case] seconds: u64, #[case] epoch: u32) {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    suite.wait(seconds);
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 5_000)]))
        .unwrap();
    for other in 0..6 {
        let points = if other == epoch { 250 } else { 0 };
        assert_eq!(suite.points(other, &ada), (points, points), "{other}");
    }
}

#[test]
fn points_of_all_denoms_add_up_within_an_epoch() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.token_denom();
    settle_in(&mut suite, &token, TOKEN_TIP, vec![seat(&ada, 4, 400)]);
    suite.open(&suite.campaign(2)).unwrap();
    let batch = SettleBatch {
        campaign: 2,
        ..suite.page(vec![seat(&ada, 4, 400)])
    };
    suite.settle(&batch).unwrap();
    assert_eq!(suite.points(0, &ada), (50 + 20, 70));
}

#[test]
fn the_largest_weight_does_not_stop_a_settlement() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite
        .allow(&terms(&native(ATOM), 10, TIP, u32::MAX))
        .unwrap();
    // It holds from the next epoch.
    suite.wait(EPOCH);
    settle_in(&mut suite, &native(ATOM), TIP, vec![seat(&ada, 50, 5_000)]);
    assert_eq!(suite.points(1, &ada).0, 250 * 4_294_967_295 / 1_000_000);
}
