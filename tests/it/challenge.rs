//! Challenges: an appeal buys a second opinion. Sixty items in three classes; three of four labelers err alike on three
//! items, so the first verdict is wrong there.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::task_registry::{
    Challenge, ChallengeStatus, ExecuteMsg, Mode, PanelDecided, PanelUnfilled, Phase,
    MIN_CHALLENGED_ITEMS,
};
use pasar_formats::item_set::ItemSetError;
use pasar_testkit::{campaign, CampaignBuilder, Market, Outcome, Refused, Row, DOMAIN};
use task_registry::{error::ChallengeError, ContractError};

use crate::support::{labels, Stage, RIGHT};

pub const ITEMS: u32 = 60;
pub const PRICE: u128 = 1_000;
/// Where the first verdict is wrong.
///
/// One of each class: a panel that gives one class alone shows nothing above chance, so it has no support.
pub const ERRORS: [u32; 3] = [3, 10, 20];
/// What is challenged: the errors, and seven items beside that are right.
pub const NAMED: [u32; 10] = [0, 1, 2, 3, 5, 6, 7, 8, 10, 20];
/// Items that are right in the first verdict, as many as a challenge has to name.
pub const RIGHTS: [u32; 10] = [0, 1, 2, 5, 6, 7, 8, 11, 12, 13];
/// Price of a seat's answers to the named items, and a half: what a challenge bonds for each seat.
pub const SEAT_BOND: u128 = NAMED.len() as u128 * PRICE * 3 / 2;

pub fn truth() -> Vec<u8> {
    labels(ITEMS, 3, RIGHT)
}

/// The truth, but for the errors: the first verdict.
pub fn wrong() -> Vec<u8> {
    erring(&ERRORS)
}

/// The truth, but for these items.
pub fn erring(items: &[u32]) -> Vec<u8> {
    let mut row = truth();
    for &item in items {
        let label = &mut row[item as usize];
        *label = (*label + 1) % 3;
    }
    row
}

/// What the four labelers of the task say. Each errs on a fifth of the items where the others do not, so
/// that some pay is unearned; the first three err alike on the errors.
pub fn first_rows() -> [Vec<u8>; 4] {
    let fifth = |rest: u32| (0..ITEMS).filter(move |item| item % 5 == rest);
    let with_errors = |rest| erring(&fifth(rest).chain(ERRORS).collect::<Vec<_>>());
    [
        with_errors(1),
        with_errors(2),
        with_errors(4),
        erring(&[5, 15, 25, 35, 45, 55]),
    ]
}

pub fn terms() -> CampaignBuilder {
    campaign().challengeable(2)
}

/// A verdict with errors. Labelers 4 to 9 have a record.
pub fn trial(terms: CampaignBuilder) -> Stage {
    trial_on(Market::new(), terms)
}

pub fn trial_on(market: Market, terms: CampaignBuilder) -> Stage {
    let mut stage = experts_on(market);
    stage.again(terms);
    judged(&mut stage);
    stage
}

/// Ten labelers, of whom all but the first four have a record.
pub fn experts_on(market: Market) -> Stage {
    let mut stage = Stage::on(market, 10, campaign());
    let requester = stage.requester.clone();
    // One task makes no expert: it adds 25 labels to a record at most, and not all of what it shows.
    for _ in 0..5 {
        for experts in [4..7, 7..10] {
            let rows: Vec<Row> = experts
                .map(|n| (stage.labelers[n].clone(), truth()))
                .collect();
            stage.market().run_single(&requester, campaign(), &rows);
        }
    }
    stage
}

/// The first four labelers carry the stage's campaign to its verdict.
fn judged(stage: &mut Stage) {
    verdict_of(stage, &first_rows());
    assert_eq!(stage.verdict(stage.campaign, 0).labels, wrong());
}

/// The first labelers say these rows, and the first task of the stage's campaign is resolved.
pub fn verdict_of(stage: &mut Stage, rows: &[Vec<u8>]) {
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let keyed = stage.campaign(id).terms.reading_key.is_some();
    for (n, row) in rows.iter().enumerate() {
        stage.drawn(n);
        let labeler = stage.labelers[n].clone();
        stage.commit(&labeler, id, 0, row).unwrap();
    }
    if keyed {
        let requester = stage.requester.clone();
        stage.close(&requester, id, &[0]).unwrap();
    }
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    stage.resolve().unwrap();
}

pub fn challenger(stage: &mut Stage) -> Addr {
    let who = stage.account("challenger");
    stage.mint(&who, 10_000_000);
    who
}

/// Somebody challenges the items.
#[track_caller]
pub fn challenged(stage: &mut Stage, items: &[u32]) -> Addr {
    let who = challenger(stage);
    let id = stage.campaign;
    stage.challenge(&who, (id, 0), items).unwrap();
    stage.next_block();
    who
}

/// The n-th labeler tries to register for the panel.
pub fn register(stage: &mut Stage, n: usize) -> Outcome {
    let labeler = stage.labelers[n].clone();
    let id = stage.campaign;
    stage.market().register(&labeler, id, 0)
}

/// The n-th labeler tries to sit in the panel.
pub fn sit(stage: &mut Stage, n: usize) -> Outcome {
    let labeler = stage.labelers[n].clone();
    let id = stage.campaign;
    stage.market().sit(&labeler, id, 0)
}

/// The n-th labeler seals what they say of all items; what they say of the named ones counts.
pub fn seal(stage: &mut Stage, n: usize, row: &[u8]) -> Outcome {
    let labeler = stage.labelers[n].clone();
    let id = stage.campaign;
    stage.seal_panel(&labeler, (id, 0), row)
}

/// Somebody opens the seals of panelists.
pub fn reveal(stage: &mut Stage, seats: &[usize]) -> Outcome {
    let labelers: Vec<Addr> = seats.iter().map(|n| stage.labelers[*n].clone()).collect();
    let labelers: Vec<&Addr> = labelers.iter().collect();
    let id = stage.campaign;
    let crank = stage.crank.clone();
    stage.reveal_panel(&crank, (id, 0), &labelers)
}

/// Somebody does for the challenge what is due.
pub fn advance_panel(stage: &mut Stage) -> Outcome {
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.market().advance_panel(&crank, id, 0)
}

/// The last second of a filling, in which everybody who registered may sit.
pub fn past_turns(stage: &mut Stage) {
    let last = stage.last_challenge(stage.campaign, 0);
    stage.pass_to(last.deadline.seconds());
}

/// These register, and time passes until they may all sit.
#[track_caller]
pub fn registered(stage: &mut Stage, seats: &[usize]) {
    for n in seats {
        register(stage, *n).unwrap();
    }
    past_turns(stage);
}

/// A panel is seated and sealed: who sits in it, and what they say of all items.
#[track_caller]
pub fn panel_of(stage: &mut Stage, seats: &[(usize, Vec<u8>)]) {
    let who: Vec<usize> = seats.iter().map(|(n, _)| *n).collect();
    registered(stage, &who);
    for (n, row) in seats {
        sit(stage, *n).unwrap();
        seal(stage, *n, row).unwrap();
    }
}

/// The panel's seals are opened and it decides; returns what it announced.
#[track_caller]
pub fn decided(stage: &mut Stage) -> PanelDecided {
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let number = stage.last_challenge(id, 0).challenge;
    let seats = stage.panel(id, 0, number);
    let labelers: Vec<Addr> = seats.into_iter().map(|seat| seat.labeler).collect();
    let labelers: Vec<&Addr> = labelers.iter().collect();
    stage.reveal_panel(&crank, (id, 0), &labelers).unwrap();
    let response = stage.market().advance_panel(&crank, id, 0).unwrap();
    let mut events = response.events.iter();
    events
        .find_map(|event| PanelDecided::try_from(event).ok())
        .unwrap()
}

/// Three who look, and one of the errors found by all of them.
pub fn right_panel() -> [(usize, Vec<u8>); 3] {
    [4, 5, 6].map(|n| (n, truth()))
}

/// What an account takes out of the escrow beside pay.
pub fn credited(stage: &mut Stage, who: &Addr) -> u128 {
    let before = stage.balance(who).u128();
    match stage.withdraw(who, &[]) {
        Ok(_) => stage.balance(who).u128() - before,
        Err(_) => 0,
    }
}

/// The reason for which the registry refuses something about a challenge.
#[track_caller]
pub fn challenge_error<T: std::fmt::Debug>(outcome: anyhow::Result<T>) -> ChallengeError {
    match outcome.refused_as::<ContractError>() {
        ContractError::Challenge { reason, .. } => reason,
        other => panic!("refused otherwise: {other}"),
    }
}

#[test]
fn a_panel_corrects_errors_and_the_challenger_pays_those_who_look() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    let ledger = stage.ledger(id);
    let who = challenged(&mut stage, &NAMED);
    assert_eq!(stage.last_challenge(id, 0).bond.u128(), 3 * SEAT_BOND);
    // One of the panel errs on two of the answers that stand.
    panel_of(
        &mut stage,
        &[(4, truth()), (5, truth()), (6, erring(&[0, 1]))],
    );
    let decided = decided(&mut stage);
    assert_eq!((decided.seats, decided.changed), (3, 3));
    assert_eq!(stage.verdict(id, 0).labels, truth());

    // Seven answers stand and three flip: half a price each, and one and a half.
    let finder = 7 * PRICE / 2 + 3 * PRICE * 3 / 2;
    let careless = finder - 2 * PRICE / 2;
    let returned = 3 * 7 * PRICE;
    assert_eq!(decided.panel.u128(), 2 * finder + careless);
    assert_eq!(decided.returned.u128(), returned);
    assert_eq!(
        decided.commons.u128(),
        3 * SEAT_BOND - 2 * finder - careless - returned
    );
    for (n, wanted) in [(4, finder), (5, finder), (6, careless)] {
        let panelist = stage.labelers[n].clone();
        assert_eq!(credited(&mut stage, &panelist), wanted);
    }
    assert_eq!(credited(&mut stage, &who), returned);
    let after = stage.ledger(id);
    assert_eq!(
        (after.pay, after.fee, after.tips, after.refunded),
        (ledger.pay, ledger.fee, ledger.tips, ledger.refunded)
    );
    assert!(after.bonds.is_zero());
}

#[test]
fn a_panel_changes_the_named_items_only_and_the_first_verdict_stays_beside() {
    let mut stage = trial(terms());
    let without_one: Vec<u32> = RIGHTS.iter().copied().skip(1).chain([3]).collect();
    challenged(&mut stage, &without_one);
    panel_of(&mut stage, &right_panel());
    assert_eq!(decided(&mut stage).changed, 1);
    let mut wanted = wrong();
    wanted[3] = truth()[3];
    let id = stage.campaign;
    let verdict = stage.verdict(id, 0);
    assert_eq!(verdict.labels, wanted);
    let [change] = verdict.changes.try_into().unwrap();
    assert_eq!((change.item, change.first), (3, wrong()[3]));
    assert_eq!(change.challenge, 1);
    assert_eq!(stage.exported(id), wanted);
    assert_eq!(stage.first_exported(id), wrong());
    let last = stage.last_challenge(id, 0);
    assert_eq!(last.status, ChallengeStatus::Decided);
    assert_eq!(last.changed.unwrap().as_slice()[0], 1 << 3);
}

#[test]
fn settlement_waits_for_no_challenge_and_no_challenge_for_settlement() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    challenged(&mut stage, &NAMED);
    // Paid and closed while the panel has not even registered.
    stage.settle().unwrap();
    assert_eq!(stage.phase(), Phase::Settled);
    let closed = stage.ledger(id);
    let paid: Vec<u128> = (0..4).map(|n| stage.paid(n)).collect();
    assert!(paid.iter().all(|pay| *pay > 0));
    panel_of(&mut stage, &right_panel());
    assert_eq!(decided(&mut stage).changed, 3);
    assert_eq!(stage.verdict(id, 0).labels, truth());
    assert_eq!((0..4).map(|n| stage.paid(n)).collect::<Vec<_>>(), paid);
    let after = stage.ledger(id);
    assert_eq!((after.pay, after.refunded), (closed.pay, closed.refunded));
    // Whoever comes only now may still challenge.
    challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &[7, 8, 9].map(|n| (n, truth())));
    assert_eq!(decided(&mut stage).changed, 0);
}

#[test]
fn pay_and_reputation_of_earlier_seats_are_fixed_by_the_first_verdict() {
    let run = |flips: bool| {
        let mut stage = trial(terms());
        let id = stage.campaign;
        let scores = stage.verdict(id, 0).scores;
        if flips {
            challenged(&mut stage, &NAMED);
            panel_of(&mut stage, &right_panel());
            decided(&mut stage);
        }
        assert_eq!(stage.verdict(id, 0).scores, scores);
        stage.settle().unwrap();
        let skill = |n: usize| {
            let skill = stage.skill(&stage.labelers[n], DOMAIN);
            (skill.skill, skill.mass)
        };
        let ledger = stage.ledger(id);
        let money = (ledger.pay, ledger.fee, ledger.tips, ledger.refunded);
        let paid: Vec<u128> = (0..4).map(|n| stage.paid(n)).collect();
        (paid, money, (0..4).map(skill).collect::<Vec<_>>())
    };
    assert_eq!(run(true), run(false));
}

/// Labels of a panel can lower its panelists' records and never raise them: its seats are no draw's.
#[test]
fn a_panel_raises_no_record_and_lowers_that_of_a_liar() {
    let mut stage = trial(terms());
    let all: Vec<u32> = (0..ITEMS).collect();
    let record_of = |stage: &Stage, n: usize| {
        let record = stage.skill(&stage.labelers[n], DOMAIN);
        (record.skill, record.mass)
    };
    let before = [4, 6].map(|n| record_of(&stage, n));
    challenged(&mut stage, &all);
    panel_of(&mut stage, &[(4, truth()), (5, truth()), (6, erring(&all))]);
    decided(&mut stage);
    let after = [4, 6].map(|n| record_of(&stage, n));
    // Nor does it make a record weigh more, which whoever pays for panels of their own could buy.
    assert_eq!(after[0], before[0]);
    let ratio = |(skill, mass): (i64, i64)| skill as f64 / mass as f64;
    assert!(
        ratio(after[1]) < ratio(before[1]) - 0.1,
        "{after:?} {before:?}"
    );
}

#[test]
fn griefing_costs_the_griefer() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &RIGHTS);
    panel_of(&mut stage, &right_panel());
    let decided = decided(&mut stage);
    assert_eq!((decided.changed, decided.commons.u128()), (0, 0));
    let panelist = stage.labelers[4].clone();
    let half = RIGHTS.len() as u128 * PRICE / 2;
    assert_eq!(credited(&mut stage, &panelist), half);
    assert_eq!(credited(&mut stage, &who), 3 * SEAT_BOND - 3 * half);
}

#[test]
fn an_item_is_decided_as_often_as_the_terms_say_and_unfilled_panels_do_not_count() {
    let mut stage = trial(campaign().challengeable(1));
    let who = challenged(&mut stage, &NAMED);
    let id = stage.campaign;
    let live = stage.challenge_with(&who, (id, 0), &RIGHTS, 3 * SEAT_BOND);
    assert_eq!(
        challenge_error(live),
        ChallengeError::StillLive { challenge: 1 }
    );
    unfilled(&mut stage);
    // The bond is no larger than before.
    challenged(&mut stage, &NAMED);
    assert_eq!(stage.last_challenge(id, 0).bond.u128(), 3 * SEAT_BOND);
    panel_of(&mut stage, &right_panel());
    decided(&mut stage);
    let again = stage.challenge(&who, (id, 0), &NAMED);
    assert_eq!(
        challenge_error(again),
        ChallengeError::ItemSpent { item: 0, max: 1 }
    );
    let others: Vec<u32> = (40..50).collect();
    stage.challenge(&who, (id, 0), &others).unwrap();
}

/// A filling passes without anybody; returns what became of the bond.
#[track_caller]
fn unfilled(stage: &mut Stage) -> PanelUnfilled {
    past_turns(stage);
    stage.pass(1);
    let response = advance_panel(stage).unwrap();
    let mut events = response.events.iter();
    events
        .find_map(|event| PanelUnfilled::try_from(event).ok())
        .unwrap()
}

#[test]
fn the_window_begins_anew_after_a_challenge_and_ends_after_four_without_one() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    let verdict_at = stage.now();
    let who = challenger(&mut stage);
    let (mut made, mut lived) = (0u32, 0);
    let until = loop {
        let opened = stage.now();
        let outcome = stage.challenge(&who, (id, 0), &NAMED);
        if outcome.is_err() {
            match challenge_error(outcome) {
                ChallengeError::TooLate { until, .. } => break until,
                other => panic!("{other}"),
            }
        }
        made += 1;
        unfilled(&mut stage);
        lived += stage.now() - opened;
        stage.pass(1_800);
    };
    // One with the verdict and one after each half of a window, whatever the panels took.
    assert_eq!(made, 9);
    assert!(until <= verdict_at + 4 * 3_600 + lived, "{until}");
    // And where nobody challenged at all, after the first.
    let mut stage = trial(terms());
    let who = challenger(&mut stage);
    stage.pass(3_601);
    let id = stage.campaign;
    let late = stage.challenge(&who, (id, 0), &NAMED);
    assert!(matches!(
        challenge_error(late),
        ChallengeError::TooLate { .. }
    ));
}

#[test]
fn challenges_run_on_when_the_market_is_exit_only_and_the_campaign_cancelled() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    stage.cancel(&requester, id).unwrap();
    stage.set_mode(Mode::ExitOnly).unwrap();
    challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &right_panel());
    assert_eq!(decided(&mut stage).changed, 3);
    stage.settle().unwrap();
}

#[test]
fn a_challenge_is_paid_in_the_campaigns_token_too() {
    let mut market = Market::new();
    let mut names = vec!["requester".to_owned(), "challenger".to_owned()];
    names.extend((0..10).map(|n| format!("labeler {n}")));
    let accounts: Vec<Addr> = names.iter().map(|name| market.account(name)).collect();
    let balances: Vec<(&Addr, u128)> = accounts
        .iter()
        .map(|account| (account, 10_000_000))
        .collect();
    let token = market.new_allowed_token("LBL", &balances);
    let mut stage = trial_on(market, terms().denom(token.clone()));
    let id = stage.campaign;
    let who = stage.account("challenger");
    stage.challenge(&who, (id, 0), &NAMED).unwrap();
    let left = stage.balance_in(&who, &token);
    for n in 4..7 {
        let labeler = stage.labelers[n].clone();
        stage.bond_for(&labeler, id, 1).unwrap();
    }
    panel_of(&mut stage, &right_panel());
    decided(&mut stage);
    stage.withdraw(&who, &[]).unwrap();
    assert!(stage.balance_in(&who, &token) > left);
}

#[test]
fn a_token_that_is_not_the_campaigns_pays_no_bond() {
    let mut stage = trial(terms());
    let who = challenger(&mut stage);
    let id = stage.campaign;
    let token = stage.new_token("FAKE", &[(&who, 1_000_000)]);
    let bond = stage.challenge_bond(id, 0, 10).amount.u128();
    let refused = stage
        .challenge_in(&who, (id, 0), &NAMED, &Denom::Cw20(token), bond)
        .refused_as::<ContractError>();
    assert!(matches!(refused, ContractError::Asset(_)), "{refused}");
}

#[test]
fn a_challenge_takes_exactly_the_bond_and_ten_items_of_the_task() {
    let mut stage = trial(terms());
    let who = challenger(&mut stage);
    let id = stage.campaign;
    let bond = stage.challenge_bond(id, 0, 10).amount.u128();
    assert_eq!(bond, 3 * SEAT_BOND);
    for amount in [bond - 1, bond + 1] {
        let refused = stage.challenge_with(&who, (id, 0), &NAMED, amount);
        assert!(matches!(refused.refused_as(), ContractError::Asset(_)));
    }
    let few = stage.challenge_with(&who, (id, 0), &ERRORS, 1);
    let (found, min) = (3, MIN_CHALLENGED_ITEMS);
    assert_eq!(
        challenge_error(few),
        ChallengeError::TooFewItems { found, min }
    );
    let long = Challenge {
        campaign: id,
        task: 0,
        items: [0xff; 9].into(),
    };
    let beyond = stage.registry_paid(&who, &ExecuteMsg::Challenge(long), 1);
    let length = ItemSetError::Length {
        found: 9,
        wanted: 8,
    };
    let refused = ContractError::Items {
        task: 0,
        reason: length,
    };
    assert_eq!(beyond.refused_as::<ContractError>(), refused);
}

#[test]
fn a_task_of_fewer_than_ten_items_is_challenged_whole() {
    let mut stage = experts_on(Market::new());
    stage.again(terms().items(6).page(6));
    let rows = [0, 1, 2, 3].map(|_| labels(6, 3, RIGHT));
    verdict_of(&mut stage, &rows);
    let who = challenger(&mut stage);
    let id = stage.campaign;
    let few = stage.challenge(&who, (id, 0), &[0, 1, 2, 3, 4]);
    assert_eq!(
        challenge_error(few),
        ChallengeError::TooFewItems { found: 5, min: 6 }
    );
    stage.challenge(&who, (id, 0), &[0, 1, 2, 3, 4, 5]).unwrap();
}

#[test]
fn with_a_reading_key_panelists_encrypt_too() {
    let mut stage = trial(terms().waves(2, 5));
    challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &right_panel());
    assert_eq!(decided(&mut stage).changed, 3);
}

#[test]
fn every_challenge_ends_by_time_alone() {
    for sealed in 0..=3 {
        let mut stage = trial(terms());
        let id = stage.campaign;
        challenged(&mut stage, &NAMED);
        let who: Vec<usize> = (4..8).collect();
        registered(&mut stage, &who);
        for n in 4..4 + sealed {
            sit(&mut stage, n).unwrap();
            seal(&mut stage, n, &truth()).unwrap();
        }
        if sealed < 3 {
            sit(&mut stage, 7).unwrap();
        }
        for _ in 0..4 {
            stage.pass(1_801);
            drop(advance_panel(&mut stage));
        }
        let last = stage.last_challenge(id, 0);
        assert_eq!(last.status, ChallengeStatus::Unfilled, "{sealed}");
        assert!(stage.ledger(id).bonds.is_zero());
        for n in 4..8 {
            let labeler = stage.labelers[n].clone();
            let denom = stage.campaign(id).terms.seat_stake.denom;
            drop(stage.unregister(&labeler, &denom));
            assert!(stage.exposure(&labeler, &denom).amount.is_zero(), "{n}");
        }
    }
}
