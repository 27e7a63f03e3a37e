//! Opens seals.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    account::Account,
    task_registry::{Phase, Reveal, SeatRef, SeatRevealed, SeatStatus, MAX_LABEL_BYTES},
};
use pasar_formats::seal::{SealContext, SALT_BYTES};

use crate::{
    error::{AtSeat, AtTask, ContractError},
    rules::{
        ids::TaskId,
        labels::given,
        task::seat::{Seat, SeatError, SeatState},
    },
    session::{
        batch::{check_batch, check_length, check_size},
        OpenTask, Session,
    },
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
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let seats = look_up(&session, &msg)?;
    check_lengths(&msg, &seats)?;

    let mut labels = msg.labels.as_slice();
    let mut open = None::<OpenTask>;
    for (opening, salt) in seats.into_iter().zip(msg.salts.chunks_exact(SALT_BYTES)) {
        let (packed, rest) = labels.split_at(opening.bytes.min(labels.len()));
        labels = rest;
        // Anyone may have been here first: what is open already spoils nobody's batch.
        if let SeatState::Revealed(_) = opening.seat.state {
            continue;
        }
        // Seats of one task usually come together: its header is looked at once.
        let task = match open.take() {
            Some(task) if task.id == opening.task => task,
            _ => begin_task(&mut session, opening.task.index)?,
        };
        open = Some(task);
        let salt = <[u8; SALT_BYTES]>::try_from(salt).unwrap_or_default();
        open_seat(&mut session, opening, &salt, packed)?;
    }

    session.finish()
}

/// A seat to be opened.
struct Opening {
    task: TaskId,
    labeler: Account,
    seat: Seat,
    /// Items that the seat was asked for.
    asked: usize,
    /// Bytes of its packed labels.
    bytes: usize,
}

/// The seats of a message, each once.
fn look_up(session: &Session<'_>, msg: &Reveal) -> Result<Vec<Opening>, ContractError> {
    check_batch("seats", msg.seats.len())?;
    let mut seats: Vec<Opening> = Vec::with_capacity(msg.seats.len());
    for seat in &msg.seats {
        let opening = look_up_one(session, seat)?;
        let is_same = |earlier: &Opening| {
            earlier.task == opening.task && earlier.labeler.canonical == opening.labeler.canonical
        };
        if seats.iter().any(is_same) {
            return Err(SeatError::WrongStatus {
                found: SeatStatus::Revealed,
                wanted: SeatStatus::Sealed,
            })
            .at_seat(opening.task, &opening.labeler);
        }
        seats.push(opening);
    }
    Ok(seats)
}

fn look_up_one(session: &Session<'_>, named: &SeatRef) -> Result<Opening, ContractError> {
    session.check_task(named.task)?;
    let task = session.id.task(named.task);
    let labeler = Account::of(session.deps.api, &named.labeler)?;
    let seat = session.seat(task, &labeler)?;
    let asked = session.asked(task, seat.wave)?.size();
    Ok(Opening {
        task,
        labeler,
        seat,
        asked,
        bytes: session.campaign.labels.packed_len(asked),
    })
}

/// The byte strings fit the seats.
fn check_lengths(msg: &Reveal, seats: &[Opening]) -> Result<(), ContractError> {
    check_length(
        "salts",
        msg.salts.len(),
        msg.seats.len().saturating_mul(SALT_BYTES),
    )?;
    let wanted = seats.iter().map(|seat| seat.bytes).sum();
    check_length("labels", msg.labels.len(), wanted)?;
    check_size("bytes of labels", msg.labels.len(), MAX_LABEL_BYTES)
}

/// The task takes reveals; the first one, with every wanted seat sealed, ends its collecting.
fn begin_task(session: &mut Session<'_>, index: u32) -> Result<OpenTask, ContractError> {
    let mut task = session.open_task(index, Phase::Revealing)?;
    // With a reading key its holder decides whether there are enough seats, or time does.
    if task.header.phase == Phase::Collecting && !session.campaign.reading_key {
        let tally = task.tally(session)?;
        task.header.all_sealed(tally).at(task.id)?;
        task.begin_revealing(session, tally.sealed)?;
    }
    task.header.takes_reveals(session.now()).at(task.id)?;
    Ok(task)
}

/// Opens one seal.
fn open_seat(
    session: &mut Session<'_>,
    opening: Opening,
    salt: &[u8; SALT_BYTES],
    packed: &[u8],
) -> Result<(), ContractError> {
    let Opening {
        task,
        labeler,
        mut seat,
        asked,
        ..
    } = opening;
    let context = SealContext {
        chain_id: &session.env.block.chain_id,
        registry: session.env.contract.address.as_str(),
        campaign: session.id.0,
        task: task.index,
        wave: seat.wave,
        labeler: labeler.addr.as_str(),
    };
    seat.reveal(&context.seal(salt, packed), packed.to_vec())
        .at_seat(task, &labeler)?;

    let labels = session.campaign.labels.unpack(asked, packed);
    let labels = labels.at_seat(task, &labeler)?;
    session.save_seat(task, &labeler.canonical, &seat);
    session.emit(SeatRevealed {
        campaign: session.id.0,
        task: task.index,
        wave: seat.wave,
        labeler: labeler.to_string(),
        labels: given(&labels),
    });
    Ok(())
}
