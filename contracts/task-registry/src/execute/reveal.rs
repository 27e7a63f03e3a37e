//! Opens seals.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    packing::{packed_len, unpack},
    seal::{SealContext, SALT_BYTES},
    task_registry::{Phase, Reveal, SeatRef, SeatRevealed, MAX_LABEL_BYTES},
};
use pasar_truth::NONE;

use super::advance::{begin_revealing, count};
use crate::{
    error::ContractError,
    frontier::Frontier,
    state::seats_of,
    task::Tally,
    work::{check_batch, Work},
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
    check_lengths(&work, &msg)?;
    let before = work.frontier()?;
    let mut frontier = before.clone();

    let (mut labels, mut task_before) = (msg.labels.as_slice(), None);
    for (seat, salt) in msg.seats.iter().zip(msg.salts.chunks_exact(SALT_BYTES)) {
        // Seats of one task usually stand together: its header is looked at once.
        if task_before != Some(seat.task) {
            open_task(&mut work, &mut frontier, seat.task)?;
            task_before = Some(seat.task);
        }
        let (packed, rest) = labels.split_at(seat_bytes(&work, seat).min(labels.len()));
        labels = rest;
        let salt = <[u8; SALT_BYTES]>::try_from(salt).unwrap_or_default();
        open_seat(&mut work, seat, &salt, packed)?;
    }
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// Bytes of a seat's packed labels.
fn seat_bytes(work: &Work<'_>, seat: &SeatRef) -> usize {
    let items = usize::try_from(work.campaign.items_of(seat.task)).unwrap_or(usize::MAX);
    packed_len(usize::from(work.campaign.classes), items)
}

/// The byte strings fit the seats.
fn check_lengths(work: &Work<'_>, msg: &Reveal) -> Result<(), ContractError> {
    check_batch("seats", msg.seats.len())?;
    let tasks = work.campaign.tasks();
    if let Some(seat) = msg.seats.iter().find(|seat| seat.task >= tasks) {
        let (campaign, task) = (msg.campaign, seat.task);
        return Err(ContractError::TaskNotFound {
            campaign,
            task,
            tasks,
        });
    }
    let (found, wanted) = (msg.salts.len(), msg.seats.len().saturating_mul(SALT_BYTES));
    if found != wanted {
        return Err(ContractError::BatchLength {
            what: "salts",
            found,
            wanted,
        });
    }
    let found = msg.labels.len();
    let wanted: usize = msg.seats.iter().map(|seat| seat_bytes(work, seat)).sum();
    if found != wanted {
        return Err(ContractError::BatchLength {
            what: "labels",
            found,
            wanted,
        });
    }
    if found > MAX_LABEL_BYTES {
        let what = "bytes of labels";
        return Err(ContractError::BatchSize {
            what,
            found,
            min: 1,
            max: MAX_LABEL_BYTES,
        });
    }
    Ok(())
}

/// The task takes reveals; the first one, with every wanted seat sealed, ends its collecting.
fn open_task(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    index: u32,
) -> Result<(), ContractError> {
    let refused = |reason| ContractError::Task {
        task: index,
        reason,
    };
    let mut task = work.task(index, Phase::Revealing)?;
    if task.phase == Phase::Collecting {
        let mut tally = Tally::default();
        for (_, seat) in seats_of(work.deps.storage, work.id, index)? {
            count(&mut tally, &seat.state);
        }
        task.all_sealed(tally).map_err(refused)?;
        begin_revealing(work, frontier, (index, &mut task), tally.sealed);
    }
    task.takes_reveals(work.now()).map_err(refused)
}

/// Opens one seal.
fn open_seat(
    work: &mut Work<'_>,
    SeatRef { task, labeler }: &SeatRef,
    salt: &[u8; SALT_BYTES],
    packed: &[u8],
) -> Result<(), ContractError> {
    let shown: Addr = work.deps.api.addr_validate(labeler)?;
    let labeler = work.deps.api.addr_canonicalize(shown.as_str())?;
    let mut seat = work.seat(*task, &labeler, &shown)?;
    let context = SealContext {
        chain_id: &work.env.block.chain_id,
        registry: work.env.contract.address.as_str(),
        campaign: work.id,
        task: *task,
        wave: seat.wave,
        labeler: shown.as_str(),
    };
    let opened = context.seal(salt, packed);
    seat.reveal(&opened, packed.to_vec())
        .map_err(|why| work.refused(*task, &shown, why))?;

    let items = usize::try_from(work.campaign.items_of(*task)).unwrap_or(usize::MAX);
    let labels = unpack(usize::from(work.campaign.classes), items, packed).map_err(|reason| {
        ContractError::Packing {
            task: *task,
            labeler: shown.clone(),
            reason,
        }
    })?;
    let given = labels.iter().filter(|&&label| label != NONE).count();
    work.save_seat(*task, &labeler, &seat);
    work.emit(SeatRevealed {
        campaign: work.id,
        task: *task,
        labeler: shown.into_string(),
        labels: u32::try_from(given).unwrap_or(u32::MAX),
    });
    Ok(())
}
