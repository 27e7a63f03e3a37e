//! Denoms: which are allowed, and what is owed in each.

use cosmwasm_std::{CanonicalAddr, Deps, DepsMut, Env, Order, Storage, Uint128};
use cw20::Denom;
use pasar_common::{
    amount::StoredAmount,
    asset::{balance, check_covered, check_native, check_token, denom_key, AssetError},
    label_escrow::{DenomEntry, DenomTerms, MAX_DENOMS},
    number::count,
    packed::{PackedKey, PackedMap},
};

use crate::{
    error::ContractError,
    rules::books::{Books, Weight},
    store::{credit_key, BOOKS, CREDITS, DENOMS, WEIGHTS},
};

/// Key of a denom that came in a message. A coin may be named like a token on some chain: an account
/// that could mint it would open campaigns, or pay the commons, with it, and the token be owed.
///
/// # Errors
/// [`AssetError::Native`].
pub fn checked_key(denom: &Denom) -> Result<String, AssetError> {
    check_native(denom)?;
    Ok(denom_key(denom))
}

/// A denom that was ever allowed.
///
/// # Errors
/// [`ContractError::DenomNotAllowed`], or where the denom is malformed.
pub fn listed(deps: Deps<'_>, denom: &Denom) -> Result<DenomEntry, ContractError> {
    let denom = checked_key(denom)?;
    DENOMS
        .may_load(deps.storage, &denom)?
        .ok_or(ContractError::DenomNotAllowed { denom })
}

/// Settings of a denom that new campaigns may use.
pub fn allowed(deps: Deps<'_>, denom: &Denom) -> Result<DenomTerms, ContractError> {
    let entry = listed(deps, denom)?;
    if entry.allowed {
        return Ok(entry.terms);
    }
    Err(ContractError::DenomNotAllowed {
        denom: denom_key(denom),
    })
}

/// What is owed in a denom.
pub fn books(store: &dyn Storage, denom: &str) -> Result<Books, ContractError> {
    Ok(BOOKS.may_load(store, denom.as_bytes())?.unwrap_or_default())
}

/// Books what leaves the escrow.
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
pub fn take_in(
    deps: &mut DepsMut<'_>,
    env: &Env,
    denom: &Denom,
    amount: Uint128,
) -> Result<(), ContractError> {
    let key = checked_key(denom)?;
    let mut books = books(deps.storage, &key)?;
    books.liabilities = books.liabilities.checked_add(amount)?;
    let balance = balance(&deps.querier, denom, &env.contract.address)?;
    check_covered(denom, balance, books.liabilities)?;
    BOOKS.save(deps.storage, key.as_bytes(), &books);
    Ok(())
}

/// Credits an account with what it may withdraw.
pub fn credit(
    store: &mut dyn Storage,
    to: &CanonicalAddr,
    denom: &str,
    amount: Uint128,
) -> Result<(), ContractError> {
    add(store, &CREDITS, &credit_key(to, denom), amount)
}

/// Adds to a stored amount; writes nothing where nothing is added.
pub fn add<K: PackedKey + ?Sized>(
    store: &mut dyn Storage,
    map: &PackedMap<StoredAmount, K>,
    key: &K,
    amount: Uint128,
) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let sum = map.amount(store, key)?.checked_add(amount)?;
    map.save(store, key, &StoredAmount(sum));
    Ok(())
}

/// Checks and stores the denoms that the escrow begins with.
pub fn store_denoms(deps: &mut DepsMut<'_>, denoms: &[DenomTerms]) -> Result<(), ContractError> {
    for terms in denoms {
        store_denom(deps, terms)?;
        let weight = Weight {
            after: terms.emission_weight,
            ..Weight::default()
        };
        WEIGHTS.save(deps.storage, denom_key(&terms.denom).as_bytes(), &weight);
    }
    Ok(())
}

/// Checks and stores a denom; not more than one audit can show.
///
/// # Errors
/// [`ContractError::TooManyDenoms`], or where the denom is malformed.
pub fn store_denom(deps: &mut DepsMut<'_>, terms: &DenomTerms) -> Result<(), ContractError> {
    let denom = checked_key(&terms.denom)?;
    check_token(deps.api, &terms.denom)?;
    let is_new = !DENOMS.has(deps.storage, &denom);
    if is_new && ever_allowed(deps.storage) >= MAX_DENOMS {
        return Err(ContractError::TooManyDenoms {
            denom,
            max: MAX_DENOMS,
        });
    }
    let entry = DenomEntry {
        terms: terms.clone(),
        allowed: true,
    };
    Ok(DENOMS.save(deps.storage, &denom, &entry)?)
}

/// How many denoms were ever allowed.
fn ever_allowed(store: &dyn Storage) -> u32 {
    count(DENOMS.keys(store, None, None, Order::Ascending).count())
}
