//! Attacks on the draw: nobody chooses their tasks, and every look at a draw is paid for.

use cosmwasm_std::Addr;
use pasar_drand::randomness;
use pasar_testkit::{campaign, denom};
use rstest::rstest;
use task_registry::rules::{
    draw::{
        frontier::{Frontier, Opening, Reach, Slot},
        order::{order, seed},
    },
    ids::CampaignId,
};

use crate::support::{Stage, STAKE};

const TASKS: u32 = 16;
const CHOSEN: u32 = 7;
/// What giving back one seat costs.
const PENALTY: u128 = 1_000;

/// The task that a ripe ticket for one seat would land in now, as anybody can tell who has the round's
/// signature.
fn foreseen(stage: &Stage, labeler: &Addr) -> Option<u32> {
    let id = stage.campaign;
    let ticket = stage.ticket(id, labeler).ticket?;
    let signature = stage.signature_of(ticket.round);
    let randomness = randomness(&signature.as_slice().try_into().unwrap());
    let canonical = |account: &Addr| {
        let api = stage.app.api();
        cosmwasm_std::Api::addr_canonicalize(api, account.as_str()).unwrap()
    };
    let registry = canonical(&stage.address_of_registry());
    let seed = seed(&randomness, &registry, CampaignId(id), &canonical(labeler));
    let delay = stage.config().params.randomness.delay_seconds;
    let fixed = ticket.draws_at.seconds() - u64::from(delay);
    let slots = stage.frontier(id).tasks.into_iter().map(|entry| {
        let openings = entry.openings.iter().map(|opening| Opening {
            number: opening.at.seconds(),
            seats: opening.seats,
            newcomers: 0,
        });
        Slot {
            task: entry.task,
            newcomers: entry.newcomers,
            openings: openings.collect(),
        }
    });
    let frontier = Frontier {
        slots: slots.collect(),
        ..Frontier::default()
    };
    let reach = Reach {
        opening: fixed,
        newcomer_seats: None,
    };
    order(&seed, &frontier, reach).first().copied()
}

/// The market is quiet: nobody else sends a message. A contract of the claimer's looks at every block
/// and draws where it likes what it would draw, else the ticket dies.
#[test]
fn nobody_chooses_their_tasks_where_nobody_else_sends_a_message() {
    let terms = campaign().items(TASKS * 50).page(50).frontier(16);
    let mut stage = Stage::new(3, terms.ticket_seconds(60));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let mut tickets = 0u128;
    let mut blocks = 0;
    for labeler in stage.labelers.clone() {
        loop {
            stage.claim(&labeler, id, 1).unwrap();
            tickets += 1;
            stage.wait_for_round(id, &labeler);
            let ticket = stage.ticket(id, &labeler).ticket.unwrap();
            let first = foreseen(&stage, &labeler);
            while stage.now() < ticket.draw_by.seconds() {
                blocks += 1;
                assert_eq!(foreseen(&stage, &labeler), first, "blocks change nothing");
                stage.next_block();
            }
            if first == Some(CHOSEN) {
                stage.draw(&crank, id, &labeler).unwrap();
                assert_eq!(stage.market().drawn(id, &labeler), [CHOSEN]);
                break;
            }
            stage.past_ticket_window();
            stage.draw(&crank, id, &labeler).unwrap();
            assert!(tickets < 300);
        }
    }
    let lost: u128 = (0..3).map(|n| STAKE - stage.staked(n)).sum();
    println!("{tickets} tickets and {blocks} blocks for three seats of one task: {lost} lost");
    assert!(lost >= (tickets - 3) * PENALTY, "every look is paid for");
}

#[test]
fn a_ticket_that_lapses_costs_what_giving_its_seats_back_costs() {
    let terms = campaign().items(64 * 50).page(50).frontier(64);
    let mut stage = Stage::new(2, terms);
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let lapses = stage.labelers[0].clone();
    let gives_back = stage.labelers[1].clone();
    for labeler in [&lapses, &gives_back] {
        stage.claim(labeler, id, 8).unwrap();
    }
    stage.wait_for_round(id, &gives_back);
    stage.draw(&crank, id, &gives_back).unwrap();
    let drawn = stage.market().drawn(id, &gives_back);
    assert_eq!(drawn.len(), 8);
    stage.release(&gives_back, id, &drawn).unwrap();
    stage.past_ticket_window();
    stage.draw(&crank, id, &lapses).unwrap();
    assert!(stage.market().drawn(id, &lapses).is_empty());
    let lapsed = STAKE - stage.staked(0);
    let given = STAKE - stage.staked(1);
    assert_eq!(lapsed, given);
    assert!(given >= 8 * PENALTY);
}

#[test]
fn a_ticket_is_not_covered_by_stake_that_its_own_message_takes() {
    let mut stage = Stage::new(1, campaign().stake(STAKE));
    let id = stage.campaign;
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    stage.claim(&labeler, id, 1).unwrap();
    stage.past_ticket_window();
    assert!(stage.claim(&labeler, id, 1).is_err());
    stage.draw(&crank, id, &labeler).unwrap();
    assert!(stage.staked(0) < STAKE);
    let exposed = stage.exposure(&labeler, &denom()).amount.u128();
    assert!(exposed <= stage.staked(0));
}

/// Five quick accounts take their tickets at once when the task opens that they want, so that nothing
/// else is older than they are. What became free since the last opening opens along with it.
#[test]
fn what_becomes_free_opens_together_and_nobody_has_one_task_to_themselves() {
    let terms = campaign().items(8 * 50).page(50).frontier(2);
    let mut stage = Stage::new(8, terms.opening_seconds(300));
    let id = stage.campaign;
    let who = stage.labelers.clone();
    // Three honest accounts fill and seal both tasks.
    for labeler in &who[..3] {
        for task in stage.market().seat(labeler, id, 2) {
            let row = crate::support::labels(50, 3, 9);
            stage.commit(labeler, id, task, &row).unwrap();
        }
    }
    let full = stage.frontier(id).tasks;
    assert!(full.iter().all(|task| task.free == 0), "{full:?}");
    // They end one after the other; the attackers claim when the first has ended.
    let ends: Vec<u32> = full.iter().map(|task| task.task).collect();
    let crank = stage.crank.clone();
    stage.market().reveal_tasks(&crank, id, &ends[..1]).unwrap();
    let fast: Vec<Addr> = who[3..].to_vec();
    stage.next_block();
    for labeler in &fast {
        stage.claim(labeler, id, 1).unwrap();
    }
    stage
        .market()
        .reveal_tasks(&crank, id, &ends[1..2])
        .unwrap();
    stage.wait_for_round(id, &fast[0]);
    for labeler in &fast {
        stage.draw(&crank, id, labeler).unwrap();
        assert!(stage.market().drawn(id, labeler).is_empty());
    }
    // After the opening both tasks are there, and chance decides among them.
    stage.wait_for_openings(id);
    let mut drawn: Vec<u32> = Vec::new();
    for labeler in &fast {
        drawn.extend(stage.market().seat(labeler, id, 1));
    }
    drawn.sort_unstable();
    drawn.dedup();
    assert_eq!(drawn.len(), 2, "{drawn:?}");
}

/// A ticket can be drawn in 20 blocks however slow the chain is, and so after the campaign's end.
#[rstest]
#[case::ended(false)]
#[case::released(true)]
fn a_look_is_paid_for_at_the_end_of_the_campaign_too(#[case] released: bool) {
    let terms = campaign().items(TASKS * 50).page(50).frontier(16);
    let mut stage = Stage::new(1, terms.ticket_seconds(60).ends_in(3_000));
    let id = stage.campaign;
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    let ends_at = stage.campaign(id).terms.ends_at.seconds();
    stage.pass_to(ends_at - 65);
    stage.claim(&labeler, id, 1).unwrap();
    let ticket = stage.ticket(id, &labeler).ticket.unwrap();
    assert_eq!(ticket.draw_by.seconds(), ends_at);
    // They know what they would draw, and do not like it.
    stage.past_the_end(id);
    assert!(stage.height() <= ticket.last_height);
    if released {
        stage.market().advance(&crank, id, &[]).unwrap();
    }
    stage.claim(&labeler, id, 0).unwrap();
    assert_eq!(STAKE - stage.staked(0), PENALTY);
}

/// The filling of all tasks is over, and nobody has had it go on. Whoever does so for one of them, in the
/// message before their draw, would have it to themselves.
#[test]
fn a_task_that_is_filled_again_is_in_no_pool_that_was_fixed_before() {
    let mut stage = Stage::new(4, campaign().items(2 * 50).page(50).frontier(2));
    let id = stage.campaign;
    let who = stage.labelers.clone();
    let crank = stage.crank.clone();
    let row = crate::support::labels(50, 3, 9);
    for task in stage.market().seat(&who[0], id, 2) {
        stage.commit(&who[0], id, task, &row).unwrap();
    }
    stage.past_fill();
    for labeler in &who[1..] {
        stage.claim(labeler, id, 1).unwrap();
    }
    stage.wait_for_round(id, &who[1]);
    stage.market().advance(&crank, id, &[1]).unwrap();
    for labeler in &who[1..] {
        stage.draw(&crank, id, labeler).unwrap();
        assert!(stage.market().drawn(id, labeler).is_empty());
    }
    // What is filled again opens together.
    stage.market().advance(&crank, id, &[0]).unwrap();
    stage.wait_for_openings(id);
    let mut drawn: Vec<u32> = Vec::new();
    for labeler in &who[1..] {
        drawn.extend(stage.market().seat(labeler, id, 2));
    }
    drawn.sort_unstable();
    assert_eq!(drawn, [0, 0, 1, 1]);
}
