//! Stand-ins for siblings: a registry that knows exposures, and an escrow that knows denoms. Tests
//! write their storage directly.

use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Order, Response, StdError,
    StdResult, Uint128,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    asset::{denom_key, denom_of_key},
    label_escrow::{self, DenomTerms, StakerFees, StakerFeesResponse},
    task_registry::{self, ExposureResponse, StakeRef},
};

/// Registry: (labeler, denom) -> exposure.
pub const EXPOSURES: Map<(&str, &str), Uint128> = Map::new("exposures");
/// Registry: whether it does not answer.
pub const SILENT: Item<bool> = Item::new("silent");
/// Escrow: the epoch that runs.
pub const EPOCH: Item<u32> = Item::new("epoch");
/// Escrow: (denom, epoch) -> the stakers' half of its fees.
pub const FEES: Map<(&str, u32), Uint128> = Map::new("fees");
/// Escrow: denoms that are allowed.
pub const ALLOWED: Map<&str, Empty> = Map::new("allowed");

fn nothing(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

pub fn registry() -> Box<dyn Contract<Empty>> {
    fn query(deps: Deps<'_>, _: Env, msg: task_registry::QueryMsg) -> StdResult<Binary> {
        let task_registry::QueryMsg::Exposure(StakeRef { labeler, denom }) = msg else {
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

fn fees(deps: Deps<'_>, through: Option<u32>) -> StdResult<Binary> {
    let mut fees = Vec::<StakerFees>::new();
    for entry in FEES.range(deps.storage, None, None, Order::Ascending) {
        let ((denom, epoch), amount) = entry?;
        let denom = denom_of_key(deps.api, &denom)?;
        if fees.last().is_none_or(|last| last.denom != denom) {
            let (through, accrued) = (Uint128::zero(), Uint128::zero());
            fees.push(StakerFees {
                denom,
                through,
                accrued,
            });
        }
        let last = fees.last_mut().unwrap();
        last.accrued += amount;
        if through.is_none_or(|through| epoch <= through) {
            last.through += amount;
        }
    }
    let epoch = EPOCH.may_load(deps.storage)?.unwrap_or_default();
    to_json_binary(&StakerFeesResponse { epoch, fees })
}

pub fn escrow() -> Box<dyn Contract<Empty>> {
    fn query(deps: Deps<'_>, _: Env, msg: label_escrow::QueryMsg) -> StdResult<Binary> {
        if let label_escrow::QueryMsg::StakerFees { through } = msg {
            return fees(deps, through);
        }
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
