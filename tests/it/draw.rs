//! The draw: nobody chooses their tasks, and trying again gains nothing.

use std::collections::BTreeSet;

use cosmwasm_std::{coins, Addr, Binary, CosmosMsg, WasmMsg};
use pasar_common::{
    reputation_staking,
    task_registry::{Claim, Draw, ExecuteMsg, Randomness, Tasks, MAX_DRAWN_SEATS},
};
use pasar_drand::{chain::QUICKNET, native::Beacon, Refused};
use pasar_testkit::{campaign, denom, signature_of, CampaignBuilder, Market, Refused as _};
use rstest::rstest;
use task_registry::{
    error::Ineligible,
    rules::draw::{randomness::RandomnessError, ticket::MIN_TICKET_BLOCKS},
    ContractError,
};

use crate::{
    puppet::{msg, puppet, run, PuppetMsg},
    support::{Stage, STAKE},
};

/// Sixteen tasks, all open at once.
fn wide() -> CampaignBuilder {
    campaign().items(16 * 50).page(50).frontier(16)
}

fn claim(campaign: u32, seats: u8, signature: Option<Binary>) -> ExecuteMsg {
    ExecuteMsg::Claim(Claim {
        campaign,
        seats,
        issuer: None,
        signature,
    })
}

fn draw(campaign: u32, labeler: &Addr, signature: Option<Binary>) -> ExecuteMsg {
    ExecuteMsg::Draw(Draw {
        campaign,
        labelers: vec![labeler.to_string()],
        signature,
    })
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: anyhow::Result<T>) -> ContractError {
    outcome.refused_as()
}

#[track_caller]
fn ineligible<T: std::fmt::Debug>(outcome: anyhow::Result<T>) -> Ineligible {
    match outcome.refused_as::<ContractError>() {
        ContractError::NotEligible(reason) => reason,
        other => panic!("refused otherwise: {other}"),
    }
}

/// A puppet with stake, in a campaign of 16 tasks.
fn puppet_show() -> (Stage, Addr) {
    let mut stage = Stage::new(1, wide());
    let puppet = puppet(stage.market(), "puppet");
    stage.mint(&puppet, STAKE);
    let bond = WasmMsg::Execute {
        contract_addr: stage.market().staking.to_string(),
        msg: cosmwasm_std::to_json_binary(&reputation_staking::ExecuteMsg::Bond {}).unwrap(),
        funds: coins(STAKE, pasar_testkit::NATIVE),
    };
    run(stage.market(), &puppet, vec![bond.into()]).unwrap();
    (stage, puppet)
}

#[test]
fn a_ticket_waits_for_its_round() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    let ticket = stage.ticket(id, &labeler).ticket.unwrap();
    let now = stage.now();
    let at = ticket.draws_at.seconds();
    let round = ticket.round;
    assert!(at >= now + 5);
    // Whoever has the signature before its time has no use of it.
    let signature = Some(stage.signature_of(round));
    let pending = ContractError::TicketPending { round, at, now };
    assert_eq!(refused(stage.claim(&labeler, id, 0)), pending);
    assert_eq!(refused(stage.claim(&labeler, id, 1)), pending);
    let early = stage.draw_with(&crank, id, &[&labeler], signature);
    assert_eq!(refused(early), pending);
    stage.wait_for_round(id, &labeler);
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler), [0]);
    assert_eq!(stage.frontier(id).verified, round);
}

#[test]
fn another_signature_than_the_round_s_draws_nothing() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    stage.wait_for_round(id, &labeler);
    let round = stage.ticket(id, &labeler).ticket.unwrap().round;
    let mut with = |signature: Option<Binary>| {
        let outcome = stage.draw_with(&crank, id, &[&labeler], signature);
        match refused(outcome) {
            ContractError::Randomness(reason) => reason,
            other => panic!("refused otherwise: {other}"),
        }
    };
    let wrong = RandomnessError::Refused(Refused::Signature(round));
    let other_round = with(Some(signature_of(round - 1)));
    assert_eq!(other_round, wrong);
    let other_key = Beacon::new(b"another").sign(round);
    assert_eq!(with(Some(other_key.as_slice().into())), wrong);
    let no_point = RandomnessError::Refused(Refused::NoPoint(round));
    assert_eq!(with(Some([7; 48].into())), no_point);
    let length = RandomnessError::Length { round, found: 47 };
    assert_eq!(with(Some([7; 47].into())), length);
    assert_eq!(with(None), RandomnessError::Missing { round });
    assert_eq!(stage.claim(&labeler, id, 0).map(|_| ()).unwrap(), ());
}

#[test]
fn one_signature_draws_all_tickets_of_its_round_and_passes_over_the_others() {
    let mut stage = Stage::new(5, wide());
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let who = stage.labelers.clone();
    (0..2).for_each(|n| drop(stage.claim(&who[n], id, 2).unwrap()));
    stage.next_block();
    stage.claim(&who[2], id, 2).unwrap();
    let late = stage.ticket(id, &who[2]).ticket.unwrap().round;
    let round = stage.ticket(id, &who[0]).ticket.unwrap().round;
    assert!(late > round);
    stage.wait_for_round(id, &who[2]);
    // The fourth waits, the fifth has none, and one is named twice.
    stage.claim(&who[3], id, 2).unwrap();
    let all: Vec<&Addr> = who.iter().chain([&who[0]]).collect();
    let signature = Some(stage.signature_of(round));
    stage.draw_with(&crank, id, &all, signature).unwrap();
    let drawn: Vec<usize> = who
        .iter()
        .map(|labeler| stage.market().drawn(id, labeler).len())
        .collect();
    assert_eq!(drawn, [2, 2, 0, 0, 0]);
    assert!(stage.ticket(id, &who[2]).ticket.is_some());
    // Where nobody is left, it says so.
    let nothing = ContractError::NothingToDraw {
        campaign: id,
        labeler: who[0].clone(),
    };
    let again = stage.draw_with(&crank, id, &[&who[0], &who[4]], None);
    assert_eq!(refused(again), nothing);
}

#[test]
fn a_draw_is_of_128_seats_at_most() {
    let terms = campaign().items(256 * 50).page(50).frontier(256);
    let mut stage = Stage::new(5, terms.stake(0));
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let who = stage.labelers.clone();
    for labeler in &who {
        stage.claim(labeler, id, 32).unwrap();
    }
    stage.wait_for_round(id, &who[0]);
    let signature = stage.signature_for(id, &who[0]);
    let all: Vec<&Addr> = who.iter().collect();
    assert_eq!(
        refused(stage.draw_with(&crank, id, &all, signature.clone())),
        ContractError::TooMuchWork {
            what: "seats of tickets",
            found: 5 * 32,
            max: MAX_DRAWN_SEATS,
        }
    );
    stage.draw_with(&crank, id, &all[..4], signature).unwrap();
    assert_eq!(stage.market().drawn(id, &who[3]).len(), 32);
}

/// Where the clock is old, later rounds are public already; at least those that somebody showed do not
/// draw.
#[test]
fn a_ticket_s_round_comes_after_every_round_that_the_campaign_has_verified() {
    let mut stage = Stage::new(2, wide());
    let first = stage.labelers[0].clone();
    let second = stage.labelers[1].clone();
    let id = stage.campaign;
    stage.market().seat(&first, id, 1);
    let verified = stage.frontier(id).verified;
    stage.claim(&second, id, 1).unwrap();
    let round = stage.ticket(id, &second).ticket.unwrap().round;
    assert!(stage.time_of(round) >= stage.time_of(verified) + 5);
}

/// The setting of a profile, as deploying it instantiates the registry.
fn setting_of(profile: &str) -> Randomness {
    let lines = profile.split("[task_registry.params.randomness]").nth(1);
    let lines = lines
        .expect("a setting")
        .split("\n[")
        .next()
        .unwrap_or_default();
    let fields = lines.lines().filter_map(|line| line.split_once(" = "));
    let json: Vec<String> = fields
        .map(|(name, value)| format!("\"{name}\": {value}"))
        .collect();
    cosmwasm_std::from_json(format!("{{{}}}", json.join(","))).unwrap()
}

#[test]
fn profiles_of_public_networks_name_quicknet() {
    for profile in [
        include_str!("../../scripts/networks/mainnet.example.toml"),
        include_str!("../../scripts/networks/osmo-test-5.toml"),
        include_str!("../../scripts/networks/provider.toml"),
        include_str!("../../scripts/networks/xion-testnet-2.toml"),
    ] {
        let quicknet = Randomness {
            public_key: QUICKNET.public_key.as_slice().into(),
            genesis: QUICKNET.schedule.genesis,
            period_seconds: 3,
            stride: 10,
            delay_seconds: 60,
        };
        assert_eq!(setting_of(profile), quicknet);
    }
}

#[test]
fn the_profile_of_the_local_chain_names_the_drand_that_it_starts() {
    let setting = setting_of(include_str!("../../scripts/networks/local.toml"));
    let script = include_str!("../../scripts/localnet.d/drand.sh");
    let said = |name: &str| {
        let line = script.lines().find_map(|line| line.strip_prefix(name));
        line.expect(name).to_owned()
    };
    let key = Beacon::new(said("drand_seed=").as_bytes()).public_key();
    assert_eq!(setting.public_key.as_slice(), key);
    assert_eq!(setting.genesis.to_string(), said("drand_genesis="));
    assert_eq!(setting.period_seconds.to_string(), said("drand_period="));
}

#[test]
fn a_market_of_quicknet_is_drawn_by_its_published_rounds() {
    let mut params = Market::new().config().params;
    params.randomness.public_key = QUICKNET.public_key.as_slice().into();
    params.randomness.genesis = QUICKNET.schedule.genesis;
    params.randomness.period_seconds = 3;
    params.randomness.stride = 1;
    let mut market = Market::builder().params(params).build();
    // Just before round 1000.
    market.app.update_block(|block| {
        block.time = cosmwasm_std::Timestamp::from_seconds(1_692_806_364 - 60);
    });
    let mut stage = Stage::on(market, 1, campaign().opening_seconds(5));
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.market().pass_to(1_692_806_364 - 5);
    stage.claim(&labeler, id, 1).unwrap();
    assert_eq!(stage.ticket(id, &labeler).ticket.unwrap().round, 1000);
    stage.market().pass_to(1_692_806_364);
    let signature = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125\
                     e342b73a8dd2bacbe47e4b6b63ed5e39";
    let signature = cosmwasm_std::HexBinary::from_hex(signature).unwrap();
    let signature = Some(Binary::from(signature));
    stage
        .draw_with(&labeler, id, &[&labeler], signature)
        .unwrap();
    assert_eq!(stage.market().drawn(id, &labeler), [0]);
}

#[test]
fn a_transaction_that_claims_and_reverts_on_a_bad_draw_gains_nothing() {
    let (mut stage, puppet) = puppet_show();
    let registry = stage.market().registry.clone();
    let id = stage.campaign;
    // Claiming, drawing and judging in one transaction shows nothing to judge.
    let wish = |task| {
        msg(
            &puppet,
            &PuppetMsg::Wish {
                registry: registry.clone(),
                campaign: id,
                task,
            },
        )
    };
    let at_once = vec![
        msg(&registry, &claim(id, 1, None)),
        msg(&registry, &claim(id, 0, None)),
        wish(3),
    ];
    let early = refused(run(stage.market(), &puppet, at_once));
    assert!(matches!(early, ContractError::TicketPending { .. }));

    // With a ticket, a draw that is reverted can be repeated; it shows the same seat every time.
    let ticket = vec![msg(&registry, &claim(id, 1, None))];
    run(stage.market(), &puppet, ticket).unwrap();
    stage.wait_for_round(id, &puppet);
    let signature = stage.signature_for(id, &puppet);
    let mut granted = BTreeSet::new();
    for _ in 0..5 {
        for task in 0..16 {
            let drawn = msg(&registry, &claim(id, 0, signature.clone()));
            let wished = vec![drawn, wish(task), revert(&registry)];
            let error = run(stage.market(), &puppet, wished).unwrap_err();
            // Only where the wish came true, the transaction got as far as its last message.
            if error.downcast_ref::<ContractError>().is_some() {
                granted.insert(task);
            }
        }
        stage.next_block();
    }
    assert_eq!(
        granted.len(),
        1,
        "five blocks of trying met the tasks {granted:?}"
    );
    // A labeler who never likes it pays as for a seat given back.
    stage.past_ticket_window();
    let crank = stage.crank.clone();
    stage.draw(&crank, id, &puppet).unwrap();
    assert_eq!(stage.stake(&puppet).staked.u128(), STAKE - 1_000);
}

/// A message that the registry refuses.
fn revert(registry: &Addr) -> CosmosMsg {
    msg(registry, &claim(4_000_000, 1, None))
}

#[test]
fn a_retried_draw_meets_the_same_seats() {
    let seats = |blocks: u64, by_stranger: bool| {
        let mut stage = Stage::new(1, wide());
        let labeler = stage.labelers[0].clone();
        let crank = stage.crank.clone();
        let id = stage.campaign;
        stage.claim(&labeler, id, 2).unwrap();
        stage.wait_for_round(id, &labeler);
        let signature = stage.signature_for(id, &labeler);
        for _ in 0..blocks {
            let registry = stage.market().registry.clone();
            let drawn = msg(&registry, &claim(id, 0, signature.clone()));
            let reverted = vec![drawn, revert(&registry)];
            assert!(stage.transaction(&labeler, reverted).is_err());
            stage.next_block();
        }
        let sender = if by_stranger { &crank } else { &labeler };
        stage.draw(sender, id, &labeler).unwrap();
        stage.market().drawn(id, &labeler)
    };
    let first = seats(0, false);
    assert_eq!(first.len(), 2);
    for blocks in 0..=4 {
        assert_eq!(seats(blocks, false), first);
        assert_eq!(seats(blocks, true), first);
    }
}

#[test]
fn every_round_draws_other_seats() {
    let seats = |quiet: u64| {
        let mut stage = Stage::new(1, wide());
        let labeler = stage.labelers[0].clone();
        let id = stage.campaign;
        stage.blocks(quiet);
        stage.market().seat(&labeler, id, 2)
    };
    let all: BTreeSet<Vec<u32>> = (1..=5).map(seats).collect();
    assert!(all.len() > 1, "every round draws {all:?}");
}

#[rstest]
#[case::the_last_second(0, true)]
#[case::a_second_later(1, false)]
fn a_ticket_is_drawn_until_its_last_second_and_not_later(#[case] late: u64, #[case] drawn: bool) {
    let mut stage = Stage::new(1, campaign().ticket_seconds(300));
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    let ticket = stage.ticket(id, &labeler).ticket.unwrap();
    let draw_by = ticket.draw_by.seconds();
    assert_eq!(draw_by, ticket.draws_at.seconds() + 300);
    stage.market().pass_to(draw_by + late);
    assert!(stage.height() > ticket.last_height);
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler).len(), usize::from(drawn));
    assert_eq!(stage.staked(0) == STAKE, drawn);
}

#[rstest]
#[case::the_last_block(0, true)]
#[case::a_block_later(1, false)]
fn a_slow_chain_takes_no_draw_away(#[case] late: u64, #[case] drawn: bool) {
    let mut stage = Stage::new(1, campaign().windows(36_000, 1_800, 1_800));
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    let last = stage.ticket(id, &labeler).ticket.unwrap().last_height;
    assert!(last >= stage.height() + MIN_TICKET_BLOCKS);
    while stage.height() < last + late {
        stage.slow_block(60);
    }
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler).len(), usize::from(drawn));
}

#[test]
fn no_ticket_is_taken_whose_window_would_end_after_the_campaign() {
    let mut stage = Stage::new(1, campaign().ends_in(3_600));
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    let ends_at = stage.campaign(id).terms.ends_at.seconds();
    stage.market().pass_to(ends_at - 64);
    let late = ContractError::TicketTooLate {
        campaign: id,
        ends_at,
        draw_by: ends_at + 1,
    };
    assert_eq!(refused(stage.claim(&labeler, id, 1)), late);
    let mut stage = Stage::new(1, campaign().ends_in(3_600));
    stage.market().pass_to(ends_at - 65);
    stage.claim(&labeler, id, 1).unwrap();
}

#[test]
fn a_ticket_that_lapsed_costs_its_penalty_whatever_became_of_the_campaign() {
    for cancelled_in_time in [false, true] {
        let mut stage = Stage::new(1, wide());
        let labeler = stage.labelers[0].clone();
        let requester = stage.requester.clone();
        let crank = stage.crank.clone();
        let id = stage.campaign;
        stage.claim(&labeler, id, 2).unwrap();
        stage.wait_for_round(id, &labeler);
        if cancelled_in_time {
            stage.cancel(&requester, id).unwrap();
        }
        stage.past_ticket_window();
        if !cancelled_in_time {
            stage.cancel(&requester, id).unwrap();
        }
        stage.draw(&crank, id, &labeler).unwrap();
        assert_eq!(stage.staked(0) == STAKE, cancelled_in_time);
        assert!(stage.exposure(&labeler, &denom()).amount.is_zero());
    }
}

#[test]
fn a_labeler_who_lets_a_ticket_lapse_pays_with_the_next_one() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    stage.past_ticket_window();
    stage.claim(&labeler, id, 1).unwrap();
    assert_eq!(stage.staked(0), STAKE - 1_000);
    stage.wait_for_round(id, &labeler);
    stage.claim(&labeler, id, 0).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler), [0]);
}

#[test]
fn a_claim_counts_on_no_stake_that_its_own_penalty_takes() {
    let mut stage = Stage::new(0, campaign());
    let labeler = stage.account("poor");
    let id = stage.campaign;
    stage.market().bond(&labeler, 10_500).unwrap();
    stage.claim(&labeler, id, 1).unwrap();
    let crank = stage.crank.clone();
    stage.past_ticket_window();
    assert_eq!(
        ineligible(stage.claim(&labeler, id, 1)),
        Ineligible::FreeStake {
            free: 9_500u128.into(),
            wanted: 10_000u128.into(),
            denom: pasar_testkit::NATIVE.into(),
        }
    );
    // The old ticket ends by itself.
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.stake(&labeler).staked.u128(), 9_500);
}

#[rstest]
#[case::an_hour(3_600)]
#[case::after_the_end(40 * 86_400)]
fn a_lapsed_ticket_costs_its_penalty_however_long_it_waits(#[case] seconds: u64) {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    stage.market().pass(seconds);
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.staked(0), STAKE - 1_000);
}

#[test]
fn tasks_that_open_after_the_ticket_are_not_drawn() {
    // One task is open at a time: the second opens when the first leaves.
    let terms = campaign().items(120).page(60).frontier(1);
    let mut stage = Stage::new(5, terms.opening_seconds(60));
    (0..3).for_each(|n| stage.sealed(n));
    let early = stage.labelers[3].clone();
    let late = stage.labelers[4].clone();
    let id = stage.campaign;
    stage.claim(&early, id, 1).unwrap();
    stage.revealed(0);
    let next = stage.frontier(id).tasks[0].clone();
    assert_eq!((next.task, next.free), (1, 3));
    let opens_at = next.openings[0].at.seconds();
    assert_eq!(opens_at, (stage.now() / 60 + 1) * 60);
    stage.claim(&late, id, 1).unwrap();
    stage.wait_for_openings(id);
    for labeler in [&early, &late] {
        stage.claim(labeler, id, 0).unwrap();
        assert!(stage.market().drawn(id, labeler).is_empty());
        assert!(stage.exposure(labeler, &denom()).amount.is_zero());
    }
    assert_eq!(stage.market().seat(&late, id, 1), [1]);
}

#[test]
fn a_seat_given_back_cannot_be_drawn_by_a_second_account_in_one_transaction() {
    let mut stage = Stage::new(4, campaign());
    (0..3).for_each(|n| stage.drawn(n));
    let first = stage.labelers[0].clone();
    let second = stage.labelers[3].clone();
    let id = stage.campaign;
    // The second account's ticket is ripe when the first gives its seat back.
    stage.claim(&second, id, 1).unwrap();
    stage.wait_for_round(id, &second);
    let signature = stage.signature_for(id, &second);
    let registry = stage.market().registry.clone();
    let tasks = Tasks {
        campaign: id,
        tasks: vec![0],
    };
    let swap = vec![
        msg(&registry, &ExecuteMsg::Release(tasks)),
        msg(&registry, &draw(id, &second, signature)),
    ];
    stage.transaction(&first, swap).unwrap();
    assert!(stage.market().drawn(id, &second).is_empty());
    // Nor with a ticket of the same block; only with one after the next opening.
    stage.claim(&second, id, 1).unwrap();
    stage.wait_for_round(id, &second);
    stage.claim(&second, id, 0).unwrap();
    assert!(stage.market().drawn(id, &second).is_empty());
    assert_eq!(stage.market().seat(&second, id, 1), [0]);
}

#[test]
fn tickets_wait_for_the_campaign_to_open() {
    let mut stage = Stage::new(1, campaign());
    let labeler = stage.labelers[0].clone();
    let requester = stage.requester.clone();
    let terms = campaign().first_draw_seconds(7).opening_seconds(60);
    let id = stage.create(&requester, terms).unwrap();
    // With the first opening that is not earlier.
    let opens_at = (stage.now() + 7).next_multiple_of(60);
    assert_eq!(stage.campaign(id).opens_at.seconds(), opens_at);
    let first = stage.frontier(id).tasks[0].openings[0].clone();
    assert_eq!(first.at.seconds(), opens_at);
    stage.market().pass_to(opens_at - 1);
    assert_eq!(
        refused(stage.claim(&labeler, id, 1)),
        ContractError::NotOpenYet {
            campaign: id,
            opens_at,
            now: opens_at - 1,
        }
    );
    stage.market().pass_to(opens_at);
    assert_eq!(stage.market().seat(&labeler, id, 1), [0]);
    // Even with no seconds to wait for, nobody takes a ticket in the block of creation.
    let id = stage
        .create(&requester, campaign().first_draw_seconds(0))
        .unwrap();
    assert!(matches!(
        refused(stage.claim(&labeler, id, 1)),
        ContractError::NotOpenYet { .. }
    ));
}

#[test]
fn nobody_holds_more_than_an_eighth_of_what_collects() {
    let mut stage = Stage::new(4, campaign().items(32 * 50).page(50).frontier(32));
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    let over = |open, wanted| Ineligible::OpenSeats {
        open,
        wanted,
        cap: 4,
    };
    assert_eq!(ineligible(stage.claim(&labeler, id, 5)), over(0, 5));
    let tasks = stage.market().seat(&labeler, id, 4);
    assert_eq!(tasks.len(), 4);
    assert_eq!(ineligible(stage.claim(&labeler, id, 1)), over(4, 1));
    // Sealing at once frees nothing, nor does giving back.
    let row = stage.row(0);
    let pages: Vec<(u32, &[u8])> = tasks[..3].iter().map(|t| (*t, row.as_slice())).collect();
    stage.commit_all(&labeler, id, &pages).unwrap();
    stage.release(&labeler, id, &tasks[3..]).unwrap();
    assert_eq!(ineligible(stage.claim(&labeler, id, 1)), over(4, 1));
    // A task that stops collecting does.
    stage.past_fill();
    let crank = stage.crank.clone();
    for _ in 0..3 {
        stage.market().advance(&crank, id, &tasks).unwrap();
        stage.past_fill();
    }
    stage.claim(&labeler, id, 4).unwrap();
}

#[test]
fn a_small_campaign_allows_two_open_seats() {
    let mut stage = Stage::new(1, wide());
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    assert_eq!(stage.ticket(id, &labeler).cap, 2);
    let refused = ineligible(stage.claim(&labeler, id, 3));
    assert_eq!(
        refused,
        Ineligible::OpenSeats {
            open: 0,
            wanted: 3,
            cap: 2
        }
    );
}

#[test]
fn newcomers_get_no_more_seats_of_a_task_than_its_terms_allow() {
    let mut stage = Stage::new(4, campaign().newcomer_seats(2));
    stage.drawn(0);
    stage.drawn(1);
    let third = stage.labelers[2].clone();
    let id = stage.campaign;
    assert_eq!(stage.market().seat(&third, id, 1), [] as [u32; 0]);
    // A newcomer who gives their seat back makes room for another.
    let first = stage.labelers[0].clone();
    stage.release(&first, id, &[0]).unwrap();
    stage.next_block();
    stage.drawn(2);
    let fourth = stage.labelers[3].clone();
    assert_eq!(stage.market().seat(&fourth, id, 1), [] as [u32; 0]);
}

#[test]
fn labelers_with_a_record_are_no_newcomers() {
    let mut stage = Stage::new(3, campaign());
    let rows = stage.rows(3);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.run_campaign(id, &rows).unwrap();
    assert!(stage.skill(&stage.labelers[0], pasar_testkit::DOMAIN).mass > 20 * 4_096);
    let id = stage
        .create(&requester, campaign().newcomer_seats(0))
        .unwrap();
    stage.market().run_campaign(id, &rows).unwrap();
}

#[test]
fn the_requester_and_their_other_accounts_take_no_seat() {
    let mut market = Market::new();
    let requester = market.account("requester");
    let other = market.account("other");
    for account in [&requester, &other] {
        market.bond(account, STAKE).unwrap();
    }
    let id = market
        .create(&requester, campaign().related(&[&other]))
        .unwrap();
    market.wait_until_open(id);
    for labeler in [requester, other] {
        let refused = ineligible(market.claim(&labeler, id, 1));
        assert_eq!(refused, Ineligible::Related { labeler });
    }
}

#[test]
fn nobody_sits_twice_in_a_task_not_even_after_giving_the_seat_back() {
    let mut stage = Stage::new(3, campaign());
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.drawn(0);
    // While they sit there.
    assert_eq!(stage.market().seat(&labeler, id, 1), [0]);
    assert_eq!(stage.seats(id, 0).len(), 1);
    // After they gave it back, and in a later refill.
    stage.release(&labeler, id, &[0]).unwrap();
    stage.next_block();
    assert!(stage.market().seat(&labeler, id, 1).is_empty());
    stage.past_fill();
    stage.advance().unwrap();
    assert!(stage.market().seat(&labeler, id, 1).is_empty());
    assert_eq!(stage.seats(id, 0).len(), 1);
    assert!(stage.exposure(&labeler, &denom()).amount.is_zero());
}

#[test]
fn a_ticket_that_meets_no_room_gives_its_exposure_back() {
    let mut stage = Stage::new(4, campaign());
    (0..3).for_each(|n| stage.drawn(n));
    let labeler = stage.labelers[3].clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    assert_eq!(stage.exposure(&labeler, &denom()).amount.u128(), 10_000);
    stage.next_block();
    stage.claim(&labeler, id, 0).unwrap();
    assert!(stage.exposure(&labeler, &denom()).amount.is_zero());
    assert_eq!(stage.staked(3), STAKE);
}

#[test]
fn a_ticket_needs_free_stake_and_exposed_stake_cannot_leave() {
    let mut stage = Stage::new(0, wide());
    let labeler = stage.account("poor");
    let id = stage.campaign;
    let refused = ineligible(stage.claim(&labeler, id, 1));
    let lacks = |free: u128, wanted: u128| Ineligible::FreeStake {
        free: free.into(),
        wanted: wanted.into(),
        denom: pasar_testkit::NATIVE.into(),
    };
    assert_eq!(refused, lacks(0, 10_000));
    stage.market().bond(&labeler, 15_000).unwrap();
    assert_eq!(
        ineligible(stage.claim(&labeler, id, 2)),
        lacks(15_000, 20_000)
    );
    stage.claim(&labeler, id, 1).unwrap();
    let refused: ::reputation_staking::ContractError = stage.unbond(&labeler, 5_001).refused_as();
    assert!(matches!(
        refused,
        ::reputation_staking::ContractError::Exposed { .. }
    ));
    stage.unbond(&labeler, 5_000).unwrap();
    // The same stake does not serve two campaigns.
    stage.next_block();
    stage.claim(&labeler, id, 0).unwrap();
    stage.again(wide());
    let id = stage.campaign;
    assert_eq!(ineligible(stage.claim(&labeler, id, 1)), lacks(0, 10_000));
}

#[test]
fn the_draw_spreads_over_the_frontier() {
    let terms = campaign()
        .items(64 * 50)
        .page(50)
        .frontier(64)
        .overlap(32)
        .stake(0);
    let mut stage = Stage::new(0, terms);
    stage.check_every(Some(50));
    let id = stage.campaign;
    let labelers = stage.accounts("crowd", 128);
    for labeler in &labelers {
        stage.claim(labeler, id, 4).unwrap();
    }
    stage.next_block();
    let crank = stage.crank.clone();
    for labeler in &labelers {
        stage.draw(&crank, id, labeler).unwrap();
    }
    let counts: Vec<usize> = (0..64).map(|task| stage.seats(id, task).len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 512);
    // Eight on average. Chi square of 63 degrees of freedom: above 110 in one of 5 000 draws.
    let chi: usize = counts
        .iter()
        .map(|count| count.abs_diff(8).pow(2))
        .sum::<usize>()
        / 8;
    assert!((25..110).contains(&chi), "{chi}: {counts:?}");
}
