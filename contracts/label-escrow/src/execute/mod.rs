//! One file per message.

mod challenge;
mod flush_commons;
mod license;
mod offer;
mod open;
mod owner;
mod pay_fees;
mod release;
mod royalty;
mod settle;
mod shares;
mod withdraw;

pub use challenge::{bond, settle_challenges};
pub use flush_commons::flush_commons;
pub use license::buy_license;
pub use offer::{offer_license, withdraw_offer};
pub use open::open;
pub use owner::{allow_denom, check_denoms, disallow_denom, update_fees, update_ownership};
pub use pay_fees::pay_fees;
pub use release::release;
pub use royalty::{pay_royalty, receive};
pub use settle::settle;
pub use shares::transfer_shares;
pub use withdraw::withdraw;

use cosmwasm_std::{Addr, Deps};

use crate::{
    config::Config,
    error::ContractError,
    ledger::{Frozen, Ledger},
    state::{campaign_key, CONFIG, FROZEN, LEDGERS},
};

/// The configuration, for the registry alone.
fn only_registry(deps: Deps<'_>, sender: &Addr) -> Result<Config, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    if *sender != config.task_registry {
        return Err(ContractError::Unauthorized {
            role: "task registry",
            sender: sender.clone(),
        });
    }
    Ok(config)
}

/// A campaign's books.
///
/// # Errors
/// [`ContractError::CampaignNotFound`].
pub fn campaign(deps: Deps<'_>, campaign: u32) -> Result<(Frozen, Ledger), ContractError> {
    let key = campaign_key(campaign);
    let frozen = FROZEN
        .may_load(deps.storage, &key)?
        .ok_or(ContractError::CampaignNotFound { campaign })?;
    Ok((frozen, LEDGERS.load(deps.storage, &key)?))
}
