//! Takes a seat of a panel.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{panel_wave, PanelSeated, Sit};

use crate::{
    error::{AtTask, ContractError},
    rules::{
        challenge::challenge_error::ChallengeError, draw::required_record::RequiredRecord,
        task::seat::Seat,
    },
    session::{
        panel::OpenChallenge,
        registrations::{registrations, save_registrations},
        Session,
    },
    store::{CONFIG, PANEL_SEATS},
};

/// Seats the sender, who registered, in a panel.
///
/// # Errors
/// See `ExecuteMsg::Sit`.
pub fn sit(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Sit,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let mut open = session.open_challenge(msg.task)?;
    open.record.takes_panelists(session.now()).at(open.task)?;
    let labeler = session.sender.clone();
    let denom = session.campaign.seat_stake_denom.clone();
    let mut own = registrations(session.deps.storage, &labeler.canonical, &denom)?;
    let Some(registration) = own.take(open.task, open.number) else {
        let labeler = labeler.addr;
        return Err(ChallengeError::NotRegistered { labeler }).at(open.task);
    };
    let signature = msg.signature.as_ref().map(|bytes| bytes.as_slice());
    check_turn(&mut session, &mut open, signature)?;
    let staking = CONFIG.load(session.deps.storage)?.reputation_staking;
    let required = RequiredRecord::of_panelists(&session.campaign);
    let snapshot = session.check_record(&staking, required)?;

    // What the registration exposed is exposed for the seat from now on.
    save_registrations(session.deps.storage, &labeler.canonical, &denom, &own);
    open.record.seat();
    open.save(&mut session);
    let commit_by = session.in_seconds(session.campaign.commit_seconds);
    let wave = panel_wave(open.number);
    let seat = Seat::draw(wave, commit_by, registration.issuer, snapshot);
    let key = ((open.task, open.number), &labeler.canonical);
    PANEL_SEATS.save(session.deps.storage, &key, &seat);
    session.emit(PanelSeated {
        campaign: msg.campaign,
        task: msg.task,
        challenge: open.number,
        labeler: labeler.to_string(),
        commit_by,
    });

    session.finish()
}

/// Chance lets the sender in by now. The randomness is kept once it is known.
fn check_turn(
    session: &mut Session<'_>,
    open: &mut OpenChallenge,
    signature: Option<&[u8]>,
) -> Result<(), ContractError> {
    let randomness = match open.record.randomness {
        Some(randomness) => randomness,
        None => session.randomness(open.record.round, signature)?,
    };
    open.record.randomness = Some(randomness);
    let sender = &session.sender.canonical;
    let place = (open.task, open.number);
    let from = open.record.sits_from(place, &randomness, sender);
    let now = session.now();
    if now < from {
        return Err(ChallengeError::TooEarly { now, from }).at(open.task);
    }
    Ok(())
}
