//! Pays out what the sender has.

use cosmwasm_std::{CanonicalAddr, DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_of_key, transfer},
    label_escrow::{Withdraw, Withdrawn, MAX_DENOMS, MAX_WITHDRAW_CAMPAIGNS},
    number::index,
};

use crate::{
    books::{
        denoms::{checked_key, pay_out},
        holding::{add, Amounts, Holding},
    },
    error::ContractError,
    store::{credit_key, credits_prefix, CREDITS},
};

/// Pays out pay, royalties and refunds of the named campaigns, and tips and other credits: one
/// transfer for each denom.
///
/// # Errors
/// See `ExecuteMsg::Withdraw`.
pub fn withdraw(
    mut deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: Withdraw,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    check_count(&msg)?;
    let to = match &msg.to {
        Some(to) => deps.api.addr_validate(to)?,
        None => info.sender.clone(),
    };

    let owner = deps.api.addr_canonicalize(info.sender.as_str())?;
    let wanted: Option<Vec<String>> = msg
        .denoms
        .as_ref()
        .map(|denoms| denoms.iter().map(checked_key).collect())
        .transpose()?;
    let wants = |denom: &String| wanted.as_ref().is_none_or(|denoms| denoms.contains(denom));
    let mut amounts = Amounts::new();
    for id in msg.campaigns {
        take_campaign(&mut deps, id, &owner, &wants, &mut amounts)?;
    }
    take_tips(&mut deps, &owner, &wants, &mut amounts)?;
    if amounts.is_empty() {
        return Err(ContractError::NothingToWithdraw {
            owner: info.sender.clone(),
        });
    }

    let mut response = Response::new();
    for (denom, amount) in amounts {
        pay_out(deps.storage, &denom, amount)?;
        let message = transfer(&denom_of_key(deps.api, &denom)?, &to, amount)?;
        response = response.add_message(message).add_event(Withdrawn {
            owner: info.sender.to_string(),
            to: to.to_string(),
            denom,
            amount,
        });
    }
    Ok(response)
}

fn check_count(msg: &Withdraw) -> Result<(), ContractError> {
    let found = msg.campaigns.len();
    if found <= MAX_WITHDRAW_CAMPAIGNS {
        return Ok(());
    }
    Err(ContractError::TooManyCampaigns {
        found,
        max: MAX_WITHDRAW_CAMPAIGNS,
    })
}

/// Takes pay and royalties and, for its requester, refunds of a campaign.
fn take_campaign(
    deps: &mut DepsMut<'_>,
    id: u32,
    owner: &CanonicalAddr,
    wants: &dyn Fn(&String) -> bool,
    amounts: &mut Amounts,
) -> Result<(), ContractError> {
    let before = Holding::load(deps.as_ref(), id, owner)?;
    let mut holding = before.clone();
    holding.take(wants, amounts)?;
    holding.save(deps.storage, &before);
    Ok(())
}

/// Takes tips and other credits; nobody has more of them than there are denoms.
fn take_tips(
    deps: &mut DepsMut<'_>,
    owner: &CanonicalAddr,
    wants: &dyn Fn(&String) -> bool,
    amounts: &mut Amounts,
) -> Result<(), ContractError> {
    let tips: Vec<_> = CREDITS
        .range(deps.storage, &credits_prefix(owner), None)
        .take(index(MAX_DENOMS))
        .collect::<Result<_, _>>()?;
    for (denom, tip) in tips {
        let denom = String::from_utf8_lossy(&denom).into_owned();
        if wants(&denom) {
            CREDITS.remove(deps.storage, &credit_key(owner, &denom));
            add(amounts, &denom, tip.0)?;
        }
    }
    Ok(())
}
