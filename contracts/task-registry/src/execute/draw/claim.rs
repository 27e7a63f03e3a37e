//! Draws the sender's ticket and takes a new one.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    task_registry::{Claim, Mode, TicketTaken, MAX_BATCH},
    time::Seconds,
};

use crate::{
    error::ContractError,
    rules::{
        config::Config,
        draw::{
            ineligible::Ineligible,
            required_record::RequiredRecord,
            ticket::{LabelerRecord, Ticket},
        },
    },
    session::Session,
    store::{labeler_record, still_collecting, CONFIG, LABELERS},
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
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let labeler = session.sender.clone();
    let key = (session.id, &labeler.canonical);
    let mut record = labeler_record(session.deps.storage, &key)?;

    if record.ticket.is_some() || msg.seats == 0 {
        session.end_own_ticket(&mut record, msg.signature.as_deref())?;
    }
    if msg.seats > 0 {
        take_ticket(&mut session, &mut record, &msg)?;
    }
    LABELERS.save(session.deps.storage, &key, &record);

    session.finish()
}

/// Checks everything that a ticket needs, and exposes its stake.
fn take_ticket(
    session: &mut Session<'_>,
    record: &mut LabelerRecord,
    msg: &Claim,
) -> Result<(), ContractError> {
    let config = CONFIG.load(session.deps.storage)?;
    check_open(session, &config, msg)?;
    record.open = still_collecting(session.deps.storage, session.id, &record.open)?;
    check_open_seats(session, record, msg.seats)?;
    let staking = &config.reputation_staking;
    let snapshot = session.check_record(staking, RequiredRecord::of_labelers(&session.campaign))?;
    let issuer = session.check_credential(staking, msg.issuer.as_deref())?;
    session.check_stake(staking, msg.seats)?;

    let at = session.moment();
    let verified = session.frontier()?.verified;
    let ticket = Ticket {
        issuer,
        snapshot,
        ..Ticket::take(msg.seats, &session.campaign, verified, at)?
    };
    let draw_by = ticket.draw_by(&session.campaign);
    check_end(session, draw_by)?;
    session.emit(TicketTaken {
        campaign: session.id.0,
        labeler: session.sender.to_string(),
        seats: ticket.seats,
        round: ticket.round,
        draws_at: session.campaign.randomness.time_of(ticket.round),
        draw_by,
    });
    record.ticket = Some(ticket);
    Ok(())
}

/// Whoever looks at a draw pays for not taking it, so no window ends after the campaign does.
fn check_end(session: &Session<'_>, draw_by: Seconds) -> Result<(), ContractError> {
    let ends_at = session.campaign.ends_at;
    if draw_by <= ends_at {
        return Ok(());
    }
    Err(ContractError::TicketTooLate {
        campaign: session.id.0,
        ends_at,
        draw_by,
    })
}

/// Market and campaign take tickets.
fn check_open(
    session: &mut Session<'_>,
    config: &Config,
    msg: &Claim,
) -> Result<(), ContractError> {
    let found = usize::from(msg.seats);
    if found > MAX_BATCH {
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
    session.expect_open()?;
    let opens_at = session.campaign.opens_at;
    let now = session.now();
    if now < opens_at {
        return Err(ContractError::NotOpenYet {
            campaign: session.id.0,
            opens_at,
            now,
        });
    }
    Ok(())
}

/// A labeler may hold a small part of what collects only: otherwise a few fast accounts hold most
/// seats of most tasks, whatever the draw says.
fn check_open_seats(
    session: &Session<'_>,
    record: &LabelerRecord,
    wanted: u8,
) -> Result<(), Ineligible> {
    let open = record.open.len();
    let cap = session.campaign.open_seat_cap();
    let together = open.saturating_add(usize::from(wanted));
    if u32::try_from(together).is_ok_and(|together| together <= cap) {
        return Ok(());
    }
    Err(Ineligible::OpenSeats { open, wanted, cap })
}
