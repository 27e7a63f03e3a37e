//! Takes income of datasets in tokens, with a license or without.

use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;
use cw_utils::nonpayable;
use pasar_common::{asset::Payment, label_escrow::ReceiveMsg};

use crate::{
    books::{income, license::buy},
    error::ContractError,
};

/// Takes tokens that a CW20 sent. Which tokens count the campaign says: another than its own pays
/// nothing and buys nothing.
///
/// # Errors
/// See `ExecuteMsg::Receive`.
pub fn receive(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let payment = Payment::received(deps.api, &info.sender, &msg)?;
    if payment.amount.is_zero() {
        return Err(ContractError::ZeroAmount { what: "amount" });
    }
    match from_json(&msg.msg)? {
        ReceiveMsg::BuyLicense(msg) => buy(deps, env, payment, msg),
        ReceiveMsg::PayRoyalty(msg) => {
            let event = income::receive(&mut deps, env, msg.campaign, payment)?;
            Ok(Response::new().add_event(event))
        }
    }
}
