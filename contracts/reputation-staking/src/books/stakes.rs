//! Stakes of accounts.

use cosmwasm_std::{Addr, CanonicalAddr, Deps, DepsMut, Storage, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::{denom_key, Payment},
    packed::PackedError,
    raw::StakeRecord,
    reputation_staking::Bonded,
    task_registry::{ExposureResponse, QueryMsg as RegistryQuery, StakeRef},
    time::Seconds,
};

use super::{
    denoms::{checked_key, open_books},
    fees,
};
use crate::{
    error::ContractError,
    store::{stake_key, BOOKS, CONFIG, EPOCHS, STAKES},
};

/// A stake; an empty one where there is none.
pub fn stake(
    store: &dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
) -> Result<StakeRecord, PackedError> {
    let record = STAKES.may_load(store, &stake_key(staker, denom))?;
    Ok(record.unwrap_or_default())
}

/// Writes a stake; an empty one leaves no record. What changes of a stake of reward tokens, for whatever
/// reason, shares fees from the next epoch on, or no more.
pub fn save_stake(
    store: &mut dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
    record: &StakeRecord,
    now: Seconds,
) -> Result<(), ContractError> {
    if fees::is_reward_token(store, denom)? {
        let before = stake(store, staker, denom)?.staked;
        fees::restake(store, staker, before, record.staked, now)?;
    }
    let key = stake_key(staker, denom);
    if *record == StakeRecord::default() {
        STAKES.remove(store, &key);
    } else {
        STAKES.save(store, &key, record);
    }
    Ok(())
}

/// A payment that joined a stake.
pub struct Booked {
    /// What is announced of it.
    pub bonded: Bonded,
    /// What the contract owes in the denom now.
    pub liabilities: Uint128,
}

/// Adds a payment to its payer's stake.
///
/// # Errors
/// [`ContractError::TooManyDenoms`], or where it cannot be counted.
pub fn add_stake(
    deps: DepsMut<'_>,
    payment: Payment,
    now: Seconds,
) -> Result<Booked, ContractError> {
    let denom = denom_key(&payment.denom);
    let mut books = open_books(deps.storage, &denom)?;
    let staker = deps.api.addr_canonicalize(payment.payer.as_str())?;
    let mut record = stake(deps.storage, &staker, &denom)?;
    record.staked = record.staked.checked_add(payment.amount)?;
    if fees::is_reward_token(deps.storage, &denom)? && !EPOCHS.has(deps.storage, &[]) {
        let epochs = fees::epochs(deps.as_ref())?;
        EPOCHS.save(deps.storage, &[], &epochs);
    }
    books.liabilities = books.liabilities.checked_add(payment.amount)?;

    save_stake(deps.storage, &staker, &denom, &record, now)?;
    BOOKS.save(deps.storage, denom.as_bytes(), &books);

    Ok(Booked {
        bonded: Bonded {
            staker: payment.payer.into_string(),
            denom,
            amount: payment.amount,
        },
        liabilities: books.liabilities,
    })
}

/// Takes free stake out of a record, which the caller saves: what tickets and unsettled
/// seats expose stays.
///
/// # Errors
/// [`ContractError::ZeroAmount`], [`ContractError::Exposed`].
pub fn take_free(
    deps: Deps<'_>,
    sender: &Addr,
    denom: &Denom,
    amount: Uint128,
) -> Result<StakeRecord, ContractError> {
    let key = checked_key(deps.api, denom)?;
    if amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }
    let staker = deps.api.addr_canonicalize(sender.as_str())?;
    let mut record = stake(deps.storage, &staker, &key)?;
    let exposure: ExposureResponse = deps.querier.query_wasm_smart(
        &CONFIG.load(deps.storage)?.task_registry,
        &RegistryQuery::Exposure(StakeRef {
            labeler: sender.to_string(),
            denom: denom.clone(),
        }),
    )?;
    let left = record.staked.checked_sub(amount);
    record.staked = left
        .ok()
        .filter(|left| *left >= exposure.amount)
        .ok_or_else(|| ContractError::Exposed {
            denom: key,
            staked: record.staked,
            exposed: exposure.amount,
            // For the message alone: nothing where more is exposed than is staked.
            free: record.staked.saturating_sub(exposure.amount),
            wanted: amount,
        })?;
    Ok(record)
}
