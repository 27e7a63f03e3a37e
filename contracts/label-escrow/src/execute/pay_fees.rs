//! Pays stakers their half of the fees.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::transfer,
    label_escrow::{PayFees, StakerPaid},
};

use crate::{
    denoms::{books, checked_key},
    error::ContractError,
    state::{BOOKS, CONFIG},
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
    if info.sender != CONFIG.load(deps.storage)?.reputation_staking {
        return Err(ContractError::Unauthorized {
            role: "reputation staking",
            sender: info.sender.clone(),
        });
    }

    let to = deps.api.addr_validate(&msg.to)?;
    let mut response = Response::new();
    for fee in msg.fees {
        let denom = checked_key(&fee.denom)?;
        let mut books = books(deps.storage, &denom)?;
        let (found, wanted) = (books.stakers, fee.amount);
        if wanted > found {
            return Err(ContractError::FeesExceeded {
                denom,
                found,
                wanted,
            });
        }
        books.stakers = found.checked_sub(wanted)?;
        books.liabilities = books.liabilities.checked_sub(wanted)?;
        BOOKS.save(deps.storage, denom.as_bytes(), &books);
        response = response
            .add_message(transfer(&fee.denom, &to, wanted)?)
            .add_event(StakerPaid {
                to: to.to_string(),
                denom,
                amount: wanted,
            });
    }
    Ok(response)
}
