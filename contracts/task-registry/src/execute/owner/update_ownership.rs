//! Moves the ownership.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;
use cw_utils::nonpayable;
use pasar_common::{
    owner,
    task_registry::{Mode, OwnershipUpdated},
};

use crate::{error::ContractError, store::CONFIG};

/// Transfers, accepts or renounces ownership; never renounces while new work is stopped, as
/// nobody could allow it again.
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
    let exit_only = CONFIG.load(deps.storage)?.mode == Mode::ExitOnly;
    if exit_only && action == Action::RenounceOwnership {
        return Err(ContractError::RenounceWhileExitOnly);
    }

    let owners = owner::update_ownership(deps, &env.block, &info.sender, action)?;

    Ok(Response::new().add_event(OwnershipUpdated {
        owner: owners.owner,
        pending_owner: owners.pending_owner,
    }))
}
