//! Entry points.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::task_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::{config::Config, error::ContractError, execute, query, state::CONFIG};

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-task-registry";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the registry.
///
/// # Errors
/// Where an address is invalid or a setting out of bounds.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn instantiate(
    deps: DepsMut<'_>,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    CONFIG.save(deps.storage, &Config::check(deps.api, &msg)?)?;
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
        ExecuteMsg::CreateCampaign(msg) => execute::create_campaign(deps, &env, &info, *msg),
        ExecuteMsg::Receive(msg) => execute::receive(deps, &env, &info, msg),
        ExecuteMsg::CancelCampaign(msg) => execute::cancel_campaign(deps, &env, &info, msg),
        ExecuteMsg::Claim(msg) => execute::claim(deps, &env, &info, msg),
        ExecuteMsg::Draw(msg) => execute::draw(deps, &env, &info, msg),
        ExecuteMsg::Release(msg) => execute::release(deps, &env, &info, msg),
        ExecuteMsg::Commit(msg) => execute::commit(deps, &env, &info, msg),
        ExecuteMsg::Ask(msg) => execute::ask(deps, &env, &info, msg),
        ExecuteMsg::Close(msg) => execute::close(deps, &env, &info, msg),
        ExecuteMsg::OpenGold(msg) => execute::open_gold(deps, &env, &info, msg),
        ExecuteMsg::Advance(msg) => execute::advance(deps, &env, &info, msg),
        ExecuteMsg::Reveal(msg) => execute::reveal(deps, &env, &info, msg),
        ExecuteMsg::Resolve(msg) => execute::resolve(deps, &env, &info, msg),
        ExecuteMsg::Settle(msg) => execute::settle(deps, &env, &info, msg),
        ExecuteMsg::Challenge(msg) => execute::challenge(deps, &env, &info, msg),
        ExecuteMsg::JoinPanel(msg) => execute::join_panel(deps, &env, &info, msg),
        ExecuteMsg::Beat {} => execute::beat(deps, &env, &info),
        ExecuteMsg::UpdateParams(params) => execute::update_params(deps, &info, params),
        ExecuteMsg::SetMode(mode) => execute::set_mode(deps, &info, mode),
        ExecuteMsg::UpdateOwnership(action) => execute::update_ownership(deps, &env, &info, action),
    }
}

/// Answers a query.
///
/// # Errors
/// Where what is asked for does not exist.
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
