//! The emission: what an epoch mints for whom. The escrow counts points; how many tokens they can ever
//! become is decided here alone.

use cosmwasm_std::{CanonicalAddr, Deps, Storage, Uint128};
use pasar_common::{
    amount::StoredAmount,
    epochs::Epochs,
    label_escrow::{self, PointsResponse},
    reward_token::MAX_CLAIM_EPOCHS,
    siblings::LabelEscrow,
};

use crate::{
    error::ContractError,
    rules::schedule::Schedule,
    store::{ALL_MINTED, CLAIMED, EPOCHS, MINTED},
};

/// When epochs start: as kept, or as the escrow says.
pub fn epochs(deps: Deps<'_>, schedule: &Schedule) -> Result<Epochs, ContractError> {
    if let Some(epochs) = EPOCHS.may_load(deps.storage, &[])? {
        return Ok(epochs);
    }
    Ok(LabelEscrow(&schedule.label_escrow).epochs(&deps.querier)?)
}

/// Refuses more epochs than one call goes through.
///
/// # Errors
/// [`ContractError::TooManyEpochs`].
pub fn check_count(epochs: &[u32]) -> Result<(), ContractError> {
    if epochs.len() <= MAX_CLAIM_EPOCHS {
        return Ok(());
    }
    Err(ContractError::TooManyEpochs {
        found: epochs.len(),
        max: MAX_CLAIM_EPOCHS,
    })
}

/// What the escrow has counted for a labeler in an epoch.
pub fn points(
    deps: Deps<'_>,
    schedule: &Schedule,
    epoch: u32,
    labeler: &str,
) -> Result<PointsResponse, ContractError> {
    let query = label_escrow::QueryMsg::Points {
        epoch,
        labeler: labeler.to_owned(),
    };
    Ok(deps
        .querier
        .query_wasm_smart(&schedule.label_escrow, &query)?)
}

/// Books what a labeler gets of an epoch. The budget holds whatever the points say.
///
/// # Errors
/// [`ContractError::BudgetExceeded`].
pub fn book(
    store: &mut dyn Storage,
    schedule: &Schedule,
    epoch: u32,
    labeler: &CanonicalAddr,
    amount: Uint128,
) -> Result<(), ContractError> {
    let minted = MINTED.amount(store, &epoch)?.checked_add(amount)?;
    let budget = schedule.budget(epoch);
    if minted > budget {
        return Err(ContractError::BudgetExceeded {
            epoch,
            wanted: minted,
            budget,
        });
    }
    MINTED.save(store, &epoch, &StoredAmount(minted));
    let all = ALL_MINTED.amount(store, &[])?.checked_add(amount)?;
    ALL_MINTED.save(store, &[], &StoredAmount(all));
    CLAIMED.save(store, &(epoch, labeler.clone()), &StoredAmount(amount));
    Ok(())
}
