//! Denoms: which are allowed, and what is owed in each.

use cosmwasm_std::{CanonicalAddr, Deps, DepsMut, Env, Storage, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::{balance, check_native, denom_key, AssetError, Payment},
    label_escrow::DenomTerms,
    packed::PackedMap,
};

use crate::{
    error::ContractError,
    state::{credit_key, Amount, Books, BOOKS, CREDITS, DENOMS},
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

/// Books what came in. A token that keeps some, or only says that it sent something, is refused: the
/// escrow must have what it would owe.
///
/// # Errors
/// [`ContractError::Shortfall`].
pub fn take_in(deps: &mut DepsMut<'_>, env: &Env, payment: &Payment) -> Result<(), ContractError> {
    let denom = checked_key(&payment.denom)?;
    let mut books = books(deps.storage, &denom)?;
    books.liabilities = books.liabilities.checked_add(payment.amount)?;
    let balance = balance(&deps.querier, &payment.denom, &env.contract.address)?;
    if balance < books.liabilities {
        let liabilities = books.liabilities;
        return Err(ContractError::Shortfall {
            denom,
            balance,
            liabilities,
        });
    }
    BOOKS.save(deps.storage, denom.as_bytes(), &books);
    Ok(())
}

/// Credits an account with what it may withdraw.
///
/// # Errors
/// Where it cannot be counted.
pub fn credit(
    store: &mut dyn Storage,
    to: &CanonicalAddr,
    denom: &str,
    amount: Uint128,
) -> Result<(), ContractError> {
    add(store, &CREDITS, &credit_key(to, denom), amount)
}

/// Adds to a stored amount; writes nothing where nothing is added.
///
/// # Errors
/// Where it cannot be counted.
pub fn add(
    store: &mut dyn Storage,
    map: &PackedMap<Amount>,
    key: &[u8],
    amount: Uint128,
) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let before = map.may_load(store, key)?.unwrap_or_default();
    map.save(store, key, &Amount(before.0.checked_add(amount)?));
    Ok(())
}
