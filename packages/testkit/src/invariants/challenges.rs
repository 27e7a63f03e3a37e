//! The registry's challenges: panels, their seats, what registrations expose.

use std::collections::BTreeMap;

use cosmwasm_std::Storage;
use pasar_common::{packed::Reader, task_registry::SeatStatus};
use task_registry::{
    rules::{
        campaign::hot_terms::HotTerms,
        challenge::{record::MAX_PANEL_FORFEITS, registrations::Registration},
        ids::TaskId,
        task::header::Task,
    },
    session::registrations::over_and_waiting,
    store::{panel_seats_of, CHALLENGES, DISPUTES, PANEL_SEATS, REGISTRATIONS},
};

use super::hold;
use crate::chain::memory::{Memory, SeenSeat, Violation};

/// (labeler, denom) -> exposed stake.
pub(super) type Exposed = BTreeMap<(Vec<u8>, String), u128>;

impl Memory {
    /// The same of panels' seats.
    pub(super) fn panel_seats_stay(&mut self, store: &dyn Storage) -> Result<(), Violation> {
        let mut found = 0;
        for entry in PANEL_SEATS.range(store, &[], None) {
            let (suffix, seat) = entry?;
            found += 1;
            let mut key = Reader::of_key("panel seat", &suffix);
            let (campaign, task, challenge) = (key.u32()?, key.u32()?, key.u16()?);
            let id = (campaign, task, challenge, key.address()?.to_vec());
            let now = SeenSeat::of(&seat);
            if let Some(before) = self.panel_seats.get(&id) {
                hold!(
                    before.may_become(&now),
                    "I7: panel seat {id:?} went from {before:?} to {now:?}"
                );
            }
            let before = self.panel_seats.get(&id).and_then(|seat| seat.seal);
            let seal = now.seal.or(before);
            self.panel_seats.insert(id, SeenSeat { seal, ..now });
        }
        hold!(found == self.panel_seats.len(), "I7: a panel seat is gone");
        Ok(())
    }
}

/// I9: a task is challenged where it has a verdict only, and a panel has no more seats than its terms say; I21: a
/// panel's labels are no part of the task's seats. Adds what the live panel's seats expose, and returns its bond.
pub(super) fn check_challenge(
    store: &dyn Storage,
    id: TaskId,
    campaign: &HotTerms,
    task: &Task,
    exposed: &mut Exposed,
) -> Result<u128, Violation> {
    let Some(dispute) = DISPUTES.may_load(store, &id)? else {
        return Ok(0);
    };
    hold!(
        task.expect_verdict().is_ok(),
        "I9: task {id:?} is challenged and {}",
        task.phase
    );
    let mut bonds = 0;
    for number in 1..=dispute.challenges {
        let challenge = CHALLENGES.load(store, &(id, number))?;
        let seats = panel_seats_of(store, id, number)?;
        let held = seats
            .iter()
            .filter(|(_, seat)| seat.status() != SeatStatus::Forfeited);
        let held = held.count();
        let most = usize::from(challenge.seats) + usize::from(MAX_PANEL_FORFEITS) + 1;
        hold!(
            held <= usize::from(challenge.seats) && seats.len() <= most,
            "I9: the panel of {id:?} has {held} seats, {} in all",
            seats.len()
        );
        hold!(
            seats.len() - held == usize::from(challenge.forfeits),
            "I9: the panel of {id:?} counts {} forfeits",
            challenge.forfeits
        );
        if !dispute.live || number != dispute.challenges {
            continue;
        }
        bonds += challenge.bond.u128();
        for (labeler, seat) in seats {
            if seat.status() != SeatStatus::Forfeited {
                let key = (labeler.to_vec(), campaign.seat_stake_denom.clone());
                *exposed.entry(key).or_default() += campaign.seat_stake.u128();
            }
        }
    }
    Ok(bonds)
}

/// Adds what registrations for panels expose. Returns what of it is over, by account and denom: it may have unbonded.
pub(super) fn registered(
    store: &dyn Storage,
    now: u64,
    exposed: &mut Exposed,
) -> Result<Exposed, Violation> {
    let mut over = Exposed::new();
    for entry in REGISTRATIONS.range(store, &[], None) {
        let (suffix, all) = entry?;
        let mut key = Reader::of_key("registrations", &suffix);
        let labeler = key.address()?.to_vec();
        let denom = String::from_utf8_lossy(key.rest()).into_owned();
        let key = (labeler, denom);
        let sum = |all: &[Registration]| all.iter().map(|own| own.stake.u128()).sum::<u128>();
        *exposed.entry(key.clone()).or_default() += sum(&all.0);
        let (ended, _) =
            over_and_waiting(store, all, now).map_err(|error| Violation(error.to_string()))?;
        over.insert(key, sum(&ended.0));
    }
    Ok(over)
}
