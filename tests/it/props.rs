//! Random sequences of messages. After each of them all invariants are checked; before each a model
//! that knows the state table alone says whether the registry may take it.

use cosmwasm_std::Addr;
use pasar_common::task_registry::{
    CampaignStatus, Mode, Phase, SeatResponse, SeatStatus, TaskResponse, Ticket,
};
use pasar_testkit::{campaign, denom, CampaignBuilder, Market, NATIVE};
use pasar_truth::Question;
use proptest::prelude::*;
use task_registry::ContractError;

use crate::{
    forms::{looks, mixed},
    support::honest_labels,
};

const LABELERS: usize = 7;

/// What somebody tries; numbers choose among what there is. Where `wild`, among everything, else
/// among what looks fit for it.
#[derive(Clone, Debug)]
enum Op {
    Create {
        items: u32,
        overlap: u8,
        stake: u128,
    },
    Claim {
        who: usize,
        seats: u8,
    },
    Draw {
        who: usize,
        wild: bool,
    },
    Commit {
        who: usize,
    },
    Release {
        who: usize,
    },
    Reveal {
        task: usize,
        seat: usize,
        wild: bool,
    },
    Advance {
        task: usize,
        wild: bool,
    },
    AdvanceNothing,
    Resolve {
        task: usize,
        wild: bool,
    },
    Settle {
        task: usize,
        wild: bool,
    },
    Cancel,
    Withdraw {
        who: usize,
    },
    Unbond {
        who: usize,
        amount: u128,
    },
    Bond {
        who: usize,
        amount: u128,
    },
    Pause(bool),
    Blocks(u64),
    Seconds(u64),
}

fn op() -> impl Strategy<Value = Op> {
    let who = 0..LABELERS;
    let task = 0..4usize;
    let wild = || prop::bool::weighted(0.15);
    prop_oneof![
        60 => (who.clone(), 0..3u8).prop_map(|(who, seats)| Op::Claim { who, seats }),
        60 => (who.clone(), wild()).prop_map(|(who, wild)| Op::Draw { who, wild }),
        110 => who.clone().prop_map(|who| Op::Commit { who }),
        4 => who.clone().prop_map(|who| Op::Release { who }),
        90 => (task.clone(), 0..5usize, wild())
            .prop_map(|(task, seat, wild)| Op::Reveal { task, seat, wild }),
        20 => (task.clone(), wild()).prop_map(|(task, wild)| Op::Advance { task, wild }),
        30 => (task.clone(), wild()).prop_map(|(task, wild)| Op::Resolve { task, wild }),
        30 => (task, wild()).prop_map(|(task, wild)| Op::Settle { task, wild }),
        20 => who.clone().prop_map(|who| Op::Withdraw { who }),
        6 => (who.clone(), 1..30_000u128).prop_map(|(who, amount)| Op::Unbond { who, amount }),
        6 => (who, 1..60_000u128).prop_map(|(who, amount)| Op::Bond { who, amount }),
        4 => prop::bool::weighted(0.2).prop_map(Op::Pause),
        60 => (1..3u64).prop_map(Op::Blocks),
        9 => prop_oneof![Just(60u64), Just(1_801), Just(3_601)].prop_map(Op::Seconds),
        2 => (50..200u32, 3..5u8, prop_oneof![Just(0u128), Just(10_000), Just(33_333)])
            .prop_map(|(items, overlap, stake)| Op::Create { items, overlap, stake }),
        1 => Just(Op::AdvanceNothing),
        1 => Just(Op::Cancel),
    ]
}

/// Every other campaign asks a rating, a grade, a tag and a class.
fn asking(number: u64, terms: CampaignBuilder) -> CampaignBuilder {
    if number.is_multiple_of(2) {
        return terms;
    }
    terms.questions(mixed())
}

/// The market, and what the model needs to know beside its state.
struct World {
    market: Market,
    requester: Addr,
    labelers: Vec<Addr>,
    crank: Addr,
    campaign: u32,
    paused: bool,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut market = Market::builder().seed(seed).build();
        let requester = market.account("requester");
        let crank = market.account("crank");
        let labelers = market.labelers(LABELERS, 100_000);
        let campaign = market
            .create(&requester, asking(seed, campaign().items(120).page(50)))
            .unwrap();
        market.wait_until_open(campaign);
        Self {
            market,
            requester,
            labelers,
            crank,
            campaign,
            paused: false,
        }
    }

    fn now(&self) -> u64 {
        self.market.now()
    }

    /// A task by a number: where not wild, one that is fit, if there is one.
    fn task(&self, n: usize, wild: bool, fit: impl Fn(&TaskResponse) -> bool) -> TaskResponse {
        let tasks = self.market.campaign(self.campaign).tasks;
        let all: Vec<_> = (0..tasks)
            .map(|task| self.market.task(self.campaign, task))
            .collect();
        let fit: Vec<_> = all
            .iter()
            .filter(|task| wild || fit(task))
            .cloned()
            .collect();
        let choice = if fit.is_empty() { all } else { fit };
        choice[n % choice.len()].clone()
    }

    /// A labeler by a number: where not wild, one who is fit, if there is one.
    fn labeler(&self, n: usize, wild: bool, fit: impl Fn(&Addr) -> bool) -> Addr {
        let fit: Vec<_> = self
            .labelers
            .iter()
            .filter(|who| wild || fit(who))
            .collect();
        let choice = if fit.is_empty() {
            self.labelers.iter().collect()
        } else {
            fit
        };
        choice[n % choice.len()].clone()
    }

    fn seats(&self, task: u32) -> Vec<SeatResponse> {
        self.market.seats(self.campaign, task)
    }

    fn open(&self) -> bool {
        self.market.campaign(self.campaign).status == CampaignStatus::Open
    }

    fn over(&self, task: &TaskResponse) -> bool {
        task.deadline
            .is_some_and(|deadline| self.now() > deadline.seconds())
    }

    fn count(&self, task: u32, status: SeatStatus) -> usize {
        self.seats(task)
            .iter()
            .filter(|seat| seat.status == status)
            .count()
    }

    fn overdue(&self, seat: &SeatResponse) -> bool {
        seat.status == SeatStatus::Drawn && self.now() > seat.commit_by.seconds()
    }
}

/// The state table: whether a message is taken now.
impl World {
    fn takes_claim(&self, labeler: &Addr, seats: u8) -> bool {
        let desk = self.market.ticket(self.campaign, labeler);
        let drawable = desk.ticket.as_ref().is_some_and(|t| self.takes_draw(t));
        if desk.ticket.is_some() && !drawable {
            return false;
        }
        if seats == 0 {
            return drawable;
        }
        // What drawing the old ticket would change is for the contract to say: the model looks at
        // new tickets only.
        let stake = self
            .market
            .campaign(self.campaign)
            .terms
            .seat_stake
            .amount
            .u128();
        let staked = self.market.stake(labeler).staked.u128();
        let exposed = self.market.exposure(labeler, &denom()).amount.u128();
        let free = staked.saturating_sub(exposed);
        let room = desk.open.len() + usize::from(seats) <= desk.cap as usize;
        let campaign = self.market.campaign(self.campaign);
        let randomness = campaign.params.randomness;
        let windows = &campaign.terms.windows;
        let window = windows.ticket_seconds + u32::from(randomness.delay_seconds);
        let draw_by = self.market.now() + u64::from(window);
        !self.paused
            && self.open()
            && room
            && free >= stake * u128::from(seats)
            && self.market.now() >= campaign.opens_at.seconds()
            && draw_by <= campaign.terms.ends_at.seconds()
    }

    fn takes_draw(&self, ticket: &Ticket) -> bool {
        !self.open() || self.market.now() >= ticket.draws_at.seconds()
    }

    fn takes_reveal(&self, task: &TaskResponse, seat: &SeatResponse) -> bool {
        let sealed = self.count(task.task, SeatStatus::Sealed);
        let phase = match task.phase {
            Phase::Collecting => sealed >= usize::from(task.seats_wanted),
            Phase::Revealing => !self.over(task),
            Phase::Fresh | Phase::Resolved | Phase::Settled | Phase::Void => false,
        };
        phase && seat.status == SeatStatus::Sealed
    }

    fn takes_advance(&self, task: &TaskResponse) -> bool {
        if task.phase != Phase::Collecting {
            return false;
        }
        let seats = self.seats(task.task);
        let late = seats.iter().any(|seat| self.overdue(seat));
        let drawn = seats
            .iter()
            .any(|seat| seat.status == SeatStatus::Drawn && !self.overdue(seat));
        late || (!drawn && (self.over(task) || !self.open()))
    }

    fn takes_resolve(&self, task: &TaskResponse) -> bool {
        task.phase == Phase::Revealing
            && (self.over(task) || self.count(task.task, SeatStatus::Sealed) == 0)
    }
}

/// Nothing is refused for a reason that only a broken state could have.
fn is_orderly(error: &anyhow::Error) -> bool {
    match error.downcast_ref::<ContractError>() {
        Some(ContractError::Std(_) | ContractError::Packed(_) | ContractError::Inference(_)) => {
            false
        }
        Some(_) => true,
        None => {
            error
                .downcast_ref::<::label_escrow::ContractError>()
                .is_some_and(|error| {
                    matches!(
                        error,
                        ::label_escrow::ContractError::NothingToWithdraw { .. }
                    )
                })
                || error
                    .downcast_ref::<::reputation_staking::ContractError>()
                    .is_some_and(|error| {
                        matches!(error, ::reputation_staking::ContractError::Exposed { .. })
                    })
        }
    }
}

/// Tries an operation; where the model has an opinion, it must be right.
fn step(world: &mut World, op: &Op) {
    let id = world.campaign;
    let crank = world.crank.clone();
    let (expected, outcome) = match op {
        Op::Create {
            items,
            overlap,
            stake,
        } => {
            let terms = campaign()
                .items(*items)
                .page(50)
                .overlap(*overlap)
                .stake(*stake);
            let terms = asking((*items).into(), terms);
            let requester = world.requester.clone();
            let outcome = world.market.create(&requester, terms.ends_in(9_000));
            if let Ok(id) = &outcome {
                world.campaign = *id;
            }
            (Some(!world.paused), outcome.map(|_| ()))
        }
        Op::Claim { who, seats } => {
            let labeler = world.labelers[*who].clone();
            let redraws = world.market.ticket(id, &labeler).ticket.is_some() && *seats > 0;
            let expected = world.takes_claim(&labeler, *seats);
            let outcome = world.market.claim(&labeler, id, *seats).map(|_| ());
            ((!redraws).then_some(expected), outcome)
        }
        Op::Draw { who, wild } => {
            let waits = |who: &Addr| world.market.ticket(id, who).ticket.is_some();
            let labeler = world.labeler(*who, *wild, waits);
            let ticket = world.market.ticket(id, &labeler).ticket;
            let expected = ticket.is_some_and(|t| world.takes_draw(&t));
            (
                Some(expected),
                world.market.draw(&crank, id, &labeler).map(|_| ()),
            )
        }
        Op::Commit { who } => {
            let drawn = |who: &Addr| !world.market.drawn(id, who).is_empty();
            let labeler = world.labeler(*who, false, drawn);
            let seats = world.market.seats_by_labeler(id, &labeler);
            let Some(seat) = seats.iter().find(|seat| seat.status == SeatStatus::Drawn) else {
                return;
            };
            let expected = !world.overdue(seat);
            let items = world.market.task(id, seat.task).items;
            let form = world.market.campaign(id).terms.form();
            let labels = match form.as_slice() {
                [Question::Classes(_)] => {
                    honest_labels(items, 3, 60 + 5 * *who as u64, *who as u64)
                }
                form => looks(form, items, *who as u64),
            };
            let outcome = world.market.commit(&labeler, id, seat.task, &labels);
            (Some(expected), outcome.map(|_| ()))
        }
        Op::Release { who } => {
            let labeler = world.labelers[*who].clone();
            let drawn = world.market.drawn(id, &labeler);
            let outcome = world.market.release(&labeler, id, &drawn).map(|_| ());
            (Some(!drawn.is_empty()), outcome)
        }
        Op::Reveal { task, seat, wild } => {
            let task = world.task(*task, *wild, |task| {
                let sealed = world.count(task.task, SeatStatus::Sealed);
                let all = sealed >= usize::from(task.seats_wanted);
                sealed > 0 && (task.phase == Phase::Revealing || all)
            });
            let known = |seat: &SeatResponse| {
                world
                    .market
                    .remembered(id, task.task, &seat.labeler)
                    .is_some()
            };
            let fit = |seat: &SeatResponse| *wild || seat.status == SeatStatus::Sealed;
            let seats = world.seats(task.task);
            let seats: Vec<_> = seats
                .iter()
                .filter(|seat| known(seat) && fit(seat))
                .collect();
            if seats.is_empty() {
                return;
            }
            let seat = seats[*seat % seats.len()];
            // What is open already is passed over.
            let open = seat.status == SeatStatus::Revealed;
            let expected = open || world.takes_reveal(&task, seat);
            let outcome = world
                .market
                .reveal(&crank, id, &[(task.task, &seat.labeler)]);
            (Some(expected), outcome.map(|_| ()))
        }
        Op::Advance { task, wild } => {
            let task = world.task(*task, *wild, |task| world.takes_advance(task));
            let expected = world.takes_advance(&task);
            (
                Some(expected),
                world.market.advance(&crank, id, &[task.task]).map(|_| ()),
            )
        }
        Op::AdvanceNothing => (None, world.market.advance(&crank, id, &[]).map(|_| ())),
        Op::Resolve { task, wild } => {
            let task = world.task(*task, *wild, |task| world.takes_resolve(task));
            let expected = world.takes_resolve(&task);
            (
                Some(expected),
                world.market.resolve(&crank, id, &[task.task]).map(|_| ()),
            )
        }
        Op::Settle { task, wild } => {
            let task = world.task(*task, *wild, |task| task.phase == Phase::Resolved);
            let expected = task.phase == Phase::Resolved;
            (
                Some(expected),
                world.market.settle(&crank, id, &[task.task]).map(|_| ()),
            )
        }
        Op::Cancel => {
            let requester = world.requester.clone();
            let expected = world.open();
            (
                Some(expected),
                world.market.cancel(&requester, id).map(|_| ()),
            )
        }
        Op::Withdraw { who } => {
            let labeler = world.labelers[*who].clone();
            let expected = world.market.earnings(&labeler, &[id]) > 0;
            (
                Some(expected),
                world.market.withdraw(&labeler, &[id]).map(|_| ()),
            )
        }
        Op::Unbond { who, amount } => {
            let labeler = world.labelers[*who].clone();
            let staked = world.market.stake(&labeler).staked.u128();
            let exposed = world.market.exposure(&labeler, &denom()).amount.u128();
            let expected = *amount <= staked - exposed;
            (
                Some(expected),
                world.market.unbond(&labeler, *amount).map(|_| ()),
            )
        }
        Op::Bond { who, amount } => {
            let labeler = world.labelers[*who].clone();
            (Some(true), world.market.bond(&labeler, *amount).map(|_| ()))
        }
        Op::Pause(pause) => {
            world.paused = *pause;
            let mode = if *pause { Mode::ExitOnly } else { Mode::Active };
            (Some(true), world.market.set_mode(mode).map(|_| ()))
        }
        Op::Blocks(blocks) => {
            world.market.blocks(*blocks);
            return;
        }
        Op::Seconds(seconds) => {
            world.market.pass(*seconds);
            return;
        }
    };
    if let Err(error) = &outcome {
        assert!(is_orderly(error), "{op:?}: {error:#}");
    }
    if let Some(expected) = expected {
        let refused = outcome
            .as_ref()
            .err()
            .map(|error| error.root_cause().to_string());
        assert_eq!(outcome.is_ok(), expected, "{op:?}: {refused:?}");
    }
}

/// Everything ends, everybody takes what is theirs, and nothing is left but what waits for stakers.
fn finish(world: &mut World, coins: u128) {
    world.market.set_mode(Mode::ExitOnly).unwrap();
    let all: Vec<u32> = (1..=world.campaign).collect();
    for &id in &all {
        world.market.drive_to_close(id).unwrap();
    }
    let requester = world.requester.clone();
    let crank = world.crank.clone();
    let people = [world.labelers.clone(), vec![requester, crank.clone()]].concat();
    for who in &people {
        assert!(world.market.exposure(who, &denom()).amount.is_zero());
        let staked = world.market.stake(who).staked.u128();
        if staked > 0 {
            world.market.unbond(who, staked).unwrap();
        }
    }
    world.market.pass(14 * 86_400);
    for who in &people {
        let due = world.market.earnings(who, &all);
        assert_eq!(world.market.withdraw(who, &all).is_ok(), due > 0);
        let _ = world.market.withdraw_stake(who);
    }
    let _ = world.market.flush_commons(&crank);
    let _ = world.market.flush_penalties(&crank);
    let stakers = world.market.due().stakers;
    let books = world.market.audit()[0].clone();
    assert_eq!((books.balance, books.liabilities), (stakers, stakers));
    assert!(world.market.staking_audit()[0].balance.is_zero());
    assert_eq!(supply(&world.market), coins, "no coin came or went");
}

fn supply(market: &Market) -> u128 {
    market
        .app
        .wrap()
        .query_supply(NATIVE)
        .unwrap()
        .amount
        .u128()
}

/// Few cases by default, for the time they take; `PROPTEST_CASES=5000` for a night.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES");
    asked.map_or(64, |cases| cases.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(),
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_is_tried_the_invariants_hold_and_everything_ends(
        seed in any::<u64>(),
        ops in prop::collection::vec(op(), 60..300),
    ) {
        let mut world = World::new(seed);
        let coins = supply(&world.market);
        for op in &ops {
            step(&mut world, op);
        }
        finish(&mut world, coins);
    }
}
