//! Every message is cw20-base's own but the claim; minting and changing the minter are not among
//! them.

mod claim_emission;

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw20_base::{
    allowances::{
        execute_burn_from, execute_decrease_allowance, execute_increase_allowance,
        execute_send_from, execute_transfer_from,
    },
    contract::{
        execute_burn, execute_send, execute_transfer, execute_update_marketing, execute_upload_logo,
    },
};
use pasar_common::reward_token::ExecuteMsg;

use crate::error::ContractError;

pub use claim_emission::claim_emission;

/// Executes a claim, and has cw20-base execute every other message.
pub fn delegate(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    use ExecuteMsg as E;
    let response = match msg {
        E::ClaimEmission(msg) => return claim_emission(deps, env, &info, &msg),
        E::Transfer { recipient, amount } => execute_transfer(deps, env, info, recipient, amount),
        E::Burn { amount } => execute_burn(deps, env, info, amount),
        E::Send {
            contract,
            amount,
            msg,
        } => execute_send(deps, env, info, contract, amount, msg),
        E::IncreaseAllowance {
            spender,
            amount,
            expires,
        } => execute_increase_allowance(deps, env, info, spender, amount, expires),
        E::DecreaseAllowance {
            spender,
            amount,
            expires,
        } => execute_decrease_allowance(deps, env, info, spender, amount, expires),
        E::TransferFrom {
            owner,
            recipient,
            amount,
        } => execute_transfer_from(deps, env, info, owner, recipient, amount),
        E::SendFrom {
            owner,
            contract,
            amount,
            msg,
        } => execute_send_from(deps, env, info, owner, contract, amount, msg),
        E::BurnFrom { owner, amount } => execute_burn_from(deps, env, info, owner, amount),
        E::UpdateMarketing {
            project,
            description,
            marketing,
        } => execute_update_marketing(deps, env, info, project, description, marketing),
        E::UploadLogo(logo) => execute_upload_logo(deps, env, info, logo),
    };
    Ok(response?)
}
