//! Takes income of datasets without a license.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{asset::Payment, label_escrow::PayRoyalty};

use crate::{books::income, error::ContractError};

/// Takes native income of a dataset.
///
/// # Errors
/// See `ExecuteMsg::PayRoyalty`.
pub fn pay_royalty(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: PayRoyalty,
) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    let event = income::receive(&mut deps, env, msg.campaign, payment)?;
    Ok(Response::new().add_event(event))
}
