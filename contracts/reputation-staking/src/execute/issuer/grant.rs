//! Gives credentials.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    raw::{credential_key, issuer_key, CredentialRecord, CREDENTIALS, ISSUERS, PERPETUAL},
    reputation_staking::{CredentialGranted, Grant},
    time::{self, is_late},
};
use pasar_formats::domain::domain_id;

use crate::{books::issuers::no_issuer, error::ContractError};

/// Gives a credential, or changes when it expires.
///
/// # Errors
/// See `ExecuteMsg::Grant`.
pub fn grant(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Grant,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let domain = domain_id(&msg.domain)?;
    let issuer = deps.api.addr_canonicalize(info.sender.as_str())?;
    let record = ISSUERS.may_load(deps.storage, &issuer_key(domain, &issuer))?;
    if !record.is_some_and(|record| record.vouches()) {
        return Err(no_issuer(info, &msg.domain));
    }
    let now = time::now(&env.block);
    let expires = msg.expires.map_or(PERPETUAL, |expires| expires.seconds());
    if is_late(now, expires) {
        return Err(ContractError::Expired { at: expires, now });
    }
    let expires = expires.min(PERPETUAL);
    let holder = Account::of(deps.api, &msg.holder)?;
    let key = credential_key(domain, &issuer, &holder.canonical);

    CREDENTIALS.save(deps.storage, &key, &CredentialRecord { expires });

    Ok(Response::new().add_event(CredentialGranted {
        issuer: info.sender.to_string(),
        holder: holder.addr.into_string(),
        domain: msg.domain,
        expires,
    }))
}
