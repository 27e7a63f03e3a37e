//! The right of reply.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::reputation_staking::{Replied, Reply, MAX_REPLY_BYTES};
use pasar_formats::domain::domain_id;

use crate::{
    error::ContractError,
    rules::text::Text,
    store::{skill_key, REPLIES, SKILLS},
};

/// Puts a reply beside the sender's record.
///
/// # Errors
/// See `ExecuteMsg::Reply`.
pub fn reply(deps: DepsMut<'_>, info: &MessageInfo, msg: Reply) -> Result<Response, ContractError> {
    nonpayable(info)?;
    if msg.uri.len() > MAX_REPLY_BYTES {
        return Err(ContractError::ReplyTooLong {
            found: msg.uri.len(),
            max: MAX_REPLY_BYTES,
        });
    }
    let labeler = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = skill_key(domain_id(&msg.domain)?, &labeler);
    if !SKILLS.has(deps.storage, &key) {
        return Err(ContractError::NoRecord {
            labeler: info.sender.clone(),
            domain: msg.domain,
        });
    }

    if msg.uri.is_empty() {
        REPLIES.remove(deps.storage, &key);
    } else {
        REPLIES.save(deps.storage, &key, &Text(msg.uri.clone()));
    }

    Ok(Response::new().add_event(Replied {
        labeler: info.sender.to_string(),
        domain: msg.domain,
        uri: msg.uri,
    }))
}
