//! Pays stakers their half of the fees.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::{only, Role},
    asset::transfer,
    label_escrow::{PayFees, StakerPaid},
};

use crate::{
    books::denoms::{books, checked_key},
    error::ContractError,
    store::{BOOKS, CONFIG},
};

/// Pays out of the stakers' half of the fees, and of nothing else: whatever staking says, it cannot
/// touch pay, deposits or royalties. At most as many entries as there are denoms; each transfer of
/// native coins or tokens is a message of its own.
///
/// # Errors
/// See `ExecuteMsg::PayFees`.
pub fn pay_fees(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: PayFees,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let staking = CONFIG.load(deps.storage)?.reputation_staking;
    only(Role::ReputationStaking, &staking, &info.sender)?;

    let to = deps.api.addr_validate(&msg.to)?;
    let mut response = Response::new();
    for fee in msg.fees {
        let denom = checked_key(&fee.denom)?;
        let mut books = books(deps.storage, &denom)?;
        if fee.amount > books.stakers {
            return Err(ContractError::FeesExceeded {
                denom,
                found: books.stakers,
                wanted: fee.amount,
            });
        }
        books.stakers = books.stakers.checked_sub(fee.amount)?;
        books.liabilities = books.liabilities.checked_sub(fee.amount)?;
        BOOKS.save(deps.storage, denom.as_bytes(), &books);
        response = response
            .add_message(transfer(&fee.denom, &to, fee.amount)?)
            .add_event(StakerPaid {
                to: to.to_string(),
                denom,
                amount: fee.amount,
            });
    }
    Ok(response)
}
