//! What the owner may do: the settings of what begins from now on.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;
use cw_utils::nonpayable;
use pasar_common::reputation_staking::{OwnershipUpdated, Params, ParamsUpdated};

use crate::{config::check_params, error::ContractError, guard::only_owner, state::CONFIG};

/// Changes the settings. What is unbonding already keeps its time.
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

    let unbonding_seconds = params.unbonding_seconds;
    let mut config = CONFIG.load(deps.storage)?;
    config.params = params;
    CONFIG.save(deps.storage, &config)?;

    Ok(Response::new().add_event(ParamsUpdated { unbonding_seconds }))
}

/// Transfers, accepts or renounces ownership.
///
/// # Errors
/// Where the sender may not.
pub fn update_ownership(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;

    let shown =
        |account: Option<Addr>| account.map_or_else(|| "none".to_owned(), Addr::into_string);
    Ok(Response::new().add_event(OwnershipUpdated {
        owner: shown(ownership.owner),
        pending_owner: shown(ownership.pending_owner),
    }))
}
