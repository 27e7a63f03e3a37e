//! Seals labels: the hot path.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Commit, SeatSealed, MAX_CIPHERTEXT_BYTES};
use pasar_formats::seal::{Seal, SALT_BYTES, SEALED_BOX_BYTES, SEAL_BYTES};

use crate::{
    error::{AtSeat, ContractError},
    rules::ids::TaskId,
    session::{batch::check_size, Session},
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
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.check_tasks(&msg.tasks)?;
    let wanted = msg.tasks.len().saturating_mul(SEAL_BYTES);
    if msg.seals.len() != wanted {
        return Err(ContractError::BatchLength {
            what: "seals",
            found: msg.seals.len(),
            wanted,
        });
    }
    check_ciphertexts(&session, &msg)?;

    let labeler = session.sender.clone();
    let now = session.now();
    let seals = msg.seals.chunks_exact(SEAL_BYTES);
    for (n, (&index, seal)) in msg.tasks.iter().zip(seals).enumerate() {
        let task = session.id.task(index);
        let seal = Seal::try_from(seal).unwrap_or_default();
        let mut seat = session.seat(task, &labeler)?;
        seat.seal(seal, now).at_seat(task, &labeler)?;
        if let Some(ciphertext) = msg.sealed.get(n) {
            check_ciphertext(&session, task, seat.wave, ciphertext.len())?;
        }
        session.save_seat(task, &labeler.canonical, &seat);
        session.emit(SeatSealed {
            campaign: msg.campaign,
            task: index,
            wave: seat.wave,
            labeler: labeler.to_string(),
        });
    }

    session.finish()
}

/// One ciphertext for each seat where the campaign has a reading key, else none.
fn check_ciphertexts(session: &Session<'_>, msg: &Commit) -> Result<(), ContractError> {
    let found = msg.sealed.len();
    let wanted = if session.campaign.reading_key {
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
    session: &Session<'_>,
    task: TaskId,
    wave: u8,
    found: usize,
) -> Result<(), ContractError> {
    let asked = session.asked(task, wave)?;
    let labels = session.campaign.labels.packed_len(asked.size());
    let wanted = labels
        .saturating_add(SALT_BYTES)
        .saturating_add(SEALED_BOX_BYTES);
    if found != wanted {
        return Err(ContractError::BatchLength {
            what: "ciphertext",
            found,
            wanted,
        });
    }
    Ok(())
}
