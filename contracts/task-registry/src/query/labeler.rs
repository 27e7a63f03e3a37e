//! Answers about labelers: their tickets and exposed stake.

use cosmwasm_std::{Deps, Env};
use pasar_common::{
    asset::denom_key,
    task_registry::{ExposureResponse, LabelerRef, StakeRef, Ticket as TicketView, TicketResponse},
    time::{self, timestamp},
};

use super::lookup::{account, hot};
use crate::{
    error::ContractError,
    rules::{draw::ticket::Ticket, ids::CampaignId},
    session::registrations::{over_and_waiting, registrations},
    store::{labeler_record, still_collecting, EXPOSURES},
};

pub fn ticket(deps: Deps<'_>, of: &LabelerRef) -> Result<TicketResponse, ContractError> {
    let id = CampaignId(of.campaign);
    let campaign = hot(deps, id)?;
    let labeler = account(deps, &of.labeler)?.canonical;
    let record = labeler_record(deps.storage, &(id, &labeler))?;
    let show = |ticket: Ticket| TicketView {
        seats: ticket.seats,
        round: ticket.round,
        draws_at: timestamp(campaign.randomness.time_of(ticket.round)),
        draw_by: timestamp(ticket.draw_by(&campaign)),
        last_height: ticket.last_height,
    };
    Ok(TicketResponse {
        ticket: record.ticket.map(show),
        open: still_collecting(deps.storage, id, &record.open)?,
        cap: campaign.open_seat_cap(),
    })
}

/// What cannot unbond: registrations for panels that are over count as free, as a message of their own frees them.
pub fn exposure(
    deps: Deps<'_>,
    env: &Env,
    of: &StakeRef,
) -> Result<ExposureResponse, ContractError> {
    let labeler = account(deps, &of.labeler)?.canonical;
    let denom = denom_key(&of.denom);
    let exposure = EXPOSURES
        .may_load(deps.storage, &(&labeler, denom.as_bytes()))?
        .unwrap_or_default();
    let all = registrations(deps.storage, &labeler, &denom)?;
    let (over, _) = over_and_waiting(deps.storage, all, time::now(&env.block))?;
    Ok(ExposureResponse {
        amount: exposure.amount.checked_sub(over.stake()?)?,
    })
}
