//! Challenges: the smallest, in both kinds of denom, and three of all items of a full task.

use cosmwasm_std::{to_json_binary, Uint128};
use cw20::Denom;
use pasar_common::task_registry::{
    Challenge, ChallengeBondResponse, ChallengeSize, ChallengeTerms, CreateCampaign, ExecuteMsg,
    JoinPanel, QueryMsg, QuoteResponse, ReceiveMsg, Terms,
};

use super::world::{Seat, World};

const PANEL: u8 = 3;

/// `crowd` has records.
pub fn challenges(world: &mut World, crowd: &[String]) {
    smallest(world, crowd);
    in_dollars(world, crowd);
    full_task(world, crowd);
}

fn challenged(mut terms: Terms, max: u8) -> Terms {
    terms.challenge = Some(ChallengeTerms {
        window_seconds: 600_000,
        panel_seats: PANEL,
        max,
        bond: Uint128::new(1),
    });
    terms
}

fn smallest(world: &mut World, crowd: &[String]) {
    let terms = challenged(world.terms(2, 1, 1, 3, 1), 1);
    let campaign = world.create(terms);
    let (seated, panel) = crowd.split_at(3);
    let seats = world.fill(campaign, seated, 1);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    world.resolve(campaign, &[0]);
    challenge(world, campaign, 1);
    panel_decides(world, campaign, 1, &panel[..3]);
    world.settle(campaign, &[0]);
}

/// The bond comes as tokens.
fn in_dollars(world: &mut World, crowd: &[String]) {
    let dollar = world.suite.dollar.clone();
    let mut terms = challenged(world.terms(2, 1, 1, 3, 1), 1);
    terms.denom = Denom::Cw20(cosmwasm_std::Addr::unchecked(&dollar));
    terms.seat_stake.denom = terms.denom.clone();
    for labeler in &crowd[..6] {
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
    let seats = world.fill(campaign, &crowd[..3], 1);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    world.resolve(campaign, &[0]);
    let bond = bond(world, campaign, 1);
    let items = world.name_all((campaign, 0, 1));
    let challenge = ReceiveMsg::Challenge(Challenge {
        campaign,
        task: 0,
        items,
    });
    send(world, &requester, bond, &challenge);
    panel_decides(world, campaign, 1, &crowd[3..6]);
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

/// Three panels after another on all items of a task that has 32 seats in the end.
fn full_task(world: &mut World, crowd: &[String]) {
    let terms = challenged(world.terms(16, 4_096, 1, 23, 1), 3);
    let campaign = world.create(terms);
    let (seated, panels) = crowd.split_at(23);
    let seats = world.fill(campaign, seated, 1);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    world.resolve(campaign, &[0]);
    for (number, panel) in (1..=3).zip(panels.chunks(PANEL.into())) {
        challenge(world, campaign, number);
        panel_decides(world, campaign, number, panel);
    }
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

fn challenge(world: &mut World, campaign: u32, number: u8) {
    let items = world.terms_of(campaign).items_of(0);
    let bond = bond(world, campaign, items);
    let challenger = world.suite.account("challenger");
    let challenge = ExecuteMsg::Challenge(Challenge {
        campaign,
        task: 0,
        items: world.name_all((campaign, 0, number)),
    });
    let registry = world.suite.registry.clone();
    world.pay(&challenger, &registry, &challenge, bond.u128());
}

fn panel_decides(world: &mut World, campaign: u32, number: u8, panel: &[String]) {
    // After half of the filling everybody may sit.
    world.pass(300_001);
    let mut seats = vec![];
    for labeler in panel {
        let join = ExecuteMsg::JoinPanel(JoinPanel {
            campaign,
            task: 0,
            issuer: None,
        });
        world.registry(labeler, &join);
        seats.push(Seat {
            campaign,
            task: 0,
            wave: number,
            labeler: labeler.clone(),
        });
    }
    world.commit_all(&seats);
    world.reveal_all(&seats);
    world.resolve(campaign, &[0]);
}
