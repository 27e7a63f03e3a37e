//! Answers about seats and their labels.

use cosmwasm_std::{Binary, CanonicalAddr, Deps};
use pasar_common::{
    account::Account,
    page::page,
    task_registry::{
        LabelerPage, LabelsResponse, SeatResponse, SeatStatus, SeatsByLabelerResponse, SeatsPage,
        SeatsResponse, TaskSeat,
    },
    time::timestamp,
};

use super::lookup::{account, hot, hot_with_task, numbers};
use crate::{
    error::{AtSeat, ContractError},
    rules::{
        ids::{CampaignId, TaskId},
        task::seat::{Seat, SeatError, SeatState},
    },
    store::{seats_of, SEATS},
};

pub fn show_seat(
    deps: Deps<'_>,
    task: u32,
    labeler: &CanonicalAddr,
    seat: &Seat,
) -> Result<SeatResponse, ContractError> {
    let seal = match &seat.state {
        SeatState::Sealed(seal) => Some(Binary::from(seal.as_slice())),
        SeatState::Drawn | SeatState::Revealed(_) | SeatState::Forfeited => None,
    };
    Ok(SeatResponse {
        task,
        labeler: deps.api.addr_humanize(labeler)?,
        status: seat.status(),
        wave: seat.wave,
        commit_by: timestamp(seat.commit_by),
        seal,
        snapshot: seat.snapshot.into(),
    })
}

/// A labeler's seat in a task.
fn seat_of(deps: Deps<'_>, task: TaskId, labeler: &Account) -> Result<Seat, ContractError> {
    SEATS
        .may_load(deps.storage, &(task, &labeler.canonical))?
        .ok_or_else(|| ContractError::SeatNotFound {
            task: task.index,
            labeler: labeler.addr.clone(),
        })
}

pub fn one_seat(deps: Deps<'_>, of: &TaskSeat) -> Result<SeatResponse, ContractError> {
    let task = CampaignId(of.campaign).task(of.task);
    hot_with_task(deps, task)?;
    let labeler = account(deps, &of.labeler)?;
    let seat = seat_of(deps, task, &labeler)?;
    show_seat(deps, task.index, &labeler.canonical, &seat)
}

pub fn seats(deps: Deps<'_>, asked: &SeatsPage) -> Result<SeatsResponse, ContractError> {
    let task = CampaignId(asked.campaign).task(asked.task);
    hot_with_task(deps, task)?;
    let after = asked
        .start_after
        .as_ref()
        .map(|labeler| account(deps, labeler))
        .transpose()?;
    let seats = seats_of(deps.storage, task)?
        .iter()
        .filter(|(labeler, _)| {
            after
                .as_ref()
                .is_none_or(|last| comes_after(labeler, &last.canonical))
        })
        .take(page(asked.limit))
        .map(|(labeler, seat)| show_seat(deps, task.index, labeler, seat))
        .collect::<Result<_, _>>()?;
    Ok(SeatsResponse { seats })
}

/// Whether an address comes after another in storage: shorter ones first, then byte by byte.
fn comes_after(address: &CanonicalAddr, last: &CanonicalAddr) -> bool {
    (address.len(), address.as_slice()) > (last.len(), last.as_slice())
}

pub fn seats_by_labeler(
    deps: Deps<'_>,
    asked: &LabelerPage,
) -> Result<SeatsByLabelerResponse, ContractError> {
    let id = CampaignId(asked.campaign);
    let campaign = hot(deps, id)?;
    let labeler = account(deps, &asked.labeler)?.canonical;
    let mut seats = Vec::new();
    let mut last = None;
    for task in numbers(0, asked.start_after, campaign.tasks()).take(page(asked.limit)) {
        if let Some(seat) = SEATS.may_load(deps.storage, &(id.task(task), &labeler))? {
            seats.push(show_seat(deps, task, &labeler, &seat)?);
        }
        last = Some(task);
    }
    let more = |task: &u32| task.saturating_add(1) < campaign.tasks();
    Ok(SeatsByLabelerResponse {
        seats,
        scanned_to: last.filter(more),
    })
}

pub fn labels(deps: Deps<'_>, of: &TaskSeat) -> Result<LabelsResponse, ContractError> {
    let task = CampaignId(of.campaign).task(of.task);
    hot_with_task(deps, task)?;
    let labeler = account(deps, &of.labeler)?;
    let seat = seat_of(deps, task, &labeler)?;
    revealed(task, &labeler, seat)
}

/// What a seat revealed, of a task or of a panel.
pub fn revealed(
    task: TaskId,
    labeler: &Account,
    seat: Seat,
) -> Result<LabelsResponse, ContractError> {
    let found = seat.status();
    match seat.state {
        SeatState::Revealed(labels) => Ok(LabelsResponse {
            labels: labels.into(),
        }),
        SeatState::Drawn | SeatState::Sealed(_) | SeatState::Forfeited => {
            Err(SeatError::WrongStatus {
                found,
                wanted: SeatStatus::Revealed,
            })
            .at_seat(task, labeler)
        }
    }
}
