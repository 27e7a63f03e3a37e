//! Draws the sender's ticket and takes a new one.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Claim, Mode, Phase, TicketTaken, MAX_BATCH};

use crate::{
    beacon,
    config::Config,
    draw::{end_ticket, last_height},
    eligibility::{check_credential, check_record, check_stake, Bar},
    error::{ContractError, Ineligible},
    frontier::Frontier,
    state::{account_key, task_key, CONFIG, DESKS, TASKS},
    ticket::{Desk, Ticket},
    work::Work,
};

/// Draws the sender's ripe ticket, then takes a new one for `seats`.
///
/// # Errors
/// See `ExecuteMsg::Claim`.
pub fn claim(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Claim,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    let labeler = work.sender_canonical.clone();
    let before = work.frontier()?;
    let mut frontier = before.clone();
    let key = account_key(work.id, &labeler);
    let mut desk = DESKS.may_load(work.deps.storage, &key)?.unwrap_or_default();

    if desk.ticket.is_some() || msg.seats == 0 {
        end_ticket(&mut work, &mut frontier, &labeler, &mut desk)?;
    }
    if msg.seats > 0 {
        take_ticket(&mut work, &frontier, &mut desk, &msg)?;
    }
    DESKS.save(work.deps.storage, &key, &desk);
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// Checks everything that a ticket needs, and exposes its stake.
fn take_ticket(
    work: &mut Work<'_>,
    frontier: &Frontier,
    desk: &mut Desk,
    msg: &Claim,
) -> Result<(), ContractError> {
    let config = CONFIG.load(work.deps.storage)?;
    check_open(work, &config, frontier, msg)?;
    close_desk(work, desk)?;
    check_open_seats(work, desk, msg.seats)?;
    let staking = &config.reputation_staking;
    let snapshot = check_record(work, staking, Bar::of_labelers(&work.campaign))?;
    let issuer = check_credential(work, staking, msg.issuer.as_deref())?;
    check_stake(work, staking, msg.seats)?;

    let ticket = Ticket {
        seats: msg.seats,
        height: work.env.block.height,
        beacon: beacon::latest(work.deps.storage)?.number.saturating_add(1),
        issuer,
        snapshot,
    };
    work.emit(TicketTaken {
        campaign: work.id,
        labeler: work.sender.to_string(),
        seats: ticket.seats,
        beacon: ticket.beacon,
        last_height: last_height(&work.campaign, &ticket),
    });
    desk.ticket = Some(ticket);
    Ok(())
}

/// Market and campaign take tickets.
fn check_open(
    work: &Work<'_>,
    config: &Config,
    frontier: &Frontier,
    msg: &Claim,
) -> Result<(), ContractError> {
    if usize::from(msg.seats) > MAX_BATCH {
        let found = usize::from(msg.seats);
        return Err(ContractError::BatchSize {
            what: "seats",
            found,
            min: 0,
            max: MAX_BATCH,
        });
    }
    if config.mode != Mode::Active {
        return Err(ContractError::ExitOnly);
    }
    if !work.takes_seats(frontier) {
        return Err(ContractError::CampaignEnded { campaign: work.id });
    }
    let (opens_at, height) = (work.campaign.opens_at, work.env.block.height);
    if height < opens_at {
        return Err(ContractError::NotOpenYet {
            campaign: work.id,
            opens_at,
            height,
        });
    }
    Ok(())
}

/// Forgets tasks that stopped collecting.
fn close_desk(work: &Work<'_>, desk: &mut Desk) -> Result<(), ContractError> {
    let mut open = Vec::new();
    for &task in &desk.open {
        let header = TASKS.may_load(work.deps.storage, &task_key(work.id, task))?;
        if header.is_some_and(|header| header.phase == Phase::Collecting) {
            open.push(task);
        }
    }
    desk.open = open;
    Ok(())
}

/// A labeler may hold a small part of what collects only: otherwise a few fast accounts hold most
/// seats of most tasks, whatever the draw says.
fn check_open_seats(work: &Work<'_>, desk: &Desk, wanted: u8) -> Result<(), Ineligible> {
    let (open, cap) = (desk.open.len(), work.campaign.open_seat_cap());
    let together = open.saturating_add(usize::from(wanted));
    if u32::try_from(together).is_ok_and(|together| together <= cap) {
        return Ok(());
    }
    Err(Ineligible::OpenSeats { open, wanted, cap })
}
