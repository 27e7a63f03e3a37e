//! Answers about the market as a whole.

use cosmwasm_std::Deps;
use pasar_common::task_registry::ConfigResponse;

use crate::{error::ContractError, store::CONFIG};

pub fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        label_escrow: config.label_escrow,
        reputation_staking: config.reputation_staking,
        reward_token: config.reward_token,
        params: config.params,
        mode: config.mode,
    })
}
