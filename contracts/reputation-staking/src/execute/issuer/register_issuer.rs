//! Makes issuers: the bond comes out of free stake.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    raw::{issuer_key, IssuerRecord, ISSUERS},
    reputation_staking::{IssuerRegistered, RegisterIssuer},
    time,
};
use pasar_formats::domain::domain_id;

use crate::{
    books::{
        denoms::checked_key,
        stakes::{save_stake, take_free},
    },
    error::ContractError,
};

/// Makes the sender an issuer, or adds to their bond.
///
/// # Errors
/// See `ExecuteMsg::RegisterIssuer`.
pub fn register_issuer(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: RegisterIssuer,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let denom = checked_key(deps.api, &msg.denom)?;
    let issuer = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = issuer_key(domain_id(&msg.domain)?, &issuer);
    let mut record = ISSUERS
        .may_load(deps.storage, &key)?
        .unwrap_or_else(|| IssuerRecord {
            denom: denom.clone(),
            ..IssuerRecord::default()
        });
    if record.denom != denom {
        return Err(ContractError::IssuerDenom {
            found: denom,
            wanted: record.denom,
        });
    }
    let staked = take_free(deps.as_ref(), &info.sender, &msg.denom, msg.amount)?;
    record.bond = record.bond.checked_add(msg.amount)?;
    record.leaves_at = 0;

    save_stake(
        deps.storage,
        &issuer,
        &denom,
        &staked,
        time::now(&env.block),
    )?;
    ISSUERS.save(deps.storage, &key, &record);

    Ok(Response::new().add_event(IssuerRegistered {
        issuer: info.sender.to_string(),
        domain: msg.domain,
        denom,
        amount: msg.amount,
        bond: record.bond,
    }))
}
