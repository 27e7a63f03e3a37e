//! The registry: states, seats, frontier, exposure.

use std::collections::BTreeMap;

use cosmwasm_std::{Storage, Uint128};
use pasar_common::{
    packed::Reader,
    raw::{stake_key, STAKES},
    task_registry::{Phase, SeatStatus},
};
use task_registry::{
    rules::{
        campaign::hot_terms::HotTerms,
        draw::frontier::Frontier,
        ids::{CampaignId, TaskId},
        task::{
            header::{Task, MAX_FORFEITS},
            seat::{Seat, SeatState},
        },
    },
    session::labels::asked,
    store::{
        seats_of, CAMPAIGNS, EXPOSURES, FRONTIERS, FULL_TERMS, LABELERS, NEXT_CAMPAIGN, PROGRESS,
        SCORES, SEATS, TASKS,
    },
};

use super::{
    challenges::{check_challenge, registered, Exposed},
    hold,
};
use crate::chain::{
    market::Market,
    memory::{Memory, SeenSeat, Violation},
};

/// What ended in a campaign, by its tasks and scores.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// Tasks settled or void.
    pub(super) tasks: u32,
    /// Tasks, and items for each question, that still hold their reserve.
    pub(super) left: (u32, u32),
    /// Labels of settled tasks.
    pub(super) labels: u64,
    /// Pay of each labeler in settled tasks, by canonical address.
    pub(super) pay: BTreeMap<Vec<u8>, u128>,
    /// What revealed labels cost and nobody earned.
    pub(super) unearned: u128,
    /// Labels that were sealed and never revealed, where the campaign has a reading key.
    pub(super) unrevealed: u64,
    /// Gold bonds that were forfeited.
    pub(super) bonds: u32,
    /// Bonds of live challenges.
    pub(super) challenge_bonds: u128,
}

/// Phases in the order in which a task goes through them.
pub(super) fn order(phase: Phase) -> u8 {
    match phase {
        Phase::Fresh => 0,
        Phase::Collecting => 1,
        Phase::Revealing => 2,
        Phase::Resolved => 3,
        Phase::Settled => 4,
        Phase::Void => 5,
    }
}

pub(super) fn rank(status: SeatStatus) -> u8 {
    match status {
        SeatStatus::Drawn => 0,
        SeatStatus::Sealed => 1,
        SeatStatus::Revealed => 2,
        SeatStatus::Forfeited => 3,
    }
}

/// Whether a seat's stake is exposed: until it is forfeited, missed or settled.
fn is_exposed(task: &Task, seat: &Seat) -> bool {
    match (task.phase, seat.status()) {
        (_, SeatStatus::Forfeited) | (Phase::Settled | Phase::Void | Phase::Fresh, _) => false,
        (Phase::Collecting | Phase::Revealing, _) => true,
        (Phase::Resolved, status) => status == SeatStatus::Revealed,
    }
}

impl Memory {
    /// I5 (its ground), I7, I8, I9, I12, I15, I21. Returns what ended in each campaign.
    pub(super) fn work_moves_forward(
        &mut self,
        market: &Market,
    ) -> Result<BTreeMap<u32, Ended>, Violation> {
        let store = market.app.contract_storage(&market.registry);
        let store = &*store;
        let next = NEXT_CAMPAIGN
            .may_load(store)
            .map_err(|error| Violation(error.to_string()))?
            .unwrap_or(1);
        let mut exposed = Exposed::new();
        let mut ended = BTreeMap::new();
        for id in 1..next {
            self.terms_stay(market, store, id)?;
            ended.insert(id, self.campaign_moves_forward(store, id, &mut exposed)?);
        }
        self.seats_stay(store)?;
        exposure_is_what_seats_and_tickets_say(market, store, exposed)?;
        Ok(ended)
    }

    /// I15: what was frozen never changes.
    fn terms_stay(
        &mut self,
        market: &Market,
        store: &dyn Storage,
        id: u32,
    ) -> Result<(), Violation> {
        let escrow = market.app.contract_storage(&market.escrow);
        let keys = [
            store.get(&CAMPAIGNS.key(&CampaignId(id))),
            store.get(&FULL_TERMS.key(id)),
            escrow.get(&label_escrow::store::ESCROW_TERMS.key(&id)),
        ];
        let found: Vec<Vec<u8>> = keys.into_iter().map(Option::unwrap_or_default).collect();
        hold!(
            found.iter().all(|record| !record.is_empty()),
            "I15: campaign {id} lacks a record"
        );
        let before = self.frozen.entry(id).or_insert_with(|| found.clone());
        hold!(*before == found, "I15: terms of campaign {id} changed");
        Ok(())
    }

    /// I8: phases; I9: caps; and what ended.
    fn campaign_moves_forward(
        &mut self,
        store: &dyn Storage,
        id: u32,
        exposed: &mut Exposed,
    ) -> Result<Ended, Violation> {
        let key = CampaignId(id);
        let campaign = CAMPAIGNS.load(store, &key)?;
        let frontier = FRONTIERS.load(store, &key)?;
        let progress = PROGRESS.load(store, &key)?;
        let size = frontier.slots.len();
        hold!(
            size <= usize::from(campaign.frontier),
            "I9: frontier of {id} has {size}"
        );
        let mut ended = Ended::default();
        let mut started = 0;
        let mut started_items = 0;
        for entry in TASKS.range(store, &key.prefix(), None) {
            let (suffix, task) = entry?;
            let index = Reader::of_key("task", &suffix).u32()?;
            let task_id = CampaignId(id).task(index);
            started += 1;
            started_items += campaign.items_of(index);
            self.phase_moves_forward((id, index), &task)?;
            check_seats(store, task_id, &campaign, &task, &frontier, exposed)?;
            note_end(store, task_id, &campaign, &task, &mut ended)?;
            ended.challenge_bonds += check_challenge(store, task_id, &campaign, &task, exposed)?;
        }
        if frontier.is_open() {
            ended.left.0 += campaign.tasks() - started;
            ended.left.1 += campaign.labels.of_items(campaign.items - started_items);
        }
        let done = campaign.tasks() - ended.left.0;
        hold!(
            progress.done == done,
            "I8: {} tasks of campaign {id} are counted as done, {done} are",
            progress.done
        );
        hold!(
            !self.closed.contains(&id) || ended.left.0 == 0,
            "I8: campaign {id} opened again"
        );
        if ended.left.0 == 0 {
            self.closed.insert(id);
        }
        Ok(ended)
    }

    fn phase_moves_forward(&mut self, id: (u32, u32), task: &Task) -> Result<(), Violation> {
        let state = (task.attempt, task.wave, order(task.phase));
        let before = self.tasks.insert(id, state).unwrap_or_default();
        hold!(
            before <= state && (before.2 < 4 || before == state),
            "I8: task {id:?} went from {before:?} to {state:?}"
        );
        Ok(())
    }

    /// I6, I7: a seat goes from drawn to sealed to revealed, or from drawn to forfeited, stays
    /// where it is forever, and keeps what it was drawn with and its seal.
    fn seats_stay(&mut self, store: &dyn Storage) -> Result<(), Violation> {
        let mut found = 0;
        for entry in SEATS.range(store, &[], None) {
            let (suffix, seat) = entry?;
            let mut key = Reader::of_key("seat", &suffix);
            let id = (key.u32()?, key.u32()?, key.address()?.to_vec());
            found += 1;
            let now = SeenSeat::of(&seat);
            if let Some(before) = self.seats.get(&id) {
                hold!(
                    before.may_become(&now),
                    "I7: seat {id:?} went from {before:?} to {now:?}"
                );
            }
            let seal = now
                .seal
                .or_else(|| self.seats.get(&id).and_then(|seat| seat.seal));
            self.seats.insert(id, SeenSeat { seal, ..now });
        }
        hold!(found == self.seats.len(), "I7: a seat is gone");
        self.panel_seats_stay(store)
    }
}

impl SeenSeat {
    pub(super) fn of(seat: &Seat) -> Self {
        Self {
            rank: rank(seat.status()),
            wave: seat.wave,
            commit_by: seat.commit_by,
            snapshot: seat.snapshot,
            seal: match seat.state {
                SeatState::Sealed(seal) => Some(seal),
                SeatState::Drawn | SeatState::Revealed(_) | SeatState::Forfeited => None,
            },
        }
    }

    pub(super) fn may_become(&self, next: &Self) -> bool {
        let same = (self.wave, self.commit_by, self.snapshot)
            == (next.wave, next.commit_by, next.snapshot);
        let seal = self.seal.is_none() || next.seal.is_none() || self.seal == next.seal;
        let forward = match (self.rank, next.rank) {
            (before, now) if before == now => true,
            // A reveal may follow a commit between two checks.
            (0, _) | (1, 2) => true,
            _ => false,
        };
        same && seal && forward
    }
}

/// I9: seats fit their caps; I21: nothing is revealed while the task collects. Adds what the task's
/// seats expose.
fn check_seats(
    store: &dyn Storage,
    id: TaskId,
    campaign: &HotTerms,
    task: &Task,
    frontier: &Frontier,
    exposed: &mut Exposed,
) -> Result<(), Violation> {
    let seats = seats_of(store, id)?;
    let index = id.index;
    let id = id.campaign.0;
    let held = seats
        .iter()
        .filter(|(_, seat)| seat.status() != SeatStatus::Forfeited);
    let held = held.count();
    let wanted = usize::from(task.wanted);
    hold!(
        held <= wanted && task.wanted <= campaign.max_overlap,
        "I9: task {index} of {id} has {held} seats, wants {wanted}"
    );
    let most = usize::from(campaign.max_overlap) + usize::from(MAX_FORFEITS);
    hold!(
        seats.len() <= most,
        "I9: task {index} of {id} has {} seats",
        seats.len()
    );
    let slot = frontier.slots.iter().find(|slot| slot.task == index);
    hold!(
        slot.is_some() == (task.phase == Phase::Collecting),
        "I9: task {index} of {id} is {}, in the frontier: {}",
        task.phase,
        slot.is_some()
    );
    if let Some(slot) = slot {
        let free = usize::from(slot.free());
        let reopens = task.forfeits <= MAX_FORFEITS;
        hold!(
            held + free <= wanted && (!reopens || held + free == wanted),
            "I9: task {index} of {id} has {free} free seats beside {held} of {wanted}"
        );
    }
    for (labeler, seat) in &seats {
        let status = seat.status();
        hold!(
            status != SeatStatus::Revealed || order(task.phase) >= 2,
            "I21: a label of task {index} of {id} is public while it collects"
        );
        if is_exposed(task, seat) {
            let key = (labeler.to_vec(), campaign.seat_stake_denom.clone());
            *exposed.entry(key).or_default() += campaign.seat_stake.u128();
        }
    }
    Ok(())
}

/// Labels of a task that were sealed and never revealed, where a reader may have read them.
fn unrevealed(store: &dyn Storage, id: TaskId, campaign: &HotTerms) -> Result<u64, Violation> {
    if !campaign.reading_key {
        return Ok(0);
    }
    let mut labels = 0;
    for (_, seat) in seats_of(store, id)? {
        if seat.status() == SeatStatus::Sealed {
            labels += u64::from(asked(store, campaign, id, seat.wave)?.count());
        }
    }
    Ok(labels)
}

/// Adds a settled task's pay.
fn add_scores(
    store: &dyn Storage,
    id: TaskId,
    campaign: &HotTerms,
    ended: &mut Ended,
) -> Result<(), Violation> {
    let scores = SCORES.load(store, &id)?.seats;
    for score in scores.into_iter().filter(|score| !score.missed) {
        let full = campaign.price * Uint128::from(score.labels);
        let pay = score.paid.of(full).u128();
        ended.labels += u64::from(score.labels);
        *ended.pay.entry(score.labeler.to_vec()).or_default() += pay;
        ended.unearned += full.u128() - pay;
    }
    Ok(())
}

/// I12: exposure is exactly what tickets and unsettled seats say, and never above the stake. And
/// nobody has more open seats than the cap.
fn exposure_is_what_seats_and_tickets_say(
    market: &Market,
    store: &dyn Storage,
    mut exposed: Exposed,
) -> Result<(), Violation> {
    for entry in LABELERS.range(store, &[], None) {
        let (suffix, desk) = entry?;
        let mut key = Reader::of_key("desk", &suffix);
        let id = key.u32()?;
        let labeler = key.address()?.to_vec();
        let campaign = CAMPAIGNS.load(store, &CampaignId(id))?;
        let mut open = 0;
        for &task in &desk.open {
            let task = TASKS.load(store, &CampaignId(id).task(task))?;
            open += u32::from(task.phase == Phase::Collecting);
        }
        let wanted = desk.ticket.map_or(0, |ticket| u32::from(ticket.seats));
        let cap = campaign.open_seat_cap();
        hold!(
            open + wanted <= cap,
            "I9: {open} seats open and {wanted} wanted of {cap}"
        );
        if wanted > 0 {
            let key = (labeler, campaign.seat_stake_denom.clone());
            *exposed.entry(key).or_default() += campaign.seat_stake.u128() * u128::from(wanted);
        }
    }
    let over = registered(store, market.now(), &mut exposed)?;
    exposed.retain(|_, amount| *amount > 0);
    let staking = market.app.contract_storage(&market.staking);
    for entry in EXPOSURES.range(store, &[], None) {
        let (suffix, exposure) = entry?;
        let mut key = Reader::of_key("exposure", &suffix);
        let labeler = key.address()?;
        let denom = String::from_utf8_lossy(key.rest()).into_owned();
        let wanted = exposed
            .remove(&(labeler.to_vec(), denom.clone()))
            .unwrap_or_default();
        let found = exposure.amount.u128();
        hold!(
            found == wanted,
            "I12: {labeler} has {found} {denom} exposed; tickets and seats say {wanted}"
        );
        let stake = STAKES.may_load(&*staking, &stake_key(&labeler, &denom))?;
        let staked = stake.unwrap_or_default().staked.u128();
        let over = over.get(&(labeler.to_vec(), denom.clone())).copied();
        hold!(
            found - over.unwrap_or_default() <= staked,
            "I12: {labeler} has {found} {denom} exposed and {staked} staked"
        );
    }
    hold!(
        exposed.is_empty(),
        "I12: nobody counts the exposure of {exposed:?}"
    );
    Ok(())
}

/// What a task adds to what its campaign has come to.
fn note_end(
    store: &dyn Storage,
    id: TaskId,
    campaign: &HotTerms,
    task: &Task,
    ended: &mut Ended,
) -> Result<(), Violation> {
    match task.phase {
        Phase::Settled => {
            ended.tasks += 1;
            ended.bonds += u32::from(task.gold.is_forfeited());
            ended.unrevealed += unrevealed(store, id, campaign)?;
            add_scores(store, id, campaign, ended)?;
        }
        Phase::Void => {
            ended.tasks += 1;
            ended.unrevealed += unrevealed(store, id, campaign)?;
        }
        Phase::Fresh | Phase::Collecting | Phase::Revealing | Phase::Resolved => {
            ended.left.0 += 1;
            ended.left.1 += campaign.labels_of(id.index);
        }
    }
    Ok(())
}
