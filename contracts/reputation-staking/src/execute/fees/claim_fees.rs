//! Pays stakers of reward tokens their part of the fees.

use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_key, denom_of_key},
    label_escrow::{Amount, PayFees},
    reputation_staking::{ClaimFees, FeesClaimed},
    siblings::LabelEscrow,
    time,
};

use crate::{
    books::fees::{epochs, Staker},
    error::ContractError,
    store::CONFIG,
};

/// Takes what the sender may claim and has the escrow pay it.
///
/// # Errors
/// See `ExecuteMsg::ClaimFees`.
pub fn claim_fees(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: ClaimFees,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let to = match msg.to {
        Some(to) => deps.api.addr_validate(&to)?.into_string(),
        None => info.sender.to_string(),
    };

    let account = deps.api.addr_canonicalize(info.sender.as_str())?;
    let epoch = epochs(deps.as_ref())?.at(time::now(&env.block));
    let mut staker = Staker::load(deps.as_ref(), &account, epoch)?;
    let wanted: Option<Vec<String>> = msg
        .denoms
        .map(|denoms| denoms.iter().map(denom_key).collect());
    let wants = |denom: &str| {
        let named = |denoms: &Vec<String>| denoms.iter().any(|own| own == denom);
        wanted.as_ref().is_none_or(named)
    };
    let taken = staker.take(&wants)?;
    // A staker whose stake changed in many epochs that paid nothing works them off in several claims.
    if taken.is_empty() && !staker.has_more() {
        return Err(ContractError::NothingToClaim {
            staker: info.sender.clone(),
        });
    }

    staker.save(deps.storage)?;

    let mut amounts: Vec<Amount> = Vec::new();
    let mut events: Vec<Event> = Vec::new();
    for (denom, amount) in taken {
        amounts.push(Amount {
            denom: denom_of_key(deps.api, &denom)?,
            amount,
        });
        events.push(
            FeesClaimed {
                staker: info.sender.to_string(),
                to: to.clone(),
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
