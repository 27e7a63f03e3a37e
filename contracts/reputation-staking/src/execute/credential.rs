//! Credentials, and the right of reply.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    domain::domain_id,
    raw::{credential_key, issuer_key, CredentialRecord, CREDENTIALS, ISSUERS, PERPETUAL},
    reputation_staking::{
        CredentialGranted, CredentialRevoked, Grant, Replied, Reply, Revoke, MAX_REPLY_BYTES,
    },
    time::{self, is_late},
};

use super::issuer::no_issuer;
use crate::{
    error::ContractError,
    state::{skill_key, Text, REPLIES, SKILLS},
};

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
        return Err(no_issuer(info, msg.domain));
    }
    let now = time::now(&env.block);
    let expires = msg.expires.map_or(PERPETUAL, |expires| expires.seconds());
    if is_late(now, expires) {
        return Err(ContractError::Expired { at: expires, now });
    }
    let expires = expires.min(PERPETUAL);
    let holder = deps.api.addr_validate(&msg.holder)?;
    let key = credential_key(
        domain,
        &issuer,
        &deps.api.addr_canonicalize(holder.as_str())?,
    );

    CREDENTIALS.save(deps.storage, &key, &CredentialRecord { expires });

    Ok(Response::new().add_event(CredentialGranted {
        issuer: info.sender.to_string(),
        holder: holder.into_string(),
        domain: msg.domain,
        expires,
    }))
}

/// Takes a credential back.
///
/// # Errors
/// See `ExecuteMsg::Revoke`.
pub fn revoke(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: Revoke,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let issuer = deps.api.addr_canonicalize(info.sender.as_str())?;
    let holder = deps.api.addr_validate(&msg.holder)?;
    let canonical = deps.api.addr_canonicalize(holder.as_str())?;
    let key = credential_key(domain_id(&msg.domain)?, &issuer, &canonical);
    if !CREDENTIALS.has(deps.storage, &key) {
        return Err(ContractError::NoCredential {
            issuer: info.sender.clone(),
            holder,
            domain: msg.domain,
        });
    }

    CREDENTIALS.remove(deps.storage, &key);

    Ok(Response::new().add_event(CredentialRevoked {
        issuer: info.sender.to_string(),
        holder: holder.into_string(),
        domain: msg.domain,
    }))
}

/// Puts a reply beside the sender's record.
///
/// # Errors
/// See `ExecuteMsg::Reply`.
pub fn reply(deps: DepsMut<'_>, info: &MessageInfo, msg: Reply) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let (found, max) = (msg.uri.len(), MAX_REPLY_BYTES);
    if found > max {
        return Err(ContractError::ReplyTooLong { found, max });
    }
    let labeler = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = skill_key(domain_id(&msg.domain)?, &labeler);
    if !SKILLS.has(deps.storage, &key) {
        return Err(ContractError::NoRecord {
            labeler: info.sender.clone(),
            domain: msg.domain,
        });
    }

    match msg.uri.is_empty() {
        true => REPLIES.remove(deps.storage, &key),
        false => REPLIES.save(deps.storage, &key, &Text(msg.uri.clone())),
    }

    Ok(Response::new().add_event(Replied {
        labeler: info.sender.to_string(),
        domain: msg.domain,
        uri: msg.uri,
    }))
}
