//! A CW20 that misbehaves as it is told. Tests write its storage directly.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20QueryMsg, Cw20ReceiveMsg, Denom};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::{Item, Map};
use pasar_common::{label_escrow::DenomRef, reputation_staking};
use serde::{Deserialize, Serialize};

/// account -> balance.
pub const BALANCES: Map<&Addr, Uint128> = Map::new("balances");
/// How the token behaves.
pub const MOOD: Item<Mood> = Item::new("mood");

/// How a token behaves.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub enum Mood {
    /// As it should.
    Honest,
    /// Keeps a hundredth of what is sent.
    TakesFee,
    /// Tells of what it sends, and moves nothing.
    MovesNothing,
    /// Moves nothing, and says that everybody has everything.
    Lies,
    /// Refuses to move anything.
    Refuses,
    /// Does not say what anybody has.
    Silent,
    /// Withdraws again while it is asked to pay.
    Reenters,
}

/// Of a CW20's messages, those that move tokens.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case")]
enum Move {
    Transfer {
        recipient: String,
        amount: Uint128,
    },
    Send {
        contract: String,
        amount: Uint128,
        msg: Binary,
    },
}

pub fn token() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn instantiate(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    MOOD.save(deps.storage, &Mood::Honest)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, env: Env, info: MessageInfo, msg: Move) -> StdResult<Response> {
    let mood = MOOD.load(deps.storage)?;
    match msg {
        Move::Transfer { recipient, amount } => {
            let to = deps.api.addr_validate(&recipient)?;
            shift(deps, mood, (&info.sender, &to), amount)?;
            let again = reputation_staking::ExecuteMsg::Withdraw(DenomRef {
                denom: Denom::Cw20(env.contract.address),
            });
            let again = WasmMsg::Execute {
                contract_addr: info.sender.into(),
                msg: to_json_binary(&again)?,
                funds: vec![],
            };
            Ok(Response::new().add_messages((mood == Mood::Reenters).then_some(again)))
        }
        Move::Send {
            contract,
            amount,
            msg,
        } => {
            let to = deps.api.addr_validate(&contract)?;
            shift(deps, mood, (&info.sender, &to), amount)?;
            let hook = Cw20ReceiveMsg {
                sender: info.sender.into(),
                amount,
                msg,
            };
            Ok(Response::new().add_message(hook.into_cosmos_msg(contract)?))
        }
    }
}

/// Moves what the mood lets arrive.
fn shift(
    deps: DepsMut<'_>,
    mood: Mood,
    (from, to): (&Addr, &Addr),
    amount: Uint128,
) -> StdResult<()> {
    let arrives = match mood {
        Mood::Honest | Mood::Silent | Mood::Reenters => amount,
        Mood::TakesFee => amount.multiply_ratio(99u8, 100u8),
        Mood::MovesNothing | Mood::Lies => return Ok(()),
        Mood::Refuses => return Err(StdError::not_found("mercy")),
    };
    BALANCES.update(deps.storage, from, |balance| -> StdResult<_> {
        Ok(balance.unwrap_or_default().checked_sub(amount)?)
    })?;
    BALANCES.update(deps.storage, to, |balance| -> StdResult<_> {
        Ok(balance.unwrap_or_default().checked_add(arrives)?)
    })?;
    Ok(())
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
