//! Changes the settings of future campaigns.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::only_owner,
    task_registry::{Params, ParamsUpdated},
};

use crate::{
    error::ContractError, rules::config::check_params, session::randomness::check_key,
    store::CONFIG,
};

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
    only_owner::<ContractError>(deps.storage, &info.sender)?;
    check_params(&params)?;
    check_key(deps.api, &params.randomness)?;

    let mut config = CONFIG.load(deps.storage)?;
    config.params = params.clone();
    CONFIG.save(deps.storage, &config)?;

    Ok(Response::new().add_event(ParamsUpdated {
        missed_commit: params.missed_commit.get(),
        min_token_seat_stake: params.min_token_seat_stake,
        public_key: params.randomness.public_key.to_hex(),
        genesis: params.randomness.genesis,
        period_seconds: params.randomness.period_seconds,
        stride: params.randomness.stride,
        delay_seconds: params.randomness.delay_seconds,
    }))
}
