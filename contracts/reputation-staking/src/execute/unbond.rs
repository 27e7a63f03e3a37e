//! Begins to take stake out.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::Denom;
use cw_utils::nonpayable;
use pasar_common::{
    raw::{StakeRecord, Unbonding},
    reputation_staking::{Unbond, UnbondingStarted},
    task_registry::{ExposureResponse, QueryMsg as RegistryQuery, StakeRef},
    time,
};

use crate::{
    books::{save_stake, stake},
    error::ContractError,
    fees,
    guard::checked_key,
    state::CONFIG,
    unbonding::enqueue,
};

/// Begins to take stake out; what is behind tickets and unsettled seats stays. The registry writes
/// an exposure before it does anything else, so what it answers here is what is exposed.
///
/// # Errors
/// See `ExecuteMsg::Unbond`.
pub fn unbond(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Unbond,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let mut record = take_free(deps.branch(), &info.sender, &msg.denom, msg.amount)?;
    let denom = checked_key(deps.api, &msg.denom)?;
    let staker = deps.api.addr_canonicalize(info.sender.as_str())?;
    let now = time::now(&env.block);
    let wait = CONFIG.load(deps.storage)?.params.unbonding_seconds;
    let entry = Unbonding {
        amount: msg.amount,
        ready_at: now.saturating_add(wait),
    };
    let ready_at = enqueue(&mut record.unbonding, entry, now)?;

    save_stake(deps.storage, &staker, &denom, &record)?;

    Ok(Response::new().add_event(UnbondingStarted {
        staker: info.sender.to_string(),
        denom,
        amount: msg.amount,
        ready_at,
    }))
}

/// Takes free stake out of a record, which the caller saves: what is behind tickets and unsettled
/// seats stays.
///
/// # Errors
/// [`ContractError::ZeroAmount`], [`ContractError::Exposed`].
pub fn take_free(
    mut deps: DepsMut<'_>,
    sender: &Addr,
    denom: &Denom,
    amount: Uint128,
) -> Result<StakeRecord, ContractError> {
    let key = checked_key(deps.api, denom)?;
    if amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }
    let staker = deps.api.addr_canonicalize(sender.as_str())?;
    let mut record = stake(deps.storage, &staker, &key)?;
    let exposure: ExposureResponse = deps.querier.query_wasm_smart(
        &CONFIG.load(deps.storage)?.task_registry,
        &RegistryQuery::Exposure(StakeRef {
            labeler: sender.to_string(),
            denom: denom.clone(),
        }),
    )?;
    let free = record.staked.saturating_sub(exposure.amount);
    if amount > free {
        return Err(ContractError::Exposed {
            denom: key,
            staked: record.staked,
            exposed: exposure.amount,
            free,
            wanted: amount,
        });
    }
    if fees::is_reward_token(deps.storage, &key)? {
        // Fees until now are shared by the stakes until now.
        fees::sync(deps.branch())?;
    }
    record.staked = record.staked.checked_sub(amount)?;
    Ok(record)
}
