//! Stakes.

use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::{Cw20ReceiveMsg, Denom};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_key, Payment},
    label_escrow::{self, DenomTerms},
    raw::{stake_key, STAKES},
    reputation_staking::{Bonded, ReceiveMsg},
};

use crate::{
    books::{stake, take_in},
    error::ContractError,
    state::CONFIG,
};

/// Stakes the attached native coin.
///
/// # Errors
/// See `ExecuteMsg::Bond`.
pub fn bond(deps: DepsMut<'_>, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    add(deps, env, Payment::native(&info.sender, &info.funds)?)
}

/// Stakes the tokens of the CW20 that calls.
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
    let ReceiveMsg::Bond {} = from_json(&msg.msg)?;
    if msg.amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }
    let payment = Payment {
        denom: Denom::Cw20(info.sender.clone()),
        amount: msg.amount,
        payer: deps.api.addr_validate(&msg.sender)?,
    };
    add(deps, env, payment)
}

/// Adds a payment to the payer's stake.
fn add(mut deps: DepsMut<'_>, env: &Env, payment: Payment) -> Result<Response, ContractError> {
    check_denom(&deps, &payment.denom)?;
    let denom = denom_key(&payment.denom);
    let staker = deps.api.addr_canonicalize(payment.payer.as_str())?;
    let mut record = stake(deps.storage, &staker, &denom)?;
    record.staked = record.staked.checked_add(payment.amount)?;

    take_in(&mut deps, env, &payment.denom, payment.amount)?;
    STAKES.save(deps.storage, &stake_key(&staker, &denom), &record);

    let (staker, amount) = (payment.payer.into_string(), payment.amount);
    Ok(Response::new().add_event(Bonded {
        staker,
        denom,
        amount,
    }))
}

/// Only what campaigns are paid in, and the reward token: the books stay a bounded list, and no
/// unknown token gets a say in them.
fn check_denom(deps: &DepsMut<'_>, denom: &Denom) -> Result<(), ContractError> {
    let config = CONFIG.load(deps.storage)?;
    if *denom == Denom::Cw20(config.reward_token) {
        return Ok(());
    }
    let query = label_escrow::QueryMsg::Denom {
        denom: denom.clone(),
    };
    match deps
        .querier
        .query_wasm_smart::<DenomTerms>(&config.label_escrow, &query)
    {
        Ok(_) => Ok(()),
        Err(error) => Err(ContractError::DenomNotAllowed {
            denom: denom_key(denom),
            reason: error.to_string(),
        }),
    }
}
