//! Opens seals.

use cosmwasm_std::{Addr, CanonicalAddr, DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    packing::{packed_len, unpack},
    seal::{SealContext, SALT_BYTES},
    task_registry::{Phase, Reveal, SeatRef, SeatRevealed, SeatStatus, MAX_LABEL_BYTES},
};
use pasar_truth::NONE;

use super::{advance::begin_revealing, ask::tally};
use crate::{
    asked::Asked,
    error::ContractError,
    frontier::Frontier,
    seat::{Seat, SeatError, SeatState},
    task::Task,
    work::{check_batch, check_size, Work},
};

/// Opens seals for anyone who knows salts and labels.
///
/// # Errors
/// See `ExecuteMsg::Reveal`.
pub fn reveal(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Reveal,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    let seats = look_up(&work, &msg)?;
    check_lengths(&msg, &seats)?;
    let before = work.frontier()?;
    let mut frontier = before.clone();

    let (mut labels, mut open) = (msg.labels.as_slice(), None::<(u32, Task)>);
    for (mut opening, salt) in seats.into_iter().zip(msg.salts.chunks_exact(SALT_BYTES)) {
        let (packed, rest) = labels.split_at(opening.bytes.min(labels.len()));
        labels = rest;
        // Anyone may have been here first: what is open already spoils nobody's batch.
        if let SeatState::Revealed(_) = opening.seat.state {
            continue;
        }
        // Seats of one task usually stand together: its header is looked at once.
        let task = match open {
            Some((index, task)) if index == opening.task => task,
            _ => open_task(&mut work, &mut frontier, opening.task)?,
        };
        if !task.concerns(opening.seat.wave) {
            let (wave, now) = (opening.seat.wave, task.wave);
            let reason = SeatError::PastWave { wave, now };
            return Err(work.refused(opening.task, &opening.shown, reason));
        }
        open = Some((opening.task, task));
        let salt = <[u8; SALT_BYTES]>::try_from(salt).unwrap_or_default();
        open_seat(&mut work, &mut opening, &salt, packed)?;
    }
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// A seat to be opened.
struct Opening {
    task: u32,
    shown: Addr,
    labeler: CanonicalAddr,
    seat: Seat,
    /// Items that the seat was asked for.
    asked: usize,
    /// Bytes of its packed labels.
    bytes: usize,
}

/// The seats of a message, each once.
fn look_up(work: &Work<'_>, msg: &Reveal) -> Result<Vec<Opening>, ContractError> {
    check_batch("seats", msg.seats.len())?;
    let mut seats: Vec<Opening> = Vec::with_capacity(msg.seats.len());
    for seat in &msg.seats {
        let opening = look_up_one(work, seat)?;
        let is_same = |earlier: &Opening| {
            (earlier.task, &earlier.labeler) == (opening.task, &opening.labeler)
        };
        if seats.iter().any(is_same) {
            let (found, wanted) = (SeatStatus::Revealed, SeatStatus::Sealed);
            let reason = SeatError::WrongStatus { found, wanted };
            return Err(work.refused(opening.task, &opening.shown, reason));
        }
        seats.push(opening);
    }
    Ok(seats)
}

fn look_up_one(
    work: &Work<'_>,
    SeatRef { task, labeler }: &SeatRef,
) -> Result<Opening, ContractError> {
    let tasks = work.campaign.tasks();
    if *task >= tasks {
        let (campaign, task) = (work.id, *task);
        return Err(ContractError::TaskNotFound {
            campaign,
            task,
            tasks,
        });
    }
    let shown: Addr = work.deps.api.addr_validate(labeler)?;
    let labeler = work.deps.api.addr_canonicalize(shown.as_str())?;
    let seat = work.seat(*task, &labeler, &shown)?;
    let place = (work.id, *task, seat.wave);
    let asked = Asked::load(work.deps.storage, &work.campaign, place)?.labels();
    Ok(Opening {
        task: *task,
        shown,
        labeler,
        seat,
        asked,
        bytes: packed_len(usize::from(work.campaign.classes), asked),
    })
}

/// The byte strings fit the seats.
fn check_lengths(msg: &Reveal, seats: &[Opening]) -> Result<(), ContractError> {
    let (found, wanted) = (msg.salts.len(), msg.seats.len().saturating_mul(SALT_BYTES));
    if found != wanted {
        return Err(ContractError::BatchLength {
            what: "salts",
            found,
            wanted,
        });
    }
    let found = msg.labels.len();
    let wanted: usize = seats.iter().map(|seat| seat.bytes).sum();
    if found != wanted {
        return Err(ContractError::BatchLength {
            what: "labels",
            found,
            wanted,
        });
    }
    check_size("bytes of labels", found, MAX_LABEL_BYTES)
}

/// The task takes reveals; the first one, with every wanted seat sealed, ends its collecting.
fn open_task(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    index: u32,
) -> Result<Task, ContractError> {
    let refused = |reason| ContractError::Task {
        task: index,
        reason,
    };
    let mut task = work.task(index, Phase::Revealing)?;
    // With a reading key its holder decides whether there are enough seats, or time does; of a
    // panel the seats are fixed.
    let by_itself = task.has_panel() || !work.campaign.reading_key;
    if task.collects() && by_itself {
        let tally = tally(work, (index, &task))?;
        task.all_sealed(tally).map_err(refused)?;
        begin_revealing(work, frontier, (index, &mut task), tally.sealed);
    }
    task.takes_reveals(work.now()).map_err(refused)?;
    Ok(task)
}

/// Opens one seal.
fn open_seat(
    work: &mut Work<'_>,
    opening: &mut Opening,
    salt: &[u8; SALT_BYTES],
    packed: &[u8],
) -> Result<(), ContractError> {
    let (task, shown) = (opening.task, &opening.shown);
    let context = SealContext {
        chain_id: &work.env.block.chain_id,
        registry: work.env.contract.address.as_str(),
        campaign: work.id,
        task,
        wave: opening.seat.wave,
        labeler: shown.as_str(),
    };
    let opened = context.seal(salt, packed);
    let seat = &mut opening.seat;
    seat.reveal(&opened, packed.to_vec())
        .map_err(|why| work.refused(task, shown, why))?;

    let classes = usize::from(work.campaign.classes);
    let labels =
        unpack(classes, opening.asked, packed).map_err(|reason| ContractError::Packing {
            task,
            labeler: shown.clone(),
            reason,
        })?;
    let given = labels.iter().filter(|&&label| label != NONE).count();
    work.save_seat(task, &opening.labeler, seat);
    let (campaign, labeler) = (work.id, shown.to_string());
    work.emit(SeatRevealed {
        campaign,
        task,
        labeler,
        labels: u32::try_from(given).unwrap_or(u32::MAX),
    });
    Ok(())
}
