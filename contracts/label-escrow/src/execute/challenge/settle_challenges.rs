//! Divides the bonds of challenges that ended.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    label_escrow::{BondsSettled, ChallengeBatch},
};

use crate::{
    books::{
        campaign::Campaign,
        config::only_registry,
        denoms::{books, credit},
    },
    error::ContractError,
    store::{BOOKS, LEDGERS},
};

/// Divides bonds. Everything is a credit: nothing is sent, and what is owed in all
/// stays the same.
///
/// # Errors
/// See `ExecuteMsg::SettleChallenges`.
pub fn settle_challenges(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    batch: ChallengeBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.storage, &info.sender)?;
    let Campaign { terms, ledger, .. } = Campaign::load(deps.as_ref(), batch.campaign)?;
    let ledger = ledger
        .settle_challenges(&batch)
        .map_err(|reason| reason.of(batch.campaign))?;
    let denom = terms.denom;
    let mut books = books(deps.storage, &denom)?;
    books.commons = books.commons.checked_add(batch.commons)?;

    LEDGERS.save(deps.storage, &batch.campaign, &ledger);
    BOOKS.save(deps.storage, denom.as_bytes(), &books);
    let mut credited = Uint128::zero();
    for entry in &batch.credits {
        let to = Account::of(deps.api, &entry.to)?.canonical;
        credit(deps.storage, &to, &denom, entry.amount)?;
        credited = credited.checked_add(entry.amount)?;
    }

    Ok(Response::new().add_event(BondsSettled {
        campaign: batch.campaign,
        bonds: batch.bonds,
        credited,
        commons: batch.commons,
    }))
}
