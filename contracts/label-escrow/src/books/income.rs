//! Income of a dataset: what is paid for licenses and as royalties.

use cosmwasm_std::{DepsMut, Env, Event, Storage};
use pasar_common::{asset::Payment, label_escrow::RoyaltyPaid};

use super::{
    campaign::Campaign,
    denoms::{books, checked_key, credit, take_in},
};
use crate::{
    error::ContractError,
    rules::{
        dataset::{split, Dataset},
        ledger::{EscrowTerms, Ledger},
    },
    store::{BOOKS, DATASETS},
};

/// Takes income of a dataset and divides it: the contributors' share waits for its holders, the rest
/// is the requester's. Where the campaign closed without shares, the commons gets the contributors'.
///
/// # Errors
/// [`ContractError::IncomeDenom`], [`ContractError::Shortfall`].
pub fn receive(
    deps: &mut DepsMut<'_>,
    env: &Env,
    id: u32,
    payment: Payment,
) -> Result<Event, ContractError> {
    let Campaign { terms, ledger, .. } = Campaign::load(deps.as_ref(), id)?;
    let denom = checked_key(&payment.denom)?;
    let Some(place) = terms.place(&denom) else {
        return Err(ContractError::IncomeDenom {
            campaign: id,
            denom,
        });
    };
    let amount = payment.amount;
    let parts = split(amount, terms.contributors)?;
    let mut dataset = DATASETS.may_load(deps.storage, &id)?.unwrap_or_default();
    dataset.pay(place, amount, parts.contributors)?;

    take_in(deps, env, &payment.denom, amount)?;
    credit(deps.storage, &terms.requester, &denom, parts.requester)?;
    if ledger.closed && ledger.pay.is_zero() {
        to_commons(deps.storage, &terms, &mut dataset)?;
    }
    DATASETS.save(deps.storage, &id, &dataset);

    Ok(RoyaltyPaid {
        campaign: id,
        payer: payment.payer.into_string(),
        denom,
        amount,
        contributors: parts.contributors,
    }
    .into())
}

/// What a close does to income that came before it: where nobody was paid, nobody owns it, and the
/// commons gets the contributors' part.
pub fn close(
    store: &mut dyn Storage,
    id: u32,
    terms: &EscrowTerms,
    ledger: &Ledger,
) -> Result<(), ContractError> {
    if !ledger.closed || !ledger.pay.is_zero() {
        return Ok(());
    }
    if let Some(mut dataset) = DATASETS.may_load(store, &id)? {
        to_commons(store, terms, &mut dataset)?;
        DATASETS.save(store, &id, &dataset);
    }
    Ok(())
}

/// Gives the commons what nobody owns. What is owed in all does not change.
fn to_commons(
    store: &mut dyn Storage,
    terms: &EscrowTerms,
    dataset: &mut Dataset,
) -> Result<(), ContractError> {
    for (denom, amount) in terms.denoms().zip(dataset.disown()?) {
        if !amount.is_zero() {
            let mut books = books(store, denom)?;
            books.commons = books.commons.checked_add(amount)?;
            BOOKS.save(store, denom.as_bytes(), &books);
        }
    }
    Ok(())
}
