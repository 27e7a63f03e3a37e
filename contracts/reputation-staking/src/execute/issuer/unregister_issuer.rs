//! Lets issuers leave: the bond goes back to be withdrawn.

use cosmwasm_std::{CanonicalAddr, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    raw::{issuer_key, IssuerRecord, Unbonding, ISSUERS},
    reputation_staking::{DomainRef, IssuerLeaving, IssuerLeft},
    time::{self, Seconds},
};
use pasar_formats::domain::domain_id;

use crate::{
    books::{
        issuers::no_issuer,
        stakes::{save_stake, stake},
    },
    error::ContractError,
    rules::unbonding::enqueue,
    store::CONFIG,
};

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
        return Err(no_issuer(info, &msg.domain));
    };
    let now = time::now(&env.block);
    if record.vouches() {
        let wait = CONFIG.load(deps.storage)?.params.unbonding_seconds;
        record.leaves_at = now.saturating_add(wait);
        ISSUERS.save(deps.storage, &key, &record);
        return Ok(Response::new().add_event(IssuerLeaving {
            issuer: info.sender.to_string(),
            domain: msg.domain,
            leaves_at: record.leaves_at,
        }));
    }
    if now < record.leaves_at {
        return Err(ContractError::IssuerLeaving {
            at: record.leaves_at,
            now,
        });
    }
    ISSUERS.remove(deps.storage, &key);
    give_back(deps, &issuer, &record, now)?;

    Ok(Response::new().add_event(IssuerLeft {
        issuer: info.sender.to_string(),
        domain: msg.domain,
        denom: record.denom,
        amount: record.bond,
    }))
}

/// What is left of a bond may be withdrawn at once: it has waited as long as stake does.
fn give_back(
    deps: DepsMut<'_>,
    issuer: &CanonicalAddr,
    record: &IssuerRecord,
    now: Seconds,
) -> Result<(), ContractError> {
    if record.bond.is_zero() {
        return Ok(());
    }
    let mut staked = stake(deps.storage, issuer, &record.denom)?;
    let entry = Unbonding {
        amount: record.bond,
        ready_at: now,
    };
    enqueue(&mut staked.unbonding, entry, now)?;
    save_stake(deps.storage, issuer, &record.denom, &staked, now)
}
