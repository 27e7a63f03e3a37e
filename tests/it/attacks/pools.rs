//! The pool of a ticket: whatever anybody sends once it is fixed, it only shrinks. So nobody who can tell
//! the ticket's round adds a task to it.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Api, CanonicalAddr};
use pasar_common::packed::Packed;
use pasar_testkit::campaign;
use rstest::rstest;
use task_registry::{
    rules::{
        campaign::hot_terms::HotTerms,
        draw::{frontier::Frontier, ticket::LabelerRecord},
        ids::CampaignId,
        task::header::Task,
    },
    store::{CAMPAIGNS, FRONTIERS, LABELERS, SEATS, TASKS},
};

use crate::support::{labels, noise, Stage};

const ITEMS: u32 = 50;
const TASKS_IN_ALL: u32 = 12;
const STEPS: u64 = 250;

struct World {
    stage: Stage,
    terms: HotTerms,
    /// The pool of each ticket, by its labeler and its round.
    pools: BTreeMap<(Addr, u64), BTreeSet<u32>>,
    /// Tickets whose pool lost a task, for the test to be worth something.
    shrunk: usize,
}

impl World {
    fn new() -> Self {
        let terms = campaign().items(TASKS_IN_ALL * ITEMS).page(ITEMS);
        let terms = terms.frontier(4).stake(100).newcomer_seats(3);
        let terms = terms.waves(3, 6).windows(40, 30, 60).ticket_seconds(60);
        let mut stage = Stage::new(8, terms);
        stage.check_every(None);
        let terms = stored(&stage, CAMPAIGNS.key(&CampaignId(stage.campaign))).unwrap();
        let (pools, shrunk) = (BTreeMap::new(), 0);
        Self {
            stage,
            terms,
            pools,
            shrunk,
        }
    }

    /// What a ticket may be drawn into now; none where there is none, or its pool is not fixed.
    fn pool(&self, labeler: &Addr) -> Option<(u64, BTreeSet<u32>)> {
        let stage = &self.stage;
        let id = CampaignId(stage.campaign);
        let account = canonical(stage, labeler);
        let record: LabelerRecord = stored(stage, LABELERS.key(&(id, &account)))?;
        let ticket = record.ticket?;
        let randomness = self.terms.randomness;
        let fixed = randomness.time_of(ticket.round) - u64::from(randomness.delay);
        if stage.now() < fixed {
            return None;
        }
        let frontier: Frontier = stored(stage, FRONTIERS.key(&id))?;
        let reach = ticket.reach(&self.terms);
        let is_in = |task: &u32| {
            let task = id.task(*task);
            let header: Option<Task> = stored(stage, TASKS.key(&task));
            let sat = raw(stage, SEATS.key(&(task, &account))).is_some();
            !sat && header.is_none_or(|header| header.takes_seats(stage.now()))
        };
        let slots = frontier.slots.iter().filter(|slot| slot.has_seat(reach));
        Some((
            ticket.round,
            slots.map(|slot| slot.task).filter(is_in).collect(),
        ))
    }

    /// No ticket has a task in its pool that it had not before.
    fn check(&mut self) {
        for labeler in self.stage.labelers.clone() {
            let Some((round, pool)) = self.pool(&labeler) else {
                continue;
            };
            let key = (labeler, round);
            if let Some(before) = self.pools.get(&key) {
                assert!(pool.is_subset(before), "{before:?} became {pool:?}");
                self.shrunk += usize::from(pool.len() < before.len());
            }
            self.pools.insert(key, pool);
        }
    }

    /// Somebody does something, or time passes. What is refused changes nothing.
    fn act(&mut self, number: u64) {
        let stage = &mut self.stage;
        let id = stage.campaign;
        let pick = |shift: u32, count: usize| (number >> shift) as usize % count;
        let who = stage.labelers[pick(8, 8)].clone();
        let task = pick(16, TASKS_IN_ALL as usize) as u32;
        let crank = stage.crank.clone();
        let requester = stage.requester.clone();
        let refused = match number % 16 {
            0..=3 => stage.claim(&who, id, 1 + (number >> 24) as u8 % 2).err(),
            4..=6 => stage.draw(&crank, id, &who).err(),
            7..=8 => {
                let row = labels(ITEMS, 3, 9);
                let drawn = stage.market().drawn(id, &who);
                let rows: Vec<_> = drawn.iter().map(|task| (*task, row.as_slice())).collect();
                stage.market().commit_all(&who, id, &rows).err()
            }
            9 => {
                let drawn = stage.market().drawn(id, &who);
                stage.release(&who, id, &drawn).err()
            }
            10..=11 => stage.market().advance(&crank, id, &[task]).err(),
            12 => stage.market().close(&requester, id, &[task]).err(),
            13 => {
                let items: Vec<u32> = (0..ITEMS).collect();
                stage.ask_wave(&requester, (id, task), &items, 1).err()
            }
            14 => {
                stage.slow_block(1 + (number >> 24) % 30);
                None
            }
            _ => {
                stage.next_block();
                None
            }
        };
        drop(refused);
    }
}

fn raw(stage: &Stage, key: Vec<u8>) -> Option<Vec<u8>> {
    let registry = stage.address_of_registry();
    stage.app.wrap().query_wasm_raw(registry, key).unwrap()
}

fn stored<T: Packed>(stage: &Stage, key: Vec<u8>) -> Option<T> {
    raw(stage, key).map(|bytes| T::from_bytes(&bytes).unwrap())
}

fn canonical(stage: &Stage, account: &Addr) -> CanonicalAddr {
    stage.app.api().addr_canonicalize(account.as_str()).unwrap()
}

#[rstest]
fn a_pool_only_shrinks_once_it_is_fixed(#[values(1, 2, 3, 4, 5, 6)] seed: u64) {
    let mut world = World::new();
    for step in 0..STEPS {
        world.act(noise(seed << 32 | step));
        world.check();
    }
    println!("{} tickets, {} shrinkings", world.pools.len(), world.shrunk);
    assert!(world.pools.len() > 5 && world.shrunk > 5);
}
