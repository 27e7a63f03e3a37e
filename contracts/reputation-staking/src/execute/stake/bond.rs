//! Adds stake in native coins.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    asset::{check_native, Payment},
    time,
};

use crate::{
    books::{denoms::check_listed, stakes::add_stake},
    error::ContractError,
    store::CONFIG,
};

/// Stakes the attached native coin.
///
/// # Errors
/// See `ExecuteMsg::Bond`.
pub fn bond(deps: DepsMut<'_>, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    check_native(&payment.denom)?;
    check_listed(deps.as_ref(), &CONFIG.load(deps.storage)?, &payment.denom)?;

    let booked = add_stake(deps, payment, time::now(&env.block))?;

    Ok(Response::new().add_event(booked.bonded))
}
