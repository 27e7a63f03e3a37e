//! What is owed in each denom, and to whom.

use cosmwasm_std::{CanonicalAddr, Storage, Uint128};
use pasar_common::{packed::PackedError, raw::StakeRecord};

use crate::{
    error::ContractError,
    fees,
    state::{stake_key, Books, BOOKS, MAX_STAKED_DENOMS, STAKES, TIPS},
};

/// The books of a denom, new ones where nobody has staked in it before.
///
/// # Errors
/// [`ContractError::TooManyDenoms`]: one more than [`MAX_STAKED_DENOMS`] would outgrow an audit.
pub fn open_books(store: &dyn Storage, denom: &str) -> Result<Books, ContractError> {
    if let Some(books) = BOOKS.may_load(store, denom.as_bytes())? {
        return Ok(books);
    }
    let max = MAX_STAKED_DENOMS;
    if BOOKS.range(store, &[], None).take(max).count() == max {
        let denom = denom.to_owned();
        return Err(ContractError::TooManyDenoms { denom, max });
    }
    Ok(Books::default())
}

/// Takes what leaves out of the books of a denom.
///
/// # Errors
/// Where more would leave than is owed, which no sequence of calls brings about.
pub fn pay_out(
    store: &mut dyn Storage,
    denom: &str,
    amount: Uint128,
    commons: Uint128,
) -> Result<(), ContractError> {
    let mut books = BOOKS.load(store, denom.as_bytes())?;
    books.liabilities = books.liabilities.checked_sub(amount)?;
    books.commons = books.commons.checked_sub(commons)?;
    BOOKS.save(store, denom.as_bytes(), &books);
    Ok(())
}

/// Adds to what is due to the commons, out of what is owed already.
///
/// # Errors
/// Where the record is unreadable.
pub fn credit_commons(
    store: &mut dyn Storage,
    denom: &str,
    amount: Uint128,
) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let mut books = BOOKS.load(store, denom.as_bytes())?;
    books.commons = books.commons.checked_add(amount)?;
    BOOKS.save(store, denom.as_bytes(), &books);
    Ok(())
}

/// A stake; an empty one where there is none.
///
/// # Errors
/// Where the record is unreadable.
pub fn stake(
    store: &dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
) -> Result<StakeRecord, PackedError> {
    let record = STAKES.may_load(store, &stake_key(staker, denom))?;
    Ok(record.unwrap_or_default())
}

/// Writes a stake; an empty one leaves no record. Reward tokens that are staked no more, for
/// whatever reason, share no more fees.
///
/// # Errors
/// Where a record is unreadable.
pub fn save_stake(
    store: &mut dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
    record: &StakeRecord,
) -> Result<(), ContractError> {
    let key = stake_key(staker, denom);
    match *record == StakeRecord::default() {
        true => STAKES.remove(store, &key),
        false => STAKES.save(store, &key, record),
    }
    if fees::is_reward_token(store, denom)? {
        fees::leave(store, staker, record.staked)?;
    }
    Ok(())
}

/// An account's tips in a denom.
///
/// # Errors
/// Where the record is unreadable.
pub fn tips(
    store: &dyn Storage,
    account: &CanonicalAddr,
    denom: &str,
) -> Result<Uint128, PackedError> {
    let tips = TIPS.may_load(store, &stake_key(account, denom))?;
    Ok(tips.unwrap_or_default().0)
}
