//! Issuers: who vouches, and what they answer for.

use cosmwasm_std::{MessageInfo, Storage, Uint128};
use pasar_common::{raw::ISSUERS, time::Seconds};

use super::denoms::credit_commons;
use crate::{
    error::ContractError,
    rules::issuers::{answer, HolderSlash},
};

/// The error of an account that is no issuer.
pub fn no_issuer(info: &MessageInfo, domain: &str) -> ContractError {
    ContractError::NoIssuer {
        sender: info.sender.clone(),
        domain: domain.to_owned(),
    }
}

/// What an issuer answered for.
pub struct Answer {
    /// How much.
    pub amount: Uint128,
    /// In which denom.
    pub denom: String,
}

/// Takes what the issuer under a key answers for, who vouched for a slashed labeler: nothing where
/// they have left.
pub fn slash_issuer(
    store: &mut dyn Storage,
    key: &[u8],
    slash: HolderSlash<'_>,
    now: Seconds,
) -> Result<Option<Answer>, ContractError> {
    let Some(mut record) = ISSUERS.may_load(store, key)? else {
        return Ok(None);
    };
    let amount = answer(&mut record, slash, now)?;
    if amount.is_zero() {
        return Ok(None);
    }
    ISSUERS.save(store, key, &record);
    credit_commons(store, &record.denom, amount)?;
    Ok(Some(Answer {
        amount,
        denom: record.denom,
    }))
}
