//! Pays stakers of reward tokens their part of the fees.

use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_key, denom_of_key},
    label_escrow::{Amount, PayFees},
    reputation_staking::{ClaimFees, FeesClaimed},
    siblings::LabelEscrow,
};

use crate::{
    error::ContractError,
    fees::{sync, Staker},
    state::CONFIG,
};

/// Takes what the sender may claim and has the escrow pay it.
///
/// # Errors
/// See `ExecuteMsg::ClaimFees`.
pub fn claim_fees(
    mut deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: ClaimFees,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let to = match msg.to {
        Some(to) => deps.api.addr_validate(&to)?.into_string(),
        None => info.sender.to_string(),
    };

    let account = deps.api.addr_canonicalize(info.sender.as_str())?;
    let fees = sync(deps.branch())?;
    let mut staker = Staker::load(deps.storage, &account, &fees)?;
    let wanted: Option<Vec<String>> = msg
        .denoms
        .map(|denoms| denoms.iter().map(denom_key).collect());
    let wants = |denom: &str| {
        let named = |denoms: &Vec<String>| denoms.iter().any(|own| own == denom);
        wanted.as_ref().is_none_or(named)
    };
    let taken = staker.take(&wants)?;
    if taken.is_empty() {
        let staker = info.sender.clone();
        return Err(ContractError::NothingToClaim { staker });
    }

    staker.save(deps.storage);

    let (mut amounts, mut events): (Vec<Amount>, Vec<Event>) = (Vec::new(), Vec::new());
    for (denom, amount) in taken {
        amounts.push(Amount {
            denom: denom_of_key(deps.api, &denom)?,
            amount,
        });
        let (staker, to) = (info.sender.to_string(), to.clone());
        events.push(
            FeesClaimed {
                staker,
                to,
                denom,
                amount,
            }
            .into(),
        );
    }
    let escrow = CONFIG.load(deps.storage)?.label_escrow;
    let pay = PayFees { to, fees: amounts };
    Ok(Response::new()
        .add_message(LabelEscrow(&escrow).pay_fees(&pay)?)
        .add_events(events))
}
