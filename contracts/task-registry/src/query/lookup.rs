//! What several answers look up.

use cosmwasm_std::Deps;
use pasar_common::account::Account;

use crate::{
    error::ContractError,
    rules::{
        campaign::hot_terms::HotTerms,
        ids::{CampaignId, TaskId},
    },
    session::campaign::{check_exists, hot_terms},
};

/// A campaign's hot terms.
pub fn hot(deps: Deps<'_>, id: CampaignId) -> Result<HotTerms, ContractError> {
    hot_terms(deps.storage, id)
}

/// The same, where the task exists.
pub fn hot_with_task(deps: Deps<'_>, task: TaskId) -> Result<HotTerms, ContractError> {
    let hot = hot(deps, task.campaign)?;
    check_exists(&hot, task)?;
    Ok(hot)
}

/// An account that a query names.
pub fn account(deps: Deps<'_>, address: &str) -> Result<Account, ContractError> {
    Ok(Account::of(deps.api, address)?)
}

/// Numbers of a page: after `start_after`, or from `first` on, below `end`.
pub fn numbers(first: u32, start_after: Option<u32>, end: u32) -> core::ops::Range<u32> {
    start_after.map_or(first, |last| last.saturating_add(1).max(first))..end
}
