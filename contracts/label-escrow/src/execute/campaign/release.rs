//! Refunds work that never started.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::label_escrow::{ReleaseReserve, ReserveReleased};

use crate::{
    books::{campaign::Campaign, config::only_registry, income},
    error::ContractError,
    store::LEDGERS,
};

/// Refunds the reserve of tasks that never started.
///
/// # Errors
/// See `ExecuteMsg::Release`.
pub fn release(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: ReleaseReserve,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.storage, &info.sender)?;

    let Campaign { terms, ledger, .. } = Campaign::load(deps.as_ref(), msg.campaign)?;
    let (ledger, refund) = ledger
        .release(&terms, &msg)
        .map_err(|reason| reason.of(msg.campaign))?;

    LEDGERS.save(deps.storage, &msg.campaign, &ledger);
    income::close(deps.storage, msg.campaign, &terms, &ledger)?;

    Ok(Response::new().add_event(ReserveReleased {
        campaign: msg.campaign,
        tasks: msg.tasks,
        refund,
    }))
}
