//! Income of a dataset: what is paid for licenses and as royalties.

use cosmwasm_std::{DepsMut, Env, Event, Storage};
use pasar_common::{asset::Payment, label_escrow::RoyaltyPaid};

use crate::{
    dataset::{split, Dataset},
    denoms::{books, checked_key, credit, take_in},
    error::ContractError,
    execute::campaign,
    ledger::{Frozen, Ledger},
    state::{campaign_key, BOOKS, DATASETS},
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
    let (frozen, ledger) = campaign(deps.as_ref(), id)?;
    let denom = checked_key(&payment.denom)?;
    let Some(place) = frozen.place(&denom) else {
        return Err(ContractError::IncomeDenom {
            campaign: id,
            denom,
        });
    };
    let amount = payment.amount;
    let (contributors, requester) = split(amount, frozen.contributors)?;
    let key = campaign_key(id);
    let mut dataset = DATASETS.may_load(deps.storage, &key)?.unwrap_or_default();
    dataset.pay(place, amount, contributors)?;

    take_in(deps, env, &payment)?;
    credit(deps.storage, &frozen.requester, &denom, requester)?;
    if ledger.closed && ledger.pay.is_zero() {
        to_commons(deps.storage, &frozen, &mut dataset)?;
    }
    DATASETS.save(deps.storage, &key, &dataset);

    Ok(RoyaltyPaid {
        campaign: id,
        payer: payment.payer.into_string(),
        denom,
        amount,
        contributors,
    }
    .into())
}

/// What a close does to income that came before it: where nobody was paid, nobody owns it, and the
/// commons gets the contributors' part.
///
/// # Errors
/// Where it cannot be counted.
pub fn close(
    store: &mut dyn Storage,
    id: u32,
    frozen: &Frozen,
    ledger: &Ledger,
) -> Result<(), ContractError> {
    if !ledger.closed || !ledger.pay.is_zero() {
        return Ok(());
    }
    let key = campaign_key(id);
    if let Some(mut dataset) = DATASETS.may_load(store, &key)? {
        to_commons(store, frozen, &mut dataset)?;
        DATASETS.save(store, &key, &dataset);
    }
    Ok(())
}

/// Gives the commons what nobody owns. What is owed in all does not change.
fn to_commons(
    store: &mut dyn Storage,
    frozen: &Frozen,
    dataset: &mut Dataset,
) -> Result<(), ContractError> {
    for (denom, amount) in frozen.denoms().zip(dataset.disown()?) {
        if !amount.is_zero() {
            let mut books = books(store, denom)?;
            books.commons = books.commons.checked_add(amount)?;
            BOOKS.save(store, denom.as_bytes(), &books);
        }
    }
    Ok(())
}
