//! Moves the ownership.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;
use cw_utils::nonpayable;
use pasar_common::{label_escrow::OwnershipUpdated, owner};

use crate::error::ContractError;

/// Transfers, accepts or renounces ownership.
///
/// # Errors
/// See `ExecuteMsg::UpdateOwnership`.
pub fn update_ownership(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    nonpayable(info)?;

    let owners = owner::update_ownership(deps, &env.block, &info.sender, action)?;

    Ok(Response::new().add_event(OwnershipUpdated {
        owner: owners.owner,
        pending_owner: owners.pending_owner,
    }))
}
