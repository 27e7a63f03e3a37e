//! Sends the commons what is due to it.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{asset::transfer, label_escrow::DenomRef, reputation_staking::CommonsFlushed};

use crate::{
    books::denoms::{checked_key, pay_out},
    error::ContractError,
    store::{BOOKS, CONFIG},
};

/// Sends the commons what is due to it in one denom.
///
/// # Errors
/// See `ExecuteMsg::FlushCommons`.
pub fn flush_commons(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: DenomRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let denom = checked_key(deps.api, &msg.denom)?;

    let owner = CONFIG.load(deps.storage)?.commons;
    let books = BOOKS.may_load(deps.storage, denom.as_bytes())?;
    let amount = books.unwrap_or_default().commons;
    if amount.is_zero() {
        return Err(ContractError::NothingToWithdraw { owner, denom });
    }

    pay_out(deps.storage, &denom, amount, amount)?;

    Ok(Response::new()
        .add_message(transfer(&msg.denom, &owner, amount)?)
        .add_event(CommonsFlushed { denom, amount }))
}
