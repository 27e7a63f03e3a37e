//! The draw: nobody chooses his tasks, and trying again gains nothing.

use std::collections::BTreeSet;

use cosmwasm_std::{coins, Addr, CosmosMsg, WasmMsg};
use pasar_common::{
    reputation_staking,
    task_registry::{Claim, ExecuteMsg, LabelerRef, Tasks},
};
use pasar_testkit::{campaign, denom, CampaignBuilder, Market, Refused};
use rstest::rstest;
use task_registry::{error::Ineligible, ContractError};

use crate::{
    puppet::{msg, puppet, run, PuppetMsg},
    support::{Stage, STAKE},
};

/// Sixteen tasks, all open at once.
fn wide() -> CampaignBuilder {
    campaign().items(16 * 50).page(50).frontier(16)
}

fn claim(campaign: u32, seats: u8) -> ExecuteMsg {
    let issuer = None;
    ExecuteMsg::Claim(Claim {
        campaign,
        seats,
        issuer,
    })
}

fn draw(campaign: u32, labeler: &Addr) -> ExecuteMsg {
    let labeler = labeler.to_string();
    ExecuteMsg::Draw(LabelerRef { campaign, labeler })
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
fn a_ticket_is_not_drawn_in_its_own_block() {
    let mut stage = Stage::new(1, campaign());
    let (labeler, crank, id) = (
        stage.labelers[0].clone(),
        stage.crank.clone(),
        stage.campaign,
    );
    stage.claim(&labeler, id, 1).unwrap();
    stage.beat(&crank).unwrap();
    let height = stage.height();
    let pending = ContractError::TicketPending {
        height,
        now: height,
    };
    assert_eq!(
        stage.claim(&labeler, id, 0).refused_as::<ContractError>(),
        pending
    );
    assert_eq!(
        stage.claim(&labeler, id, 1).refused_as::<ContractError>(),
        pending
    );
    assert_eq!(
        stage
            .draw(&crank, id, &labeler)
            .refused_as::<ContractError>(),
        pending
    );
    stage.next_block();
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler), [0]);
}

#[test]
fn a_transaction_that_claims_and_reverts_on_a_bad_draw_gains_nothing() {
    let (mut stage, puppet) = puppet_show();
    let (registry, id) = (stage.market().registry.clone(), stage.campaign);
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
        msg(&registry, &claim(id, 1)),
        msg(&registry, &claim(id, 0)),
        wish(3),
    ];
    let refused: ContractError = run(stage.market(), &puppet, at_once).refused_as();
    assert!(matches!(refused, ContractError::TicketPending { .. }));

    // With a ticket, a draw that is reverted can be repeated; it shows the same seat every time.
    run(stage.market(), &puppet, vec![msg(&registry, &claim(id, 1))]).unwrap();
    stage.next_block();
    let crank = stage.crank.clone();
    stage.beat(&crank).unwrap();
    let mut granted = BTreeSet::new();
    for _ in 0..5 {
        for task in 0..16 {
            let wished = vec![msg(&registry, &claim(id, 0)), wish(task), revert(&registry)];
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
    // Whoever never likes it pays as for a missed commit.
    stage.draw(&crank, id, &puppet).unwrap();
    assert_eq!(stage.stake(&puppet).staked.u128(), STAKE - 1_000);
}

/// A message that the registry refuses.
fn revert(registry: &Addr) -> CosmosMsg {
    msg(registry, &claim(4_000_000, 1))
}

#[test]
fn a_retried_draw_meets_the_same_seats() {
    let seats = |blocks: u64, by_stranger: bool| {
        let mut stage = Stage::new(1, wide());
        let (labeler, crank, id) = (
            stage.labelers[0].clone(),
            stage.crank.clone(),
            stage.campaign,
        );
        stage.claim(&labeler, id, 2).unwrap();
        stage.next_block();
        stage.beat(&crank).unwrap();
        for _ in 0..blocks {
            let registry = stage.market().registry.clone();
            let reverted = vec![msg(&registry, &claim(id, 0)), revert(&registry)];
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
fn the_seats_are_decided_by_the_first_message_after_the_ticket_s_block() {
    let seats = |quiet: u64| {
        let mut stage = Stage::new(1, wide());
        let (labeler, id) = (stage.labelers[0].clone(), stage.campaign);
        stage.claim(&labeler, id, 2).unwrap();
        stage.blocks(quiet);
        stage.claim(&labeler, id, 0).unwrap();
        stage.market().drawn(id, &labeler)
    };
    let all: BTreeSet<Vec<u32>> = (1..=5).map(seats).collect();
    assert!(all.len() > 1, "every block draws {all:?}");
}

#[test]
fn a_ticket_is_drawn_until_its_last_block_and_not_later() {
    for (blocks, drawn) in [(5, true), (6, false)] {
        let mut stage = Stage::new(1, campaign().ticket_blocks(5));
        let (labeler, crank, id) = (
            stage.labelers[0].clone(),
            stage.crank.clone(),
            stage.campaign,
        );
        stage.claim(&labeler, id, 1).unwrap();
        let last = stage.ticket(id, &labeler).ticket.unwrap().last_height;
        assert_eq!(last, stage.height() + 5);
        stage.next_block();
        stage.beat(&crank).unwrap();
        stage.blocks(blocks - 1);
        stage.draw(&crank, id, &labeler).unwrap();
        assert_eq!(stage.market().drawn(id, &labeler).len(), usize::from(drawn));
        assert_eq!(stage.staked(0) == STAKE, drawn);
    }
}

#[test]
fn whoever_lets_a_ticket_lapse_pays_when_he_takes_the_next_and_tips_not_himself() {
    let mut stage = Stage::new(1, campaign());
    let (labeler, id) = (stage.labelers[0].clone(), stage.campaign);
    stage.claim(&labeler, id, 1).unwrap();
    stage.next_block();
    let crank = stage.crank.clone();
    stage.beat(&crank).unwrap();
    stage.past_ticket_window(id);
    stage.claim(&labeler, id, 1).unwrap();
    assert_eq!(stage.staked(0), STAKE - 1_000);
    assert!(stage.stake(&labeler).tips.is_zero());
    stage.next_block();
    stage.claim(&labeler, id, 0).unwrap();
    assert_eq!(stage.market().drawn(id, &labeler), [0]);
}

/// Whoever saw his seats and did not like them could otherwise wait until the beacon is forgotten.
#[rstest]
#[case::kept(255)]
#[case::forgotten(300)]
fn a_lapsed_ticket_costs_its_penalty_however_long_it_waits(#[case] beats: u32) {
    let mut stage = Stage::new(1, campaign());
    let (labeler, crank, id) = (
        stage.labelers[0].clone(),
        stage.crank.clone(),
        stage.campaign,
    );
    stage.claim(&labeler, id, 1).unwrap();
    for _ in 0..beats {
        stage.next_block();
        stage.beat(&crank).unwrap();
    }
    stage.draw(&crank, id, &labeler).unwrap();
    assert_eq!(stage.staked(0), STAKE - 1_000);
}

#[test]
fn tasks_that_opened_at_the_ticket_s_height_or_later_are_not_drawn() {
    // One task is open at a time: the second opens when the first leaves.
    let mut stage = Stage::new(5, campaign().items(120).page(60).frontier(1));
    (0..3).for_each(|n| stage.sealed(n));
    let (early, late, id) = (
        stage.labelers[3].clone(),
        stage.labelers[4].clone(),
        stage.campaign,
    );
    stage.claim(&early, id, 1).unwrap();
    stage.revealed(0);
    let opened = stage.frontier(id).tasks[0].opened_at;
    assert_eq!(
        (stage.frontier(id).tasks[0].task, opened),
        (1, stage.height())
    );
    stage.claim(&late, id, 1).unwrap();
    stage.next_block();
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
    let (first, second, id) = (
        stage.labelers[0].clone(),
        stage.labelers[3].clone(),
        stage.campaign,
    );
    // The second account's ticket is ripe when the first gives its seat back.
    stage.claim(&second, id, 1).unwrap();
    stage.next_block();
    let registry = stage.market().registry.clone();
    let tasks = Tasks {
        campaign: id,
        tasks: vec![0],
    };
    let swap = vec![
        msg(&registry, &ExecuteMsg::Release(tasks)),
        msg(&registry, &draw(id, &second)),
    ];
    stage.transaction(&first, swap).unwrap();
    assert!(stage.market().drawn(id, &second).is_empty());
    // Nor with a ticket of the same block; only with a later one.
    stage.claim(&second, id, 1).unwrap();
    stage.next_block();
    stage.claim(&second, id, 0).unwrap();
    assert!(stage.market().drawn(id, &second).is_empty());
    assert_eq!(stage.market().seat(&second, id, 1), [0]);
}

#[test]
fn tickets_wait_for_the_campaign_to_open() {
    let mut stage = Stage::new(1, campaign());
    let (labeler, requester) = (stage.labelers[0].clone(), stage.requester.clone());
    let id = stage
        .create(&requester, campaign().first_draw_blocks(7))
        .unwrap();
    let opens_at = stage.height() + 7;
    for _ in 0..7 {
        let height = stage.height();
        let refused: ContractError = stage.claim(&labeler, id, 1).refused_as();
        assert_eq!(
            refused,
            ContractError::NotOpenYet {
                campaign: id,
                opens_at,
                height
            }
        );
        stage.next_block();
    }
    stage.claim(&labeler, id, 1).unwrap();
    // Even with no blocks to wait for, nobody takes a ticket in the block of creation.
    let id = stage
        .create(&requester, campaign().first_draw_blocks(0))
        .unwrap();
    assert!(matches!(
        stage.claim(&labeler, id, 1).refused_as::<ContractError>(),
        ContractError::NotOpenYet { .. }
    ));
}

#[test]
fn nobody_holds_more_than_an_eighth_of_what_collects() {
    let mut stage = Stage::new(4, campaign().items(32 * 50).page(50).frontier(32));
    let (labeler, id) = (stage.labelers[0].clone(), stage.campaign);
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
    let (labeler, id) = (stage.labelers[0].clone(), stage.campaign);
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
    let (third, id) = (stage.labelers[2].clone(), stage.campaign);
    assert_eq!(stage.market().seat(&third, id, 1), [] as [u32; 0]);
    // A newcomer who gives his seat back makes room for another.
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
    let (requester, id) = (stage.requester.clone(), stage.campaign);
    stage.run_campaign(id, &rows).unwrap();
    assert!(stage.skill(&stage.labelers[0], pasar_testkit::DOMAIN).mass > 20 * 4_096);
    let id = stage
        .create(&requester, campaign().newcomer_seats(0))
        .unwrap();
    stage.market().run_campaign(id, &rows).unwrap();
}

#[test]
fn the_requester_and_his_other_accounts_take_no_seat() {
    let mut market = Market::new();
    let (requester, other) = (market.account("requester"), market.account("other"));
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
    let (labeler, id) = (stage.labelers[0].clone(), stage.campaign);
    stage.drawn(0);
    // While he sits there.
    assert_eq!(stage.market().seat(&labeler, id, 1), [0]);
    assert_eq!(stage.seats(id, 0).len(), 1);
    // After he gave it back, and in a later refill.
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
    let (labeler, id) = (stage.labelers[3].clone(), stage.campaign);
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
    let (labeler, id) = (stage.account("poor"), stage.campaign);
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
