//! Stops new work, or allows it again.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::only_owner,
    task_registry::{Mode, ModeSet},
};

use crate::{error::ContractError, store::CONFIG};

/// Stops or allows new campaigns and tickets.
///
/// # Errors
/// See `ExecuteMsg::SetMode`.
pub fn set_mode(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    mode: Mode,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner::<ContractError>(deps.storage, &info.sender)?;

    let mut config = CONFIG.load(deps.storage)?;
    config.mode = mode;
    CONFIG.save(deps.storage, &config)?;

    let mode = match mode {
        Mode::Active => "active",
        Mode::ExitOnly => "exit_only",
    };
    Ok(Response::new().add_event(ModeSet {
        mode: mode.to_owned(),
    }))
}
