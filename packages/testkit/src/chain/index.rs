//! What an indexer knows of the registry: phases and seats out of its events alone.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Api, Event};
use cw_multi_test::AppResponse;
use pasar_common::task_registry::{
    PanelRevealed, PanelSealed, PanelSeatLost, PanelSeated, Phase, SeatDrawn, SeatForfeited,
    SeatRevealed, SeatSealed, SeatStatus, TaskResolved, TaskRevealing, TaskSettled, TaskVoided,
    WaveAsked,
};

use super::emitted::is_by;

/// Phases and seats by events, handled in their order.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// (campaign, task) -> its phase; a task without an entry is fresh.
    pub(crate) phases: BTreeMap<(u32, u32), Phase>,
    /// (campaign, task, labeler) -> wave and status.
    pub(crate) seats: BTreeMap<(u32, u32, Vec<u8>), (u8, SeatStatus)>,
    /// (campaign, task, challenge, panelist) -> status.
    pub(crate) panels: BTreeMap<(u32, u32, u16, Vec<u8>), SeatStatus>,
}

/// Reads an event that is known by its name; every other event reads as none.
fn read<T: for<'a> TryFrom<&'a Event>>(event: &Event) -> Option<T> {
    T::try_from(event).ok()
}

impl Index {
    /// Handles what a message emitted.
    pub(crate) fn handle(&mut self, response: &AppResponse, registry: &Addr, api: &dyn Api) {
        let its = response
            .events
            .iter()
            .filter(|event| is_by(event, registry));
        for event in its {
            self.handle_seat(event, api);
            self.handle_panel(event, api);
            self.handle_task(event);
        }
    }

    fn handle_seat(&mut self, event: &Event, api: &dyn Api) {
        let (place, labeler, wave, status) = if let Some(seat) = read::<SeatDrawn>(event) {
            let place = (seat.campaign, seat.task);
            self.phases.entry(place).or_insert(Phase::Collecting);
            (place, seat.labeler, Some(seat.wave), SeatStatus::Drawn)
        } else if let Some(seat) = read::<SeatForfeited>(event) {
            let place = (seat.campaign, seat.task);
            (place, seat.labeler, None, SeatStatus::Forfeited)
        } else if let Some(seat) = read::<SeatSealed>(event) {
            let place = (seat.campaign, seat.task);
            (place, seat.labeler, Some(seat.wave), SeatStatus::Sealed)
        } else if let Some(seat) = read::<SeatRevealed>(event) {
            let place = (seat.campaign, seat.task);
            (place, seat.labeler, Some(seat.wave), SeatStatus::Revealed)
        } else {
            return;
        };
        let labeler = api.addr_canonicalize(&labeler).unwrap().to_vec();
        let seat = self
            .seats
            .entry((place.0, place.1, labeler))
            .or_insert((0, status));
        *seat = (wave.unwrap_or(seat.0), status);
    }

    fn handle_panel(&mut self, event: &Event, api: &dyn Api) {
        let (place, labeler, status) = if let Some(seat) = read::<PanelSeated>(event) {
            let place = (seat.campaign, seat.task, seat.challenge);
            (place, seat.labeler, SeatStatus::Drawn)
        } else if let Some(seat) = read::<PanelSealed>(event) {
            let place = (seat.campaign, seat.task, seat.challenge);
            (place, seat.labeler, SeatStatus::Sealed)
        } else if let Some(seat) = read::<PanelRevealed>(event) {
            let place = (seat.campaign, seat.task, seat.challenge);
            (place, seat.labeler, SeatStatus::Revealed)
        } else if let Some(seat) =
            read::<PanelSeatLost>(event).filter(|seat| seat.why == "unsealed")
        {
            let place = (seat.campaign, seat.task, seat.challenge);
            (place, seat.labeler, SeatStatus::Forfeited)
        } else {
            return;
        };
        let (campaign, task, challenge) = place;
        let labeler = api.addr_canonicalize(&labeler).unwrap().to_vec();
        self.panels
            .insert((campaign, task, challenge, labeler), status);
    }

    fn handle_task(&mut self, event: &Event) {
        let (task, phase) = if let Some(asked) = read::<WaveAsked>(event) {
            ((asked.campaign, asked.task), Phase::Collecting)
        } else if let Some(reveals) = read::<TaskRevealing>(event) {
            ((reveals.campaign, reveals.task), Phase::Revealing)
        } else if let Some(resolved) = read::<TaskResolved>(event) {
            ((resolved.campaign, resolved.task), Phase::Resolved)
        } else if let Some(settled) = read::<TaskSettled>(event) {
            ((settled.campaign, settled.task), Phase::Settled)
        } else if let Some(voided) = read::<TaskVoided>(event) {
            ((voided.campaign, voided.task), Phase::Void)
        } else {
            return;
        };
        self.phases.insert(task, phase);
    }
}
