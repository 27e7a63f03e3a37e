//! Pays out what has finished unbonding, and tips.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::transfer, label_escrow::DenomRef, reputation_staking::StakeWithdrawn, time,
};

use crate::{
    books::{pay_out, save_stake, stake, tips},
    error::ContractError,
    guard::checked_key,
    state::{stake_key, TIPS},
    unbonding::take_ripe,
};

/// Pays out what has finished unbonding, and tips, in one denom: one that fails blocks no other.
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
    let mut record = stake(deps.storage, &staker, &denom)?;
    let ripe = take_ripe(&mut record.unbonding, time::now(&env.block))?;
    let amount = ripe.checked_add(tips(deps.storage, &staker, &denom)?)?;
    if amount.is_zero() {
        let owner = info.sender.clone();
        return Err(ContractError::NothingToWithdraw { owner, denom });
    }

    save_stake(deps.storage, &staker, &denom, &record)?;
    TIPS.remove(deps.storage, &stake_key(&staker, &denom));
    pay_out(deps.storage, &denom, amount, 0u128.into())?;

    Ok(Response::new()
        .add_message(transfer(&msg.denom, &info.sender, amount)?)
        .add_event(StakeWithdrawn {
            staker: info.sender.to_string(),
            denom,
            amount,
        }))
}
