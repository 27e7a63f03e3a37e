//! Adds stake in tokens that a CW20 sends.

use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::{Cw20ReceiveMsg, Denom};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{balance, check_covered, Payment},
    reputation_staking::ReceiveMsg,
    time,
};

use crate::{
    books::{
        denoms::check_listed,
        stakes::{add_stake, Booked},
    },
    error::ContractError,
    store::CONFIG,
};

/// Stakes tokens that a CW20 sent.
///
/// # Errors
/// See `ExecuteMsg::Receive`.
pub fn receive(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let token = Denom::Cw20(info.sender.clone());
    check_listed(deps.as_ref(), &CONFIG.load(deps.storage)?, &token)?;

    let ReceiveMsg::Bond {} = from_json(&msg.msg)?;
    let payment = Payment::received(deps.api, &info.sender, &msg)?;
    if payment.amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }
    let balance = balance(&deps.querier, &token, &env.contract.address)?;

    let Booked {
        bonded,
        liabilities,
    } = add_stake(deps, payment, time::now(&env.block))?;
    check_covered(&token, balance, liabilities)?;

    Ok(Response::new().add_event(bonded))
}
