//! Seals labels: the hot path.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    seal::{Seal, SEAL_BYTES},
    task_registry::{Commit, SeatSealed},
};

use crate::{error::ContractError, work::Work};

/// Seals the labels of the sender's drawn seats. The task's header is not touched: a drawn seat in
/// time keeps its task collecting.
///
/// # Errors
/// See `ExecuteMsg::Commit`.
pub fn commit(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Commit,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.check_tasks(&msg.tasks)?;
    let wanted = msg.tasks.len().saturating_mul(SEAL_BYTES);
    if msg.seals.len() != wanted {
        let found = msg.seals.len();
        return Err(ContractError::BatchLength {
            what: "seals",
            found,
            wanted,
        });
    }
    if !msg.sealed.is_empty() {
        return Err(ContractError::NoReadingKey {
            found: msg.sealed.len(),
        });
    }

    let (labeler, shown, now) = (
        work.sender_canonical.clone(),
        work.sender.clone(),
        work.now(),
    );
    for (&task, seal) in msg.tasks.iter().zip(msg.seals.chunks_exact(SEAL_BYTES)) {
        let seal = Seal::try_from(seal).unwrap_or_default();
        let mut seat = work.seat(task, &labeler, &shown)?;
        seat.seal(seal, now)
            .map_err(|reason| work.refused(task, &shown, reason))?;
        work.save_seat(task, &labeler, &seat);
        work.emit(SeatSealed {
            campaign: msg.campaign,
            task,
            labeler: shown.to_string(),
        });
    }

    work.finish()
}
