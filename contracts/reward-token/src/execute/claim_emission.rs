//! Mints what labels earned, by the schedule and by nothing else.
//!
//! Whatever the escrow says, an epoch mints no more than its budget, only once it has ended, and to
//! each labeler once. When epochs start and end is asked of the escrow once and kept.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use cw20_base::contract::execute_mint;
use pasar_common::{
    reward_token::{ClaimEmission, EmissionClaimed},
    time,
};

use crate::{
    books::emission::{book, check_count, epochs, points},
    error::ContractError,
    store::{CLAIMED, EPOCHS, SCHEDULE},
};

/// Mints what the sender's labels earned in epochs that ended.
///
/// # Errors
/// See `ExecuteMsg::ClaimEmission`.
pub fn claim_emission(
    deps: DepsMut<'_>,
    env: Env,
    info: &MessageInfo,
    msg: &ClaimEmission,
) -> Result<Response, ContractError> {
    check_count(&msg.epochs)?;
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let calendar = epochs(deps.as_ref(), &schedule)?;
    EPOCHS.save(deps.storage, &[], &calendar);

    let labeler = deps.api.addr_canonicalize(info.sender.as_str())?;
    let now = time::now(&env.block);
    let mut sum = Uint128::zero();
    let mut events = Vec::new();
    for &epoch in &msg.epochs {
        let ends_at = calendar.end(epoch);
        if now < ends_at {
            return Err(ContractError::EpochRuns { epoch, ends_at });
        }
        if CLAIMED.has(deps.storage, &(epoch, labeler.clone())) {
            return Err(ContractError::AlreadyClaimed {
                epoch,
                labeler: info.sender.clone(),
            });
        }
        let points = points(deps.as_ref(), &schedule, epoch, info.sender.as_str())?;
        let amount = schedule.reward(epoch, points.points, points.total);
        if amount.is_zero() {
            continue;
        }
        book(deps.storage, &schedule, epoch, &labeler, amount)?;
        sum = sum.checked_add(amount)?;
        events.push(EmissionClaimed {
            labeler: info.sender.to_string(),
            epoch,
            points: points.points,
            amount,
        });
    }
    if sum.is_zero() {
        return Err(ContractError::NothingToClaim {
            labeler: info.sender.clone(),
        });
    }

    // The token is its own minter; cw20-base checks the cap once more.
    let minter = MessageInfo {
        sender: env.contract.address.clone(),
        funds: vec![],
    };
    let response = execute_mint(deps, env, minter, info.sender.to_string(), sum)?;
    Ok(response.add_events(events))
}
