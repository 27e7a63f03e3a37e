//! Panels of challenges: who registers, whom chance seats, what seats cost, and what no panel can bend.

use cosmwasm_std::Addr;
use pasar_common::task_registry::{ChallengeStatus, GoldOutcome, SeatStatus, Sit};
use pasar_testkit::{campaign, CampaignBuilder, GoldBook, Market, Refused, Row};
use reputation_staking::ContractError as StakingError;
use rstest::rstest;
use task_registry::{
    error::{ChallengeError, Ineligible, RandomnessError, SeatError},
    ContractError,
};

use crate::{
    challenge::{
        advance_panel, challenge_error, challenged, challenger, credited, decided, erring,
        experts_on, first_rows, panel_of, past_turns, register, registered, reveal, right_panel,
        seal, sit, terms, trial, truth, verdict_of, wrong, ITEMS, NAMED, PRICE, SEAT_BOND,
    },
    support::{labels, seat_error, Stage, RIGHT},
};

/// Stake of a seat, and what is lost of it where a seal is missing.
const STAKE: u128 = 10_000;
const TENTH: u128 = STAKE / 10;

fn exposed(stage: &Stage, n: usize) -> u128 {
    let denom = stage.campaign(stage.campaign).terms.seat_stake.denom;
    stage.exposure(&stage.labelers[n], &denom).amount.u128()
}

fn ineligible<T: std::fmt::Debug>(outcome: anyhow::Result<T>) -> Ineligible {
    match outcome.refused_as::<ContractError>() {
        ContractError::NotEligible(reason) => reason,
        other => panic!("refused otherwise: {other}"),
    }
}

#[test]
fn nobody_judges_who_had_a_seat_or_bonded_the_challenge_or_has_no_record() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    let id = stage.campaign;
    let seated = register(&mut stage, 2).refused_as::<ContractError>();
    assert!(
        matches!(seated, ContractError::AlreadySeated { .. }),
        "{seated}"
    );
    register(&mut stage, 4).unwrap();
    let labeler = stage.labelers[4].clone();
    let twice = register(&mut stage, 4);
    assert_eq!(
        challenge_error(twice),
        ChallengeError::Registered { labeler }
    );
    let who = challenger(&mut stage);
    let own = stage.market().register(&who, id, 0);
    assert_eq!(ineligible(own), Ineligible::Challenger);
    let requester = stage.requester.clone();
    let own = stage.market().register(&requester, id, 0);
    assert!(matches!(ineligible(own), Ineligible::Related { .. }));
    let newcomer = stage.account("newcomer");
    stage.mint(&newcomer, 1_000_000);
    stage.bond(&newcomer, 1_000_000).unwrap();
    let unknown = stage.market().register(&newcomer, id, 0);
    assert!(matches!(ineligible(unknown), Ineligible::Skill { .. }));
}

#[test]
fn a_panelists_record_has_the_mass_that_the_terms_ask_for() {
    let mut stage = trial(terms().with(|terms| {
        if let Some(rule) = &mut terms.challenge {
            rule.panel_mass = 200;
        }
    }));
    challenged(&mut stage, &NAMED);
    let few = register(&mut stage, 4);
    assert!(matches!(ineligible(few), Ineligible::Mass { min: 200, .. }));
}

#[test]
fn whoever_did_not_register_in_the_first_half_does_not_sit() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    let last = stage.last_challenge(stage.campaign, 0);
    assert_eq!(last.status, ChallengeStatus::Registering);
    stage.pass_to(last.register_by.seconds());
    register(&mut stage, 4).unwrap();
    stage.pass(1);
    let late = register(&mut stage, 5);
    assert!(matches!(
        challenge_error(late),
        ChallengeError::TooLate { .. }
    ));
    assert_eq!(
        stage.last_challenge(stage.campaign, 0).status,
        ChallengeStatus::Seating
    );
    past_turns(&mut stage);
    let labeler = stage.labelers[5].clone();
    let unknown = sit(&mut stage, 5);
    assert_eq!(
        challenge_error(unknown),
        ChallengeError::NotRegistered { labeler }
    );
    sit(&mut stage, 4).unwrap();
}

/// From when on those who registered may sit: known once somebody sits.
#[test]
fn chance_lets_one_after_the_other_sit() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    let id = stage.campaign;
    let all: Vec<usize> = (4..10).collect();
    for n in &all {
        register(&mut stage, *n).unwrap();
    }
    let last = stage.last_challenge(id, 0);
    assert!(last.drawn_at > last.register_by);
    let unknown = sit(&mut stage, 4).refused_as::<ContractError>();
    let early = RandomnessError::TooEarly {
        round: last.round,
        at: last.drawn_at.seconds(),
        now: stage.now(),
    };
    assert_eq!(unknown, ContractError::Randomness(early));

    stage.pass_to(last.drawn_at.seconds());
    let mut turns = Vec::new();
    for n in all {
        match challenge_error(sit(&mut stage, n)) {
            ChallengeError::TooEarly { from, .. } => turns.push((from, n)),
            other => panic!("{other}"),
        }
    }
    turns.sort_unstable();
    let half = last.drawn_at.seconds()..=last.deadline.seconds();
    assert!(turns.iter().all(|(from, _)| half.contains(from)));
    assert!(turns.windows(2).any(|pair| pair[0].0 < pair[1].0));
    // The first three whose turn it is take the seats.
    for (from, n) in &turns[..3] {
        stage.pass_to(*from);
        sit(&mut stage, *n).unwrap();
    }
    let (from, n) = turns[3];
    stage.pass_to(from);
    let full = sit(&mut stage, n);
    assert_eq!(
        challenge_error(full),
        ChallengeError::Full {
            seats: 3,
            forfeits: 0
        }
    );
    let known = stage.last_challenge(id, 0);
    assert_eq!(known.randomness.unwrap().len(), 32);
    let denom = stage.campaign(id).terms.seat_stake.denom;
    let labeler = stage.labelers[n].clone();
    let [own] = stage.registrations(&labeler, &denom).try_into().unwrap();
    assert_eq!((own.sits_from.unwrap().seconds(), own.over), (from, false));
}

#[test]
fn whoever_sits_first_brings_the_signature_of_the_challenges_round() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    registered(&mut stage, &[4, 5]);
    let id = stage.campaign;
    let round = stage.last_challenge(id, 0).round;
    let sit_with = |stage: &mut Stage, n: usize, signature| {
        let labeler = stage.labelers[n].clone();
        let sit = pasar_common::task_registry::ExecuteMsg::Sit(Sit {
            campaign: id,
            task: 0,
            signature,
        });
        stage.registry(&labeler, &sit)
    };
    let none = sit_with(&mut stage, 4, None).refused_as::<ContractError>();
    let missing = RandomnessError::Missing { round };
    assert_eq!(none, ContractError::Randomness(missing));
    let other = stage.signature_of(round + 1);
    let other = sit_with(&mut stage, 4, Some(other)).refused_as::<ContractError>();
    assert!(
        matches!(
            other,
            ContractError::Randomness(RandomnessError::Refused(_))
        ),
        "{other}"
    );
    let own = stage.signature_of(round);
    sit_with(&mut stage, 4, Some(own)).unwrap();
    // It is kept for the others.
    sit_with(&mut stage, 5, None).unwrap();
}

#[test]
fn a_registration_exposes_a_seats_stake_until_it_can_sit_no_more() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    let denom = stage.campaign(id).terms.seat_stake.denom;
    challenged(&mut stage, &NAMED);
    registered(&mut stage, &[4, 5, 6, 7, 8]);
    assert_eq!(exposed(&stage, 7), STAKE);
    let waiting = stage.labelers[7].clone();
    let kept = stage.unregister(&waiting, &denom).refused_as();
    assert!(matches!(kept, ContractError::NothingRegistered { .. }));
    for n in 4..7 {
        sit(&mut stage, n).unwrap();
    }
    // A seat without a seal would become free again.
    assert_eq!(exposed(&stage, 7), STAKE);
    stage.pass(1);
    // What a seat exposes stays; what waited for one is free, and a message of their own says so.
    assert_eq!([4, 7].map(|n| exposed(&stage, n)), [STAKE, 0]);
    stage.unregister(&waiting, &denom).unwrap();
    let gone = stage.unregister(&waiting, &denom).refused_as();
    assert!(matches!(gone, ContractError::NothingRegistered { .. }));
    // Who does not send it is freed by what comes next: all of the stake may leave, or take a ticket.
    let other = stage.labelers[8].clone();
    let staked = stage.staked(8);
    stage.unbond(&other, staked).unwrap();
}

#[test]
fn a_claim_frees_what_registrations_exposed_in_vain() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    registered(&mut stage, &[4]);
    stage.pass(1);
    advance_panel(&mut stage).unwrap();
    stage.again(campaign());
    let labeler = stage.labelers[4].clone();
    let id = stage.campaign;
    let denom = stage.campaign(id).terms.seat_stake.denom;
    // All of the stake but a seat's is gone: the ticket takes what the registration had.
    let staked = stage.staked(4);
    stage.unbond(&labeler, staked - STAKE).unwrap();
    stage.claim(&labeler, id, 1).unwrap();
    assert_eq!(exposed(&stage, 4), STAKE);
    assert!(stage.registrations(&labeler, &denom).is_empty());
}

/// Seventeen challenged tasks; the fifth labeler registered for the panels of all but the last, whose index this returns.
pub fn in_many_panels() -> (Stage, u32) {
    let items = 50;
    let last = 16u32;
    let mut stage = experts_on(Market::new());
    let open = terms().items(items * (last + 1)).page(items).frontier(1);
    stage.again(open.with(|terms| {
        if let Some(rule) = &mut terms.challenge {
            rule.window_seconds = 100_000;
        }
    }));
    let id = stage.campaign;
    let all: Vec<u32> = (0..=last).collect();
    let rows: Vec<Row> = (0..4)
        .map(|n| {
            (
                stage.labelers[n].clone(),
                labels(items * (last + 1), 3, RIGHT),
            )
        })
        .collect();
    stage.market().run_campaign(id, &rows).unwrap();
    let who = challenger(&mut stage);
    let named: Vec<u32> = (0..10).collect();
    let labeler = stage.labelers[4].clone();
    for task in all {
        stage.challenge(&who, (id, task), &named).unwrap();
        if task < last {
            stage.market().register(&labeler, id, task).unwrap();
        }
    }
    (stage, last)
}

#[test]
fn an_account_registers_for_so_many_panels_at_a_time() {
    let (mut stage, last) = in_many_panels();
    let labeler = stage.labelers[4].clone();
    let id = stage.campaign;
    let refused = stage.market().register(&labeler, id, last);
    let many = ChallengeError::TooManyRegistrations { found: 16, max: 16 };
    assert_eq!(challenge_error(refused), many);
    let other = stage.labelers[5].clone();
    stage.market().register(&other, id, last).unwrap();
}

#[test]
fn panel_labels_are_sealed_until_its_last_seat_is() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    registered(&mut stage, &[4, 5, 6]);
    for n in [4, 5, 6] {
        sit(&mut stage, n).unwrap();
    }
    seal(&mut stage, 4, &truth()).unwrap();
    seal(&mut stage, 5, &truth()).unwrap();
    let missing = ChallengeError::SealsMissing {
        sealed: 2,
        wanted: 3,
    };
    assert_eq!(challenge_error(reveal(&mut stage, &[4])), missing);
    seal(&mut stage, 6, &truth()).unwrap();
    let twice = seal(&mut stage, 6, &truth());
    assert_eq!(
        seat_error(twice),
        SeatError::WrongStatus {
            found: SeatStatus::Sealed,
            wanted: SeatStatus::Drawn
        }
    );
    reveal(&mut stage, &[4]).unwrap();
    // What is open already spoils no batch.
    reveal(&mut stage, &[4, 5, 6]).unwrap();
}

#[test]
fn a_seat_without_a_seal_costs_a_tenth_and_makes_room() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    let id = stage.campaign;
    for n in 4..8 {
        register(&mut stage, n).unwrap();
    }
    // One whose turn is early enough that others can follow, after they forfeit.
    let last = stage.last_challenge(id, 0);
    stage.pass_to(last.drawn_at.seconds());
    let mut turns = Vec::new();
    for n in 4..8 {
        if let ChallengeError::TooEarly { from, .. } = challenge_error(sit(&mut stage, n)) {
            turns.push((from, n));
        }
    }
    turns.sort_unstable();
    let (from, idle) = turns[0];
    stage.pass_to(from);
    sit(&mut stage, idle).unwrap();
    past_turns(&mut stage);
    for (_, n) in &turns[1..3] {
        sit(&mut stage, *n).unwrap();
        seal(&mut stage, *n, &truth()).unwrap();
    }
    let staked = stage.staked(idle);
    let commit_by = stage.campaign(id).terms.windows.commit_seconds;
    stage.pass_to(from + u64::from(commit_by) + 1);
    advance_panel(&mut stage).unwrap();
    assert_eq!(stage.staked(idle), staked - TENTH);
    assert_eq!(exposed(&stage, idle), 0);
}

/// Attack: while a panel is full, somebody who waits takes out all of their stake. A friend's seat is forfeited, and they
/// sit with nothing to lose.
#[test]
fn nobody_sits_in_a_panel_without_a_stake() {
    let mut stage = trial(terms());
    let denom = stage.campaign(stage.campaign).terms.seat_stake.denom;
    challenged(&mut stage, &NAMED);
    registered(&mut stage, &[4, 5, 6, 7]);
    for n in [4, 5, 6] {
        sit(&mut stage, n).unwrap();
    }
    let waiting = stage.labelers[7].clone();
    let staked = stage.staked(7);
    let kept = stage.unbond(&waiting, staked).refused_as();
    assert!(matches!(kept, StakingError::Exposed { .. }), "{kept}");
    let waits = stage.unregister(&waiting, &denom).refused_as();
    assert!(matches!(waits, ContractError::NothingRegistered { .. }));
    stage.pass(1);
    stage.unbond(&waiting, staked).unwrap();
    assert!(sit(&mut stage, 7).is_err());
}

#[test]
fn a_panelist_who_seals_nothing_pays_what_a_missed_commit_costs() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    let nothing = vec![pasar_truth::NONE; ITEMS as usize];
    panel_of(&mut stage, &[(4, truth()), (5, truth()), (6, nothing)]);
    let staked = [4, 6].map(|n| stage.staked(n));
    decided(&mut stage);
    assert_eq!(
        [4, 6].map(|n| stage.staked(n)),
        [staked[0], staked[1] - TENTH]
    );
    assert_eq!(exposed(&stage, 6), 0);
    assert_eq!(stage.verdict(stage.campaign, 0).labels, truth());
}

#[test]
fn a_silent_panelist_loses_their_stake_and_two_decide_nothing() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &right_panel());
    reveal(&mut stage, &[4, 5]).unwrap();
    let early = advance_panel(&mut stage);
    assert!(matches!(
        challenge_error(early),
        ChallengeError::TooEarly { .. }
    ));
    stage.past_reveal();
    let staked = stage.staked(6);
    advance_panel(&mut stage).unwrap();
    assert_eq!(stage.staked(6), staked - STAKE);
    let id = stage.campaign;
    assert_eq!(stage.verdict(id, 0).labels, wrong());
    assert_eq!(
        stage.last_challenge(id, 0).status,
        ChallengeStatus::Unfilled
    );
    // Half a price for each of the seven answers that stand to either who looked; a tenth is the commons'.
    let pay = 7 * PRICE / 2;
    for n in [4, 5] {
        let panelist = stage.labelers[n].clone();
        assert_eq!(credited(&mut stage, &panelist), pay, "{n}");
    }
    let returned = 3 * SEAT_BOND * 9 / 10 - 2 * pay;
    assert_eq!(credited(&mut stage, &who), returned);
}

#[test]
fn what_belongs_to_a_seat_that_nobody_revealed_goes_back_to_the_challenger() {
    let mut stage = experts_on(Market::new());
    stage.again(terms().overlap(5).with(|terms| {
        if let Some(rule) = &mut terms.challenge {
            rule.panel_seats = 4;
        }
    }));
    let mut rows = first_rows().to_vec();
    rows.push(wrong());
    verdict_of(&mut stage, &rows);
    let who = challenged(&mut stage, &NAMED);
    let panel: Vec<(usize, Vec<u8>)> = (5..9).map(|n| (n, truth())).collect();
    panel_of(&mut stage, &panel);
    reveal(&mut stage, &[5, 6, 7]).unwrap();
    stage.past_reveal();
    advance_panel(&mut stage).unwrap();
    let standing = NAMED.len() as u128 - 3;
    assert_eq!(credited(&mut stage, &who), SEAT_BOND + 3 * standing * PRICE);
    assert_eq!(stage.verdict(stage.campaign, 0).labels, truth());
}

#[test]
fn a_panel_that_opens_nothing_costs_its_own_stakes_and_the_bond_less_a_tenth_goes_back() {
    let mut stage = trial(terms());
    let who = challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &right_panel());
    advance_panel(&mut stage).unwrap();
    stage.past_reveal();
    let staked = [4, 5, 6].map(|n| stage.staked(n));
    advance_panel(&mut stage).unwrap();
    assert_eq!(
        [4, 5, 6].map(|n| stage.staked(n)),
        staked.map(|stake| stake - STAKE)
    );
    assert_eq!(credited(&mut stage, &who), 3 * SEAT_BOND * 9 / 10);
    assert_eq!(stage.verdict(stage.campaign, 0).labels, wrong());
}

/// Four seats and a panel, with twelve items of gold. Returns what became of the gold, and the verdict.
fn panel_beside_gold(gold: &[u8], named: &[u32], panel: [Vec<u8>; 3]) -> (GoldOutcome, Vec<u8>) {
    let book = (0..12u16).map(|item| (item, gold[usize::from(item)]));
    let book = GoldBook::new(&[book.collect()]);
    let mut stage = experts_on(Market::new());
    stage.again(terms().gold(book.terms(5_000)));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let requester = stage.requester.clone();
    for n in 0..4 {
        let errs: Vec<u32> = (0..ITEMS).filter(|item| (item + n) % 4 == 0).collect();
        stage.drawn(n as usize);
        let labeler = stage.labelers[n as usize].clone();
        stage.commit(&labeler, id, 0, &erring(&errs)).unwrap();
    }
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    stage.resolve().unwrap();
    let gold = stage.first().gold;
    challenged(&mut stage, named);
    let seats: Vec<(usize, Vec<u8>)> = (4..).zip(panel).collect();
    panel_of(&mut stage, &seats);
    decided(&mut stage);
    let labels = stage.verdict(id, 0).labels;
    assert_eq!(stage.exported(id), labels, "what is stored");
    stage.settle().unwrap();
    (gold, labels)
}

/// Attack: gold is public by now. One panelist repeats false gold that nobody had passed.
#[test]
fn gold_that_hung_stays_hung_in_a_panel() {
    let gold: Vec<u32> = (0..12).collect();
    let lies = erring(&gold);
    let panel = [lies.clone(), truth(), truth()];
    let (became, labels) = panel_beside_gold(&lies, &gold, panel);
    assert_eq!(became, GoldOutcome::Hung);
    assert_eq!(labels[..12], truth()[..12]);
}

/// Attack: a panelist repeats the public gold, so as to outweigh those who look, and lies elsewhere.
#[test]
fn repeating_public_gold_gives_a_panelist_no_weight() {
    let (all, rest): (Vec<u32>, Vec<u32>) = ((0..ITEMS).collect(), (12..ITEMS).collect());
    let errs: Vec<u32> = all.iter().copied().filter(|item| item % 4 == 3).collect();
    let liar = erring(&rest);
    let panel = || [liar.clone(), erring(&errs), erring(&errs)];
    let (became, with_gold) = panel_beside_gold(&truth(), &all, panel());
    assert_eq!(became, GoldOutcome::Moved);
    let (_, without) = panel_beside_gold(&truth(), &rest, panel());
    assert_eq!(with_gold, without);
}

/// Attack: a requester whose accounts are most seats of a task votes against the truth, so that the honest rest earns
/// nothing; then they challenge what they spoiled, with as many friends in the panel. No unit of what nobody earned comes
/// back: what all of them take out is at most what the challenger put in.
#[rstest]
#[case::with_false_gold(true, 3)]
#[case::with_the_panel(false, 3)]
#[case::with_a_friend(false, 1)]
#[case::alone(false, 0)]
fn a_challenge_moves_the_challengers_own_money_and_no_other(
    #[case] gold: bool,
    #[case] friends: usize,
) {
    let lies: Vec<u32> = (0..45).collect();
    let mut stage = experts_on(Market::new());
    let book = (0..10u16).map(|item| (item, erring(&lies)[usize::from(item)]));
    let book = GoldBook::new(&[book.collect()]);
    let open: CampaignBuilder = if gold {
        terms().gold(book.terms(5_000))
    } else {
        terms()
    };
    stage.again(open);
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let requester = stage.requester.clone();
    let rows = [erring(&lies), erring(&lies), erring(&lies), truth()];
    for (n, row) in rows.iter().enumerate() {
        stage.drawn(n);
        let labeler = stage.labelers[n].clone();
        stage.commit(&labeler, id, 0, row).unwrap();
    }
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    if gold {
        stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    }
    stage.resolve().unwrap();
    assert_eq!(stage.verdict(id, 0).labels, erring(&lies));
    stage.settle().unwrap();
    let before = stage.ledger(id);
    let who = challenged(&mut stage, &lies);
    let bond = stage.last_challenge(id, 0).bond.u128();
    panel_of(&mut stage, &right_panel());
    decided(&mut stage);
    let ledger = stage.ledger(id);
    assert_eq!(
        (ledger.pay, ledger.fee, ledger.refunded),
        (before.pay, before.fee, before.refunded)
    );
    assert!(ledger.commons >= before.commons);
    let mut back = credited(&mut stage, &who);
    for n in 4..4 + friends {
        let friend = stage.labelers[n].clone();
        back += credited(&mut stage, &friend);
    }
    assert!(back <= bond, "{back} of {bond}");
}

/// Attack of an outsider: accounts wait for a panel, fill it before anybody else hears of it, and turn right labels into
/// wrong ones. Others have half of the filling to register, and each account has the same chance.
#[test]
fn whoever_is_first_fills_no_panel() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    for n in [4, 5, 6] {
        register(&mut stage, n).unwrap();
        assert!(sit(&mut stage, n).is_err());
    }
    let last = stage.last_challenge(stage.campaign, 0);
    let registering = last.register_by.seconds() - last.opened_at.seconds();
    assert!(registering >= 1_800, "{registering}");
}

/// Whatever a panel said, both verdicts stay: a captured panel destroys nothing.
#[test]
fn the_first_verdict_stays_visible_after_a_captured_panel() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    let lies: Vec<u32> = (21..41).collect();
    challenged(&mut stage, &lies);
    panel_of(&mut stage, &[4, 5, 6].map(|n| (n, erring(&lies))));
    let changed = decided(&mut stage).changed;
    let verdict = stage.verdict(id, 0);
    assert_eq!(verdict.changes.len() as u32, changed);
    let mut first = verdict.labels;
    for change in verdict.changes {
        first[change.item as usize] = change.first;
    }
    assert_eq!(first, wrong());
    assert_eq!(stage.first_exported(id), wrong());
}

#[test]
fn a_seat_is_counted_where_it_stands_and_nowhere_else() {
    let mut stage = trial(terms());
    let id = stage.campaign;
    challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &right_panel());
    let own: Vec<Addr> = stage
        .seats(id, 0)
        .into_iter()
        .map(|seat| seat.labeler)
        .collect();
    assert_eq!(own.len(), 4);
    let panel: Vec<Addr> = stage
        .panel(id, 0, 1)
        .into_iter()
        .map(|seat| seat.labeler)
        .collect();
    assert_eq!(panel.len(), 3);
    assert!(panel.iter().all(|labeler| !own.contains(labeler)));
}
