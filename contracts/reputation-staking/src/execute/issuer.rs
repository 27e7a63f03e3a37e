//! Who vouches for experts: the bond comes out of free stake, and goes back to it.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    domain::domain_id,
    raw::{issuer_key, IssuerRecord, Unbonding, ISSUERS},
    reputation_staking::{DomainRef, IssuerLeaving, IssuerLeft, IssuerRegistered, RegisterIssuer},
    time::{self, Seconds},
};

use super::unbond::take_free;
use crate::{
    books::{save_stake, stake},
    error::ContractError,
    guard::checked_key,
    state::CONFIG,
    unbonding::enqueue,
};

/// Makes the sender an issuer, or adds to his bond.
///
/// # Errors
/// See `ExecuteMsg::RegisterIssuer`.
pub fn register_issuer(
    mut deps: DepsMut<'_>,
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
    let staked = take_free(deps.branch(), &info.sender, &msg.denom, msg.amount)?;
    record.bond = record.bond.checked_add(msg.amount)?;
    record.leaves_at = 0;

    save_stake(deps.storage, &issuer, &denom, &staked)?;
    ISSUERS.save(deps.storage, &key, &record);

    Ok(Response::new().add_event(IssuerRegistered {
        issuer: info.sender.to_string(),
        domain: msg.domain,
        denom,
        amount: msg.amount,
        bond: record.bond,
    }))
}

/// Begins to take the bond out; later gives it back. Until then it answers for seats that were drawn
/// before.
///
/// # Errors
/// See `ExecuteMsg::UnregisterIssuer`.
pub fn unregister_issuer(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: DomainRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let issuer = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = issuer_key(domain_id(&msg.domain)?, &issuer);
    let Some(mut record) = ISSUERS.may_load(deps.storage, &key)? else {
        return Err(no_issuer(info, msg.domain));
    };
    let (now, name) = (time::now(&env.block), info.sender.to_string());
    if record.vouches() {
        let wait = CONFIG.load(deps.storage)?.params.unbonding_seconds;
        record.leaves_at = now.saturating_add(wait);
        ISSUERS.save(deps.storage, &key, &record);
        return Ok(Response::new().add_event(IssuerLeaving {
            issuer: name,
            domain: msg.domain,
            leaves_at: record.leaves_at,
        }));
    }
    let at = record.leaves_at;
    if now < at {
        return Err(ContractError::IssuerLeaving { at, now });
    }
    ISSUERS.remove(deps.storage, &key);
    give_back(deps, &issuer, &record, now)?;

    Ok(Response::new().add_event(IssuerLeft {
        issuer: name,
        domain: msg.domain,
        denom: record.denom,
        amount: record.bond,
    }))
}

/// What is left of a bond may be withdrawn at once: it has waited as long as stake does.
fn give_back(
    deps: DepsMut<'_>,
    issuer: &cosmwasm_std::CanonicalAddr,
    record: &IssuerRecord,
    now: Seconds,
) -> Result<(), ContractError> {
    if record.bond == Uint128::zero() {
        return Ok(());
    }
    let mut staked = stake(deps.storage, issuer, &record.denom)?;
    let entry = Unbonding {
        amount: record.bond,
        ready_at: now,
    };
    enqueue(&mut staked.unbonding, entry, now)?;
    save_stake(deps.storage, issuer, &record.denom, &staked)
}

/// The error of whoever is no issuer.
pub fn no_issuer(info: &MessageInfo, domain: String) -> ContractError {
    ContractError::NoIssuer {
        sender: info.sender.clone(),
        domain,
    }
}
