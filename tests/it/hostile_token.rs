//! A CW20 whose maker can turn it bad at any time.

use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env,
    MessageInfo, Reply, Response, StdError, StdResult, Storage, SubMsg, Uint128,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg, Cw20ReceiveMsg};
use cw_multi_test::{Contract, ContractWrapper};
use serde::{Deserialize, Serialize};

/// How a token misbehaves.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Honest,
    /// No transfer succeeds.
    Frozen,
    /// A tenth of every transfer is gone.
    Greedy,
    /// Everybody has a lot, says the token.
    Lying,
    /// The token does not say what anybody has.
    Mute,
    /// Every transfer sends this message too, and swallows its failure.
    Reentrant(Box<CosmosMsg>),
}

/// What only its maker asks of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evil {
    Turn(Mode),
    /// Takes tokens away.
    Seize {
        from: String,
        amount: Uint128,
    },
    /// Sends a message in the token's name.
    Say(Box<CosmosMsg>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum AnyMsg {
    Token(Cw20ExecuteMsg),
    Evil(Evil),
}

const MODE: &[u8] = b"mode";

fn mode(store: &dyn Storage) -> Mode {
    store
        .get(MODE)
        .map_or(Mode::Honest, |bytes| from_json(bytes).unwrap())
}

fn balance(store: &dyn Storage, of: &str) -> Uint128 {
    let bytes = store.get(of.as_bytes());
    bytes.map_or(Uint128::zero(), |bytes| from_json(bytes).unwrap())
}

fn set(store: &mut dyn Storage, of: &str, amount: Uint128) {
    store.set(of.as_bytes(), &to_json_vec(&amount).unwrap());
}

fn moves(store: &mut dyn Storage, from: &str, to: &str, amount: Uint128) -> StdResult<Response> {
    let mode = mode(store);
    if matches!(mode, Mode::Frozen) {
        return Err(StdError::not_found("will"));
    }
    let kept = match mode {
        Mode::Greedy => amount / Uint128::new(10),
        _ => Uint128::zero(),
    };
    let left = match mode {
        Mode::Lying => balance(store, from).saturating_sub(amount),
        _ => balance(store, from).checked_sub(amount)?,
    };
    set(store, from, left);
    let arrived = balance(store, to) + amount - kept;
    set(store, to, arrived);
    Ok(match mode {
        Mode::Reentrant(message) => {
            Response::new().add_submessage(SubMsg::reply_on_error(*message, 1))
        }
        _ => Response::new(),
    })
}

fn execute(deps: DepsMut<'_>, _: Env, info: MessageInfo, msg: AnyMsg) -> StdResult<Response> {
    let sender = info.sender.as_str();
    match msg {
        AnyMsg::Token(Cw20ExecuteMsg::Transfer { recipient, amount }) => {
            moves(deps.storage, sender, &recipient, amount)
        }
        AnyMsg::Token(Cw20ExecuteMsg::Send {
            contract,
            amount,
            msg,
        }) => {
            let response = moves(deps.storage, sender, &contract, amount)?;
            let hook = Cw20ReceiveMsg {
                sender: sender.into(),
                amount,
                msg,
            };
            Ok(response.add_message(hook.into_cosmos_msg(contract)?))
        }
        AnyMsg::Token(_) => Err(StdError::not_found("message")),
        AnyMsg::Evil(Evil::Turn(mode)) => {
            deps.storage.set(MODE, &to_json_vec(&mode)?);
            Ok(Response::new())
        }
        AnyMsg::Evil(Evil::Seize { from, amount }) => {
            let left = balance(deps.storage, &from).checked_sub(amount)?;
            set(deps.storage, &from, left);
            Ok(Response::new())
        }
        AnyMsg::Evil(Evil::Say(message)) => Ok(Response::new().add_message(*message)),
    }
}

fn instantiate(deps: DepsMut<'_>, _: Env, _: MessageInfo, to: Vec<Addr>) -> StdResult<Response> {
    for account in to {
        set(
            deps.storage,
            account.as_str(),
            Uint128::new(1_000_000_000_000),
        );
    }
    Ok(Response::new())
}

fn query(deps: Deps<'_>, _: Env, msg: Cw20QueryMsg) -> StdResult<Binary> {
    let Cw20QueryMsg::Balance { address } = msg else {
        return Err(StdError::not_found("query"));
    };
    let balance = match mode(deps.storage) {
        Mode::Lying => Uint128::new(u128::MAX / 2),
        Mode::Mute => return Err(StdError::not_found("balance")),
        _ => balance(deps.storage, &address),
    };
    to_json_binary(&BalanceResponse { balance })
}

fn reply(_: DepsMut<'_>, _: Env, _: Reply) -> StdResult<Response> {
    Ok(Response::new())
}

/// Its code; it is instantiated with the accounts that have tokens.
pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply))
}
