//! Pays out what has finished unbonding.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::transfer, label_escrow::DenomRef, reputation_staking::StakeWithdrawn, time,
};

use crate::{
    books::{
        denoms::{checked_key, pay_out},
        stakes::{save_stake, stake},
    },
    error::ContractError,
    rules::unbonding::take_ripe,
};

/// Pays out what has finished unbonding in one denom: one that fails blocks no other.
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
    let denom = checked_key(deps.api, &msg.denom)?;

    let staker = deps.api.addr_canonicalize(info.sender.as_str())?;
    let now = time::now(&env.block);
    let mut record = stake(deps.storage, &staker, &denom)?;
    let amount = take_ripe(&mut record.unbonding, now)?;
    if amount.is_zero() {
        return Err(ContractError::NothingToWithdraw {
            owner: info.sender.clone(),
            denom,
        });
    }

    save_stake(deps.storage, &staker, &denom, &record, now)?;
    pay_out(deps.storage, &denom, amount, 0u128.into())?;

    Ok(Response::new()
        .add_message(transfer(&msg.denom, &info.sender, amount)?)
        .add_event(StakeWithdrawn {
            staker: info.sender.to_string(),
            denom,
            amount,
        }))
}
