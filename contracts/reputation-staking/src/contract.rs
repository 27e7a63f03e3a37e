//! Entry points.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::reputation_staking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::{books, error::ContractError, execute, query, store::CONFIG};

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-reputation-staking";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the contract.
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
    let config = books::config::check(deps.api, &env.contract.address, &msg)?;
    CONFIG.save(deps.storage, &config)?;
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
        ExecuteMsg::Bond {} => execute::bond(deps, &env, &info),
        ExecuteMsg::Receive(msg) => execute::receive(deps, &env, &info, msg),
        ExecuteMsg::Unbond(msg) => execute::unbond(deps, &env, &info, msg),
        ExecuteMsg::Withdraw(msg) => execute::withdraw(deps, &env, &info, msg),
        ExecuteMsg::Settle(msg) => execute::settle(deps, &env, &info, msg),
        ExecuteMsg::Penalize(msg) => execute::penalize(deps, &env, &info, msg),
        ExecuteMsg::FlushCommons(msg) => execute::flush_commons(deps, &info, msg),
        ExecuteMsg::UpdateParams(params) => execute::update_params(deps, &info, params),
        ExecuteMsg::ClaimFees(msg) => execute::claim_fees(deps, &env, &info, msg),
        ExecuteMsg::RegisterIssuer(msg) => execute::register_issuer(deps, &env, &info, msg),
        ExecuteMsg::UnregisterIssuer(msg) => execute::unregister_issuer(deps, &env, &info, msg),
        ExecuteMsg::Grant(msg) => execute::grant(deps, &env, &info, msg),
        ExecuteMsg::Revoke(msg) => execute::revoke(deps, &info, msg),
        ExecuteMsg::Reply(msg) => execute::reply(deps, &info, msg),
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
