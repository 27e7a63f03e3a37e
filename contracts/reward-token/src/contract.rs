//! Entry points: every message and query is `cw20-base`'s.

use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdResult, Uint128,
};
use cw20::MinterResponse;
use cw20_base::{
    allowances, contract as base, enumerable,
    msg::{InstantiateMarketingInfo, InstantiateMsg as BaseInstantiateMsg},
};
use cw_utils::nonpayable;
use pasar_common::reward_token::{
    ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, MAX_INITIAL_BALANCES,
};

use crate::error::ContractError;

/// Name in the contract's version record.
pub const CONTRACT_NAME: &str = "pasar-reward-token";
/// Version in the contract's version record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the token. It is its own minter, so no key can mint.
///
/// # Errors
/// Where metadata, balances or the cap are refused.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn instantiate(
    mut deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    check_balances(&msg)?;
    let minter = MinterResponse {
        minter: env.contract.address.to_string(),
        cap: Some(msg.cap),
    };
    let marketing = msg.marketing.map(|marketing| InstantiateMarketingInfo {
        project: marketing.project,
        description: marketing.description,
        marketing: marketing.marketing,
        logo: marketing.logo,
    });
    let instantiate = BaseInstantiateMsg {
        name: msg.name,
        symbol: msg.symbol,
        decimals: msg.decimals,
        initial_balances: msg.initial_balances,
        mint: Some(minter),
        marketing,
    };
    let response = base::instantiate(deps.branch(), env, info, instantiate)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(response)
}

/// Refuses too many initial balances, or more than the cap.
fn check_balances(msg: &InstantiateMsg) -> Result<(), ContractError> {
    let (found, max) = (msg.initial_balances.len(), MAX_INITIAL_BALANCES);
    if found > max {
        return Err(ContractError::TooManyBalances { found, max });
    }
    let amounts = msg.initial_balances.iter().map(|balance| balance.amount);
    let found = amounts.fold(Uint128::zero(), Uint128::saturating_add);
    if found > msg.cap {
        return Err(ContractError::AboveCap {
            found,
            cap: msg.cap,
        });
    }
    Ok(())
}

/// Executes a message.
///
/// # Errors
/// See `cw20-base`.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn execute(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    use ExecuteMsg as E;
    Ok(match msg {
        E::Transfer { recipient, amount } => {
            base::execute_transfer(deps, env, info, recipient, amount)
        }
        E::Burn { amount } => base::execute_burn(deps, env, info, amount),
        E::Send {
            contract,
            amount,
            msg,
        } => base::execute_send(deps, env, info, contract, amount, msg),
        E::IncreaseAllowance {
            spender,
            amount,
            expires,
        } => allowances::execute_increase_allowance(deps, env, info, spender, amount, expires),
        E::DecreaseAllowance {
            spender,
            amount,
            expires,
        } => allowances::execute_decrease_allowance(deps, env, info, spender, amount, expires),
        E::TransferFrom {
            owner,
            recipient,
            amount,
        } => allowances::execute_transfer_from(deps, env, info, owner, recipient, amount),
        E::SendFrom {
            owner,
            contract,
            amount,
            msg,
        } => allowances::execute_send_from(deps, env, info, owner, contract, amount, msg),
        E::BurnFrom { owner, amount } => {
            allowances::execute_burn_from(deps, env, info, owner, amount)
        }
        E::UpdateMarketing {
            project,
            description,
            marketing,
        } => base::execute_update_marketing(deps, env, info, project, description, marketing),
        E::UploadLogo(logo) => base::execute_upload_logo(deps, env, info, logo),
    }?)
}

/// Answers a query.
///
/// # Errors
/// Where an address is invalid.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn query(deps: Deps<'_>, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    use QueryMsg as Q;
    match msg {
        Q::Balance { address } => to_json_binary(&base::query_balance(deps, address)?),
        Q::TokenInfo {} => to_json_binary(&base::query_token_info(deps)?),
        Q::Minter {} => to_json_binary(&base::query_minter(deps)?),
        Q::Allowance { owner, spender } => {
            to_json_binary(&allowances::query_allowance(deps, owner, spender)?)
        }
        Q::AllAllowances {
            owner,
            start_after,
            limit,
        } => to_json_binary(&enumerable::query_owner_allowances(
            deps,
            owner,
            start_after,
            limit,
        )?),
        Q::AllSpenderAllowances {
            spender,
            start_after,
            limit,
        } => to_json_binary(&enumerable::query_spender_allowances(
            deps,
            spender,
            start_after,
            limit,
        )?),
        Q::AllAccounts { start_after, limit } => {
            to_json_binary(&enumerable::query_all_accounts(deps, start_after, limit)?)
        }
        Q::MarketingInfo {} => to_json_binary(&base::query_marketing_info(deps)?),
        Q::DownloadLogo {} => to_json_binary(&base::query_download_logo(deps)?),
    }
}

/// Moves from an older version.
///
/// # Errors
/// Where the stored contract is another one or newer.
#[cfg_attr(not(feature = "library"), cosmwasm_std::entry_point)]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    cw2::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
