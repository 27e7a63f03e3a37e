//! Stops new campaigns in a denom.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::only_owner,
    label_escrow::{DenomDisallowed, DenomEntry, DenomRef},
};

use crate::{books::denoms::checked_key, error::ContractError, store::DENOMS};

/// Stops new campaigns in a denom.
///
/// # Errors
/// See `ExecuteMsg::DisallowDenom`.
pub fn disallow_denom(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: DenomRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner::<ContractError>(deps.storage, &info.sender)?;

    let denom = checked_key(&msg.denom)?;
    let entry = DENOMS
        .may_load(deps.storage, &denom)?
        .filter(|entry| entry.allowed);
    let Some(entry) = entry else {
        return Err(ContractError::DenomNotAllowed { denom });
    };
    DENOMS.save(
        deps.storage,
        &denom,
        &DenomEntry {
            allowed: false,
            ..entry
        },
    )?;

    Ok(Response::new().add_event(DenomDisallowed { denom }))
}
