//! What the owner may do: settings of future campaigns, and stopping new work.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;
use cw_utils::nonpayable;
use pasar_common::task_registry::{Mode, ModeSet, OwnershipUpdated, Params, ParamsUpdated};

use crate::{config::check_params, error::ContractError, state::CONFIG};

/// Refuses everybody but the owner.
fn only_owner(deps: &DepsMut<'_>, info: &MessageInfo) -> Result<(), ContractError> {
    if cw_ownable::is_owner(deps.storage, &info.sender)? {
        return Ok(());
    }
    Err(ContractError::Unauthorized {
        role: "owner",
        sender: info.sender.clone(),
    })
}

/// Changes the settings that future campaigns freeze.
///
/// # Errors
/// See `ExecuteMsg::UpdateParams`.
pub fn update_params(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    params: Params,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner(&deps, info)?;
    check_params(&params)?;

    let mut config = CONFIG.load(deps.storage)?;
    config.params = params.clone();
    CONFIG.save(deps.storage, &config)?;

    Ok(Response::new().add_event(ParamsUpdated {
        missed_commit: params.missed_commit.get(),
        penalty_tip: params.penalty_tip.get(),
        min_token_seat_stake: params.min_token_seat_stake,
    }))
}

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
    only_owner(&deps, info)?;

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

    let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;

    let shown = |account: Option<cosmwasm_std::Addr>| {
        account.map_or_else(|| "none".to_owned(), cosmwasm_std::Addr::into_string)
    };
    Ok(Response::new().add_event(OwnershipUpdated {
        owner: shown(ownership.owner),
        pending_owner: shown(ownership.pending_owner),
    }))
}
