//! Draws anybody's ticket, and records beacons.

use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::task_registry::LabelerRef;

use crate::{
    beacon,
    draw::end_ticket,
    error::ContractError,
    state::{account_key, DESKS},
    work::Work,
};

/// Draws anybody's ripe ticket; voids one that lapsed.
///
/// # Errors
/// See `ExecuteMsg::Draw`.
pub fn draw(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: LabelerRef,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    let labeler = work.deps.api.addr_validate(&msg.labeler)?;
    let labeler = work.deps.api.addr_canonicalize(labeler.as_str())?;
    let before = work.frontier()?;
    let mut frontier = before.clone();
    let key = account_key(work.id, &labeler);
    let mut desk = DESKS.may_load(work.deps.storage, &key)?.unwrap_or_default();

    end_ticket(&mut work, &mut frontier, &labeler, &mut desk)?;
    DESKS.save(work.deps.storage, &key, &desk);
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// Records this block's beacon.
///
/// # Errors
/// See `ExecuteMsg::Beat`.
pub fn beat(deps: DepsMut<'_>, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    nonpayable(info)?;

    let beacon = beacon::beat(deps.storage, &env.block)?;

    Ok(Response::new().add_events(beacon.map(Event::from)))
}
