//! Answers about the configuration and campaigns' ledgers.

use cosmwasm_std::{Deps, StdResult};
use pasar_common::{
    asset::denom_of_key,
    label_escrow::{ConfigResponse, LedgerResponse},
    task_registry::ShareTerms,
    time::timestamp,
};

use crate::{books::campaign::Campaign, error::ContractError, store::CONFIG};

/// Siblings, commons, fees and epochs.
pub fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        task_registry: config.task_registry,
        reputation_staking: config.reputation_staking,
        commons: config.commons,
        fees: config.fees,
        epoch_seconds: config.epoch_seconds,
        epoch_zero: timestamp(config.epoch_zero),
    })
}

/// A campaign's ledger.
///
/// # Errors
/// [`ContractError::CampaignNotFound`].
pub fn ledger(deps: Deps<'_>, id: u32) -> Result<LedgerResponse, ContractError> {
    let Campaign { terms, ledger, .. } = Campaign::load(deps, id)?;
    let reserved = terms.reserve(ledger.tasks_left, ledger.items_left)?;
    let royalties = terms.royalty_denoms.iter();
    Ok(LedgerResponse {
        campaign: id,
        requester: deps.api.addr_humanize(&terms.requester)?,
        denom: denom_of_key(deps.api, &terms.denom)?,
        price: terms.price,
        fee_per_label: terms.fee_per_label,
        tip_per_task: terms.tip,
        shares: ShareTerms {
            contributors: terms.contributors,
            transferable: terms.transferable,
            royalty_denoms: royalties
                .map(|denom| denom_of_key(deps.api, denom))
                .collect::<StdResult<_>>()?,
        },
        deposited: terms.deposited,
        reserved,
        labels: ledger.labels,
        labelers: ledger.labelers,
        pay: ledger.pay,
        commons: ledger.commons,
        bonds: ledger.bonds,
        fee: ledger.fee,
        tips: ledger.tips,
        refunded: ledger.refunded,
        refundable: ledger.refundable,
        closed: ledger.closed,
    })
}
