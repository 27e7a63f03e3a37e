//! Sealed waves: more seats where the reader of sealed labels wants them, and nothing public before
//! the last seat is sealed.

use cosmwasm_std::Binary;
use pasar_common::task_registry::{CampaignStatus, Commit, ExecuteMsg, Phase, SeatStatus};
use pasar_formats::seal::{SALT_BYTES, SEALED_BOX_BYTES};
use pasar_testkit::{campaign, CampaignBuilder, Refused};
use pasar_truth::ONE;
use task_registry::{error::TaskError, ContractError};

use crate::support::{labels, task_error, Stage, RIGHT};

/// 60 items in three classes, three seats, then up to two waves of together three more.
fn waves() -> CampaignBuilder {
    campaign().waves(3, 6)
}

/// The first wave of a stage is sealed.
fn first_wave(labelers: usize) -> Stage {
    let mut stage = Stage::new(labelers, waves());
    (0..3).for_each(|n| stage.sealed(n));
    stage
}

fn some_items() -> Vec<u32> {
    (0..60).step_by(2).collect()
}

#[test]
fn a_later_wave_asks_for_named_items_and_is_paid_for_them_alone() {
    let mut stage = first_wave(5);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage
        .ask_wave(&requester, (id, 0), &some_items(), 2)
        .unwrap();
    assert_eq!(stage.first().wave, 1);
    assert_eq!(stage.asked(id, 0, 1), some_items());
    (3..5).for_each(|n| stage.sealed(n));
    assert_eq!(stage.seat_of(id, 0, &stage.labelers[4]).wave, 1);
    stage.close(&requester, id, &[0]).unwrap();
    (0..5).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();

    let ledger = stage.ledger(id);
    let labels = 3 * 60 + 2 * 30;
    assert_eq!(ledger.labels, labels);
    let price = u128::from(labels) * 1_000;
    assert_eq!((ledger.pay + ledger.commons).u128(), price);
    let asked_for_nothing = 60 * 6 - u128::from(labels);
    assert_eq!(stage.refunded(), asked_for_nothing * 1_050);
    let scores = stage.verdict(id, 0).scores;
    let mut given: Vec<u32> = scores.iter().map(|score| score.labels).collect();
    given.sort_unstable();
    assert_eq!(given, [30, 30, 60, 60, 60]);
    assert_eq!(stage.verdict(id, 0).labels, labels_of_all(&stage));
}

/// What everybody means, whose errors differ.
fn labels_of_all(stage: &Stage) -> Vec<u8> {
    labels(stage.first().items, 3, RIGHT)
}

#[test]
fn no_label_is_public_before_the_last_seat_of_every_wave_is_sealed() {
    let mut stage = first_wave(5);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let first = stage.labelers[0].clone();
    // Even with all seats of the wave sealed only the reader ends the collecting.
    let early = stage.reveal(&crank, id, &[(0, &first)]);
    let wrong = TaskError::WrongPhase {
        found: Phase::Collecting,
        wanted: Phase::Revealing,
    };
    assert_eq!(task_error(early), wrong);
    stage
        .ask_wave(&requester, (id, 0), &some_items(), 2)
        .unwrap();
    stage.sealed(3);
    let missing = TaskError::SealsMissing {
        sealed: 4,
        wanted: 5,
    };
    assert_eq!(task_error(stage.close(&requester, id, &[0])), missing);
    let early = stage.reveal(&crank, id, &[(0, &first)]);
    assert_eq!(
        task_error(early),
        TaskError::WrongPhase {
            found: Phase::Collecting,
            wanted: Phase::Revealing,
        }
    );
}

#[test]
fn a_silent_requester_delays_nobody_beyond_the_fill_window() {
    let mut stage = first_wave(3);
    stage.past_fill();
    stage.advance().unwrap();
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert!((0..3).all(|n| stage.paid(n) > 0));
}

#[test]
fn a_wave_that_nobody_joins_goes_on_with_the_seats_before() {
    let mut stage = first_wave(3);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage
        .ask_wave(&requester, (id, 0), &some_items(), 2)
        .unwrap();
    stage.past_fill();
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Revealing);
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
}

#[test]
fn a_wave_is_asked_for_in_time_or_not_at_all() {
    let mut stage = first_wave(4);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let until = stage.deadline();
    stage.past_fill();
    let late = task_error(stage.ask_wave(&requester, (id, 0), &some_items(), 1));
    let now = stage.now();
    assert_eq!(late, TaskError::TooLate { now, until });
}

#[test]
fn the_reader_of_the_terms_asks_and_closes_for_the_requester() {
    let mut stage = Stage::new(4, waves());
    let reader = stage.account("reader");
    let named = reader.to_string();
    stage.again(waves().with(|terms| terms.reader = Some(named)));
    (0..3).for_each(|n| stage.sealed(n));
    let id = stage.campaign;
    stage.ask_wave(&reader, (id, 0), &some_items(), 1).unwrap();
    stage.sealed(3);
    stage.close(&reader, id, &[0]).unwrap();
    let crank = stage.crank.clone();
    let refused = stage.close(&crank, id, &[0]).refused_as();
    assert!(matches!(refused, ContractError::Unauthorized { .. }));
}

/// Attack: the requester asks for a seat and draws their puppet's ticket in one transaction; nothing
/// else is free, so that it would land exactly there.
#[test]
fn a_wave_opens_for_later_tickets_only() {
    let mut stage = first_wave(4);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let puppet = stage.labelers[3].clone();
    stage.claim(&puppet, id, 1).unwrap();
    stage.wait_for_round(id, &puppet);
    stage
        .ask_wave(&requester, (id, 0), &some_items(), 1)
        .unwrap();
    stage.draw(&requester, id, &puppet).unwrap();
    assert_eq!(stage.market().drawn(id, &puppet), Vec::<u32>::new());
}

/// A requester who has read a sealed seat cannot have it for nothing: its price is the commons'.
#[test]
fn a_requester_who_reads_and_never_reveals_pays_all_the_same() {
    let mut stage = first_wave(3);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.close(&requester, id, &[0]).unwrap();
    stage.revealed(0);
    stage.revealed(1);
    stage.past_reveal();
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let ledger = stage.ledger(id);
    let sealed = 3 * 60 * 1_000;
    assert_eq!((ledger.pay + ledger.commons).u128(), sealed);
    assert!(ledger.commons.u128() >= 60 * 1_000);
}

#[test]
fn even_a_task_that_nobody_reveals_costs_its_reader_the_full_price() {
    let mut stage = first_wave(3);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.close(&requester, id, &[0]).unwrap();
    stage.past_reveal();
    stage.resolve().unwrap();
    assert_eq!(stage.phase(), Phase::Void);
    assert_eq!(stage.ledger(id).commons.u128(), 3 * 60 * 1_000);
}

/// Attack: the requester leaks what they read, or asks again and again to delay. Those who reveal in
/// time are paid by their skill, and keep their stake.
#[test]
fn a_labeler_who_reveals_in_time_never_loses_by_it() {
    let mut stage = first_wave(5);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let before: Vec<u128> = (0..5).map(|n| stage.staked(n)).collect();
    stage
        .ask_wave(&requester, (id, 0), &some_items(), 1)
        .unwrap();
    // A friend who was told what the first seats say copies it.
    let friend = stage.labelers[3].clone();
    stage.drawn(3);
    let copied = stage.row(0);
    stage.commit(&friend, id, 0, &copied).unwrap();
    stage.close(&requester, id, &[0]).unwrap();
    (0..4).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let after: Vec<u128> = (0..5).map(|n| stage.staked(n)).collect();
    assert_eq!(before, after);
    assert!((0..3).all(|n| stage.paid(n) > 0));
}

/// Junk in the ciphertext: the requester cannot read it, and it changes nothing else.
#[test]
fn a_ciphertext_has_the_length_of_its_seat_and_nobody_reads_it() {
    let mut stage = Stage::new(3, waves());
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.drawn(0);
    let row = stage.row(0);
    let seal = stage.seal(&labeler, id, 0, &row);
    let commit = |bytes: usize| {
        ExecuteMsg::Commit(Commit {
            campaign: id,
            tasks: vec![0],
            seals: Binary::from(seal),
            sealed: vec![vec![0xaa; bytes].into()],
        })
    };
    // 60 labels of two bits are 15 bytes.
    let wanted = SEALED_BOX_BYTES + SALT_BYTES + 15;
    let found = wanted - 1;
    let what = "ciphertext";
    let refused: ContractError = stage.registry(&labeler, &commit(found)).refused_as();
    assert_eq!(
        refused,
        ContractError::BatchLength {
            what,
            found,
            wanted
        }
    );
    stage.registry(&labeler, &commit(wanted)).unwrap();
    assert_eq!(stage.seat_of(id, 0, &labeler).status, SeatStatus::Sealed);
}

#[test]
fn a_cancelled_campaign_asks_for_nothing_more_and_ends() {
    let mut stage = first_wave(4);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.cancel(&requester, id).unwrap();
    let refused = stage
        .ask_wave(&requester, (id, 0), &some_items(), 1)
        .refused_as();
    assert!(matches!(refused, ContractError::CampaignEnded { .. }));
    stage.advance().unwrap();
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
}

#[test]
fn a_missed_reveal_of_a_later_wave_has_the_mass_of_what_it_was_asked_for() {
    let mut stage = first_wave(4);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage
        .ask_wave(&requester, (id, 0), &some_items(), 1)
        .unwrap();
    stage.sealed(3);
    stage.close(&requester, id, &[0]).unwrap();
    (0..3).for_each(|n| stage.revealed(n));
    stage.past_reveal();
    stage.resolve().unwrap();
    let silent = stage.labelers[3].clone();
    let scores = stage.verdict(id, 0).scores;
    let score = scores.iter().find(|score| score.labeler == silent).unwrap();
    assert_eq!(score.change.skill, 0);
    // Thirty labels in three classes, each of which is a third: two thirds of a label each.
    let mass = score.change.mass;
    assert!((mass - 20 * ONE).abs() < ONE / 100, "{mass}");
    stage.settle().unwrap();
    assert_eq!(stage.paid(3), 0);
}
