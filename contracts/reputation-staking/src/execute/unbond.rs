//! Begins to take stake out.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    asset::denom_key,
    raw::{stake_key, StakeRecord, Unbonding, MAX_UNBONDINGS, STAKES},
    reputation_staking::{Unbond, UnbondingStarted},
    task_registry::{self, ExposureResponse},
    time::{self, Seconds},
};

use crate::{books::stake, error::ContractError, state::CONFIG};

/// Begins to take stake out; what is behind tickets and unsettled seats stays.
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
    if msg.amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }

    let config = CONFIG.load(deps.storage)?;
    let denom = denom_key(&msg.denom);
    let staker = deps.api.addr_canonicalize(info.sender.as_str())?;
    let mut record = stake(deps.storage, &staker, &denom)?;
    let query = task_registry::QueryMsg::Exposure {
        labeler: info.sender.to_string(),
        denom: msg.denom.clone(),
    };
    let exposed: ExposureResponse = deps
        .querier
        .query_wasm_smart(&config.task_registry, &query)?;
    let free = record.staked.saturating_sub(exposed.amount);
    if msg.amount > free {
        let (staked, exposed, wanted) = (record.staked, exposed.amount, msg.amount);
        return Err(ContractError::Exposed {
            denom,
            staked,
            exposed,
            free,
            wanted,
        });
    }
    let ready_at = time::now(&env.block).saturating_add(config.params.unbonding_seconds);
    start(&mut record, msg.amount, ready_at)?;

    STAKES.save(deps.storage, &stake_key(&staker, &denom), &record);

    let (staker, amount) = (info.sender.to_string(), msg.amount);
    Ok(Response::new().add_event(UnbondingStarted {
        staker,
        denom,
        amount,
        ready_at,
    }))
}

/// Moves stake to the unbondings. The ninth joins the last one, and both wait for the later time;
/// only the staker can do that to himself.
fn start(
    record: &mut StakeRecord,
    amount: Uint128,
    ready_at: Seconds,
) -> Result<(), ContractError> {
    record.staked = record.staked.checked_sub(amount)?;
    let full = record.unbonding.len() >= MAX_UNBONDINGS;
    match record.unbonding.last_mut() {
        Some(last) if full || last.ready_at >= ready_at => {
            last.amount = last.amount.checked_add(amount)?;
            last.ready_at = last.ready_at.max(ready_at);
        }
        _ => record.unbonding.push(Unbonding { amount, ready_at }),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ninth_unbonding_joins_the_last_and_waits_for_the_later_time() {
        let mut record = StakeRecord {
            staked: Uint128::new(100),
            ..StakeRecord::default()
        };
        for n in 0..10 {
            start(&mut record, Uint128::new(2), 1_000 + n).unwrap();
        }
        assert_eq!(record.staked, Uint128::new(80));
        assert_eq!(record.unbonding.len(), MAX_UNBONDINGS);
        let last = Unbonding {
            amount: Uint128::new(6),
            ready_at: 1_009,
        };
        assert_eq!(record.unbonding.last(), Some(&last));
    }
}
