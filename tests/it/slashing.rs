//! Slashing: a sequential test on counted gold only. It takes at most one seat's stake, and never by
//! one requester alone.

use cosmwasm_std::Addr;
use pasar_common::task_registry::GoldOutcome;
use pasar_testkit::{campaign, CampaignBuilder, GoldBook, Refused, DOMAIN};
use pasar_truth::{RESTART_EVIDENCE, TASK_EVIDENCE};
use task_registry::{error::Ineligible, ContractError};

use crate::support::{labels, Stage, RIGHT, STAKE};

const SEAT: u128 = 10_000;

/// Settles what [`resolved_with_gold`] resolved.
fn campaign_with_gold(stage: &mut Stage, lie: u8) -> GoldOutcome {
    resolved_with_gold(stage, lie);
    stage.settle().unwrap();
    stage.first().gold
}

/// Three who look and a fourth who is wrong everywhere, in another requester's campaign with gold. The
/// fourth is seated first, so that they always get a seat.
pub fn resolved_with_gold(stage: &mut Stage, lie: u8) {
    another_requester(stage);
    gold_campaign(stage, lie, campaign());
}

/// The same among those for whom an issuer vouches.
pub fn vouched_with_gold(stage: &mut Stage, issuer: &Addr) {
    another_requester(stage);
    gold_campaign(stage, 0, campaign().issuers(&[issuer]));
}

fn another_requester(stage: &mut Stage) {
    let name = format!("requester after campaign {}", stage.campaign);
    stage.requester = stage.account(&name);
}

fn gold_campaign(stage: &mut Stage, lie: u8, terms: CampaignBuilder) {
    let right = labels(60, 3, RIGHT);
    let gold = (0..12u16).map(|item| (item, (right[usize::from(item)] + lie) % 3));
    let book = GoldBook::new(&[gold.collect()]);
    stage.again(terms.overlap(4).gold(book.terms(0)));
    let requester = stage.requester.clone();
    let id = stage.campaign;
    let wrong: Vec<u8> = right.iter().map(|class| (class + 1) % 3).collect();
    let spammer = stage.labelers[3].clone();
    stage.drawn(3);
    stage.commit(&spammer, id, 0, &wrong).unwrap();
    (0..3).for_each(|n| stage.sealed(n));
    (0..4).for_each(|n| stage.revealed(n));
    stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    stage.resolve().unwrap();
}

fn evidence(stage: &Stage, n: usize) -> i64 {
    stage.skill(&stage.labelers[n], DOMAIN).evidence
}

#[test]
fn one_campaign_slashes_nobody() {
    let mut stage = Stage::new(4, campaign());
    assert_eq!(campaign_with_gold(&mut stage, 0), GoldOutcome::Moved);
    assert_eq!(evidence(&stage, 3), -TASK_EVIDENCE);
    assert!((0..4).all(|n| stage.staked(n) == STAKE));
}

/// Attack: a requester slashes an honest labeler with campaign after campaign whose other seats their
/// accounts hold.
#[test]
fn one_requester_suspends_and_slashes_nobody_in_however_many_campaigns() {
    let mut stage = Stage::new(4, campaign());
    for _ in 0..4 {
        gold_campaign(&mut stage, 0, campaign());
        stage.settle().unwrap();
        assert_eq!(stage.first().gold, GoldOutcome::Moved);
        assert_eq!(evidence(&stage, 3), -TASK_EVIDENCE);
    }
    assert_eq!(stage.staked(3), STAKE);
    assert!(!stage.skill(&stage.labelers[3], DOMAIN).suspended);
}

#[test]
fn who_fails_the_gold_of_two_requesters_loses_one_seat_and_sits_out_90_days() {
    let mut stage = Stage::new(4, campaign());
    campaign_with_gold(&mut stage, 0);
    campaign_with_gold(&mut stage, 0);
    assert_eq!(stage.staked(3), STAKE - SEAT);
    assert!((0..3).all(|n| stage.staked(n) == STAKE));
    assert_eq!(evidence(&stage, 3), RESTART_EVIDENCE);
    stage.again(campaign());
    let spammer = stage.labelers[3].clone();
    let id = stage.campaign;
    let refused: ContractError = stage.claim(&spammer, id, 1).refused_as();
    let suspended = matches!(
        refused,
        ContractError::NotEligible(Ineligible::Suspended { .. })
    );
    assert!(suspended, "{refused}");
    stage.pass(90 * 86_400);
    stage.again(campaign());
    let id = stage.campaign;
    stage.claim(&spammer, id, 1).unwrap();
}

/// Attack: a requester with an accomplice in the task opens false gold, again and again. It counts
/// against honest labelers' pay there, and moves nobody's record.
#[test]
fn false_gold_with_an_accomplice_slashes_nobody_however_often() {
    let mut stage = Stage::new(4, campaign());
    for _ in 0..4 {
        // The fourth labeler gives exactly what the false gold says.
        assert_eq!(campaign_with_gold(&mut stage, 1), GoldOutcome::Counted);
    }
    assert!((0..4).all(|n| stage.staked(n) == STAKE));
    assert!((0..4).all(|n| evidence(&stage, n) == 0));
}

/// A slash takes the seat's own stake; what other seats expose stays covered.
#[test]
fn what_other_seats_expose_survives_a_slash() {
    let mut stage = Stage::new(4, campaign());
    campaign_with_gold(&mut stage, 0);
    // The spammer holds a ticket elsewhere for all that they will have left.
    let spammer = stage.labelers[3].clone();
    let elsewhere = campaign().stake(STAKE / 2 - SEAT);
    let requester = stage.requester.clone();
    let other = stage.create(&requester, elsewhere).unwrap();
    stage.wait_until_open(other);
    stage.claim(&spammer, other, 2).unwrap();
    campaign_with_gold(&mut stage, 0);
    // The invariants compare stake and exposure after every message.
    assert_eq!(stage.staked(3), STAKE - SEAT);
}

#[test]
fn evidence_of_parallel_tasks_is_not_lost() {
    let right = labels(120, 3, RIGHT);
    let gold = |first: usize| -> Vec<(u16, u8)> {
        (0..10u16)
            .map(|item| (item, right[first + usize::from(item)]))
            .collect()
    };
    let book = GoldBook::new(&[gold(0), gold(60)]);
    let mut stage = Stage::new(3, campaign());
    stage.again(campaign().items(120).page(60).gold(book.terms(0)));
    let requester = stage.requester.clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    for labeler in stage.labelers.clone() {
        stage.claim_and_draw_until(&labeler, id, 2).unwrap();
        for task in stage.market().drawn(id, &labeler) {
            let first = task as usize * 60;
            stage
                .commit(&labeler, id, task, &right[first..first + 60])
                .unwrap();
        }
    }
    stage.reveal_tasks(&crank, id, &[0, 1]).unwrap();
    stage
        .open_gold(&requester, id, &[book.opening(0), book.opening(1)])
        .unwrap();
    stage.market().resolve(&crank, id, &[0, 1]).unwrap();
    let each: Vec<i64> = [0, 1]
        .map(|task| {
            let scores = stage.verdict(id, task).scores;
            scores
                .iter()
                .find(|score| score.labeler == stage.labelers[0])
                .unwrap()
                .change
                .mass
        })
        .into();
    stage.market().settle(&crank, id, &[0, 1]).unwrap();
    let record = stage.skill(&stage.labelers[0], DOMAIN);
    assert_eq!(record.mass, each.iter().sum::<i64>());
}
