//! Pays out what has finished unbonding, and tips.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_key, transfer},
    label_escrow::DenomRef,
    raw::{stake_key, STAKES},
    reputation_staking::StakeWithdrawn,
    time,
};

use crate::{
    books::{pay_out, stake},
    error::ContractError,
    state::{tips_key, TIPS},
};

/// Pays out what has finished unbonding in one denom, and tips.
///
/// # Errors
/// See `ExecuteMsg::Withdraw`.
pub fn withdraw(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: DenomRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;

    let denom = denom_key(&msg.denom);
    let owner = deps.api.addr_canonicalize(info.sender.as_str())?;
    let (tips_key, now) = (tips_key(&owner, &denom), time::now(&env.block));
    let mut amount = TIPS
        .may_load(deps.storage, &tips_key)?
        .unwrap_or_default()
        .0;
    let mut record = stake(deps.storage, &owner, &denom)?;
    let mut waiting = Vec::new();
    for entry in record.unbonding {
        if entry.ready_at <= now {
            amount = amount.checked_add(entry.amount)?;
        } else {
            waiting.push(entry);
        }
    }
    record.unbonding = waiting;
    if amount == Uint128::zero() {
        return Err(ContractError::NothingToWithdraw {
            owner: info.sender.clone(),
            denom,
        });
    }

    TIPS.remove(deps.storage, &tips_key);
    STAKES.save(deps.storage, &stake_key(&owner, &denom), &record);
    pay_out(deps.storage, &denom, amount)?;

    let message = transfer(&msg.denom, &info.sender, amount)?;
    let staker = info.sender.to_string();
    Ok(Response::new()
        .add_message(message)
        .add_event(StakeWithdrawn {
            staker,
            denom,
            amount,
        }))
}
