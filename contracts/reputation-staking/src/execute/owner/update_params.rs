//! Changes the settings.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::only_owner,
    reputation_staking::{Params, ParamsUpdated},
};

use crate::{books::config::check_params, error::ContractError, store::CONFIG};

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
    only_owner::<ContractError>(deps.storage, &info.sender)?;
    check_params(&params)?;

    let unbonding_seconds = params.unbonding_seconds;
    let mut config = CONFIG.load(deps.storage)?;
    config.params = params;
    CONFIG.save(deps.storage, &config)?;

    Ok(Response::new().add_event(ParamsUpdated { unbonding_seconds }))
}
