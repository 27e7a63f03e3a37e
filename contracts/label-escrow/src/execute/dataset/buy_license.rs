//! Sells licenses to datasets.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{asset::Payment, label_escrow::BuyLicense};

use crate::{books::license::buy, error::ContractError};

/// Buys a license with native coins.
///
/// # Errors
/// See `ExecuteMsg::BuyLicense`.
pub fn buy_license(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: BuyLicense,
) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    buy(deps, env, payment, msg)
}
