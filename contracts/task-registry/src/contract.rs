//! Entry points.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::task_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, Mode, QueryMsg};

use crate::{
    error::ContractError,
    execute, query,
    rules::config::{check_params, Config},
    session::randomness::check_key,
    store::CONFIG,
};

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-task-registry";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the registry.
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
    check_params(&msg.params)?;
    check_key(deps.api, &msg.params.randomness)?;
    let config = Config {
        label_escrow: deps.api.addr_validate(&msg.label_escrow)?,
        reputation_staking: deps.api.addr_validate(&msg.reputation_staking)?,
        reward_token: deps.api.addr_validate(&msg.reward_token)?,
        params: msg.params,
        mode: Mode::Active,
    };
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
        ExecuteMsg::CreateCampaign(msg) => execute::campaign::create(deps, &env, &info, *msg),
        ExecuteMsg::Receive(msg) => execute::receive(deps, &env, &info, msg),
        ExecuteMsg::CancelCampaign(msg) => execute::campaign::cancel(deps, &env, &info, msg),
        ExecuteMsg::Claim(msg) => execute::draw::claim(deps, &env, &info, msg),
        ExecuteMsg::Draw(msg) => execute::draw::draw(deps, &env, &info, msg),
        ExecuteMsg::Release(msg) => execute::draw::release(deps, &env, &info, msg),
        ExecuteMsg::Commit(msg) => execute::task::commit(deps, &env, &info, msg),
        ExecuteMsg::Ask(msg) => execute::task::ask(deps, &env, &info, msg),
        ExecuteMsg::Close(msg) => execute::task::close(deps, &env, &info, msg),
        ExecuteMsg::OpenGold(msg) => execute::verdict::open_gold(deps, &env, &info, msg),
        ExecuteMsg::Advance(msg) => execute::task::advance(deps, &env, &info, msg),
        ExecuteMsg::Reveal(msg) => execute::task::reveal(deps, &env, &info, msg),
        ExecuteMsg::Resolve(msg) => execute::verdict::resolve(deps, &env, &info, msg),
        ExecuteMsg::Settle(msg) => execute::verdict::settle(deps, &env, &info, msg),
        ExecuteMsg::Challenge(msg) => execute::challenge::challenge(deps, &env, &info, msg),
        ExecuteMsg::Register(msg) => execute::challenge::register(deps, &env, &info, msg),
        ExecuteMsg::Sit(msg) => execute::challenge::sit(deps, &env, &info, msg),
        ExecuteMsg::Unregister(msg) => execute::challenge::unregister(deps, &env, &info, &msg),
        ExecuteMsg::SealPanel(msg) => execute::challenge::seal_panel(deps, &env, &info, msg),
        ExecuteMsg::RevealPanel(msg) => execute::challenge::reveal_panel(deps, &env, &info, msg),
        ExecuteMsg::AdvancePanel(msg) => execute::challenge::advance_panel(deps, &env, &info, &msg),
        ExecuteMsg::UpdateParams(params) => execute::owner::update_params(deps, &info, params),
        ExecuteMsg::SetMode(mode) => execute::owner::set_mode(deps, &info, mode),
        ExecuteMsg::UpdateOwnership(action) => {
            execute::owner::update_ownership(deps, &env, &info, action)
        }
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn query(deps: Deps<'_>, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg)
}

/// Moves from an older version. Nothing is rewritten: the first byte of a record says which version
/// of it is read.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    cw2::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
