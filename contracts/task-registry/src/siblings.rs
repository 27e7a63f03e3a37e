//! Messages to the other contracts of the suite.

use cosmwasm_std::{coins, to_json_binary, Addr, Coin, CosmosMsg, StdResult, WasmMsg};
use cw20::Denom;
use pasar_common::{
    asset::{transfer, Payment},
    label_escrow,
};
use serde::Serialize;

/// A message without money.
///
/// # Errors
/// Where it cannot be written.
pub fn tell(sibling: &Addr, msg: &impl Serialize) -> StdResult<CosmosMsg> {
    execute(sibling, msg, vec![])
}

/// A payment that the registry took, and the order to book it. Tokens go ahead of the order; the
/// escrow's balance shows whether they came.
///
/// # Errors
/// Where a message cannot be written.
pub fn pay_escrow(
    escrow: &Addr,
    payment: &Payment,
    order: &label_escrow::ExecuteMsg,
) -> StdResult<Vec<CosmosMsg>> {
    Ok(match &payment.denom {
        Denom::Native(native) => {
            vec![execute(
                escrow,
                order,
                coins(payment.amount.u128(), native),
            )?]
        }
        token @ Denom::Cw20(_) => vec![
            transfer(token, escrow, payment.amount)?,
            execute(escrow, order, vec![])?,
        ],
    })
}

fn execute(sibling: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: sibling.to_string(),
        msg: to_json_binary(msg)?,
        funds,
    }
    .into())
}
