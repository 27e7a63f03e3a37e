//! Entry points.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::label_escrow::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::{books, error::ContractError, execute, query, store::CONFIG};

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-label-escrow";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the escrow.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn instantiate(
    mut deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    CONFIG.save(deps.storage, &books::config::check(deps.api, &env, &msg)?)?;
    books::denoms::store_denoms(&mut deps, &msg.denoms)?;
    Ok(Response::new())
}

/// Executes a message.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn execute(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::Open(msg) => execute::open(deps, &env, &info, msg),
        ExecuteMsg::Settle(msg) => execute::settle(deps, &env, &info, msg),
        ExecuteMsg::Release(msg) => execute::release(deps, &info, msg),
        ExecuteMsg::Bond(msg) => execute::bond(deps, &env, &info, msg),
        ExecuteMsg::SettleChallenges(msg) => execute::settle_challenges(deps, &info, msg),
        ExecuteMsg::Withdraw(msg) => execute::withdraw(deps, &info, msg),
        ExecuteMsg::FlushCommons(msg) => execute::flush_commons(deps, &info, msg),
        ExecuteMsg::AllowDenom(terms) => execute::allow_denom(deps, &env, &info, terms),
        ExecuteMsg::DisallowDenom(msg) => execute::disallow_denom(deps, &info, msg),
        ExecuteMsg::UpdateFees(fees) => execute::update_fees(deps, &info, fees),
        ExecuteMsg::TransferShares(msg) => execute::transfer_shares(deps, &info, msg),
        ExecuteMsg::OfferLicense(msg) => execute::offer_license(deps, &info, msg),
        ExecuteMsg::WithdrawOffer(msg) => execute::withdraw_offer(deps, &info, msg),
        ExecuteMsg::BuyLicense(msg) => execute::buy_license(deps, &env, &info, msg),
        ExecuteMsg::PayRoyalty(msg) => execute::pay_royalty(deps, &env, &info, msg),
        ExecuteMsg::Receive(msg) => execute::receive(deps, &env, &info, msg),
        ExecuteMsg::PayFees(msg) => execute::pay_fees(deps, &info, msg),
        ExecuteMsg::UpdateOwnership(action) => execute::update_ownership(deps, &env, &info, action),
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn query(deps: Deps<'_>, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg)
}

/// Moves from an older version; records carry their own version bytes, so nothing is rewritten.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    cw2::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
