//! Takes back what registrations for panels expose.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    asset::{check_native, denom_key},
    task_registry::{PanelLeft, Unregister},
    time,
};

use crate::{error::ContractError, session::registrations::free_registrations};

/// Ends the exposure of the sender's registrations that cannot become seats any more.
///
/// # Errors
/// See `ExecuteMsg::Unregister`.
pub fn unregister(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: &Unregister,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    check_native(&msg.denom)?;
    let denom = denom_key(&msg.denom);
    let labeler = Account::of_addr(deps.api, info.sender.clone())?;
    let now = time::now(&env.block);
    let amount = free_registrations(deps.storage, &labeler.canonical, &denom, now)?;
    if amount.is_zero() {
        return Err(ContractError::NothingRegistered {
            labeler: labeler.addr,
            denom,
        });
    }

    Ok(Response::new().add_event(PanelLeft {
        labeler: labeler.to_string(),
        denom,
        amount,
    }))
}
