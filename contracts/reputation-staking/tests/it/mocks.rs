//! Stand-ins: a registry that knows exposures, an escrow that knows denoms, and a CW20 that
//! misbehaves as it is told. Tests write their storage directly.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg, Cw20ReceiveMsg, Denom};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    asset::denom_key,
    label_escrow::{self, DenomRef, DenomTerms},
    reputation_staking,
    task_registry::{self, ExposureResponse},
};
use serde::{Deserialize, Serialize};

/// Registry: (labeler, denom) -> exposure; none at all: the registry does not answer.
pub const EXPOSURES: Map<(&str, &str), Uint128> = Map::new("exposures");
/// Registry: whether it answers.
pub const SILENT: Item<bool> = Item::new("silent");
/// Escrow: denoms that are allowed.
pub const ALLOWED: Map<&str, Empty> = Map::new("allowed");
/// Token: account -> balance.
pub const BALANCES: Map<&Addr, Uint128> = Map::new("balances");
/// Token: how it behaves.
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

fn nothing(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

pub fn registry() -> Box<dyn Contract<Empty>> {
    fn query(deps: Deps<'_>, _: Env, msg: task_registry::QueryMsg) -> StdResult<Binary> {
        let task_registry::QueryMsg::Exposure { labeler, denom } = msg else {
            return Err(StdError::not_found("query"));
        };
        if SILENT.may_load(deps.storage)?.unwrap_or_default() {
            return Err(StdError::not_found("exposure"));
        }
        let amount = EXPOSURES.may_load(deps.storage, (&labeler, &denom_key(&denom)))?;
        to_json_binary(&ExposureResponse {
            amount: amount.unwrap_or_default(),
            misses: 0,
        })
    }
    Box::new(ContractWrapper::new(nothing, nothing, query))
}

pub fn escrow() -> Box<dyn Contract<Empty>> {
    fn query(deps: Deps<'_>, _: Env, msg: label_escrow::QueryMsg) -> StdResult<Binary> {
        let label_escrow::QueryMsg::Denom { denom } = msg else {
            return Err(StdError::not_found("query"));
        };
        ALLOWED.load(deps.storage, &denom_key(&denom))?;
        to_json_binary(&DenomTerms {
            denom,
            min_price: Uint128::one(),
            min_seat_stake: Uint128::zero(),
            tip_per_task: Uint128::zero(),
            reputation_fee: Uint128::zero(),
            emission_weight: 0,
        })
    }
    Box::new(ContractWrapper::new(nothing, nothing, query))
}

pub fn token() -> Box<dyn Contract<Empty>> {
    fn execute(
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Cw20ExecuteMsg,
    ) -> StdResult<Response> {
        let mood = MOOD.load(deps.storage)?;
        match msg {
            Cw20ExecuteMsg::Transfer { recipient, amount } => {
                let to = deps.api.addr_validate(&recipient)?;
                shift(deps, mood, &info.sender, &to, amount)?;
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
            Cw20ExecuteMsg::Send {
                contract,
                amount,
                msg,
            } => {
                let to = deps.api.addr_validate(&contract)?;
                shift(deps, mood, &info.sender, &to, amount)?;
                let hook = Cw20ReceiveMsg {
                    sender: info.sender.into(),
                    amount,
                    msg,
                };
                Ok(Response::new().add_message(hook.into_cosmos_msg(contract)?))
            }
            _ => Err(StdError::not_found("message")),
        }
    }

    fn shift(
        deps: DepsMut<'_>,
        mood: Mood,
        from: &Addr,
        to: &Addr,
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
        let balance = match MOOD.load(deps.storage)? {
            Mood::Silent => return Err(StdError::not_found("balance")),
            Mood::Lies => Uint128::MAX,
            _ => BALANCES
                .may_load(deps.storage, &address)?
                .unwrap_or_default(),
        };
        to_json_binary(&BalanceResponse { balance })
    }

    fn instantiate(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        MOOD.save(deps.storage, &Mood::Honest)?;
        Ok(Response::new())
    }

    Box::new(ContractWrapper::new(execute, instantiate, query))
}
