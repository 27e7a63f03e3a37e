//! Takes tokens for the message that came with them.

use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;
use cw_utils::nonpayable;
use pasar_common::{asset::Payment, task_registry::ReceiveMsg};

use super::{campaign, challenge};
use crate::error::ContractError;

/// Does what a token's hook asks for, paid in the token that calls.
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
    // Every caller is taken for a token: if it is not the campaign's denom the payment is wrong,
    // and if it is, the escrow's balance shows whether it really paid.
    let payment = Payment::received(deps.api, &info.sender, &msg)?;
    match from_json(&msg.msg)? {
        ReceiveMsg::CreateCampaign(msg) => campaign::open(deps, env, payment, msg.terms),
        ReceiveMsg::Challenge(msg) => challenge::open(deps, env, payment, msg),
    }
}
