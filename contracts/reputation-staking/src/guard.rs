//! Who may call, and with what.

use cosmwasm_std::{Api, DepsMut, MessageInfo};
use cw20::Denom;
use pasar_common::{
    asset::{check_native, check_token, denom_key},
    reputation_staking::MAX_BATCH_LABELERS,
};

use crate::{config::Config, error::ContractError};

/// Refuses everybody but the owner.
///
/// # Errors
/// [`ContractError::Unauthorized`].
pub fn only_owner(deps: &DepsMut<'_>, info: &MessageInfo) -> Result<(), ContractError> {
    match cw_ownable::is_owner(deps.storage, &info.sender)? {
        true => Ok(()),
        false => Err(unauthorized("owner", info)),
    }
}

/// Refuses everybody but the registry.
///
/// # Errors
/// [`ContractError::Unauthorized`].
pub fn only_registry(config: &Config, info: &MessageInfo) -> Result<(), ContractError> {
    match info.sender == config.task_registry {
        true => Ok(()),
        false => Err(unauthorized("task registry", info)),
    }
}

fn unauthorized(role: &'static str, info: &MessageInfo) -> ContractError {
    ContractError::Unauthorized {
        role,
        sender: info.sender.clone(),
    }
}

/// Refuses a batch of too many entries.
///
/// # Errors
/// [`ContractError::BatchTooLarge`].
pub fn check_batch(found: usize) -> Result<(), ContractError> {
    let max = MAX_BATCH_LABELERS;
    match found <= max {
        true => Ok(()),
        false => Err(ContractError::BatchTooLarge { found, max }),
    }
}

/// The key of a denom that came in a message. A native denom that looks like a token's key is
/// refused: whoever could name a token so would be paid, or pay the commons, in coins of that name.
///
/// # Errors
/// Where the denom is malformed.
pub fn checked_key(api: &dyn Api, denom: &Denom) -> Result<String, ContractError> {
    check_native(denom)?;
    check_token(api, denom)?;
    Ok(denom_key(denom))
}
