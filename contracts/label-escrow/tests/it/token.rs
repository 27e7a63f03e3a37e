//! A CW20 that misbehaves as it is told. Tests write its storage directly.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20QueryMsg};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::{Item, Map};
use serde::{Deserialize, Serialize};

/// account -> balance.
pub const BALANCES: Map<&Addr, Uint128> = Map::new("balances");
/// How the token behaves.
pub const MOOD: Item<Mood> = Item::new("mood");

/// How a token behaves.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub enum Mood {
    /// As it should.
    Honest,
    /// Keeps a hundredth of what is sent.
    TakesFee,
    /// Says that it sends, and moves nothing.
    MovesNothing,
    /// Moves nothing, and says that everybody has everything.
    Lies,
    /// Refuses to move anything.
    Refuses,
    /// Does not say what anybody has.
    Silent,
    /// Once, while it is asked to pay, calls the contract that asked.
    Reenters(Binary),
}

/// Of a CW20's messages the one that the suite needs.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case")]
enum Move {
    Transfer { recipient: String, amount: Uint128 },
}

pub fn token() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn instantiate(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    MOOD.save(deps.storage, &Mood::Honest)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, _: Env, info: MessageInfo, msg: Move) -> StdResult<Response> {
    let Move::Transfer { recipient, amount } = msg;
    let to = deps.api.addr_validate(&recipient)?;
    let mut response = Response::new();
    let arrives = match MOOD.load(deps.storage)? {
        Mood::Honest | Mood::Silent => amount,
        Mood::TakesFee => amount.multiply_ratio(99u8, 100u8),
        Mood::MovesNothing | Mood::Lies => return Ok(response),
        Mood::Refuses => return Err(StdError::not_found("mercy")),
        Mood::Reenters(msg) => {
            MOOD.save(deps.storage, &Mood::Honest)?;
            response = response.add_message(WasmMsg::Execute {
                contract_addr: info.sender.to_string(),
                msg,
                funds: vec![],
            });
            amount
        }
    };
    BALANCES.update(deps.storage, &info.sender, |balance| -> StdResult<_> {
        Ok(balance.unwrap_or_default().checked_sub(amount)?)
    })?;
    BALANCES.update(deps.storage, &to, |balance| -> StdResult<_> {
        Ok(balance.unwrap_or_default().checked_add(arrives)?)
    })?;
    Ok(response)
}

fn query(deps: Deps<'_>, _: Env, msg: Cw20QueryMsg) -> StdResult<Binary> {
    let Cw20QueryMsg::Balance { address } = msg else {
        return Err(StdError::not_found("query"));
    };
    let address = deps.api.addr_validate(&address)?;
    let mood = MOOD.load(deps.storage)?;
    if mood == Mood::Silent {
        return Err(StdError::not_found("balance"));
    }
    let balance = if mood == Mood::Lies {
        Uint128::MAX
    } else {
        BALANCES
            .may_load(deps.storage, &address)?
            .unwrap_or_default()
    };
    to_json_binary(&BalanceResponse { balance })
}
