//! Stand-ins for siblings: a registry that knows exposures, and an escrow that knows denoms. Tests
//! write their storage directly.

use cosmwasm_std::{
    testing::{mock_env, MockApi},
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Order, Response, StdError,
    StdResult, Uint128, Uint256,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    asset::{denom_key, denom_of_key},
    label_escrow::{self, DenomEntry, DenomTerms, Fees, StakerFees, StakerFeesResponse, FEE_UNIT},
    ratio::Bps,
    task_registry::{self, ExposureResponse, StakeRef},
};

/// Registry: (labeler, denom) -> exposure.
pub const EXPOSURES: Map<(&str, &str), Uint128> = Map::new("exposures");
/// Registry: whether it does not answer.
pub const SILENT: Item<bool> = Item::new("silent");
/// Escrow: length of an epoch; the first starts with the chain.
pub const EPOCH_SECONDS: u64 = 1_000;
/// Escrow: epoch -> the stake that shares its fees.
pub const EARNING: Map<u32, Uint128> = Map::new("earning");
/// Escrow: (denom, epoch) -> the stakers' half of its fees.
pub const FEES: Map<(&str, u32), Uint128> = Map::new("fees");
/// Escrow: denoms that were ever allowed, and whether they still are.
pub const ALLOWED: Map<&str, bool> = Map::new("allowed");

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
        })
    }
    Box::new(ContractWrapper::new(nothing, nothing, query))
}

/// What a staked unit got before each of these epochs.
fn fees(deps: Deps<'_>, epochs: &[u32]) -> StdResult<Binary> {
    let mut fees = Vec::<StakerFees>::new();
    for entry in FEES.range(deps.storage, None, None, Order::Ascending) {
        let ((denom, epoch), amount) = entry?;
        let denom = denom_of_key(deps.api, &denom)?;
        if fees.last().is_none_or(|last| last.denom != denom) {
            fees.push(StakerFees {
                denom,
                indexes: vec![Uint256::zero(); epochs.len()],
                accrued: Uint128::zero(),
            });
        }
        let last = fees.last_mut().unwrap();
        last.accrued += amount;
        let part = amount.full_mul(FEE_UNIT) / Uint256::from(EARNING.load(deps.storage, epoch)?);
        for (before, index) in epochs.iter().zip(&mut last.indexes) {
            if epoch < *before {
                *index += part;
            }
        }
    }
    to_json_binary(&StakerFeesResponse { epoch: 0, fees })
}

fn config() -> StdResult<Binary> {
    let nobody = MockApi::default().addr_make("nobody");
    to_json_binary(&label_escrow::ConfigResponse {
        task_registry: nobody.clone(),
        reputation_staking: nobody.clone(),
        commons: nobody,
        fees: Fees {
            fee: Bps::ZERO,
            contributors_floor: Bps::ZERO,
        },
        epoch_seconds: EPOCH_SECONDS,
        epoch_zero: mock_env().block.time,
    })
}

pub fn escrow() -> Box<dyn Contract<Empty>> {
    fn query(deps: Deps<'_>, _: Env, msg: label_escrow::QueryMsg) -> StdResult<Binary> {
        if let label_escrow::QueryMsg::Config {} = msg {
            return config();
        }
        if let label_escrow::QueryMsg::StakerFees { epochs } = &msg {
            return fees(deps, epochs);
        }
        let label_escrow::QueryMsg::Denom { denom } = msg else {
            return Err(StdError::not_found("query"));
        };
        let allowed = ALLOWED.load(deps.storage, &denom_key(&denom))?;
        let terms = DenomTerms {
            denom,
            min_price: Uint128::one(),
            min_seat_stake: Uint128::zero(),
            tip_per_task: Uint128::zero(),
            reputation_fee: Uint128::zero(),
            emission_weight: 0,
        };
        to_json_binary(&DenomEntry { terms, allowed })
    }
    Box::new(ContractWrapper::new(nothing, nothing, query))
}
