//! Takes credentials back.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    raw::{credential_key, CREDENTIALS},
    reputation_staking::{CredentialRevoked, Revoke},
};
use pasar_formats::domain::domain_id;

use crate::error::ContractError;

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
    let holder = Account::of(deps.api, &msg.holder)?;
    let key = credential_key(domain_id(&msg.domain)?, &issuer, &holder.canonical);
    if !CREDENTIALS.has(deps.storage, &key) {
        return Err(ContractError::NoCredential {
            issuer: info.sender.clone(),
            holder: holder.addr,
            domain: msg.domain,
        });
    }

    CREDENTIALS.remove(deps.storage, &key);

    Ok(Response::new().add_event(CredentialRevoked {
        issuer: info.sender.to_string(),
        holder: holder.addr.into_string(),
        domain: msg.domain,
    }))
}
