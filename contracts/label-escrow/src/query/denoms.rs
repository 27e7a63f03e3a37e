//! Answers about denoms: settings, books, fees.

use cosmwasm_std::{Deps, Env, Order, StdResult};
use cw20::Denom;
use cw_storage_plus::Bound;
use pasar_common::{
    asset::{balance, denom_key, denom_of_key},
    label_escrow::{
        AuditEntry, AuditResponse, DenomsResponse, DueResponse, StakerFees, StakerFeesResponse,
        MAX_DENOMS, MAX_FEE_EPOCHS,
    },
    number::index,
    page::page,
    time,
};

use crate::{
    books::{
        config::within,
        denoms::{books, checked_key},
        fees::index_before,
    },
    error::ContractError,
    rules::books::Books,
    store::{BOOKS, CONFIG, DENOMS},
};

/// Denoms that were ever allowed.
pub fn denoms(
    deps: Deps<'_>,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<DenomsResponse, ContractError> {
    let after = start_after.as_ref().map(denom_key);
    let denoms = DENOMS
        .range(
            deps.storage,
            after.as_deref().map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(page(limit))
        .map(|entry| entry.map(|(_, entry)| entry))
        .collect::<StdResult<_>>()?;
    Ok(DenomsResponse { denoms })
}

/// Balance, liabilities and what is free, for each denom.
pub fn audit(
    deps: Deps<'_>,
    env: &Env,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<AuditResponse, ContractError> {
    let listed = denoms(deps, start_after, limit)?.denoms;
    let entry = |denom: Denom| -> Result<AuditEntry, ContractError> {
        // A token that does not answer must not hide the books of the others.
        let balance = balance(&deps.querier, &denom, &env.contract.address).unwrap_or_default();
        let liabilities = books(deps.storage, &denom_key(&denom))?.liabilities;
        Ok(AuditEntry::of(denom, balance, liabilities))
    };
    let denoms = listed.into_iter().map(|listed| entry(listed.terms.denom));
    Ok(AuditResponse {
        denoms: denoms.collect::<Result<_, _>>()?,
    })
}

/// Fees, tips and commons that wait in one denom.
pub fn due(deps: Deps<'_>, denom: &Denom) -> Result<DueResponse, ContractError> {
    let books = books(deps.storage, &checked_key(denom)?)?;
    Ok(DueResponse {
        stakers: books.stakers,
        commons: books.commons,
    })
}

/// What a staked unit got before each of these epochs. Goes through the denoms, of which there are at most
/// 32.
pub fn staker_fees(
    deps: Deps<'_>,
    env: &Env,
    epochs: &[u32],
) -> Result<StakerFeesResponse, ContractError> {
    within("epochs", epochs.len(), 0, MAX_FEE_EPOCHS)?;
    let mut fees = Vec::new();
    for entry in BOOKS.range(deps.storage, &[], None).take(index(MAX_DENOMS)) {
        let (denom, Books { accrued, .. }) = entry?;
        let denom = String::from_utf8_lossy(&denom).into_owned();
        let before = |epoch: &u32| index_before(deps.storage, &denom, *epoch, accrued);
        fees.push(StakerFees {
            indexes: epochs.iter().map(before).collect::<Result<_, _>>()?,
            denom: denom_of_key(deps.api, &denom)?,
            accrued,
        });
    }
    Ok(StakerFeesResponse {
        epoch: CONFIG.load(deps.storage)?.epoch(time::now(&env.block)),
        fees,
    })
}
