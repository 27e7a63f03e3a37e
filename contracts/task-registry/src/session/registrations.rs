//! Exposure of registrations for panels: it ends where they cannot sit any more.

use cosmwasm_std::{CanonicalAddr, Storage, Uint128};
use pasar_common::time::Seconds;

use crate::{
    error::ContractError,
    rules::challenge::registrations::Registrations,
    store::{CHALLENGES, EXPOSURES, REGISTRATIONS},
};

/// An account's registrations in a denom.
pub fn registrations(
    store: &dyn Storage,
    account: &CanonicalAddr,
    denom: &str,
) -> Result<Registrations, ContractError> {
    let key = (account, denom.as_bytes());
    Ok(REGISTRATIONS.may_load(store, &key)?.unwrap_or_default())
}

/// Writes them; an empty record goes.
pub fn save_registrations(
    store: &mut dyn Storage,
    account: &CanonicalAddr,
    denom: &str,
    all: &Registrations,
) {
    let key = (account, denom.as_bytes());
    if all.0.is_empty() {
        REGISTRATIONS.remove(store, &key);
    } else {
        REGISTRATIONS.save(store, &key, all);
    }
}

/// Those that cannot become seats any more, and the others. At most 16.
pub fn over_and_waiting(
    store: &dyn Storage,
    all: Registrations,
    now: Seconds,
) -> Result<(Registrations, Registrations), ContractError> {
    let mut over = Registrations::default();
    let mut waiting = Registrations::default();
    for own in all.0 {
        let challenge = CHALLENGES.load(store, &(own.task, own.challenge))?;
        if challenge.is_over_for_the_unseated(now) {
            over.0.push(own);
        } else {
            waiting.0.push(own);
        }
    }
    Ok((over, waiting))
}

/// Ends the exposure of an account's registrations that are over. Returns what is free again.
pub fn free_registrations(
    store: &mut dyn Storage,
    account: &CanonicalAddr,
    denom: &str,
    now: Seconds,
) -> Result<Uint128, ContractError> {
    let all = registrations(store, account, denom)?;
    let (over, waiting) = over_and_waiting(store, all, now)?;
    let freed = over.stake()?;
    if over.0.is_empty() {
        return Ok(freed);
    }
    save_registrations(store, account, denom, &waiting);
    let key = (account, denom.as_bytes());
    let mut exposure = EXPOSURES.may_load(store, &key)?.unwrap_or_default();
    exposure.amount = exposure.amount.checked_sub(freed)?;
    EXPOSURES.save(store, &key, &exposure);
    Ok(freed)
}
