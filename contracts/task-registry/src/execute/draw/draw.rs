//! Draws anybody's tickets.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    account::Account,
    task_registry::{Draw, MAX_DRAWN_SEATS},
};

use crate::{
    error::ContractError,
    rules::{
        draw::ticket::{LabelerRecord, Ticket, TicketEnd},
        verdict::bounds::TooMuchWork,
    },
    session::{batch::check_batch, Session},
    store::{labeler_record, LABELERS},
};

/// A labeler with a ticket.
struct Holder {
    labeler: Account,
    record: LabelerRecord,
    ticket: Ticket,
    end: TicketEnd,
}

/// Draws the ripe tickets of a round, and ends those that nobody drew in time.
///
/// # Errors
/// See `ExecuteMsg::Draw`.
pub fn draw(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Draw,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    check_batch("labelers", msg.labelers.len())?;
    let holders = holders(&mut session, &msg.labelers)?;
    let is_drawn = |holder: &&Holder| holder.end == TicketEnd::Drawn;
    let drawn = holders.iter().filter(is_drawn);
    let round = drawn.map(|holder| holder.ticket.round).min();

    let seats = holders.iter().filter(is_drawn);
    let seats = seats.filter(|holder| Some(holder.ticket.round) == round);
    let seats = seats.map(|holder| u64::from(holder.ticket.seats)).sum();
    TooMuchWork::check("seats of tickets", seats, MAX_DRAWN_SEATS)?;
    let signature = msg.signature.as_deref();
    let randomness = round.map(|round| session.randomness(round, signature));
    let randomness = randomness.transpose()?.unwrap_or_default();
    check_any(&session, &holders, &msg.labelers)?;

    for mut holder in holders {
        let labeler = &holder.labeler;
        let ticket = &holder.ticket;
        match holder.end {
            TicketEnd::Drawn if Some(ticket.round) == round => {
                session.draw_seats(labeler, &mut holder.record, ticket, &randomness)?;
            }
            TicketEnd::Dissolved => session.void_ticket(labeler, ticket, false)?,
            TicketEnd::Lapsed => session.void_ticket(labeler, ticket, true)?,
            TicketEnd::Drawn | TicketEnd::Waits(_) => continue,
        }
        let key = (session.id, &labeler.canonical);
        LABELERS.save(session.deps.storage, &key, &holder.record);
    }

    session.finish()
}

/// The named labelers who have a ticket, each once.
fn holders(session: &mut Session<'_>, labelers: &[String]) -> Result<Vec<Holder>, ContractError> {
    let mut holders: Vec<Holder> = Vec::new();
    for labeler in labelers {
        let labeler = Account::of(session.deps.api, labeler)?;
        let is_same = |holder: &Holder| holder.labeler.canonical == labeler.canonical;
        if holders.iter().any(is_same) {
            continue;
        }
        let key = (session.id, &labeler.canonical);
        let mut record = labeler_record(session.deps.storage, &key)?;
        let Some(ticket) = record.ticket.take() else {
            continue;
        };
        let end = session.end_of(&ticket)?;
        holders.push(Holder {
            labeler,
            record,
            ticket,
            end,
        });
    }
    Ok(holders)
}

/// Refuses a message that ends no ticket: others have drawn them, or they wait.
fn check_any(
    session: &Session<'_>,
    holders: &[Holder],
    labelers: &[String],
) -> Result<(), ContractError> {
    let waits = |holder: &Holder| matches!(holder.end, TicketEnd::Waits(_));
    match (holders.first(), labelers.first()) {
        (Some(first), _) if holders.iter().all(waits) => Err(session.pending(&first.ticket)),
        (None, Some(first)) => {
            let labeler = Account::of(session.deps.api, first)?;
            Err(session.nothing_to_draw(&labeler))
        }
        _ => Ok(()),
    }
}
