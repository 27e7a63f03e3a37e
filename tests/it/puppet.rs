//! A contract that acts as its messages say, in one transaction, and reverts where a wish is not
//! fulfilled: what an attacker would deploy.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdError, StdResult,
};
use cw_multi_test::{Contract, ContractWrapper};
use pasar_common::task_registry::{QueryMsg, SeatResponse, TaskSeat};
use pasar_testkit::{Market, Outcome};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PuppetMsg {
    /// Sends these messages, one after the other.
    Run { messages: Vec<CosmosMsg> },
    /// Reverts everything unless the puppet has a seat in this task.
    Wish {
        registry: Addr,
        campaign: u32,
        task: u32,
    },
}

fn execute(deps: DepsMut<'_>, env: Env, _: MessageInfo, msg: PuppetMsg) -> StdResult<Response> {
    match msg {
        PuppetMsg::Run { messages } => Ok(Response::new().add_messages(messages)),
        PuppetMsg::Wish {
            registry,
            campaign,
            task,
        } => {
            let seat = QueryMsg::Seat(TaskSeat {
                campaign,
                task,
                labeler: env.contract.address.into_string(),
            });
            deps.querier
                .query_wasm_smart::<SeatResponse>(registry, &seat)?;
            Ok(Response::new())
        }
    }
}

fn instantiate(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn query(_: Deps<'_>, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::not_found("query"))
}

fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

/// Deploys a puppet.
pub fn puppet(market: &mut Market, label: &str) -> Addr {
    market.deploy(code(), &Empty {}, label)
}

/// The puppet's master sends it messages to send.
#[track_caller]
pub fn run(market: &mut Market, puppet: &Addr, messages: Vec<CosmosMsg>) -> Outcome {
    let master = market.account("master");
    market.execute(&master, puppet, &PuppetMsg::Run { messages }, &[])
}

/// A message to a contract, without funds.
pub fn msg(contract: &Addr, msg: &impl Serialize) -> CosmosMsg {
    cosmwasm_std::WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg: to_json_binary(msg).unwrap(),
        funds: vec![],
    }
    .into()
}
