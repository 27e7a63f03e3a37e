//! What is owed in each denom, and to whom it goes.

use cosmwasm_std::{CanonicalAddr, DepsMut, Env, Storage, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::{balance, denom_key},
    raw::{stake_key, StakeRecord, STAKES},
};

use crate::{
    error::ContractError,
    state::{Books, BOOKS},
};

/// What is owed in a denom.
///
/// # Errors
/// Where the record is unreadable.
pub fn books(store: &dyn Storage, denom: &str) -> Result<Books, ContractError> {
    Ok(BOOKS.may_load(store, denom.as_bytes())?.unwrap_or_default())
}

/// Books what came in, which must really be there: a token may have kept some of it.
///
/// # Errors
/// [`ContractError::Shortfall`].
pub fn take_in(
    deps: &mut DepsMut<'_>,
    env: &Env,
    denom: &Denom,
    amount: Uint128,
) -> Result<(), ContractError> {
    let key = denom_key(denom);
    let mut books = books(deps.storage, &key)?;
    books.liabilities = books.liabilities.checked_add(amount)?;
    let balance = balance(&deps.querier, denom, &env.contract.address)?;
    if balance < books.liabilities {
        let liabilities = books.liabilities;
        return Err(ContractError::Shortfall {
            denom: key,
            balance,
            liabilities,
        });
    }
    BOOKS.save(deps.storage, key.as_bytes(), &books);
    Ok(())
}

/// Books what leaves.
///
/// # Errors
/// Where more would leave than is owed.
pub fn pay_out(store: &mut dyn Storage, denom: &str, amount: Uint128) -> Result<(), ContractError> {
    let mut books = books(store, denom)?;
    books.liabilities = books.liabilities.checked_sub(amount)?;
    BOOKS.save(store, denom.as_bytes(), &books);
    Ok(())
}

/// A staker's record in a denom.
///
/// # Errors
/// Where the record is unreadable.
pub fn stake(
    store: &dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
) -> Result<StakeRecord, ContractError> {
    Ok(STAKES
        .may_load(store, &stake_key(staker, denom))?
        .unwrap_or_default())
}
