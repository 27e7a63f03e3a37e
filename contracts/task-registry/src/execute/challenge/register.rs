//! Registers for a seat of a panel.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{PanelRegistered, Register};

use crate::{
    error::{AtTask, ContractError},
    rules::{
        challenge::{challenge_error::ChallengeError, registrations::Registration},
        draw::{ineligible::Ineligible, required_record::RequiredRecord},
    },
    session::{
        registrations::{registrations, save_registrations},
        Session,
    },
    store::{CONFIG, SEATS},
};

/// Registers the sender for a panel. A panel runs whatever became of its campaign and of the market: it
/// ends something that has started.
///
/// # Errors
/// See `ExecuteMsg::Register`.
pub fn register(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Register,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let open = session.open_challenge(msg.task)?;
    open.record
        .takes_registrations(session.now())
        .at(open.task)?;
    let labeler = session.sender.clone();
    if open.record.challenger == labeler.canonical {
        return Err(Ineligible::Challenger.into());
    }
    if SEATS.has(session.deps.storage, &(open.task, &labeler.canonical)) {
        return Err(ContractError::AlreadySeated {
            task: msg.task,
            labeler: labeler.addr,
        });
    }
    let staking = CONFIG.load(session.deps.storage)?.reputation_staking;
    let required = RequiredRecord::of_panelists(&session.campaign);
    session.check_record(&staking, required)?;
    let issuer = session.check_credential(&staking, msg.issuer.as_deref())?;
    session.check_stake(&staking, 1)?;
    let denom = session.campaign.seat_stake_denom.clone();
    let mut own = registrations(session.deps.storage, &labeler.canonical, &denom)?;
    if own.has(open.task, open.number) {
        let labeler = labeler.addr;
        return Err(ChallengeError::Registered { labeler }).at(open.task);
    }
    own.add(Registration {
        task: open.task,
        challenge: open.number,
        issuer,
        stake: session.campaign.seat_stake,
    })
    .at(open.task)?;

    save_registrations(session.deps.storage, &labeler.canonical, &denom, &own);
    session.emit(PanelRegistered {
        campaign: msg.campaign,
        task: msg.task,
        challenge: open.number,
        labeler: labeler.to_string(),
    });

    session.finish()
}
