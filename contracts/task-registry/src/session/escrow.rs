//! Money to the escrow.

use cosmwasm_std::{coins, Addr, Coin, CosmosMsg, StdResult};
use cw20::Denom;
use pasar_common::{
    asset::{transfer, Payment},
    siblings::LabelEscrow,
};

/// A payment that the registry took, and the order to book it. Tokens go ahead of the order; the
/// escrow's balance shows whether they came.
pub fn pay_escrow(
    escrow: &Addr,
    payment: &Payment,
    order: impl FnOnce(LabelEscrow<'_>, Vec<Coin>) -> StdResult<CosmosMsg>,
) -> StdResult<Vec<CosmosMsg>> {
    let escrow_told = |funds| order(LabelEscrow(escrow), funds);
    Ok(match &payment.denom {
        Denom::Native(native) => vec![escrow_told(coins(payment.amount.u128(), native))?],
        token @ Denom::Cw20(_) => vec![
            transfer(token, escrow, payment.amount)?,
            escrow_told(vec![])?,
        ],
    })
}
