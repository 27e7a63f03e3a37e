//! Changes the fees of new campaigns.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::only_owner,
    label_escrow::{Fees, FeesUpdated},
};

use crate::{books::config::check_fees, error::ContractError, store::CONFIG};

/// Changes the fees of new campaigns.
///
/// # Errors
/// See `ExecuteMsg::UpdateFees`.
pub fn update_fees(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    fees: Fees,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner::<ContractError>(deps.storage, &info.sender)?;
    check_fees(&fees)?;

    let mut config = CONFIG.load(deps.storage)?;
    config.fees = fees.clone();
    CONFIG.save(deps.storage, &config)?;

    Ok(Response::new().add_event(FeesUpdated {
        fee: fees.fee.get(),
        contributors_floor: fees.contributors_floor.get(),
    }))
}
