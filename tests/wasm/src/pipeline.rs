//! A labeler in full swing: one transaction opens an earlier session, seals the one before, and
//! draws and takes tickets for the next.

use std::collections::BTreeMap;

use pasar_common::task_registry::{Claim, ExecuteMsg};

use crate::{
    calls::world::{drawn, Seat, World},
    chain::Call,
};

const PAGE: u32 = 16_384;
const TASKS: u32 = 512;
const OVERLAP: u8 = 5;
const BATCH: u8 = 7;
const LABELERS: usize = 64;
/// Transactions of which the mean is taken.
const SAMPLES: usize = 32;
const MOST_ROUNDS: usize = 12;

/// Gas of a label in `[Reveal, Commit, Claim]` of seven pages each; resolving, settling and
/// withdrawing are not in it.
pub fn measure() -> f64 {
    let mut world = World::new();
    let terms = world.terms(2, PAGE, TASKS, OVERLAP, 256);
    let campaign = world.create(terms);
    let crowd = world.crowd("pipeline", LABELERS);
    let mut pipeline = Pipeline {
        campaign,
        desks: vec![Desk::default(); LABELERS],
        sealed: BTreeMap::new(),
        gas: vec![],
    };
    for _ in 0..MOST_ROUNDS {
        for (n, labeler) in crowd.iter().enumerate() {
            pipeline.transact(&mut world, n, labeler);
        }
        if pipeline.gas.len() >= SAMPLES {
            let sum: u64 = pipeline.gas.iter().sum();
            let labels = pipeline.gas.len() as f64 * f64::from(BATCH) * f64::from(PAGE);
            return sum as f64 / labels;
        }
        world.next_block();
    }
    panic!(
        "{} full transactions in {MOST_ROUNDS} rounds",
        pipeline.gas.len()
    );
}

#[derive(Clone, Default)]
struct Desk {
    drawn: Vec<Seat>,
    sealed: Vec<Seat>,
}

struct Pipeline {
    campaign: u32,
    desks: Vec<Desk>,
    /// Seals by task.
    sealed: BTreeMap<u32, u8>,
    /// Of the transactions that are full.
    gas: Vec<u64>,
}

impl Pipeline {
    /// Whatever a labeler can do now, in one transaction.
    fn transact(&mut self, world: &mut World, n: usize, labeler: &str) {
        let batch = usize::from(BATCH);
        let (complete, waiting): (Vec<Seat>, Vec<Seat>) = self.desks[n]
            .sealed
            .drain(..)
            .partition(|seat| self.sealed[&seat.task] == OVERLAP);
        let (opened, later) = complete.split_at(complete.len().min(batch));
        self.desks[n].sealed = [later, &waiting[..]].concat();
        let committed = std::mem::take(&mut self.desks[n].drawn);

        let mut messages = vec![];
        if !opened.is_empty() {
            messages.push(world.reveal_message(opened));
        }
        if !committed.is_empty() {
            messages.push(world.commit_message(&committed));
        }
        // Who has as many open seats as one may have only draws, and without a ticket not even that.
        let claims = [Some(BATCH), Some(0), None];
        let signature = world.signature_for(self.campaign, labeler);
        let done = claims.into_iter().find_map(|seats| {
            let claim = seats.map(|seats| {
                ExecuteMsg::Claim(Claim {
                    campaign: self.campaign,
                    seats,
                    issuer: None,
                    signature: signature.clone(),
                })
            });
            let all = messages.iter().chain(&claim);
            let registry = &world.suite.registry;
            let calls: Vec<Call> = all.map(|msg| Call::new(registry, msg)).collect();
            let report = world.suite.chain.execute_all(labeler, &calls).ok()?;
            Some((seats.unwrap_or(0), report))
        });
        let (seats, report) = done.expect("seals that fit are taken");
        for seat in &committed {
            *self.sealed.entry(seat.task).or_default() += 1;
        }
        self.desks[n].sealed.extend(committed.iter().cloned());
        self.desks[n].drawn = drawn(&report);
        if [opened.len(), committed.len(), seats.into()] == [batch; 3] {
            self.gas.push(report.gas.total());
        }
    }
}
