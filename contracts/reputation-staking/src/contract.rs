//! Entry points.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::reputation_staking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::{config::Config, error::ContractError, execute, query, state::CONFIG};

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-reputation-staking";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the contract.
///
/// # Errors
/// Where an address is invalid, a setting out of bounds, or the commons a contract of the suite.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn instantiate(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    let config = Config::check(deps.api, &env.contract.address, &msg)?;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new())
}

/// Executes a message.
///
/// # Errors
/// See the message.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn execute(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::Bond {} => execute::bond(deps, &info),
        ExecuteMsg::Receive(msg) => execute::receive(deps, &env, &info, msg),
        ExecuteMsg::Unbond(msg) => execute::unbond(deps, &env, &info, msg),
        ExecuteMsg::Withdraw(msg) => execute::withdraw(deps, &env, &info, msg),
        ExecuteMsg::Settle(msg) => execute::settle(deps, &env, &info, msg),
        ExecuteMsg::Penalize(msg) => execute::penalize(deps, &info, msg),
        ExecuteMsg::FlushCommons(msg) => execute::flush_commons(deps, &info, msg),
        ExecuteMsg::UpdateParams(params) => execute::update_params(deps, &info, params),
        ExecuteMsg::ClaimFees(msg) => execute::claim_fees(deps, &info, msg),
        ExecuteMsg::RegisterIssuer(msg) => execute::register_issuer(deps, &info, msg),
        ExecuteMsg::UnregisterIssuer(msg) => execute::unregister_issuer(deps, &env, &info, msg),
        ExecuteMsg::Grant(msg) => execute::grant(deps, &env, &info, msg),
        ExecuteMsg::Revoke(msg) => execute::revoke(deps, &info, msg),
        ExecuteMsg::Reply(msg) => execute::reply(deps, &info, msg),
        ExecuteMsg::UpdateOwnership(action) => execute::update_ownership(deps, &env, &info, action),
    }
}

/// Answers a query.
///
/// # Errors
/// Where an address, a denom or a domain is malformed.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn query(deps: Deps<'_>, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg)
}

/// Moves from an older version; records carry their own version bytes, so nothing is rewritten.
///
/// # Errors
/// Where the stored contract is another one or newer.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    cw2::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
