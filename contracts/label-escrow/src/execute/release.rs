//! Refunds work that never started.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::label_escrow::{ReleaseReserve, ReserveReleased};

use super::{campaign, only_registry};
use crate::{
    error::ContractError,
    income,
    state::{campaign_key, LEDGERS},
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
    only_registry(deps.as_ref(), &info.sender)?;

    let (frozen, ledger) = campaign(deps.as_ref(), msg.campaign)?;
    let (ledger, refund) =
        ledger
            .release(&frozen, &msg)
            .map_err(|reason| ContractError::Ledger {
                campaign: msg.campaign,
                reason,
            })?;

    LEDGERS.save(deps.storage, &campaign_key(msg.campaign), &ledger);
    income::close(deps.storage, msg.campaign, &frozen, &ledger)?;

    let (campaign, tasks) = (msg.campaign, msg.tasks);
    Ok(Response::new().add_event(ReserveReleased {
        campaign,
        tasks,
        refund,
    }))
}
