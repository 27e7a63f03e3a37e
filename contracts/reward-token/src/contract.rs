//! Entry points.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::MinterResponse;
use cw20_base::msg::InstantiateMarketingInfo;
use cw_utils::nonpayable;
use pasar_common::reward_token::{
    ExecuteMsg, InstantiateMsg, Marketing, MigrateMsg, QueryMsg, MAX_INITIAL_BALANCES,
};

use crate::{books::schedule, error::ContractError, execute, query, store::SCHEDULE};

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-reward-token";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the token. Its minter is the token itself, which mints by its schedule alone.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn instantiate(
    mut deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    let initial = check_balances(&msg)?;
    let schedule = schedule::check(deps.api, &msg.label_escrow, &msg.emission)?;
    schedule::check_cap(&schedule, initial, msg.cap)?;
    SCHEDULE.save(deps.storage, &[], &schedule);

    let minter = MinterResponse {
        minter: env.contract.address.to_string(),
        cap: Some(msg.cap),
    };
    let msg = cw20_base::msg::InstantiateMsg {
        name: msg.name,
        symbol: msg.symbol,
        decimals: msg.decimals,
        initial_balances: msg.initial_balances,
        mint: Some(minter),
        marketing: msg.marketing.map(marketing),
    };
    let response = cw20_base::contract::instantiate(deps.branch(), env, info, msg)?;
    // Only now: cw20-base has just written its own name.
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(response)
}

/// Refuses initial balances that are too many, or more than can ever exist.
fn check_balances(msg: &InstantiateMsg) -> Result<Uint128, ContractError> {
    if msg.initial_balances.len() > MAX_INITIAL_BALANCES {
        return Err(ContractError::TooManyBalances {
            found: msg.initial_balances.len(),
            max: MAX_INITIAL_BALANCES,
        });
    }
    let found = msg
        .initial_balances
        .iter()
        .try_fold(Uint128::zero(), |sum, coin| sum.checked_add(coin.amount))?;
    if found <= msg.cap {
        return Ok(found);
    }
    Err(ContractError::AboveCap {
        found,
        cap: msg.cap,
    })
}

fn marketing(marketing: Marketing) -> InstantiateMarketingInfo {
    InstantiateMarketingInfo {
        project: marketing.project,
        description: marketing.description,
        marketing: marketing.marketing,
        logo: marketing.logo,
    }
}

/// Executes a message.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn execute(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    execute::delegate(deps, env, info, msg)
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn query(deps: Deps<'_>, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg)
}

/// Moves from an older version.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    cw2::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
