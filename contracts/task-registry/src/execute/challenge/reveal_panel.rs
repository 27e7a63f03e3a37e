//! Opens seals of a panel.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    account::Account,
    task_registry::{PanelRevealed, RevealPanel, MAX_LABEL_BYTES},
};
use pasar_formats::seal::{SealContext, SALT_BYTES};

use crate::{
    error::{AtSeat, AtTask, ContractError},
    rules::{
        challenge::{
            challenge_error::ChallengeError,
            record::{Filling, State},
        },
        labels::given,
        task::{asked::Asked, seat::SeatState},
    },
    session::{
        batch::{check_batch, check_length, check_size},
        panel::OpenChallenge,
        Session,
    },
    store::PANEL_SEATS,
};

/// Opens seals for anyone who knows salts and labels.
///
/// # Errors
/// See `ExecuteMsg::RevealPanel`.
pub fn reveal_panel(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: RevealPanel,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let mut open = session.open_challenge(msg.task)?;
    check_batch("seats", msg.labelers.len())?;
    let salts = msg.labelers.len().saturating_mul(SALT_BYTES);
    check_length("salts", msg.salts.len(), salts)?;
    let asked = open.asked(&session)?;
    let bytes = session.campaign.labels.packed_len(asked.size());
    let labels = msg.labelers.len().saturating_mul(bytes);
    check_length("labels", msg.labels.len(), labels)?;
    check_size("bytes of labels", msg.labels.len(), MAX_LABEL_BYTES)?;
    begin(&mut session, &mut open)?;

    let salts = msg.salts.chunks_exact(SALT_BYTES);
    let packed = msg.labels.chunks_exact(bytes.max(1));
    for (labeler, (salt, packed)) in msg.labelers.iter().zip(salts.zip(packed)) {
        let labeler = Account::of(session.deps.api, labeler)?;
        let salt = <[u8; SALT_BYTES]>::try_from(salt).unwrap_or_default();
        open_seal(&mut session, &open, &asked, &labeler, (&salt, packed))?;
    }

    session.finish()
}

/// The panel's seals may be opened; the first reveal with every seat sealed ends its filling.
fn begin(session: &mut Session<'_>, open: &mut OpenChallenge) -> Result<(), ContractError> {
    if open.record.state == State::Filling {
        let tally = open.tally(&open.seats(session)?);
        if open.record.filling(tally, session.now()) != Filling::Reveal {
            return Err(ChallengeError::SealsMissing {
                sealed: tally.sealed,
                wanted: open.record.seats,
            })
            .at(open.task);
        }
        open.begin_revealing(session, tally.sealed);
    }
    open.record.takes_reveals(session.now()).at(open.task)
}

/// Opens one seal; what is open already spoils nobody's batch.
fn open_seal(
    session: &mut Session<'_>,
    open: &OpenChallenge,
    asked: &Asked,
    labeler: &Account,
    (salt, packed): (&[u8; SALT_BYTES], &[u8]),
) -> Result<(), ContractError> {
    let mut seat = open.seat(session, labeler)?;
    if matches!(seat.state, SeatState::Revealed(_)) {
        return Ok(());
    }
    let context = SealContext {
        chain_id: &session.env.block.chain_id,
        registry: session.env.contract.address.as_str(),
        campaign: session.id.0,
        task: open.task.index,
        wave: seat.wave,
        labeler: labeler.addr.as_str(),
    };
    seat.reveal(&context.seal(salt, packed), packed.to_vec())
        .at_seat(open.task, labeler)?;
    let labels = session.campaign.labels.unpack(asked.size(), packed);
    let labels = labels.at_seat(open.task, labeler)?;
    let key = ((open.task, open.number), &labeler.canonical);
    PANEL_SEATS.save(session.deps.storage, &key, &seat);
    session.emit(PanelRevealed {
        campaign: session.id.0,
        task: open.task.index,
        challenge: open.number,
        labeler: labeler.to_string(),
        labels: given(&labels),
    });
    Ok(())
}
