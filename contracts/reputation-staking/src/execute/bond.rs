//! Adds stake: native coins, or tokens that a CW20 sends.

use cosmwasm_std::{from_json, Deps, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::{Cw20ReceiveMsg, Denom};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{balance, check_native, denom_key, Payment},
    reputation_staking::{Bonded, ReceiveMsg},
    siblings::LabelEscrow,
};

use crate::{
    books::{open_books, save_stake, stake},
    config::Config,
    error::ContractError,
    fees,
    state::{BOOKS, CONFIG},
};

/// Stakes the attached native coin.
///
/// # Errors
/// See `ExecuteMsg::Bond`.
pub fn bond(deps: DepsMut<'_>, info: &MessageInfo) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    check_native(&payment.denom)?;
    check_allowed(deps.as_ref(), &CONFIG.load(deps.storage)?, &payment.denom)?;

    let (bonded, _) = book(deps, payment)?;

    Ok(Response::new().add_event(bonded))
}

/// Stakes tokens that a CW20 sent.
///
/// # Errors
/// See `ExecuteMsg::Receive`.
pub fn receive(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let token = Denom::Cw20(info.sender.clone());
    check_allowed(deps.as_ref(), &CONFIG.load(deps.storage)?, &token)?;

    let ReceiveMsg::Bond {} = from_json(&msg.msg)?;
    let payment = Payment {
        denom: token.clone(),
        amount: msg.amount,
        payer: deps.api.addr_validate(&msg.sender)?,
    };
    if payment.amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }
    // A token that takes a fee on the way, or only says that it sent something, would be owed more
    // of than there is.
    let balance = balance(&deps.querier, &token, &env.contract.address)?;

    let (bonded, liabilities) = book(deps, payment)?;
    if balance < liabilities {
        return Err(ContractError::Shortfall {
            denom: bonded.denom,
            balance,
            liabilities,
        });
    }

    Ok(Response::new().add_event(bonded))
}

/// Refuses a denom that is neither the reward token nor allowed by the escrow for new campaigns.
fn check_allowed(deps: Deps<'_>, config: &Config, denom: &Denom) -> Result<(), ContractError> {
    if *denom == Denom::Cw20(config.reward_token.clone()) {
        return Ok(());
    }
    LabelEscrow(&config.label_escrow)
        .denom(&deps.querier, denom)
        .map(|_| ())
        .map_err(|error| ContractError::DenomNotAllowed {
            denom: denom_key(denom),
            reason: error.to_string(),
        })
}

/// Adds a payment to its payer's stake, and returns what the contract owes in the denom now.
fn book(mut deps: DepsMut<'_>, payment: Payment) -> Result<(Bonded, Uint128), ContractError> {
    let denom = denom_key(&payment.denom);
    let mut books = open_books(deps.storage, &denom)?;
    let staker = deps.api.addr_canonicalize(payment.payer.as_str())?;
    let mut record = stake(deps.storage, &staker, &denom)?;
    record.staked = record.staked.checked_add(payment.amount)?;
    if fees::is_reward_token(deps.storage, &denom)? {
        fees::join(deps.branch(), &staker, payment.amount)?;
    }
    books.liabilities = books.liabilities.checked_add(payment.amount)?;

    save_stake(deps.storage, &staker, &denom, &record)?;
    BOOKS.save(deps.storage, denom.as_bytes(), &books);

    let bonded = Bonded {
        staker: payment.payer.into_string(),
        denom,
        amount: payment.amount,
    };
    Ok((bonded, books.liabilities))
}
