//! From everywhere to the end: time and messages that anybody may send are enough.

use pasar_common::task_registry::Phase;
use pasar_testkit::campaign;
use rstest::rstest;

use crate::support::Stage;

#[rstest]
#[case::fresh(|_: &mut Stage| {})]
#[case::ticket(|stage: &mut Stage| {
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
})]
#[case::drawn(|stage: &mut Stage| stage.drawn(0))]
#[case::released(|stage: &mut Stage| {
    stage.drawn(0);
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.release(&labeler, id, &[0]).unwrap();
})]
#[case::one_sealed(|stage: &mut Stage| stage.sealed(0))]
#[case::two_sealed_one_drawn(|stage: &mut Stage| {
    stage.sealed(0);
    stage.sealed(1);
    stage.drawn(2);
})]
#[case::refilled(|stage: &mut Stage| {
    stage.sealed(0);
    stage.past_fill();
    stage.advance().unwrap();
})]
#[case::all_sealed(|stage: &mut Stage| (0..3).for_each(|n| stage.sealed(n)))]
#[case::one_revealed(|stage: &mut Stage| {
    (0..3).for_each(|n| stage.sealed(n));
    stage.revealed(0);
})]
#[case::resolved(|stage: &mut Stage| {
    (0..3).for_each(|n| stage.sealed(n));
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
})]
#[case::cancelled(|stage: &mut Stage| {
    stage.sealed(0);
    stage.drawn(1);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.cancel(&requester, id).unwrap();
})]
fn every_state_ends_by_time_and_strangers_alone(
    #[case] reach: fn(&mut Stage),
    #[values(false, true)] paused: bool,
) {
    let mut stage = Stage::new(3, campaign().ends_in(2 * 86_400));
    reach(&mut stage);
    if paused {
        stage
            .set_mode(pasar_common::task_registry::Mode::ExitOnly)
            .unwrap();
    }
    let id = stage.campaign;
    let terms = stage.campaign(id).terms;
    let took = stage.drive_to_close(id).unwrap();
    let end = terms.ends_at.seconds() - pasar_testkit::GENESIS;
    assert!(took <= end + 3 * (3_600 + 1_800) + 1_800 + 600, "{took}");
    // Whatever was exposed is free again.
    for labeler in stage.labelers.clone() {
        assert!(stage
            .exposure(&labeler, &pasar_testkit::denom())
            .amount
            .is_zero());
    }
}

/// A started task fills at most three times, each time for its window and, where a seat was drawn
/// in its last second, for the commit window; then it reveals.
#[test]
fn a_started_task_ends_within_three_fill_and_commit_windows_and_a_reveal_window() {
    let fill = 3_600;
    let commit = 1_800;
    let reveal = 1_800;
    let mut stage = Stage::new(5, campaign().windows(fill, commit, reveal));
    stage.sealed(0);
    let begin = stage.deadline() - u64::from(fill);
    for attempt in 0..3 {
        // The worst that labelers can do: another one is drawn in the last second, and never seals.
        let labeler = stage.labelers[attempt + 1].clone();
        let id = stage.campaign;
        let until = stage.deadline();
        stage.pass_to(until - 5);
        stage.claim(&labeler, id, 1).unwrap();
        stage.slow_block(5);
        stage.claim(&labeler, id, 0).unwrap();
        assert_eq!(stage.market().drawn(id, &labeler), [0]);
        let by = stage.seat_of(id, 0, &labeler).commit_by.seconds();
        stage.pass_to(by);
        assert!(stage.advance().is_err());
        stage.slow_block(1);
        stage.advance().unwrap();
    }
    assert_eq!(stage.phase(), Phase::Revealing);
    let until = stage.deadline();
    stage.pass_to(until);
    assert!(stage.resolve().is_err());
    stage.slow_block(1);
    stage.resolve().unwrap();
    let bound = 3 * (u64::from(fill) + u64::from(commit) + 1) + u64::from(reveal) + 1;
    assert_eq!(stage.now() - begin, bound);
    assert_eq!(stage.phase(), Phase::Void);
}
