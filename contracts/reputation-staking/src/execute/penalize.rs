//! Takes penalties out of stakes.

use cosmwasm_std::{CanonicalAddr, DepsMut, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    asset::denom_key,
    raw::{stake_key, STAKES},
    reputation_staking::{Penalized, Penalty, PenaltyBatch},
};

use super::only_registry;
use crate::{
    books::{books, stake},
    error::ContractError,
    state::{tips_key, BOOKS, TIPS},
};

/// Takes penalties out of stakes: the tip to whoever turned the crank, the rest to the commons.
/// What is owed in all does not change: it changes hands.
///
/// # Errors
/// See `ExecuteMsg::Penalize`.
pub fn penalize(
    mut deps: DepsMut<'_>,
    info: &MessageInfo,
    batch: PenaltyBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.as_ref(), &info.sender, batch.penalties.len())?;

    let denom = denom_key(&batch.denom);
    let tip_to = match &batch.tip_to {
        Some(to) => Some(
            deps.api
                .addr_canonicalize(deps.api.addr_validate(to)?.as_str())?,
        ),
        None => None,
    };
    let (mut tips, mut commons) = (Uint128::zero(), Uint128::zero());
    let mut response = Response::new();
    for penalty in batch.penalties {
        let (taken, tip) = take(&mut deps, &denom, tip_to.as_ref(), &penalty)?;
        tips = tips.checked_add(tip)?;
        commons = commons.checked_add(taken.checked_sub(tip)?)?;
        let (labeler, denom, amount) = (penalty.labeler, denom.clone(), taken);
        response = response.add_event(Penalized {
            labeler,
            denom,
            amount,
            tip,
        });
    }

    let mut books = books(deps.storage, &denom)?;
    books.commons = books.commons.checked_add(commons)?;
    BOOKS.save(deps.storage, denom.as_bytes(), &books);
    if let (Some(to), false) = (&tip_to, tips.is_zero()) {
        let key = tips_key(to, &denom);
        let mut record = TIPS.may_load(deps.storage, &key)?.unwrap_or_default();
        record.0 = record.0.checked_add(tips)?;
        TIPS.save(deps.storage, &key, &record);
    }

    Ok(response)
}

/// Takes one penalty, never more than there is; returns what was taken and the tip in it.
fn take(
    deps: &mut DepsMut<'_>,
    denom: &str,
    tip_to: Option<&CanonicalAddr>,
    penalty: &Penalty,
) -> Result<(Uint128, Uint128), ContractError> {
    let labeler = deps.api.addr_validate(&penalty.labeler)?;
    let labeler = deps.api.addr_canonicalize(labeler.as_str())?;
    let mut record = stake(deps.storage, &labeler, denom)?;
    let taken = penalty.amount.min(record.staked);
    let tip = if tip_to.is_some() {
        penalty.tip.min(taken)
    } else {
        Uint128::zero()
    };
    record.staked = record.staked.checked_sub(taken)?;
    STAKES.save(deps.storage, &stake_key(&labeler, denom), &record);
    Ok((taken, tip))
}
