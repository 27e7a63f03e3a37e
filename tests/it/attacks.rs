//! Attacks, each named by the rule that defeats it. The numbers are those of a market with a fee of
//! 5 % and the default pay terms: nothing below a skill of 0.1, the full price from 0.75.

mod certificate;
mod draw;
mod gas;
mod gifts;
mod honeypots;
mod issuers;
mod pools;
mod questions;
mod stakes;
mod walk;

use cosmwasm_std::Addr;
use pasar_common::task_registry::{Phase, SeatStatus};
use pasar_testkit::{campaign, denom, CampaignBuilder, Market, Refused, DOMAIN};
use pasar_truth::MASS_CAP;
use rstest::rstest;
use task_registry::{error::SeatError, ContractError};

use crate::support::{honest_labels, labels, noisy_labels, seat_error, Stage, RIGHT, STAKE};

const PRICE: u128 = 1_000;
const SEAT: u128 = 10_000;

/// What a seat of a task does.
#[derive(Clone)]
struct Play {
    labels: Vec<u8>,
    reveals: bool,
}

impl Play {
    fn open(labels: Vec<u8>) -> Self {
        Self {
            labels,
            reveals: true,
        }
    }

    fn silent(labels: Vec<u8>) -> Self {
        Self {
            labels,
            reveals: false,
        }
    }
}

/// What came of a task.
#[derive(Debug, PartialEq)]
struct Result {
    /// What each seat is paid.
    pay: Vec<u128>,
    /// What each seat's stake lost.
    lost: Vec<u128>,
    verdict: Vec<u8>,
    /// What the requester paid in the end.
    cost: u128,
    /// What waits for stakers.
    stakers: u128,
    /// What waits for the commons, penalties left out.
    commons: u128,
    fee: u128,
}

impl Result {
    /// Part of the price that a seat is paid, in percent.
    fn percent(&self, seat: usize, items: u32) -> u128 {
        self.pay[seat] * 100 / (u128::from(items) * PRICE)
    }
}

/// A campaign of one task: 100 items unless changed.
fn task(classes: usize, seats: usize) -> CampaignBuilder {
    campaign().items(100).classes(classes).overlap(seats as u8)
}

/// Plays a task of fresh labelers to its end.
fn play(terms: CampaignBuilder, plays: &[Play]) -> Result {
    let market = Market::builder().staked(1_000).build();
    let mut stage = Stage::on(market, plays.len(), terms);
    play_on(&mut stage, plays)
}

fn play_on(stage: &mut Stage, plays: &[Play]) -> Result {
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let labelers: Vec<Addr> = stage.labelers[..plays.len()].to_vec();
    let staked: Vec<u128> = (0..plays.len()).map(|n| stage.staked(n)).collect();
    for (labeler, play) in labelers.iter().zip(plays) {
        assert_eq!(stage.market().seat(labeler, id, 1), [0]);
        stage.commit(labeler, id, 0, &play.labels).unwrap();
    }
    for (labeler, play) in labelers.iter().zip(plays) {
        if play.reveals {
            stage.reveal(&crank, id, &[(0, labeler)]).unwrap();
        }
    }
    if plays.iter().any(|play| !play.reveals) {
        stage.past_reveal();
    }
    stage.resolve().unwrap();
    if stage.phase() == Phase::Resolved {
        stage.settle().unwrap();
    }
    let ledger = stage.ledger(id);
    let due = stage.due();
    let verdict = match stage.phase() {
        Phase::Settled => stage.verdict(id, 0).labels,
        _ => vec![],
    };
    Result {
        pay: (0..plays.len()).map(|n| stage.paid(n)).collect(),
        lost: staked
            .iter()
            .enumerate()
            .map(|(n, before)| before - stage.staked(n))
            .collect(),
        verdict,
        cost: (ledger.deposited - ledger.refunded).u128(),
        stakers: due.stakers.u128(),
        commons: due.commons.u128(),
        fee: ledger.fee.u128(),
    }
}

/// Honest seats with these percentages right.
fn honest(classes: u8, accuracies: &[u64]) -> Vec<Play> {
    let seed = |n: usize| 11 + n as u64;
    accuracies
        .iter()
        .enumerate()
        .map(|(n, accuracy)| Play::open(honest_labels(100, classes, *accuracy, seed(n))))
        .collect()
}

/// The true labels with every class replaced by the next one.
fn against_the_truth(classes: u8) -> Play {
    let truth = labels(100, classes, RIGHT);
    Play::open(truth.iter().map(|label| (label + 1) % classes).collect())
}

// The requester.

/// A requester whose accounts hold three of five seats decides the verdict and what others are paid. They
/// still pay at least the full price of every label that is not their own accounts', and no stake moves.
#[rstest]
#[case::agreed_on_noise(noisy_labels(100, 3, 5), noisy_labels(100, 3, 5))]
#[case::agreed_on_half(honest_labels(100, 3, 50, 3), honest_labels(100, 3, 50, 3))]
#[case::against_the_truth(against_the_truth(3).labels, against_the_truth(3).labels)]
#[case::noise_of_their_own(noisy_labels(100, 3, 5), noisy_labels(100, 3, 6))]
fn a_requester_whose_accounts_fill_most_seats_gets_no_label_below_its_price(
    #[case] two: Vec<u8>,
    #[case] third: Vec<u8>,
) {
    let mut plays = honest(3, &[90, 85]);
    plays.extend([Play::open(two.clone()), Play::open(two), Play::open(third)]);
    let attacked = play(task(3, 5), &plays);
    let back: u128 = attacked.pay[2..].iter().sum();
    let others = 2 * 100 * PRICE;
    assert!(
        attacked.cost - back >= others + attacked.fee,
        "{attacked:?}"
    );
    assert_eq!(attacked.lost, [0; 5], "nobody loses stake");
}

#[rstest]
#[case::two_classes(2, 85)]
#[case::four_classes(4, 80)]
fn two_accounts_of_the_requester_that_vote_against_the_truth_bring_them_nothing_and_cost_the_honest_nothing(
    #[case] classes: u8,
    #[case] accuracy: u64,
) {
    let terms = || task(classes.into(), 5);
    let plain = play(terms(), &honest(classes, &[accuracy; 5]));
    let mut plays = honest(classes, &[accuracy; 3]);
    plays.extend([against_the_truth(classes), against_the_truth(classes)]);
    let attacked = play(terms(), &plays);
    assert_eq!(attacked.cost, plain.cost, "they pay the same");
    assert_eq!(attacked.pay[3..], [0, 0], "their accounts get nothing back");
    for seat in 0..3 {
        assert!(attacked.percent(seat, 100) >= 97, "{:?}", attacked.pay);
        assert!(
            attacked.pay[seat] * 100 >= plain.pay[seat] * 97,
            "{:?}",
            attacked.pay
        );
    }
    let truth = labels(100, classes, RIGHT);
    let right = attacked
        .verdict
        .iter()
        .zip(&truth)
        .filter(|(a, b)| a == b)
        .count();
    assert!(right >= 85, "and the verdict stays: {right}");
}

#[test]
fn what_a_requester_pays_depends_on_what_was_sealed_and_revealed_alone() {
    let truth = || Play::open(labels(100, 3, RIGHT));
    let constant = || Play::open(vec![1; 100]);
    let noise = |seed| Play::open(noisy_labels(100, 3, seed));
    let casts: Vec<Vec<Play>> = vec![
        (0..5).map(|_| truth()).collect(),
        (0..5).map(|_| constant()).collect(),
        (0..5).map(noise).collect(),
        honest(3, &[95, 85, 75, 60, 40]),
        vec![
            truth(),
            constant(),
            noise(1),
            against_the_truth(3),
            noise(2),
        ],
    ];
    for cast in casts {
        let result = play(task(3, 5), &cast);
        assert_eq!(result.cost, 500 * (PRICE + 50) + 901);
        assert_eq!(
            result.pay.iter().sum::<u128>() + result.commons,
            500 * PRICE + 500 * 25
        );
    }
    // Labels left out and seats not revealed are all that lowers the cost.
    let mut cast = honest(3, &[90; 5]);
    cast[0].labels[..30].fill(pasar_truth::NONE);
    cast[1].reveals = false;
    let result = play(task(3, 5), &cast);
    assert_eq!(result.cost, 370 * (PRICE + 50) + 901);
}

#[test]
fn cancelling_takes_back_nothing_of_what_is_sealed() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.cancel(&requester, id).unwrap();
    assert_eq!(stage.refunded(), 0);
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.refunded(), 0);
    assert_eq!(stage.ledger(id).labels, 180);
}

// Labelers.

#[test]
fn a_copied_seal_cannot_be_opened() {
    let mut stage = Stage::new(3, campaign());
    stage.sealed(0);
    stage.sealed(1);
    stage.drawn(2);
    let victim = stage.labelers[0].clone();
    let copycat = stage.labelers[2].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let copied = stage.seat_of(id, 0, &victim).seal.unwrap();
    let seal = copied.as_slice().try_into().unwrap();
    stage.commit_seals(&copycat, id, &[0], &[seal]).unwrap();
    stage.revealed(0);
    // The victim's salt and labels, in the copycat's name.
    let mut opening = stage.opening(id, &[(0, &victim)]);
    opening.seats[0].labeler = copycat.to_string();
    let reveal = pasar_common::task_registry::ExecuteMsg::Reveal(opening);
    assert_eq!(
        seat_error(stage.registry(&crank, &reveal)),
        SeatError::SealMismatch
    );
    stage.revealed(1);
    stage.past_reveal();
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.staked(2), STAKE - SEAT);
    assert_eq!(stage.paid(2), 0);
}

#[test]
fn a_seal_opens_only_with_its_own_labels_salt_and_place() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let right = stage.opening(id, &[(0, &labeler)]);
    let mut wrong_salt = right.clone();
    wrong_salt.salts = vec![0; 16].into();
    let mut wrong_labels = right.clone();
    wrong_labels.labels = vec![0; 15].into();
    for wrong in [wrong_salt, wrong_labels] {
        let reveal = pasar_common::task_registry::ExecuteMsg::Reveal(wrong);
        assert_eq!(
            seat_error(stage.registry(&crank, &reveal)),
            SeatError::SealMismatch
        );
    }
    // A stranger opens it with what is right.
    stage.revealed(0);
}

/// No matter who reveals first, the requester's bot or the labeler: nobody's message is spoiled.
#[test]
fn a_seat_that_is_open_already_is_passed_over() {
    let mut stage = Stage::new(3, campaign());
    (0..3).for_each(|n| stage.sealed(n));
    let labelers = stage.labelers.clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage
        .reveal(&labelers[1], id, &[(0, &labelers[1])])
        .unwrap();
    let all: Vec<(u32, &Addr)> = labelers.iter().map(|labeler| (0, labeler)).collect();
    stage.reveal(&crank, id, &all).unwrap();
    let statuses = labelers
        .iter()
        .map(|labeler| stage.seat_of(id, 0, labeler).status);
    assert!(statuses
        .into_iter()
        .all(|status| status == SeatStatus::Revealed));
    // Even where nothing is left to open, or the task has gone on.
    stage.reveal(&crank, id, &all).unwrap();
    stage.resolve().unwrap();
    stage
        .reveal(&labelers[2], id, &[(0, &labelers[2])])
        .unwrap();
    // The same seat twice in one message is a mistake.
    assert!(matches!(
        seat_error(stage.reveal(&crank, id, &[(0, &labelers[0]), (0, &labelers[0])])),
        SeatError::WrongStatus { .. }
    ));
}

/// The last to reveal know all other labels. They can only keep silent, and that costs their stake,
/// their pay and their record; nobody gets what they leave.
#[rstest]
#[case::good(90)]
#[case::middling(60)]
#[case::bad(10)]
fn the_last_to_reveal_and_those_who_withhold_gain_nothing(#[case] accuracy: u64) {
    let cast = honest(3, &[90, 85, 80, 75, accuracy]);
    let opened = play(task(3, 5), &cast);
    let mut withheld = cast;
    withheld[4].reveals = false;
    let withheld = play(task(3, 5), &withheld);
    assert_eq!(withheld.pay[4], 0);
    assert_eq!(withheld.lost, [0, 0, 0, 0, SEAT]);
    assert_eq!(opened.lost, [0; 5]);
    // With any one accomplice among the others they still have less than by revealing.
    for accomplice in 0..4 {
        let with = opened.pay[accomplice] + opened.pay[4];
        let without = withheld.pay[accomplice] + withheld.pay[4];
        assert!(without < with + SEAT, "{opened:?} {withheld:?}");
    }
    assert_eq!(
        opened.cost - withheld.cost,
        100 * (PRICE + 50),
        "the price returns"
    );
}

/// One account fills a task with five seats, keeps four silent and is paid for noise that nobody
/// contradicts: a newcomer's 31 % of one seat's price.
#[test]
fn four_silent_seats_and_one_paid_for_noise_lose_more_than_they_gain_where_seats_have_a_stake() {
    let noise = |n: u64| noisy_labels(100, 3, n);
    let ring = |stake: u128| {
        let mut cast: Vec<Play> = (0..4).map(|n| Play::silent(noise(n))).collect();
        cast.push(Play::open(noise(4)));
        play(task(3, 5).stake(stake), &cast)
    };
    // A stake of a tenth of what a seat earns is enough.
    let result = ring(100 * PRICE / 10);
    let gain = result.pay[4];
    let loss = result.lost.iter().sum::<u128>();
    assert_eq!(gain, 100 * PRICE * 3_076 / 10_000);
    assert_eq!(loss, 4 * SEAT);
    assert!(gain < loss);
    assert_eq!(result.cost, 100 * (PRICE + 50) + 901);
    // Without a stake it pays: that is what stakes, records and overlap are for.
    assert!(ring(0).lost.iter().all(|lost| *lost == 0));
}

#[rstest]
#[case::constant(|_| vec![0; 100])]
#[case::random(|n| noisy_labels(100, 4, n))]
#[case::the_same_noise(|_| noisy_labels(100, 4, 77))]
fn spamming_a_campaign_pays_neither_stakers_nor_anybody_else(#[case] spam: fn(u64) -> Vec<u8>) {
    let plain = play(task(4, 5), &honest(4, &[90, 85, 80, 85, 80]));
    let mut cast = honest(4, &[90, 85, 80]);
    cast.extend([Play::open(spam(1)), Play::open(spam(2))]);
    let spammed = play(task(4, 5), &cast);
    assert_eq!(spammed.cost, plain.cost);
    assert_eq!(
        spammed.stakers, plain.stakers,
        "stakers get half of the fee, spam or not"
    );
    assert_eq!(spammed.stakers, spammed.fee / 2);
    for seat in 3..5 {
        assert!(spammed.percent(seat, 100) <= 6, "{:?}", spammed.pay);
    }
    for seat in 0..3 {
        assert!(
            spammed.pay[seat] <= 100 * PRICE,
            "nobody is paid above the price"
        );
    }
    let paid: u128 = spammed.pay.iter().sum();
    assert_eq!(
        paid + spammed.commons,
        500 * PRICE + spammed.fee - spammed.stakers
    );
}

#[test]
fn everybody_says_class_0_shows_nothing() {
    let cast: Vec<Play> = (0..5).map(|_| Play::open(vec![0; 100])).collect();
    let result = play(task(3, 5), &cast);
    // Nothing was shown: a newcomer's standing skill, as if they stood alone, and no lift.
    assert!(
        result
            .pay
            .iter()
            .all(|pay| *pay == 100 * PRICE * 3_076 / 10_000),
        "{result:?}"
    );
}

/// Whitewashing: a labeler who abandons a bad record stands where every newcomer does, and nobody stands better
/// where nothing can be compared. Where it can, noise under a new name earns nothing.
#[test]
fn a_new_name_brings_a_newcomers_standing_of_0_3_and_no_pay_for_noise() {
    let mut cast = honest(3, &[90, 85, 80, 85]);
    cast.push(Play::open(noisy_labels(100, 3, 77)));
    assert_eq!(play(task(3, 5), &cast).pay[4], 0);

    let newcomer = 100 * PRICE * 3_076 / 10_000;
    let same: Vec<Play> = (0..3).map(|_| Play::open(vec![0; 100])).collect();
    assert_eq!(play(task(3, 3), &same).pay, [newcomer; 3]);
    // The first two have a good record by now, the third one that shows nothing.
    let mut stage = Stage::new(3, task(3, 3));
    let mut cast = honest(3, &[95, 95, 95]);
    cast[2] = Play::open(noisy_labels(100, 3, 78));
    play_on(&mut stage, &cast);
    stage.again(task(3, 3));
    assert_eq!(play_on(&mut stage, &same).pay, [newcomer, newcomer, 0]);
}

#[test]
fn skipping_more_than_a_fifth_loses_the_standing_that_one_came_with() {
    let cast = |skipped: usize| {
        let mut cast: Vec<Play> = (0..3).map(|_| Play::open(vec![1; 100])).collect();
        cast[0].labels[..skipped].fill(pasar_truth::NONE);
        play(task(3, 3), &cast)
    };
    assert_eq!(cast(20).pay[0], 80 * PRICE * 3_076 / 10_000);
    assert_eq!(cast(21).pay[0], 0);
}

/// Attack: an account that does not like what it was drawn into seals nothing there, or a few labels.
#[test]
fn sealing_next_to_nothing_costs_what_giving_the_seat_back_costs() {
    let lost = |given: usize| {
        let mut cast = honest(3, &[90, 85, 80]);
        cast[2].labels[given..].fill(pasar_truth::NONE);
        play(task(3, 3), &cast).lost
    };
    assert_eq!(lost(0), [0, 0, SEAT / 10]);
    assert_eq!(lost(49), [0, 0, SEAT / 10]);
    assert_eq!(lost(50), [0; 3]);
}

/// The penalty and the end of the exposure meet: other seats stay covered, which the invariants check,
/// and each skipped seat costs the same.
#[test]
fn every_skipped_seat_costs_the_same_however_many_were_before_it() {
    let mut stage = Stage::new(3, task(3, 3));
    let mut cast = honest(3, &[90, 85, 80]);
    cast[2].labels.fill(pasar_truth::NONE);
    for _ in 0..6 {
        assert_eq!(play_on(&mut stage, &cast).lost, [0, 0, SEAT / 10]);
        stage.again(task(3, 3));
    }
    cast[2] = cast[0].clone();
    assert_eq!(play_on(&mut stage, &cast).lost, [0; 3]);
}

// Crowds.

/// Each claims, is drawn and gives the seat back. The task reopens 32 seats and no more, so closing
/// it reads a bounded number of records.
#[test]
fn a_thousand_accounts_that_claim_and_release_cannot_make_a_task_too_dear_to_close() {
    let mut stage = Stage::new(2, campaign().overlap(3).windows(36_000, 1_800, 1_800));
    stage.sealed(0);
    stage.sealed(1);
    stage.check_every(Some(97));
    let id = stage.campaign;
    let crowd = stage.accounts("crowd", 1_000);
    let mut seated = 0;
    for account in &crowd {
        stage.market().bond(account, SEAT).unwrap();
        stage.wait_for_openings(id);
        stage.claim(account, id, 1).unwrap();
        stage.wait_for_round(id, account);
        stage.claim(account, id, 0).unwrap();
        if stage.market().drawn(id, account) == [0] {
            seated += 1;
            stage.release(account, id, &[0]).unwrap();
        }
    }
    // The third seat, opened 32 times again.
    assert_eq!(seated, 33);
    assert_eq!(stage.seats(id, 0).len(), 2 + 33);
    assert_eq!(stage.first().forfeits, 33);
    stage.past_fill();
    stage.advance().unwrap();
    assert_eq!(stage.phase(), Phase::Revealing);
    stage.revealed(0);
    stage.revealed(1);
    stage.resolve().unwrap();
    stage.settle().unwrap();
    stage.check_invariants().unwrap();
    let lost: u128 = crowd
        .iter()
        .map(|who| SEAT - stage.stake(who).staked.u128())
        .sum();
    assert_eq!(lost, 33 * 1_000, "each pays a tenth of a seat");
}

#[test]
fn a_crowd_in_one_task_does_not_slow_another() {
    let mut stage = Stage::new(3, campaign().items(120).page(60).frontier(2).stake(0));
    stage.check_every(Some(50));
    let id = stage.campaign;
    let rows = {
        let row = labels(120, 3, 10);
        stage
            .labelers
            .iter()
            .map(|who| (who.clone(), row.clone()))
            .collect::<Vec<_>>()
    };
    for account in stage.accounts("crowd", 100) {
        stage.wait_for_openings(id);
        stage.claim(&account, id, 1).unwrap();
        stage.wait_for_round(id, &account);
        stage.claim(&account, id, 0).unwrap();
        let drawn = stage.market().drawn(id, &account);
        if !drawn.is_empty() {
            stage.release(&account, id, &drawn).unwrap();
        }
    }
    // Both tasks gave what they could; the next to come in another campaign finds it as new.
    stage.again(campaign().items(120).page(60));
    let id = stage.campaign;
    stage.market().run_campaign(id, &rows).unwrap();
}

// Records.

/// One account with a perfect record, farmed, and noise for labels now.
#[test]
fn a_farmed_record_does_not_silence_honest_newcomers() {
    let mut stage = Stage::new(5, task(4, 5));
    // The farm: the first account and four helpers agree on everything.
    let farm: Vec<Play> = (0..5).map(|_| Play::open(labels(100, 4, RIGHT))).collect();
    play_on(&mut stage, &farm);
    // A task adds 25 labels at most, so a full record takes eight, and two more make it better.
    for _ in 1..10 {
        stage.again(task(4, 5));
        play_on(&mut stage, &farm);
    }
    let farmer = stage.labelers[0].clone();
    let record = stage.skill(&farmer, DOMAIN);
    assert!(
        record.mass == MASS_CAP && record.standing > 3_300,
        "{record:?}"
    );
    // The farmed account beside four newcomers.
    let newcomers = stage.accounts("newcomer", 4);
    for newcomer in &newcomers {
        stage.market().bond(newcomer, STAKE).unwrap();
    }
    stage.labelers = [vec![farmer], newcomers].concat();
    stage.again(task(4, 5));
    let mut cast = vec![Play::open(noisy_labels(100, 4, 5))];
    cast.extend(honest(4, &[80; 4]));
    let result = play_on(&mut stage, &cast);
    for seat in 1..5 {
        assert!(result.percent(seat, 100) >= 97, "{:?}", result.pay);
    }
    assert!(result.percent(0, 100) <= 12, "{:?}", result.pay);
}

#[test]
fn reputation_costs_what_it_claims_to_be_worth() {
    // A fee of a tenth of the denom's reputation fee gives a tenth of the evidence.
    let record = |price: u128| {
        let mut stage = Stage::new(3, task(3, 3).price(price));
        let cast: Vec<Play> = (0..3).map(|_| Play::open(labels(100, 3, RIGHT))).collect();
        play_on(&mut stage, &cast);
        stage.skill(&stage.labelers[0], DOMAIN)
    };
    let full = record(1_000);
    let tenth = record(100);
    let more = record(50_000);
    assert!(full.skill > 0);
    assert_eq!(more.skill, full.skill);
    // The ratio is kept in 16 bits, and rounded toward nothing.
    for (full, tenth) in [(full.skill, tenth.skill), (full.mass, tenth.mass)] {
        assert!(
            (0..=full / 10_000 + 1).contains(&(full / 10 - tenth)),
            "{full} {tenth}"
        );
    }
    // A denom without a reputation fee gives none, good or bad.
    let market = Market::builder()
        .native(|terms| terms.reputation_fee = 0u128.into())
        .build();
    let mut stage = Stage::on(market, 3, task(3, 3));
    let mut cast = honest(3, &[90; 3]);
    cast[2].reveals = false;
    play_on(&mut stage, &cast);
    for labeler in stage.labelers.clone() {
        assert_eq!(stage.skill(&labeler, DOMAIN).last, None);
    }
}

// Addresses.

#[test]
fn prefunding_the_suite_changes_nothing() {
    let mut stage = Stage::new(3, campaign());
    let escrow = stage.market().escrow.clone();
    let staking = stage.market().staking.clone();
    stage.mint(&escrow, 12_345);
    stage.mint(&staking, 54_321);
    let id = stage.campaign;
    let rows = stage.rows(3);
    stage.market().run_campaign(id, &rows).unwrap();
    let books = stage.audit();
    assert_eq!(books[0].free.u128(), 12_345, "gifts are free");
    assert_eq!(stage.staking_audit()[0].free.u128(), 54_321);
    assert_eq!(books[0].denom, denom());
}

#[test]
fn a_deposit_is_exactly_what_it_must_be() {
    let mut stage = Stage::new(0, campaign());
    let requester = stage.requester.clone();
    let terms = stage.campaign(stage.campaign).terms;
    let deposit = stage.quote(&terms).unwrap().deposit.u128();
    for wrong in [deposit - 1, deposit + 1] {
        let refused: ContractError = stage.create_with(&requester, &terms, wrong).refused_as();
        assert!(matches!(refused, ContractError::Asset(_)), "{refused}");
    }
    stage.create_with(&requester, &terms, deposit).unwrap();
}
