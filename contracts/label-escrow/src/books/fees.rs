//! The stakers' half of the fees, by epoch.

use cosmwasm_std::{Addr, DepsMut, Storage, Uint128, Uint256};
use pasar_common::{
    amount::StoredAmount,
    fee_pool::{FeePool, FEE_POOL},
    packed::{Packed, Reader},
};

use crate::{
    error::ContractError,
    rules::fee_index::FeeIndex,
    store::{fees_key, fees_prefix, EARNING, FEE_INDEXES},
};

/// The stake that shares the fees of the epoch that runs: the reward tokens that were staked at its start,
/// none where these were fewer than the least. Staking is asked once an epoch.
pub fn earning(
    deps: &mut DepsMut<'_>,
    staking: &Addr,
    epoch: u32,
) -> Result<Uint128, ContractError> {
    if let Some(stake) = EARNING.may_load(deps.storage, &epoch)? {
        return Ok(stake.0);
    }
    let stored = deps
        .querier
        .query_wasm_raw(staking, FEE_POOL.key(&[]))?
        .map(|bytes| FeePool::from_bytes(&bytes))
        .transpose()?;
    let stake = stored.unwrap_or_default().earning(epoch);
    EARNING.save(deps.storage, &epoch, &StoredAmount(stake));
    Ok(stake)
}

/// Keeps the index of a denom as it is before the epoch that runs, where it is not kept yet.
pub fn keep_index(
    store: &mut dyn Storage,
    denom: &str,
    epoch: u32,
    accrued: Uint128,
) -> Result<(), ContractError> {
    let key = fees_key(denom, epoch);
    if FEE_INDEXES.has(store, &key) {
        return Ok(());
    }
    let index = now(store, denom, epoch, accrued)?;
    FEE_INDEXES.save(store, &key, &index);
    Ok(())
}

/// What one staked unit got of a denom's fees before an epoch that is not later than the one that runs.
pub fn index_before(
    store: &dyn Storage,
    denom: &str,
    epoch: u32,
    accrued: Uint128,
) -> Result<Uint256, ContractError> {
    let after = epoch
        .checked_sub(1)
        .map(|before| before.to_be_bytes().to_vec());
    let next = FEE_INDEXES
        .range(store, &fees_prefix(denom), after)
        .next()
        .transpose()?;
    let index = match next {
        Some((_, index)) => index,
        None => now(store, denom, epoch, accrued)?,
    };
    Ok(index.per_unit)
}

/// The index before an epoch since which a denom had no fees.
fn now(
    store: &dyn Storage,
    denom: &str,
    epoch: u32,
    accrued: Uint128,
) -> Result<FeeIndex, ContractError> {
    let Some((last, index)) = FEE_INDEXES.last(store, &fees_prefix(denom), &epoch)? else {
        return Ok(FeeIndex::default());
    };
    let last = Reader::of_key("fee index", &last).u32()?;
    let stake = EARNING.amount(store, &last)?;
    Ok(index.after(accrued, stake)?)
}
