//! Takes penalties out of stakes.

use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    reputation_staking::{Penalized, PenaltyBatch},
    time,
};

use crate::{
    books::{
        config::{check_batch, only_registry},
        denoms::{checked_key, credit_commons},
        stakes::{save_stake, stake},
    },
    error::ContractError,
};

/// Takes penalties out of stakes, for the commons: whoever could cause a penalty must not gain by it.
/// What is owed in all stays the same; nothing is sent.
///
/// # Errors
/// See `ExecuteMsg::Penalize`.
pub fn penalize(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: PenaltyBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.storage, &info.sender)?;
    check_batch(msg.penalties.len())?;
    let denom = checked_key(deps.api, &msg.denom)?;
    let now = time::now(&env.block);

    let mut taken = Uint128::zero();
    let mut events: Vec<Event> = Vec::new();
    for penalty in msg.penalties {
        let labeler = deps.api.addr_canonicalize(&penalty.labeler)?;
        let mut record = stake(deps.storage, &labeler, &denom)?;
        let amount = penalty.amount.min(record.staked);
        if amount.is_zero() {
            continue;
        }
        record.staked = record.staked.checked_sub(amount)?;
        save_stake(deps.storage, &labeler, &denom, &record, now)?;
        taken = taken.checked_add(amount)?;
        events.push(
            Penalized {
                labeler: penalty.labeler,
                denom: denom.clone(),
                amount,
            }
            .into(),
        );
    }

    credit_commons(deps.storage, &denom, taken)?;

    Ok(Response::new().add_events(events))
}
