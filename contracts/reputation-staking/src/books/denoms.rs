//! What is owed in each denom.

use cosmwasm_std::{Api, Deps, Storage, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::{check_native, check_token, denom_key},
    siblings::LabelEscrow,
};

use crate::{
    error::ContractError,
    rules::{books::Books, config::Config},
    store::{BOOKS, MAX_STAKED_DENOMS},
};

/// The key of a denom that came in a message. A native denom that looks like a token's key is
/// refused: an account that could name a token so would be paid, or pay the commons, in coins of that
/// name.
pub fn checked_key(api: &dyn Api, denom: &Denom) -> Result<String, ContractError> {
    check_native(denom)?;
    check_token(api, denom)?;
    Ok(denom_key(denom))
}

/// Refuses a denom that is neither the reward token nor one that the escrow ever allowed. One that takes
/// no new campaigns can still be staked: what a running campaign asks for, its seats and panels find.
///
/// # Errors
/// [`ContractError::DenomNotAllowed`].
pub fn check_listed(deps: Deps<'_>, config: &Config, denom: &Denom) -> Result<(), ContractError> {
    if *denom == Denom::Cw20(config.reward_token.clone()) {
        return Ok(());
    }
    LabelEscrow(&config.label_escrow)
        .denom(&deps.querier, denom)
        .map(|_| ())
        .map_err(|error| ContractError::DenomNotAllowed {
            denom: denom_key(denom),
            reason: error.to_string(),
        })
}

/// The books of a denom, new ones where nobody has staked in it before.
///
/// # Errors
/// [`ContractError::TooManyDenoms`]: one more than [`MAX_STAKED_DENOMS`] would outgrow an audit.
pub fn open_books(store: &dyn Storage, denom: &str) -> Result<Books, ContractError> {
    if let Some(books) = BOOKS.may_load(store, denom.as_bytes())? {
        return Ok(books);
    }
    let known = BOOKS.range(store, &[], None).take(MAX_STAKED_DENOMS);
    if known.count() == MAX_STAKED_DENOMS {
        return Err(ContractError::TooManyDenoms {
            denom: denom.to_owned(),
            max: MAX_STAKED_DENOMS,
        });
    }
    Ok(Books::default())
}

/// Takes what leaves out of the books of a denom.
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
