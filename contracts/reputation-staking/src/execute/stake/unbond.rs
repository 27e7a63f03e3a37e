//! Begins to take stake out.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    raw::Unbonding,
    reputation_staking::{Unbond, UnbondingStarted},
    time,
};

use crate::{
    books::{
        denoms::checked_key,
        stakes::{save_stake, take_free},
    },
    error::ContractError,
    rules::unbonding::enqueue,
    store::CONFIG,
};

/// Begins to take stake out; what tickets and unsettled seats expose stays. The registry writes
/// an exposure before it does anything else, so what it answers here is what is exposed.
///
/// # Errors
/// See `ExecuteMsg::Unbond`.
pub fn unbond(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Unbond,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let mut record = take_free(deps.as_ref(), &info.sender, &msg.denom, msg.amount)?;
    let denom = checked_key(deps.api, &msg.denom)?;
    let staker = deps.api.addr_canonicalize(info.sender.as_str())?;
    let now = time::now(&env.block);
    let wait = CONFIG.load(deps.storage)?.params.unbonding_seconds;
    let entry = Unbonding {
        amount: msg.amount,
        ready_at: now.saturating_add(wait),
    };
    let ready_at = enqueue(&mut record.unbonding, entry, now)?;

    save_stake(deps.storage, &staker, &denom, &record, now)?;

    Ok(Response::new().add_event(UnbondingStarted {
        staker: info.sender.to_string(),
        denom,
        amount: msg.amount,
        ready_at,
    }))
}
