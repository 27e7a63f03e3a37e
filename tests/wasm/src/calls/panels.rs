//! Challenges: the smallest, in both kinds of denom, and one of all items of a full task, with the largest panel.

use cosmwasm_std::{to_json_binary, Uint128};
use cw20::Denom;
use pasar_common::task_registry::{
    panel_wave, Challenge, ChallengeBondResponse, ChallengeResponse, ChallengeSize, ChallengeTerms,
    ChallengesPage, ChallengesResponse, CreateCampaign, ExecuteMsg, PanelRef, QueryMsg, Question,
    QuoteResponse, ReceiveMsg, Register, SealPanel, Sit, Terms, Unregister,
};

use super::world::{Seat, World};
use crate::{answers, drand, flow::BLOCK_SECONDS};

/// Fewest seats of a panel, and of a task that may be challenged.
const PANEL: u8 = 3;
const SEATS: u8 = 4;
/// The same of a full task: 32 together.
const FULL_PANEL: u8 = 9;
const FULL_SEATS: u8 = 23;

/// `crowd` has records.
pub fn challenges(world: &mut World, crowd: &[String]) {
    smallest(world, crowd);
    in_dollars(world, crowd);
    full_task(world, crowd);
}

/// A seat's stake is at least a tenth of what a panel seat can earn.
fn challenged(mut terms: Terms, panel_seats: u8) -> Terms {
    terms.challenge = Some(ChallengeTerms {
        window_seconds: 600_000,
        panel_seats,
        max: 1,
        panel_mass: 20,
    });
    let answers = u128::from(terms.page) * terms.questions.len() as u128;
    let most = terms.price.u128() * answers * 3 / 20;
    terms.seat_stake.amount = terms.seat_stake.amount.max(Uint128::new(most + 1));
    terms
}

fn smallest(world: &mut World, crowd: &[String]) {
    let terms = challenged(world.terms(2, 1, 1, SEATS, 1), PANEL);
    let campaign = world.create(terms);
    let (seated, panel) = crowd.split_at(SEATS.into());
    judged(world, campaign, seated);
    challenge(world, campaign);
    panel_decides(world, campaign, &panel[..usize::from(PANEL) + 1]);
    world.settle(campaign, &[0]);
}

/// Seats are filled, sealed and opened, and the task has a verdict.
fn judged(world: &mut World, campaign: u32, seated: &[String]) {
    let seats = world.fill(campaign, seated, 1);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    world.resolve(campaign, &[0]);
}

/// The bond comes as tokens.
fn in_dollars(world: &mut World, crowd: &[String]) {
    let dollar = world.suite.dollar.clone();
    let mut terms = challenged(world.terms(2, 1, 1, SEATS, 1), PANEL);
    terms.denom = Denom::Cw20(cosmwasm_std::Addr::unchecked(&dollar));
    terms.seat_stake.denom = terms.denom.clone();
    let (seated, panel) = crowd.split_at(SEATS.into());
    let panel = &panel[..usize::from(PANEL) + 1];
    for labeler in seated.iter().chain(panel) {
        let denom = terms.denom.clone();
        world.suite.bond(labeler, 1_000_000, &denom);
    }
    let quote: QuoteResponse = world.ask(&QueryMsg::Quote(Box::new(CreateCampaign {
        terms: terms.clone(),
    })));
    let create = ReceiveMsg::CreateCampaign(Box::new(CreateCampaign {
        terms: terms.clone(),
    }));
    let requester = world.requester.clone();
    world.give_dollars(&requester, 1_000_000_000);
    let report = send(world, &requester, quote.deposit, &create);
    let campaign = world.created(&report, terms);
    judged(world, campaign, seated);
    let bond = bond(world, campaign, 1);
    let items = world.name_all((campaign, 0, panel_wave(1)));
    let challenge = ReceiveMsg::Challenge(Challenge {
        campaign,
        task: 0,
        items,
    });
    send(world, &requester, bond, &challenge);
    panel_decides(world, campaign, panel);
    world.settle(campaign, &[0]);
}

fn send(
    world: &mut World,
    sender: &str,
    amount: Uint128,
    hook: &ReceiveMsg,
) -> crate::chain::TxReport {
    let dollar = world.suite.dollar.clone();
    let send = cw20::Cw20ExecuteMsg::Send {
        contract: world.suite.registry.clone(),
        amount,
        msg: to_json_binary(hook).expect("JSON"),
    };
    world.tell(sender, &dollar, &send)
}

/// A panel on all items of a task: with its own they are 32 seats.
fn full_task(world: &mut World, crowd: &[String]) {
    let questions = answers::classes(16);
    of_form(world, crowd, questions, 4_096, (FULL_SEATS, FULL_PANEL));
}

/// A panel on all items of a task that asks these questions.
pub fn of_form(
    world: &mut World,
    crowd: &[String],
    questions: Vec<Question>,
    page: u32,
    (seats, panel_seats): (u8, u8),
) {
    let terms = world.terms(2, page, 1, seats, 1);
    let terms = challenged(Terms { questions, ..terms }, panel_seats);
    let (seated, panel) = crowd.split_at(seats.into());
    let panel = &panel[..usize::from(panel_seats) + 1];
    for labeler in seated.iter().chain(panel) {
        let stake = terms.seat_stake.amount.u128();
        world.suite.bond(labeler, stake, &World::native());
    }
    let campaign = world.create(terms);
    judged(world, campaign, seated);
    challenge(world, campaign);
    panel_decides(world, campaign, panel);
    world.settle(campaign, &[0]);
}

fn bond(world: &World, campaign: u32, items: u32) -> Uint128 {
    let bond: ChallengeBondResponse = world.ask(&QueryMsg::ChallengeBond(ChallengeSize {
        campaign,
        task: 0,
        items,
    }));
    bond.amount
}

fn challenge(world: &mut World, campaign: u32) {
    let items = world.terms_of(campaign).items_of(0);
    let bond = bond(world, campaign, items);
    let challenger = world.suite.account("challenger");
    let challenge = ExecuteMsg::Challenge(Challenge {
        campaign,
        task: 0,
        items: world.name_all((campaign, 0, panel_wave(1))),
    });
    let registry = world.suite.registry.clone();
    world.pay(&challenger, &registry, &challenge, bond.u128());
}

fn live(world: &World, campaign: u32) -> ChallengeResponse {
    let all: ChallengesResponse = world.ask(&QueryMsg::Challenges(ChallengesPage {
        campaign,
        task: 0,
        start_after: None,
        limit: None,
    }));
    all.challenges.into_iter().next_back().expect("a challenge")
}

/// All of them register; all but the last sit, seal and decide, and the last takes their exposure back.
fn panel_decides(world: &mut World, campaign: u32, registered: &[String]) {
    let task = 0;
    for labeler in registered {
        let register = Register {
            campaign,
            task,
            issuer: None,
        };
        world.registry(labeler, &ExecuteMsg::Register(register));
    }
    let challenge = live(world, campaign);
    let now = world.suite.chain.block().time.seconds();
    // Each message takes a block: a second is left for each who sits.
    let left = challenge.deadline.seconds() - now;
    world.pass(left - BLOCK_SECONDS * registered.len() as u64);
    let (in_vain, panel) = registered.split_last().expect("somebody registered");
    let mut signature = Some(drand::signature_of(challenge.round));
    let mut seats = vec![];
    for labeler in panel {
        let sit = Sit {
            campaign,
            task,
            signature: signature.take(),
        };
        world.registry(labeler, &ExecuteMsg::Sit(sit));
        seats.push(Seat {
            campaign,
            task,
            wave: challenge.wave,
            labeler: labeler.clone(),
        });
    }
    for seat in &seats {
        let seal = SealPanel {
            campaign,
            task,
            seal: world.seal(seat).as_slice().into(),
            sealed: None,
        };
        world.registry(&seat.labeler, &ExecuteMsg::SealPanel(seal));
    }
    world.reveal_panel(&seats);
    let denom = world.terms_of(campaign).seat_stake.denom.clone();
    world.registry(in_vain, &ExecuteMsg::Unregister(Unregister { denom }));
    let keeper = world.keeper.clone();
    let panel = PanelRef { campaign, task };
    world.registry(&keeper, &ExecuteMsg::AdvancePanel(panel));
}
