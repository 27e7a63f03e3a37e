//! Begins to take stake out.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    raw::Unbonding,
    reputation_staking::{Unbond, UnbondingStarted},
    task_registry::{ExposureResponse, QueryMsg as RegistryQuery},
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
    let denom = checked_key(deps.api, &msg.denom)?;
    if msg.amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }

    let config = CONFIG.load(deps.storage)?;
    let staker = deps.api.addr_canonicalize(info.sender.as_str())?;
    let mut record = stake(deps.storage, &staker, &denom)?;
    let exposure: ExposureResponse = deps.querier.query_wasm_smart(
        &config.task_registry,
        &RegistryQuery::Exposure {
            labeler: info.sender.to_string(),
            denom: msg.denom,
        },
    )?;
    let free = record.staked.saturating_sub(exposure.amount);
    if msg.amount > free {
        return Err(ContractError::Exposed {
            denom,
            staked: record.staked,
            exposed: exposure.amount,
            free,
            wanted: msg.amount,
        });
    }
    if fees::is_reward_token(deps.storage, &denom)? {
        // Fees until now are shared by the stakes until now.
        fees::sync(deps.branch())?;
    }
    record.staked = record.staked.checked_sub(msg.amount)?;
    let now = time::now(&env.block);
    let entry = Unbonding {
        amount: msg.amount,
        ready_at: now.saturating_add(config.params.unbonding_seconds),
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
