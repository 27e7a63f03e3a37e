//! The draw: a ticket becomes seats.
//!
//! The tasks of the frontier are put in the order of `SHA-256(seed ‖ task)`, and the labeler gets
//! the first ones that have a free seat he may take. The seed is the beacon of a later block than
//! the ticket's, so nobody chooses his tasks; the order depends on the seed alone, so trying again
//! meets the same ones.

use cosmwasm_std::{BlockInfo, CanonicalAddr, Storage};
use pasar_common::{
    packed::PackedError,
    task_registry::{SeatDrawn, TicketDrawn, TicketVoided},
};
use sha2::{Digest, Sha256};

use crate::{
    beacon::{self, Beacon},
    campaign::Campaign,
    error::ContractError,
    frontier::Frontier,
    seat::Seat,
    state::{seat_key, task_key, SEATS, TASKS},
    task::Task,
    ticket::{Desk, Ticket},
    work::Work,
};

/// What can become of a ticket now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits for a later block.
    Pending,
    /// It is drawn by this beacon.
    Ripe(Beacon),
    /// Its window has passed; it costs a penalty if a beacon could have drawn it.
    Lapsed {
        /// Whether a beacon of its window was recorded, or so many since that nobody knows.
        penalized: bool,
    },
    /// The campaign takes no more seats; nobody is to blame.
    Dissolved,
}

/// Last height at which a ticket can be drawn.
pub fn last_height(campaign: &Campaign, ticket: &Ticket) -> u64 {
    ticket
        .height
        .saturating_add(u64::from(campaign.ticket_blocks))
}

/// What can become of a ticket in this block, whose beacon is recorded.
///
/// # Errors
/// [`PackedError`] where a beacon is unreadable.
pub fn fate(
    store: &dyn Storage,
    block: &BlockInfo,
    campaign: &Campaign,
    ticket: &Ticket,
    takes_seats: bool,
) -> Result<Fate, PackedError> {
    if !takes_seats {
        return Ok(Fate::Dissolved);
    }
    if block.height <= ticket.height {
        return Ok(Fate::Pending);
    }
    let beacon = beacon::numbered(store, ticket.beacon)?;
    let last = last_height(campaign, ticket);
    Ok(match beacon {
        Some(beacon) if block.height <= last => Fate::Ripe(beacon),
        Some(beacon) => Fate::Lapsed {
            penalized: beacon.height <= last,
        },
        // Attack: a labeler who saw his seats and does not like them waits until 256 later beacons
        // have overwritten the one that draws him. So a forgotten beacon counts as one in time;
        // where it was late, he could have ended the ticket for nothing until then.
        None => Fate::Lapsed { penalized: true },
    })
}

/// Draws or voids a labeler's ticket.
///
/// # Errors
/// [`ContractError::TicketPending`]; [`ContractError::NothingToDraw`] where he has none.
pub fn end_ticket(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    labeler: &CanonicalAddr,
    desk: &mut Desk,
) -> Result<(), ContractError> {
    let shown = work.human(labeler)?;
    let Some(ticket) = desk.ticket.take() else {
        return Err(ContractError::NothingToDraw {
            campaign: work.id,
            labeler: shown,
        });
    };
    let takes_seats = work.takes_seats(frontier);
    let block = &work.env.block;
    let penalized = match fate(
        work.deps.storage,
        block,
        &work.campaign,
        &ticket,
        takes_seats,
    )? {
        Fate::Pending => {
            return Err(ContractError::TicketPending {
                height: ticket.height,
                now: block.height,
            })
        }
        Fate::Ripe(beacon) => {
            return draw_seats(work, frontier, labeler, desk, &ticket, &beacon);
        }
        Fate::Lapsed { penalized } => penalized,
        Fate::Dissolved => false,
    };
    let penalty = work.expose(labeler, |exposure, campaign| {
        exposure.release(u32::from(ticket.seats), campaign.seat_stake);
        match penalized {
            true => exposure.miss(campaign.seat_stake, campaign.missed_commit),
            false => Default::default(),
        }
    })?;
    work.penalize(&shown, penalty, work.campaign.penalty_tip);
    let campaign = work.id;
    work.emit(TicketVoided {
        campaign,
        labeler: shown.into_string(),
        penalty,
    });
    Ok(())
}

/// Seats a labeler in as many tasks as his ticket wants and the frontier has room for.
fn draw_seats(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    labeler: &CanonicalAddr,
    desk: &mut Desk,
    ticket: &Ticket,
    beacon: &Beacon,
) -> Result<(), ContractError> {
    let shown = work.human(labeler)?.into_string();
    let commit_by = work.in_seconds(work.campaign.commit_seconds);
    let newcomer = ticket.snapshot.is_newcomer();
    let mut seats = 0u8;
    for task in order(&beacon.seed(work.id, labeler), frontier, ticket) {
        if seats == ticket.seats {
            break;
        }
        let full = frontier.slot(task).is_none_or(|slot| {
            slot.free == 0 || (newcomer && slot.newcomers >= work.campaign.newcomer_seats)
        });
        let wave = match full {
            true => None,
            false => seat_in(work, task, labeler)?,
        };
        let Some(wave) = wave else { continue };
        let seat = Seat::draw(wave, commit_by, ticket.issuer, ticket.snapshot);
        work.save_seat(task, labeler, &seat);
        if let Some(slot) = frontier.slot(task) {
            slot.take(newcomer);
        }
        desk.open.push(task);
        seats = seats.saturating_add(1);
        let (campaign, labeler) = (work.id, shown.clone());
        work.emit(SeatDrawn {
            campaign,
            task,
            wave,
            labeler,
            commit_by,
        });
    }
    let undrawn = ticket.seats.saturating_sub(seats);
    if undrawn > 0 {
        work.expose(labeler, |exposure, campaign| {
            exposure.release(u32::from(undrawn), campaign.seat_stake);
        })?;
    }
    work.emit(TicketDrawn {
        campaign: work.id,
        labeler: shown,
        seats,
        undrawn,
    });
    Ok(())
}

/// Tasks whose free seats opened before the ticket, in the order of the draw.
fn order(seed: &[u8; 32], frontier: &Frontier, ticket: &Ticket) -> Vec<u32> {
    let mut ranked: Vec<([u8; 32], u32)> = frontier
        .slots
        .iter()
        .filter(|slot| slot.free > 0 && slot.opened_at < ticket.height)
        .map(|slot| {
            let hash = Sha256::new()
                .chain_update(seed)
                .chain_update(slot.task.to_be_bytes());
            (hash.finalize().into(), slot.task)
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, task)| task).collect()
}

/// The wave in which a labeler may be seated in a task: it is filling, and he never sat there. The
/// first draw starts the task.
fn seat_in(
    work: &mut Work<'_>,
    index: u32,
    labeler: &CanonicalAddr,
) -> Result<Option<u8>, ContractError> {
    match TASKS.may_load(work.deps.storage, &task_key(work.id, index))? {
        Some(task) => {
            let free = task.takes_seats(work.now())
                && !SEATS.has(work.deps.storage, &seat_key(work.id, index, labeler));
            Ok(free.then_some(task.wave))
        }
        None => {
            let fill_by = work.in_seconds(work.campaign.fill_seconds);
            work.save_task(index, &Task::start(work.campaign.overlap, fill_by));
            Ok(Some(0))
        }
    }
}
