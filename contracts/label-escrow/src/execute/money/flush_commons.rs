//! Sends the commons what is due to it.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::transfer,
    label_escrow::{CommonsFlushed, DenomRef},
};

use crate::{
    books::denoms::{books, checked_key},
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
    let denom = checked_key(&msg.denom)?;

    let commons = CONFIG.load(deps.storage)?.commons;
    let mut books = books(deps.storage, &denom)?;
    let amount = core::mem::take(&mut books.commons);
    if amount.is_zero() {
        return Err(ContractError::NothingToWithdraw { owner: commons });
    }
    books.liabilities = books.liabilities.checked_sub(amount)?;
    BOOKS.save(deps.storage, denom.as_bytes(), &books);

    let message = transfer(&msg.denom, &commons, amount)?;
    Ok(Response::new()
        .add_message(message)
        .add_event(CommonsFlushed { denom, amount }))
}
