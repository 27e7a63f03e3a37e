//! Challenges: an appeal buys more evidence. Sixty items in three classes; two of three labelers
//! err alike on three items, so the first verdict is wrong there.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::{
    item_set::ItemSetError,
    label_escrow::LedgerResponse,
    task_registry::{
        Challenge, ChallengeSettled, ChallengeStatus, ExecuteMsg, GoldOutcome, Mode, PanelDecided,
        Phase, Terms, PANEL_MASS,
    },
};
use pasar_testkit::{campaign, CampaignBuilder, GoldBook, Market, Outcome, Refused, Row, DOMAIN};
use rstest::rstest;
use task_registry::{error::Ineligible, seat::SeatError, task::TaskError, ContractError};

use crate::support::{labels, seat_error, task_error, Stage, RIGHT};

const ITEMS: u32 = 60;
const PRICE: u128 = 1_000;
/// Where the first verdict is wrong.
pub const ERRORS: [u32; 3] = [3, 15, 30];

pub fn truth() -> Vec<u8> {
    labels(ITEMS, 3, RIGHT)
}

/// The truth, but for the errors: the first verdict.
fn wrong() -> Vec<u8> {
    erring(&ERRORS)
}

/// The truth, but for these items.
fn erring(items: &[u32]) -> Vec<u8> {
    let mut row = truth();
    for &item in items {
        let label = &mut row[item as usize];
        *label = (*label + 1) % 3;
    }
    row
}

/// What the three labelers of the first wave say. Each errs on a fifth of the items where the
/// others do not, so that some pay is unearned; the first two err alike on the errors.
fn first_rows() -> [Vec<u8>; 3] {
    let fifth = |rest: u32| (0..ITEMS).filter(move |item| item % 5 == rest);
    let with_errors = |rest| erring(&fifth(rest).chain(ERRORS).collect::<Vec<_>>());
    [
        with_errors(1),
        with_errors(2),
        erring(&fifth(4).collect::<Vec<_>>()),
    ]
}

pub fn terms() -> CampaignBuilder {
    campaign().challengeable(2)
}

/// A verdict with errors. Labelers 3 to 8 have a record.
pub fn trial(terms: CampaignBuilder) -> Stage {
    trial_on(Market::new(), terms)
}

fn trial_on(market: Market, terms: CampaignBuilder) -> Stage {
    let mut stage = experts_on(market);
    stage.again(terms);
    judged(&mut stage);
    stage
}

/// Nine labelers, of whom all but the first three have a record.
fn experts_on(market: Market) -> Stage {
    let mut stage = Stage::on(market, 9, campaign());
    let requester = stage.requester.clone();
    for experts in [3..6, 6..9] {
        let rows: Vec<Row> = experts
            .map(|n| (stage.labelers[n].clone(), truth()))
            .collect();
        stage.market().run_single(&requester, campaign(), &rows);
    }
    stage
}

/// The first three labelers carry the stage's campaign to its verdict.
fn judged(stage: &mut Stage) {
    let (id, crank) = (stage.campaign, stage.crank.clone());
    let keyed = stage.campaign(id).terms.reading_key.is_some();
    for (n, row) in first_rows().iter().enumerate() {
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
    assert_eq!(stage.verdict(id, 0).labels, wrong());
}

pub fn challenger(stage: &mut Stage) -> Addr {
    let who = stage.account("challenger");
    stage.mint(&who, 10_000_000);
    who
}

/// Somebody challenges the items.
#[track_caller]
pub fn challenged(stage: &mut Stage, items: &[u32]) -> Addr {
    let (who, id) = (challenger(stage), stage.campaign);
    stage.challenge(&who, (id, 0), items).unwrap();
    stage.next_block();
    who
}

/// The n-th labeler tries to sit in the panel.
pub fn join(stage: &mut Stage, n: usize) -> Outcome {
    let (labeler, id) = (stage.labelers[n].clone(), stage.campaign);
    stage.join_panel(&labeler, id, 0)
}

/// The lot lets everybody in by now.
pub fn past_lots(stage: &mut Stage) {
    let half = stage.campaign(stage.campaign).terms.windows.fill_seconds / 2;
    stage.pass(u64::from(half));
}

/// A panel is seated and sealed: who sits in it, and what he says of all items.
#[track_caller]
pub fn panel_of(stage: &mut Stage, seats: &[(usize, Vec<u8>)]) {
    past_lots(stage);
    let id = stage.campaign;
    for (n, row) in seats {
        join(stage, *n).unwrap();
        let labeler = stage.labelers[*n].clone();
        stage.commit(&labeler, id, 0, row).unwrap();
    }
}

/// The panel's seals are opened and it decides; returns what it announced.
#[track_caller]
pub fn decided(stage: &mut Stage) -> PanelDecided {
    let (id, crank) = (stage.campaign, stage.crank.clone());
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    let response = stage.market().resolve(&crank, id, &[0]).unwrap();
    let mut events = response.events.iter();
    events
        .find_map(|event| PanelDecided::try_from(event).ok())
        .unwrap()
}

/// The task is settled after its window; returns what became of the challenges.
#[track_caller]
pub fn settled(stage: &mut Stage) -> Vec<ChallengeSettled> {
    stage.pass(3_601);
    let (id, crank) = (stage.campaign, stage.crank.clone());
    let response = stage.market().settle(&crank, id, &[0]).unwrap();
    let events = response.events.iter();
    events
        .filter_map(|event| ChallengeSettled::try_from(event).ok())
        .collect()
}

/// What an account takes out of the escrow beside pay.
fn credited(stage: &mut Stage, who: &Addr) -> u128 {
    let before = stage.balance(who).u128();
    match stage.withdraw(who, &[]) {
        Ok(_) => stage.balance(who).u128() - before,
        Err(_) => 0,
    }
}

fn unearned(ledger: &LedgerResponse) -> u128 {
    (ledger.commons + ledger.bounties).u128()
}

/// False gold in ten items. An accomplice as third labeler gives it, and errs in twenty items beside.
#[rstest]
#[case::alone(false, GoldOutcome::Hung)]
#[case::with_an_accomplice(true, GoldOutcome::Counted)]
fn no_bounty_brings_back_what_false_gold_left_unearned(
    #[case] accomplice: bool,
    #[case] became: GoldOutcome,
) {
    let lies = erring(&(0..10).chain(40..ITEMS).collect::<Vec<u32>>());
    let book = (0..10u16).map(|item| (item, lies[usize::from(item)]));
    let book = GoldBook::new(&[book.collect()]);
    let mut stage = experts_on(Market::new());
    let five_seats = |terms: &mut Terms| {
        if let Some(challenge) = &mut terms.challenge {
            challenge.panel_seats = 5;
        }
    };
    stage.again(terms().gold(book.terms(5_000)).with(five_seats));
    let (id, crank, requester) = (stage.campaign, stage.crank.clone(), stage.requester.clone());
    let [first, second, third] = first_rows();
    let third = if accomplice { lies } else { third };
    for (n, row) in [first, second, third].iter().enumerate() {
        stage.drawn(n);
        let labeler = stage.labelers[n].clone();
        stage.commit(&labeler, id, 0, row).unwrap();
    }
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    stage.resolve().unwrap();
    assert_eq!(stage.first().gold, became);

    // He challenges what his gold spoiled and the honest erred in; his friends sit in the panel.
    let items: Vec<u32> = (0..ITEMS).collect();
    let who = challenged(&mut stage, &items);
    let panel: Vec<(usize, Vec<u8>)> = (3..8).map(|n| (n, truth())).collect();
    panel_of(&mut stage, &panel);
    assert!(decided(&mut stage).changed > 0);
    let [outcome] = settled(&mut stage).try_into().unwrap();
    let ledger = stage.ledger(id);
    assert!(unearned(&ledger) > 0 && outcome.flipped > 0);
    assert_eq!((outcome.bounty.u128(), ledger.bounties.u128()), (0, 0));
    assert_eq!(credited(&mut stage, &who), 0);
}

/// What a requester pays for the honest label of each item, with what all his accounts get back: two of
/// three seats, which lie on items 0 to 44 so that the third earns nothing, the challenge of these lies,
/// and as many panelists of three.
fn challenge_of_the_requesters_own_lies(
    friends: usize,
) -> (u128, ChallengeSettled, LedgerResponse) {
    let mut stage = experts_on(Market::new());
    stage.again(terms());
    let (id, crank) = (stage.campaign, stage.crank.clone());
    let lies: Vec<u32> = (0..45).collect();
    for (n, row) in [erring(&lies), erring(&lies), truth()].iter().enumerate() {
        stage.drawn(n);
        let labeler = stage.labelers[n].clone();
        stage.commit(&labeler, id, 0, row).unwrap();
    }
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    stage.resolve().unwrap();
    assert_eq!(stage.verdict(id, 0).labels, erring(&lies));
    let who = challenged(&mut stage, &lies);
    panel_of(&mut stage, &[3, 4, 5].map(|n| (n, truth())));
    assert_eq!(decided(&mut stage).changed, 45);
    let [outcome] = settled(&mut stage).try_into().unwrap();
    assert_eq!(stage.paid(2), 0, "who was right");
    let ledger = stage.ledger(id);
    let bond = stage.challenges(id, 0)[0].bond.u128();
    let mut back = stage.paid(0) + stage.paid(1) + credited(&mut stage, &who);
    for n in 3..3 + friends {
        let friend = stage.labelers[n].clone();
        back += credited(&mut stage, &friend);
    }
    let price = (ledger.pay + ledger.commons + ledger.bounties).u128() + bond - back;
    (price, outcome, ledger)
}

/// Attack: a requester whose accounts are most seats of a task votes against the truth, so that the honest
/// rest earns nothing; then he challenges what he spoiled. An honest panel costs him more than its bounty.
#[test]
fn who_challenges_his_own_lies_pays_more_than_he_gets_where_most_of_the_panel_are_not_his_friends()
{
    for friends in [0, 1] {
        let (price, ..) = challenge_of_the_requesters_own_lies(friends);
        let honest = u128::from(ITEMS) * PRICE;
        assert!(price >= honest, "{price} with {friends} friends");
    }
}

/// Where all the panel is his too, the bounty brings back what the honest did not earn: at most what nobody
/// earned in the task, and at most what the panel cost.
#[test]
fn with_most_seats_and_all_the_panel_he_gets_back_at_most_what_nobody_earned_and_the_panel_cost() {
    let (price, outcome, ledger) = challenge_of_the_requesters_own_lies(3);
    let bounty = ledger.bounties.u128();
    assert!(bounty > 0 && bounty <= unearned(&ledger) && bounty <= outcome.panel.u128());
    assert!(price >= u128::from(ITEMS) * PRICE - bounty);
}

/// Attack: whoever sits in a panel keeps others out of it and says nothing.
#[test]
fn a_panelist_who_seals_nothing_pays_what_a_missed_commit_costs() {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS);
    let nothing = vec![pasar_truth::NONE; ITEMS as usize];
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, nothing)]);
    let staked = [3, 5].map(|n| stage.staked(n));
    decided(&mut stage);
    assert_eq!(
        [3, 5].map(|n| stage.staked(n)),
        [staked[0], staked[1] - 1_000]
    );
    assert_eq!(exposed(&stage, 5), 0);
    assert_eq!(stage.verdict(stage.campaign, 0).labels, truth());
}

#[test]
fn a_panel_corrects_an_error_and_its_finders_share_the_bounty() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &ERRORS);
    // One of the panel repeats the public verdict.
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, wrong())]);
    let announced = decided(&mut stage);
    assert_eq!((announced.seats, announced.changed), (3, 3));
    let id = stage.campaign;
    assert_eq!(stage.verdict(id, 0).labels, truth());
    let before = stage.balance(&who).u128();

    let [outcome] = settled(&mut stage).try_into().unwrap();
    let ledger = stage.ledger(id);
    let cost = 3 * 3 * PRICE;
    let pool = cost.min(unearned(&ledger));
    assert!(pool > 0);
    assert_eq!((outcome.flipped, outcome.panel.u128()), (3, 2 * 3 * PRICE));
    assert_eq!((outcome.returned.u128(), ledger.bonds.u128()), (0, 0));
    assert_eq!(outcome.bounty, ledger.bounties);
    assert_eq!(credited(&mut stage, &who), pool / 2);
    assert_eq!(stage.balance(&who).u128(), before + pool / 2);
    let [finder, other, copier] = [3, 4, 5].map(|n| stage.labelers[n].clone());
    assert_eq!(credited(&mut stage, &finder), 3 * PRICE + pool / 4);
    assert_eq!(credited(&mut stage, &other), 3 * PRICE + pool / 4);
    assert_eq!(credited(&mut stage, &copier), 0);
}

#[test]
fn a_panel_changes_the_named_items_only() {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS[..1]);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    assert_eq!(decided(&mut stage).changed, 1);
    let mut wanted = wrong();
    wanted[ERRORS[0] as usize] = truth()[ERRORS[0] as usize];
    let id = stage.campaign;
    assert_eq!(stage.verdict(id, 0).labels, wanted);
    let exported = stage.exported(id);
    assert_eq!(exported, wanted);
}

#[test]
fn pay_and_reputation_of_earlier_seats_are_fixed_by_the_first_verdict() {
    let run = |flips: bool| {
        let mut stage = trial(terms());
        let scores = stage.verdict(stage.campaign, 0).scores;
        if flips {
            challenged(&mut stage, &ERRORS);
            panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
            decided(&mut stage);
        } else {
            stage.pass(1_801);
        }
        assert_eq!(stage.verdict(stage.campaign, 0).scores, scores);
        settled(&mut stage);
        let skill = |n: usize| {
            let skill = stage.skill(&stage.labelers[n], DOMAIN);
            (skill.skill, skill.mass)
        };
        let ledger = stage.ledger(stage.campaign);
        let money = (ledger.pay, ledger.fee, ledger.tips, ledger.refunded);
        (
            (0..3).map(|n| stage.paid(n)).collect::<Vec<_>>(),
            money,
            (3..6).map(skill).collect::<Vec<_>>(),
        )
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn griefing_costs_the_griefer() {
    let mut stage = trial(terms());
    let right = [0, 1, 2, 5];
    let who = challenged(&mut stage, &right);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    assert_eq!(decided(&mut stage).changed, 0);
    let [outcome] = settled(&mut stage).try_into().unwrap();
    assert_eq!((outcome.flipped, outcome.bounty.u128()), (0, 0));
    assert_eq!(outcome.panel.u128(), 3 * 4 * PRICE);
    assert_eq!(credited(&mut stage, &who), 0);
    let panelist = stage.labelers[3].clone();
    assert_eq!(credited(&mut stage, &panelist), 4 * PRICE);
}

#[test]
fn a_bond_above_the_cost_goes_back_in_the_part_that_flipped() {
    let bonded = terms().with(|terms| {
        terms.challenge.as_mut().unwrap().bond = 100_000u128.into();
    });
    let mut stage = trial(bonded);
    let named = [ERRORS[0], 0, 1, 2];
    let who = challenged(&mut stage, &named);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    decided(&mut stage);
    let [outcome] = settled(&mut stage).try_into().unwrap();
    let beyond = 100_000 - 4 * 3 * PRICE;
    assert_eq!(outcome.returned.u128(), beyond / 4);
    assert!(credited(&mut stage, &who) >= beyond / 4);
}

#[test]
fn a_panel_that_does_not_fill_gives_the_bond_back_less_the_tip() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &ERRORS);
    let id = stage.campaign;
    let cost = stage.challenges(id, 0)[0].bond.u128();
    panel_of(&mut stage, &[(3, truth()), (4, truth())]);
    stage.pass(1_801);
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Resolved);
    assert_eq!(stage.challenges(id, 0)[0].status, ChallengeStatus::Unfilled);
    // The stake of who sealed in vain is free again.
    assert_eq!(exposed(&stage, 3), 0);
    settled(&mut stage);
    assert_eq!(stage.verdict(id, 0).labels, wrong());
    assert_eq!(credited(&mut stage, &who), cost);
    let crank = stage.crank.clone();
    let tips = 3 * stage.campaign(id).tip_per_task.u128();
    let crank_took = credited(&mut stage, &crank);
    assert!(crank_took >= 2 * tips / 3, "{crank_took} of {tips}");
}

fn exposed(stage: &Stage, n: usize) -> u128 {
    let denom = stage.campaign(stage.campaign).terms.seat_stake.denom;
    stage.exposure(&stage.labelers[n], &denom).amount.u128()
}

#[test]
fn a_panel_may_be_challenged_again_for_twice_the_bond_and_no_oftener_than_the_terms_say() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    let first = stage.challenge_bond(id, 0, 3);
    assert_eq!(first.bond.u128(), 3 * 3 * PRICE);
    let who = challenged(&mut stage, &ERRORS);
    let live = stage.challenge(&who, (id, 0), &ERRORS);
    assert!(matches!(
        task_error(live),
        TaskError::WrongPhase {
            found: Phase::Panel,
            ..
        }
    ));
    panel_of(&mut stage, &[(3, truth()), (4, wrong()), (5, wrong())]);
    decided(&mut stage);
    assert_eq!(stage.challenge_bond(id, 0, 3).bond, first.bond + first.bond);
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(6, truth()), (7, truth()), (8, truth())]);
    decided(&mut stage);
    assert_eq!(stage.verdict(id, 0).labels, truth());
    let third = stage.challenge(&who, (id, 0), &ERRORS);
    assert_eq!(task_error(third), TaskError::NoChallengeLeft { max: 2 });
    // Nothing is left to wait for.
    stage.settle().unwrap();
    let statuses = stage
        .challenges(id, 0)
        .into_iter()
        .map(|challenge| challenge.status);
    assert!(statuses
        .into_iter()
        .all(|status| status == ChallengeStatus::Decided));
}

#[test]
fn a_panelist_is_paid_by_the_final_label_whatever_his_own_panel_said() {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, wrong()), (5, wrong())]);
    assert_eq!(decided(&mut stage).changed, 0);
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(6, truth()), (7, truth()), (8, truth())]);
    decided(&mut stage);
    settled(&mut stage);
    let [right, misled] = [3, 4].map(|n| stage.labelers[n].clone());
    assert!(credited(&mut stage, &right) > 3 * PRICE);
    assert_eq!(credited(&mut stage, &misled), 0);
}

#[test]
fn nobody_judges_who_had_a_seat_or_bonded_the_challenge_or_has_no_record() {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS);
    past_lots(&mut stage);
    let id = stage.campaign;
    let seated = join(&mut stage, 2).refused_as::<ContractError>();
    assert!(
        matches!(seated, ContractError::AlreadySeated { .. }),
        "{seated}"
    );
    join(&mut stage, 3).unwrap();
    let twice = join(&mut stage, 3).refused_as::<ContractError>();
    assert!(
        matches!(twice, ContractError::AlreadySeated { .. }),
        "{twice}"
    );
    let who = challenger(&mut stage);
    let own = stage.join_panel(&who, id, 0).refused_as::<ContractError>();
    assert_eq!(own, ContractError::NotEligible(Ineligible::Challenger));
    let requester = stage.requester.clone();
    let own = stage
        .join_panel(&requester, id, 0)
        .refused_as::<ContractError>();
    assert!(
        matches!(own, ContractError::NotEligible(Ineligible::Related { .. })),
        "{own}"
    );
    let newcomer = stage.account("newcomer");
    stage.mint(&newcomer, 1_000_000);
    stage.bond(&newcomer, 1_000_000).unwrap();
    let unknown = stage
        .join_panel(&newcomer, id, 0)
        .refused_as::<ContractError>();
    let mass = Ineligible::Mass {
        found: 0,
        min: PANEL_MASS,
    };
    assert_eq!(unknown, ContractError::NotEligible(mass));
}

#[test]
fn a_panel_has_its_seats_and_no_more() {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth())]);
    join(&mut stage, 5).unwrap();
    let full = join(&mut stage, 6).refused_as::<ContractError>();
    assert!(
        matches!(full, ContractError::PanelFull { seats: 3, .. }),
        "{full}"
    );
    // A seat given back opens again, at the price of a missed commit.
    let (labeler, id) = (stage.labelers[5].clone(), stage.campaign);
    let staked = stage.staked(5);
    stage.release(&labeler, id, &[0]).unwrap();
    assert!(stage.staked(5) < staked);
    join(&mut stage, 6).unwrap();
}

#[test]
fn accounts_that_wait_for_a_panel_sit_when_their_lot_says() {
    let mut stage = trial(terms());
    let (who, id) = (challenger(&mut stage), stage.campaign);
    stage.challenge(&who, (id, 0), &ERRORS).unwrap();
    let opened = stage.now();
    // In the block of the challenge nobody knows the lot.
    let early = |outcome: Outcome| match outcome.refused_as::<ContractError>() {
        ContractError::PanelTurn { at, .. } => at,
        other => panic!("{other}"),
    };
    let half = u64::from(stage.campaign(id).terms.windows.fill_seconds / 2);
    assert_eq!(early(join(&mut stage, 3)), opened + half);
    stage.next_block();
    let crank = stage.crank.clone();
    stage.beat(&crank).unwrap();
    let mut lots = Vec::new();
    for n in 3..9 {
        match join(&mut stage, n) {
            Ok(_) => lots.push(opened),
            refused => lots.push(early(refused)),
        }
    }
    assert!(lots.iter().all(|at| (opened..opened + half).contains(at)));
    lots.dedup();
    assert!(lots.len() > 3, "{lots:?}");
    let at = lots.into_iter().max().unwrap();
    stage.pass_to(at);
    (3..9).filter(|n| join(&mut stage, *n).is_ok()).count();
    assert_eq!(stage.task(id, 0).seats_wanted, 3);
}

#[test]
fn panel_labels_are_sealed_until_its_last_seat_is() {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth())]);
    let (id, crank) = (stage.campaign, stage.crank.clone());
    let first = stage.labelers[3].clone();
    let early = stage.reveal(&crank, id, &[(0, &first)]);
    let missing = TaskError::SealsMissing {
        sealed: 2,
        wanted: 3,
    };
    assert_eq!(task_error(early), missing);
}

/// A panel is sealed in a task one of whose seats was never opened; and who sat there.
pub fn silent_seat_before_a_panel() -> (Stage, Addr) {
    let mut stage = Stage::new(9, campaign());
    let requester = stage.requester.clone();
    let rows: Vec<Row> = (3..6)
        .map(|n| (stage.labelers[n].clone(), truth()))
        .collect();
    stage.market().run_single(&requester, campaign(), &rows);
    stage.again(terms());
    (0..3).for_each(|n| stage.sealed(n));
    (0..2).for_each(|n| stage.revealed(n));
    stage.past_reveal();
    stage.resolve().unwrap();
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    let silent = stage.labelers[2].clone();
    (stage, silent)
}

#[test]
fn a_seal_missed_in_its_wave_opens_in_no_panel() {
    let (mut stage, silent) = silent_seat_before_a_panel();
    let (id, crank) = (stage.campaign, stage.crank.clone());
    let late = stage.reveal(&crank, id, &[(0, &silent)]);
    assert_eq!(seat_error(late), SeatError::PastWave { wave: 0, now: 1 });
    decided(&mut stage);
    settled(&mut stage);
}

#[test]
fn a_silent_panelist_loses_his_stake_and_the_others_decide() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    (3..5).for_each(|n| stage.revealed(n));
    assert!(matches!(
        task_error(stage.resolve()),
        TaskError::TooEarly { .. }
    ));
    stage.past_reveal();
    let staked = stage.staked(5);
    stage.resolve().unwrap();
    assert_eq!(stage.staked(5), staked - 10_000);
    let id = stage.campaign;
    assert_eq!(stage.verdict(id, 0).labels, truth());
    let [outcome] = settled(&mut stage).try_into().unwrap();
    // What nobody said costs nothing.
    assert_eq!(outcome.returned.u128(), 3 * PRICE);
    assert_eq!(outcome.panel.u128(), 2 * 3 * PRICE);
    assert!(credited(&mut stage, &who) > 3 * PRICE);
}

#[test]
fn a_panel_that_opens_nothing_costs_its_own_stakes_and_the_bond_goes_back() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    stage.pass(1_801);
    stage.advance().unwrap();
    stage.past_reveal();
    let staked = stage.staked(3);
    stage.resolve().unwrap();
    assert_eq!(stage.staked(3), staked - 10_000);
    let id = stage.campaign;
    let bond = stage.challenges(id, 0)[0].bond.u128();
    settled(&mut stage);
    assert_eq!(credited(&mut stage, &who), bond);
    assert_eq!(stage.verdict(id, 0).labels, wrong());
}

#[test]
fn panels_run_on_when_the_market_is_exit_only_and_the_campaign_cancelled() {
    let mut stage = trial(terms());
    let (id, requester) = (stage.campaign, stage.requester.clone());
    stage.cancel(&requester, id).unwrap();
    stage.set_mode(Mode::ExitOnly).unwrap();
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    assert_eq!(decided(&mut stage).changed, 3);
    settled(&mut stage);
}

#[test]
fn a_challenge_is_paid_in_the_campaigns_token_too() {
    let mut market = Market::new();
    let names = [
        "requester",
        "challenger",
        "labeler 0",
        "labeler 1",
        "labeler 2",
        "labeler 3",
        "labeler 4",
        "labeler 5",
    ];
    let accounts: Vec<Addr> = names.iter().map(|name| market.account(name)).collect();
    let balances: Vec<(&Addr, u128)> = accounts
        .iter()
        .map(|account| (account, 10_000_000))
        .collect();
    let token = market.new_allowed_token("LBL", &balances);
    let mut stage = trial_on(market, terms().denom(token.clone()));
    let (id, who) = (stage.campaign, stage.account("challenger"));
    stage.challenge(&who, (id, 0), &ERRORS).unwrap();
    let left = stage.balance_in(&who, &token);
    for n in 3..6 {
        let labeler = stage.labelers[n].clone();
        stage.bond_for(&labeler, id, 1).unwrap();
    }
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    decided(&mut stage);
    settled(&mut stage);
    stage.withdraw(&who, &[]).unwrap();
    assert!(stage.balance_in(&who, &token) > left);
}

#[test]
fn a_token_that_is_not_the_campaigns_pays_no_bond() {
    let mut stage = trial(terms());
    let (who, id) = (challenger(&mut stage), stage.campaign);
    let token = stage.new_token("FAKE", &[(&who, 1_000_000)]);
    let bond = stage.challenge_bond(id, 0, 3).amount.u128();
    let refused = stage
        .challenge_in(&who, (id, 0), &ERRORS, &Denom::Cw20(token), bond)
        .refused_as::<ContractError>();
    assert!(matches!(refused, ContractError::Asset(_)), "{refused}");
}

#[test]
fn a_challenge_takes_exactly_the_bond_in_time_and_some_items() {
    let mut stage = trial(terms());
    let (who, id) = (challenger(&mut stage), stage.campaign);
    let bond = stage.challenge_bond(id, 0, 3);
    assert_eq!(bond.amount, bond.bond + bond.tip);
    for amount in [bond.amount.u128() - 1, bond.amount.u128() + 1] {
        let refused = stage.challenge_with(&who, (id, 0), &ERRORS, amount);
        assert!(matches!(refused.refused_as(), ContractError::Asset(_)));
    }
    let none = stage.challenge_with(&who, (id, 0), &[], bond.tip.u128() + 1);
    assert_eq!(
        none.refused_as::<ContractError>(),
        ContractError::NoItems { task: 0 }
    );
    let long = Challenge {
        campaign: id,
        task: 0,
        items: [0xff; 9].into(),
    };
    let behind = stage.registry_paid(&who, &ExecuteMsg::Challenge(long), 1);
    let length = ItemSetError::Length {
        found: 9,
        wanted: 8,
    };
    let refused = ContractError::Items {
        task: 0,
        reason: length,
    };
    assert_eq!(behind.refused_as::<ContractError>(), refused);
    stage.pass(3_601);
    let late = stage.challenge(&who, (id, 0), &ERRORS);
    assert!(matches!(task_error(late), TaskError::TooLate { .. }));
}

#[test]
fn with_a_reading_key_panelists_encrypt_too_and_the_panel_ends_by_itself() {
    let mut stage = trial(terms().waves(2, 5));
    challenged(&mut stage, &ERRORS);
    panel_of(&mut stage, &[(3, truth()), (4, truth()), (5, truth())]);
    assert_eq!(decided(&mut stage).changed, 3);
    settled(&mut stage);
}

#[test]
fn every_challenge_ends_by_time_alone() {
    for sealed in 0..=3 {
        let mut stage = trial(terms());
        challenged(&mut stage, &ERRORS);
        let seats: Vec<(usize, Vec<u8>)> = (3..3 + sealed).map(|n| (n, truth())).collect();
        panel_of(&mut stage, &seats);
        if sealed < 3 {
            join(&mut stage, 8).unwrap();
        }
        let id = stage.campaign;
        stage.drive_to_close(id).unwrap();
        assert_eq!(stage.phase(), Phase::Settled);
        assert!(stage.ledger(id).bonds.is_zero());
    }
}
