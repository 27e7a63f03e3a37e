//! Seals a panelist's labels.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{PanelSealed, SealPanel};
use pasar_formats::seal::{Seal, SALT_BYTES, SEALED_BOX_BYTES, SEAL_BYTES};

use crate::{
    error::{AtSeat, ContractError},
    session::{batch::check_length, panel::OpenChallenge, Session},
    store::PANEL_SEATS,
};

/// Seals the labels of the sender's seat in a panel.
///
/// # Errors
/// See `ExecuteMsg::SealPanel`.
pub fn seal_panel(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: SealPanel,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let open = session.open_challenge(msg.task)?;
    check_length("seals", msg.seal.len(), SEAL_BYTES)?;
    check_ciphertext(&session, &open, &msg)?;
    let labeler = session.sender.clone();
    let mut seat = open.seat(&session, &labeler)?;
    let seal = Seal::try_from(msg.seal.as_slice()).unwrap_or_default();
    seat.seal(seal, session.now())
        .at_seat(open.task, &labeler)?;

    let key = ((open.task, open.number), &labeler.canonical);
    PANEL_SEATS.save(session.deps.storage, &key, &seat);
    session.emit(PanelSealed {
        campaign: msg.campaign,
        task: msg.task,
        challenge: open.number,
        labeler: labeler.to_string(),
    });

    session.finish()
}

/// One ciphertext of the right length where the campaign has a reading key, else none.
fn check_ciphertext(
    session: &Session<'_>,
    open: &OpenChallenge,
    msg: &SealPanel,
) -> Result<(), ContractError> {
    let found = usize::from(msg.sealed.is_some());
    let wanted = usize::from(session.campaign.reading_key);
    if found != wanted {
        return Err(ContractError::Ciphertexts { found, wanted });
    }
    let Some(sealed) = &msg.sealed else {
        return Ok(());
    };
    let items = open.asked(session)?.size();
    let packed = session.campaign.labels.packed_len(items);
    let wanted = packed
        .saturating_add(SALT_BYTES)
        .saturating_add(SEALED_BOX_BYTES);
    check_length("ciphertext", sealed.len(), wanted)
}
