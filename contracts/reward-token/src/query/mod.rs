//! Every query is cw20-base's own but those of the emission.

mod emission;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use cw20_base::{
    allowances::query_allowance,
    contract::{
        query_balance, query_download_logo, query_marketing_info, query_minter, query_token_info,
    },
    enumerable::{query_all_accounts, query_owner_allowances, query_spender_allowances},
};
use pasar_common::reward_token::QueryMsg;

use crate::error::ContractError;

/// Answers a query.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    Ok(match msg {
        Q::Balance { address } => to_json_binary(&query_balance(deps, address)?),
        Q::TokenInfo {} => to_json_binary(&query_token_info(deps)?),
        Q::Minter {} => to_json_binary(&query_minter(deps)?),
        Q::Allowance { owner, spender } => to_json_binary(&query_allowance(deps, owner, spender)?),
        Q::AllAllowances {
            owner,
            start_after,
            limit,
        } => to_json_binary(&query_owner_allowances(deps, owner, start_after, limit)?),
        Q::AllSpenderAllowances {
            spender,
            start_after,
            limit,
        } => {
            let page = query_spender_allowances(deps, spender, start_after, limit)?;
            to_json_binary(&page)
        }
        Q::AllAccounts { start_after, limit } => {
            to_json_binary(&query_all_accounts(deps, start_after, limit)?)
        }
        Q::MarketingInfo {} => to_json_binary(&query_marketing_info(deps)?),
        Q::DownloadLogo {} => to_json_binary(&query_download_logo(deps)?),
        Q::Schedule {} => to_json_binary(&emission::schedule(deps, env)?),
        Q::Emission { epoch } => to_json_binary(&emission::emission(deps, env, epoch)?),
        Q::PendingEmission { labeler, epochs } => {
            to_json_binary(&emission::pending(deps, env, &labeler, &epochs)?)
        }
    }?)
}
