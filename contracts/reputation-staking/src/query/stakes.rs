//! Answers about stakes and the books.

use cosmwasm_std::{Addr, CanonicalAddr, Deps, StdError};
use cw20::Denom;
use pasar_common::{
    asset::{balance, denom_key, denom_of_key},
    label_escrow::{AuditEntry, AuditResponse},
    page::page,
    reputation_staking::{StakeResponse, StakesResponse, UnbondingEntry},
    time::timestamp,
};

use crate::{
    books::{denoms::checked_key, stakes::stake},
    error::ContractError,
    rules::books::Books,
    store::BOOKS,
};

/// What a staker has in one denom.
pub fn one_stake(
    deps: Deps<'_>,
    staker: &str,
    denom: &Denom,
) -> Result<StakeResponse, ContractError> {
    let staker = deps.api.addr_canonicalize(staker)?;
    stake_in(deps, &staker, &checked_key(deps.api, denom)?)
}

/// What a staker has in each denom. Goes through the denoms, of which there are few.
pub fn stakes(
    deps: Deps<'_>,
    staker: &str,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<StakesResponse, ContractError> {
    let staker = deps.api.addr_canonicalize(staker)?;
    let mut stakes = Vec::new();
    for entry in books_after(deps, start_after) {
        if stakes.len() == page(limit) {
            break;
        }
        let found = stake_in(deps, &staker, &entry?.0)?;
        if !(found.staked.is_zero() && found.unbonding.is_empty()) {
            stakes.push(found);
        }
    }
    Ok(StakesResponse { stakes })
}

/// Balance, liabilities and what is free, for each denom.
pub fn audit(
    deps: Deps<'_>,
    own: &Addr,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<AuditResponse, ContractError> {
    let mut denoms = Vec::new();
    for entry in books_after(deps, start_after).take(page(limit)) {
        let (key, books) = entry?;
        let denom = denom_of_key(deps.api, &key)?;
        // A token that does not answer must not hide the other denoms' books.
        let balance = balance(&deps.querier, &denom, own).unwrap_or_default();
        denoms.push(AuditEntry::of(denom, balance, books.liabilities));
    }
    Ok(AuditResponse { denoms })
}

/// What an account has in the denom of a key.
fn stake_in(
    deps: Deps<'_>,
    staker: &CanonicalAddr,
    key: &str,
) -> Result<StakeResponse, ContractError> {
    let record = stake(deps.storage, staker, key)?;
    Ok(StakeResponse {
        denom: denom_of_key(deps.api, key)?,
        staked: record.staked,
        unbonding: record
            .unbonding
            .into_iter()
            .map(|entry| UnbondingEntry {
                amount: entry.amount,
                ready_at: timestamp(entry.ready_at),
            })
            .collect(),
    })
}

/// The books of all denoms after one, ascending by key.
fn books_after(
    deps: Deps<'_>,
    start_after: Option<Denom>,
) -> impl Iterator<Item = Result<(String, Books), ContractError>> + '_ {
    let start = start_after.map(|denom| denom_key(&denom).into_bytes());
    BOOKS.range(deps.storage, &[], start).map(|entry| {
        let (key, books) = entry?;
        let key = String::from_utf8(key).map_err(StdError::from)?;
        Ok((key, books))
    })
}
