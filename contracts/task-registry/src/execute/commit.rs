//! Seals labels: the hot path.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    packing::packed_len,
    seal::{Seal, SALT_BYTES, SEALED_BOX_BYTES, SEAL_BYTES},
    task_registry::{Commit, SeatSealed, MAX_CIPHERTEXT_BYTES},
};

use crate::{
    asked::Asked,
    error::ContractError,
    work::{check_size, Work},
};

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
    check_ciphertexts(&work, &msg)?;

    let (labeler, shown, now) = (
        work.sender_canonical.clone(),
        work.sender.clone(),
        work.now(),
    );
    for (n, (&task, seal)) in msg
        .tasks
        .iter()
        .zip(msg.seals.chunks_exact(SEAL_BYTES))
        .enumerate()
    {
        let seal = Seal::try_from(seal).unwrap_or_default();
        let mut seat = work.seat(task, &labeler, &shown)?;
        seat.seal(seal, now)
            .map_err(|reason| work.refused(task, &shown, reason))?;
        if let Some(ciphertext) = msg.sealed.get(n) {
            check_ciphertext(&work, (task, seat.wave), ciphertext.len())?;
        }
        work.save_seat(task, &labeler, &seat);
        work.emit(SeatSealed {
            campaign: msg.campaign,
            task,
            labeler: shown.to_string(),
        });
    }

    work.finish()
}

/// One ciphertext for each seat where the campaign has a reading key, else none.
fn check_ciphertexts(work: &Work<'_>, msg: &Commit) -> Result<(), ContractError> {
    let found = msg.sealed.len();
    let wanted = if work.campaign.reading_key {
        msg.tasks.len()
    } else {
        0
    };
    if found != wanted {
        return Err(ContractError::Ciphertexts { found, wanted });
    }
    let bytes = msg.sealed.iter().map(|ciphertext| ciphertext.len()).sum();
    check_size("bytes of ciphertexts", bytes, MAX_CIPHERTEXT_BYTES)
}

/// A sealed box of salt and labels has one length. What it holds only the reader can tell; junk
/// harms its labeler's campaign and nobody else, and changes nothing of what a reveal pays.
fn check_ciphertext(
    work: &Work<'_>,
    (task, wave): (u32, u8),
    found: usize,
) -> Result<(), ContractError> {
    let asked = Asked::load(work.deps.storage, &work.campaign, (work.id, task, wave))?;
    let wanted = packed_len(usize::from(work.campaign.classes), asked.labels())
        .saturating_add(SALT_BYTES)
        .saturating_add(SEALED_BOX_BYTES);
    if found != wanted {
        let what = "ciphertext";
        return Err(ContractError::BatchLength {
            what,
            found,
            wanted,
        });
    }
    Ok(())
}
