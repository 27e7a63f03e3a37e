//! Denoms: which are allowed, and what is owed in each.

use cosmwasm_std::{Deps, Storage, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::{check_native, denom_key, AssetError},
    label_escrow::DenomTerms,
};

use crate::{
    error::ContractError,
    state::{Books, BOOKS, DENOMS},
};

/// Key of a denom that came in a message. A coin may be named like a token on some chain: whoever
/// could mint it would open campaigns, or pay the commons, with it, and the token be owed.
///
/// # Errors
/// [`AssetError::Native`].
pub fn checked_key(denom: &Denom) -> Result<String, AssetError> {
    check_native(denom)?;
    Ok(denom_key(denom))
}

/// Settings of a denom that new campaigns may use.
///
/// # Errors
/// [`ContractError::DenomNotAllowed`], or where the denom is malformed.
pub fn allowed(deps: Deps<'_>, denom: &Denom) -> Result<DenomTerms, ContractError> {
    let denom = checked_key(denom)?;
    match DENOMS.may_load(deps.storage, &denom)? {
        Some(entry) if entry.allowed => Ok(entry.terms),
        _ => Err(ContractError::DenomNotAllowed { denom }),
    }
}

/// What is owed in a denom.
///
/// # Errors
/// Where the record is unreadable.
pub fn books(store: &dyn Storage, denom: &str) -> Result<Books, ContractError> {
    Ok(BOOKS.may_load(store, denom.as_bytes())?.unwrap_or_default())
}

/// Books what leaves the escrow.
///
/// # Errors
/// Where more would leave than is owed.
pub fn pay_out(store: &mut dyn Storage, denom: &str, amount: Uint128) -> Result<(), ContractError> {
    let mut books = books(store, denom)?;
    books.liabilities = books.liabilities.checked_sub(amount)?;
    BOOKS.save(store, denom.as_bytes(), &books);
    Ok(())
}
