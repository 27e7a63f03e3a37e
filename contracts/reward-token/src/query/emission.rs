//! Answers about the emission.

use cosmwasm_std::{Deps, Env, Uint128};
use pasar_common::{
    account::Account,
    reward_token::{EmissionResponse, PendingEmissionResponse, PendingEpoch, ScheduleResponse},
    time::{self, timestamp},
};

use crate::{
    books::emission::{check_count, epochs, points},
    error::ContractError,
    store::{ALL_MINTED, CLAIMED, MINTED, SCHEDULE},
};

/// The schedule, and what was minted until now.
pub fn schedule(deps: Deps<'_>, env: &Env) -> Result<ScheduleResponse, ContractError> {
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let calendar = epochs(deps, &schedule)?;
    let epoch = calendar.at(time::now(&env.block));
    Ok(ScheduleResponse {
        budget: schedule.budget(epoch),
        label_escrow: schedule.label_escrow,
        first_budget: schedule.first,
        keep: schedule.keep,
        mint_per_point: schedule.mint_per_point,
        epoch_zero: timestamp(calendar.zero),
        epoch_seconds: calendar.seconds,
        epoch,
        minted: ALL_MINTED.amount(deps.storage, &[])?,
    })
}

/// One epoch of the emission.
pub fn emission(deps: Deps<'_>, env: &Env, epoch: u32) -> Result<EmissionResponse, ContractError> {
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let ends_at = epochs(deps, &schedule)?.end(epoch);
    let own = env.contract.address.as_str();
    Ok(EmissionResponse {
        epoch,
        budget: schedule.budget(epoch),
        points: points(deps, &schedule, epoch, own)?.total,
        minted: MINTED.amount(deps.storage, &epoch)?,
        ends_at: timestamp(ends_at),
        ended: time::now(&env.block) >= ends_at,
    })
}

/// What a labeler could claim.
pub fn pending(
    deps: Deps<'_>,
    env: &Env,
    labeler: &str,
    wanted: &[u32],
) -> Result<PendingEmissionResponse, ContractError> {
    check_count(wanted)?;
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let calendar = epochs(deps, &schedule)?;
    let account = Account::of(deps.api, labeler)?.canonical;
    let mut all = Vec::<PendingEpoch>::new();
    let mut claimable = Uint128::zero();
    for &epoch in wanted {
        let points = points(deps, &schedule, epoch, labeler)?;
        let claimed = CLAIMED.may_load(deps.storage, &(epoch, account.clone()))?;
        let amount = match claimed {
            Some(claimed) => claimed.0,
            None => schedule.reward(epoch, points.points, points.total),
        };
        let ended = time::now(&env.block) >= calendar.end(epoch);
        let seen = all.iter().any(|other| other.epoch == epoch);
        if ended && claimed.is_none() && !seen {
            claimable = claimable.checked_add(amount)?;
        }
        all.push(PendingEpoch {
            epoch,
            points: points.points,
            amount,
            ended,
            claimed: claimed.is_some(),
        });
    }
    Ok(PendingEmissionResponse {
        epochs: all,
        claimable,
    })
}
