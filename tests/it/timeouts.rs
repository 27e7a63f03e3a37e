//! Every state ends by time and messages that anybody may send. One test for each row of the state
//! table that concerns the first wave.

use pasar_common::task_registry::{CampaignStatus, Phase, SeatStatus};
use pasar_testkit::{campaign, Refused};
use pasar_truth::TASK_MASS;
use rstest::rstest;
use task_registry::{
    error::{SeatError, TaskError},
    ContractError,
};

use crate::support::{seat_error, task_error, Stage, STAKE};

/// Deposit of [`campaign`]: 60 items, 3 seats, 1 000 and a fee of 50 a label, one tip of 901.
const DEPOSIT: u128 = 60 * 3 * 1_050 + 901;
const TIP: u128 = 901;
/// A tenth of a seat's stake of 10 000.
const PENALTY: u128 = 1_000;
const SEAT: u128 = 10_000;

/// What staking holds for the commons.
fn penalties(stage: &mut Stage) -> u128 {
    let crank = stage.crank.clone();
    let commons = stage.commons.clone();
    let before = stage.balance(&commons);
    stage.flush_penalties(&crank).unwrap();
    (stage.balance(&commons) - before).u128()
}

// Fresh.

#[test]
fn what_never_started_is_released_after_the_end_by_anyone_and_refunded_in_full() {
    let mut stage = Stage::new(0, campaign());
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let end = stage.campaign(id).terms.ends_at.seconds();
    stage.pass_to(end);
    let refused: ContractError = stage.market().advance(&crank, id, &[]).refused_as();
    assert_eq!(refused, ContractError::NothingToRelease { campaign: id });
    stage.pass_to(end + 1);
    stage.market().advance(&crank, id, &[]).unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(stage.refunded(), DEPOSIT);
    let refused: ContractError = stage.market().advance(&crank, id, &[]).refused_as();
    assert_eq!(refused, ContractError::NothingToRelease { campaign: id });
}

#[test]
fn cancelling_releases_what_never_started_at_once_and_what_began_goes_on() {
    let mut stage = Stage::new(2, campaign().items(180).page(60).frontier(2));
    let labeler = stage.labelers[0].clone();
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let began = stage.seat(&labeler, id, 1)[0];
    stage.cancel(&requester, id).unwrap();
    let per_task = 60 * 3 * 1_050 + TIP;
    assert_eq!(stage.refunded(), 2 * per_task);
    assert_eq!(stage.task(id, began).phase, Phase::Collecting);
    let row = stage.row(0);
    stage.commit(&labeler, id, began, &row).unwrap();
    let crank = stage.crank.clone();
    stage.market().advance(&crank, id, &[began]).unwrap();
    stage.reveal(&crank, id, &[(began, &labeler)]).unwrap();
    stage.market().resolve(&crank, id, &[began]).unwrap();
    stage.market().settle(&crank, id, &[began]).unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert!(stage.campaign(id).cancelled);
    assert_eq!(stage.refunded(), 2 * per_task + 2 * 60 * 1_050);
}

// Tickets.

#[test]
fn a_ticket_of_a_campaign_that_ended_dissolves_without_a_penalty() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    stage.cancel(&requester, id).unwrap();
    stage.next_block();
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.staked(0), STAKE);
    assert!(stage
        .exposure(&labeler, &pasar_testkit::denom())
        .amount
        .is_zero());
}

#[test]
fn a_campaign_that_closed_takes_no_tickets_and_dissolves_those_that_wait() {
    let mut stage = Stage::new(5, campaign());
    let id = stage.campaign;
    let waiting = stage.labelers[3].clone();
    (0..3).for_each(|n| stage.sealed(n));
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.claim(&waiting, id, 1).unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    let late = stage.labelers[4].clone();
    let requester = stage.requester.clone();
    let crank = stage.crank.clone();
    let ended = ContractError::CampaignEnded { campaign: id };
    assert_eq!(
        stage.claim(&late, id, 1).refused_as::<ContractError>(),
        ended
    );
    assert_eq!(
        stage.cancel(&requester, id).refused_as::<ContractError>(),
        ended
    );
    stage.past_ticket_window();
    stage.draw(&crank, id, &waiting).unwrap();
    assert_eq!(stage.staked(3), STAKE);
}

#[test]
fn a_lapsed_ticket_is_voided_by_anyone_for_what_giving_its_seats_back_costs() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 2).unwrap();
    stage.past_ticket_window();
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.staked(0), STAKE - 2 * PENALTY);
    assert_eq!(penalties(&mut stage), 2 * PENALTY);
    assert!(stage
        .exposure(&labeler, &pasar_testkit::denom())
        .amount
        .is_zero());
}

// Collecting.

#[test]
fn nothing_is_due_while_a_task_fills() {
    let mut stage = Stage::new(2, campaign());
    stage.sealed(0);
    stage.drawn(1);
    let until = stage.deadline();
    let due = TaskError::NothingDue { until, drawn: 1 };
    assert_eq!(task_error(stage.advance()), due);
}

#[test]
fn a_seal_is_taken_until_the_last_second_and_not_later() {
    let mut stage = Stage::new(2, campaign());
    stage.drawn(0);
    stage.drawn(1);
    let first = stage.labelers[0].clone();
    let second = stage.labelers[1].clone();
    let id = stage.campaign;
    let until = stage.seat_of(id, 0, &first).commit_by.seconds();
    let row = stage.row(0);
    stage.pass_to(until);
    stage.commit(&first, id, 0, &row).unwrap();
    let until = stage.seat_of(id, 0, &second).commit_by.seconds();
    stage.pass_to(until + 1);
    let late = SeatError::TooLate {
        now: until + 1,
        until,
    };
    assert_eq!(seat_error(stage.commit(&second, id, 0, &row)), late);
}

#[test]
fn an_overdue_seat_is_forfeited_by_anyone_and_opens_again() {
    let mut stage = Stage::new(2, campaign());
    stage.drawn(0);
    stage.past_commit();
    stage.advance().unwrap();
    let id = stage.campaign;
    assert_eq!(stage.phase(), Phase::Collecting);
    assert_eq!(
        stage.seat_of(id, 0, &stage.labelers[0]).status,
        SeatStatus::Forfeited
    );
    assert_eq!(stage.staked(0), STAKE - PENALTY);
    assert_eq!(penalties(&mut stage), PENALTY);
    assert_eq!(stage.frontier(id).tasks[0].free, 3);
    stage.next_block();
    stage.drawn(1);
}

#[test]
fn a_labeler_who_gives_a_seat_back_pays_the_same() {
    let mut stage = Stage::new(1, campaign());
    stage.drawn(0);
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.release(&labeler, id, &[0]).unwrap();
    assert_eq!(stage.staked(0), STAKE - PENALTY);
    assert_eq!(penalties(&mut stage), PENALTY);
}

#[test]
fn each_seat_given_back_costs_the_same_however_many_were_before_it() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    for given_back in 1..=6 {
        stage.drawn(0);
        let id = stage.campaign;
        stage.release(&labeler, id, &[0]).unwrap();
        assert_eq!(stage.staked(0), STAKE - given_back * PENALTY);
        stage.again(campaign());
    }
}

#[rstest]
#[case::two(2)]
#[case::all(3)]
fn filling_that_is_over_goes_on_with_what_is_sealed(#[case] sealed: usize) {
    let mut stage = Stage::new(3, campaign());
    (0..sealed).for_each(|n| stage.sealed(n));
    let id = stage.campaign;
    let until = stage.deadline();
    stage.pass_to(until);
    assert!(matches!(
        task_error(stage.advance()),
        TaskError::NothingDue { .. }
    ));
    stage.pass_to(until + 1);
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Revealing);
    (0..sealed).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(stage.ledger(id).labels, 60 * sealed as u64);
    assert_eq!(stage.refunded(), (3 - sealed as u128) * 60 * 1_050);
}

#[test]
fn draws_stop_when_filling_is_over_and_give_the_exposure_back() {
    let mut stage = Stage::new(2, campaign());
    stage.sealed(0);
    let labeler = stage.labelers[1].clone();
    let id = stage.campaign;
    let until = stage.deadline();
    stage.pass_to(until);
    stage.claim(&labeler, id, 1).unwrap();
    stage.slow_block(5);
    stage.claim(&labeler, id, 0).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler), [] as [u32; 0]);
    assert!(stage
        .exposure(&labeler, &pasar_testkit::denom())
        .amount
        .is_zero());
    assert_eq!(stage.staked(1), STAKE);
}

#[test]
fn a_seat_drawn_in_time_is_waited_for() {
    let mut stage = Stage::new(3, campaign());
    stage.sealed(0);
    stage.sealed(1);
    let labeler = stage.labelers[2].clone();
    let id = stage.campaign;
    let until = stage.deadline();
    stage.pass_to(until - 5);
    stage.drawn(2);
    stage.pass_to(until + 1);
    let due = TaskError::NothingDue { until, drawn: 1 };
    assert_eq!(task_error(stage.advance()), due);
    let row = stage.row(2);
    stage.commit(&labeler, id, 0, &row).unwrap();
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Revealing);
}

#[test]
fn one_sealed_seat_goes_on_after_two_refills() {
    let mut stage = Stage::new(1, campaign());
    stage.sealed(0);
    let id = stage.campaign;
    for attempt in 1..=2 {
        stage.past_fill();
        stage.advance().unwrap();
        assert_eq!(
            (stage.phase(), stage.first().attempt),
            (Phase::Collecting, attempt)
        );
        assert_eq!(stage.deadline(), stage.now() + 3_600);
    }
    stage.past_fill();
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Revealing);
    stage.revealed(0);
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let ledger = stage.ledger(id);
    assert_eq!(ledger.labels, 60);
    assert_eq!(stage.refunded(), 2 * 60 * 1_050);
    // Nobody to compare with: a newcomer's standing skill of 0.3 earns 30.76 % of the price.
    let rate = (1_229 * 10_000 / 4_096 - 1_000) * 10_000 / 6_500;
    assert_eq!(stage.paid(0), 60_000 * rate / 10_000);
    assert_eq!(stage.verdict(id, 0).labels, stage.row(0));
}

#[test]
fn a_refilled_task_takes_seats_again() {
    let mut stage = Stage::new(3, campaign());
    stage.sealed(0);
    stage.past_fill();
    stage.advance().unwrap();
    // Its free seats open together with others that become free.
    stage.next_block();
    stage.sealed(1);
    stage.sealed(2);
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.refunded(), 0);
}

#[test]
fn a_task_that_nobody_sealed_is_void_after_two_refills_and_tips_the_voider() {
    let mut stage = Stage::new(1, campaign());
    stage.drawn(0);
    let id = stage.campaign;
    let crank = stage.crank.clone();
    for _ in 0..3 {
        stage.past_fill();
        stage.advance().unwrap();
    }
    assert_eq!(stage.phase(), Phase::Void);
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(stage.refunded(), DEPOSIT - TIP);
    assert_eq!(stage.earnings(&crank, &[]), TIP);
    assert!(stage
        .app
        .wrap()
        .query_wasm_smart::<pasar_common::task_registry::VerdictResponse>(
            &stage.registry,
            &pasar_common::task_registry::QueryMsg::Verdict(pasar_common::task_registry::TaskRef {
                campaign: id,
                task: 0
            }),
        )
        .is_err());
}

#[rstest]
#[case::cancelled(true)]
#[case::ended(false)]
fn a_campaign_that_stops_ends_collecting_with_what_there_is(#[case] cancelled: bool) {
    let mut stage = Stage::new(2, campaign().ends_in(3_000));
    stage.sealed(0);
    stage.drawn(1);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    if cancelled {
        stage.cancel(&requester, id).unwrap();
        // What was drawn in time may still be sealed.
        assert!(matches!(
            task_error(stage.advance()),
            TaskError::NothingDue { drawn: 1, .. }
        ));
        stage.past_commit();
    } else {
        stage.past_the_end(id);
    }
    assert!(stage.now() <= stage.deadline(), "filling would go on");
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Revealing);
    stage.revealed(0);
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(stage.ledger(id).labels, 60);
}

#[test]
fn a_stopped_campaign_voids_what_nobody_sealed_without_refills() {
    let mut stage = Stage::new(1, campaign());
    stage.drawn(0);
    let labeler = stage.labelers[0].clone();
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.release(&labeler, id, &[0]).unwrap();
    stage.cancel(&requester, id).unwrap();
    stage.advance().unwrap();
    assert_eq!((stage.phase(), stage.first().attempt), (Phase::Void, 0));
    assert_eq!(stage.refunded(), DEPOSIT - TIP);
}

// Revealing.

#[test]
fn collecting_ends_by_a_reveal_only_when_every_wanted_seat_is_sealed() {
    let mut stage = Stage::new(3, campaign());
    stage.sealed(0);
    stage.sealed(1);
    let first = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let missing = TaskError::SealsMissing {
        sealed: 2,
        wanted: 3,
    };
    assert_eq!(
        task_error(stage.reveal(&crank, id, &[(0, &first)])),
        missing
    );
    stage.sealed(2);
    stage.revealed(0);
    assert_eq!(stage.phase(), Phase::Revealing);
    assert_eq!(stage.deadline(), stage.now() + 1_800);
}

#[test]
fn a_reveal_is_taken_until_the_last_second_and_not_later() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    stage.revealed(0);
    let last = stage.labelers[2].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let until = stage.deadline();
    stage.pass_to(until);
    stage.revealed(1);
    assert!(matches!(
        task_error(stage.resolve()),
        TaskError::TooEarly { .. }
    ));
    stage.pass_to(until + 1);
    let late = TaskError::TooLate {
        now: until + 1,
        until,
    };
    assert_eq!(task_error(stage.reveal(&crank, id, &[(0, &last)])), late);
    stage.resolve().unwrap();
    assert_eq!(stage.phase(), Phase::Resolved);
}

#[test]
fn a_seal_that_nobody_opens_costs_its_whole_stake_and_its_price_returns() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    stage.revealed(0);
    stage.revealed(1);
    stage.past_reveal();
    stage.resolve().unwrap();
    assert_eq!(stage.staked(2), STAKE - SEAT);
    // A requester who sets windows that are too short gains nothing.
    assert_eq!(penalties(&mut stage), SEAT);
    stage.settle().unwrap();
    assert_eq!(stage.paid(2), 0);
    assert_eq!(stage.refunded(), 60 * 1_050);
    // Their record has the mass of their labels and nothing to show for it.
    let record = stage.skill(&stage.labelers[2], pasar_testkit::DOMAIN);
    assert_eq!(record.skill, 0);
    assert_eq!(
        record.mass,
        stage
            .verdict(stage.campaign, 0)
            .scores
            .iter()
            .find(|score| score.labeler == stage.labelers[2])
            .unwrap()
            .change
            .mass
    );
    assert!(record.mass > 0);
}

#[test]
fn a_task_that_nobody_reveals_is_void_and_every_seal_loses_its_stake() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    stage.past_fill();
    stage.advance().unwrap();
    stage.past_reveal();
    stage.resolve().unwrap();
    assert_eq!(stage.phase(), Phase::Void);
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(stage.refunded(), DEPOSIT - TIP);
    assert_eq!(stage.earnings(&crank, &[]), TIP);
    for n in 0..3 {
        assert_eq!(stage.staked(n), STAKE - SEAT);
        let record = stage.skill(&stage.labelers[n], pasar_testkit::DOMAIN);
        assert_eq!((record.skill, record.mass), (0, TASK_MASS));
    }
}

#[test]
fn one_revealed_seat_is_a_verdict() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    stage.revealed(1);
    stage.past_reveal();
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.verdict(stage.campaign, 0).labels, stage.row(1));
    assert_eq!(stage.ledger(stage.campaign).labels, 60);
}

#[test]
fn a_verdict_without_challenges_is_settled_by_anyone_at_once_and_only_once() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    for outcome in [stage.settle(), stage.resolve(), stage.advance()] {
        assert!(matches!(
            task_error(outcome),
            TaskError::WrongPhase {
                found: Phase::Settled,
                ..
            }
        ));
    }
}
