//! Takes penalties out of stakes.

use cosmwasm_std::{DepsMut, Event, MessageInfo, Response, Uint128};
use cw_utils::nonpayable;
use pasar_common::reputation_staking::{Penalized, Penalty, PenaltyBatch};

use crate::{
    books::{credit_commons, save_stake, stake, tips},
    error::ContractError,
    guard::{check_batch, checked_key, only_registry},
    state::{stake_key, Tips, CONFIG, TIPS},
};

/// Takes penalties out of stakes: tips for whoever turned the crank, the rest for the commons.
/// What is owed in all stays the same; nothing is sent.
///
/// # Errors
/// See `ExecuteMsg::Penalize`.
pub fn penalize(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: PenaltyBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(&CONFIG.load(deps.storage)?, info)?;
    check_batch(msg.penalties.len())?;
    let denom = checked_key(deps.api, &msg.denom)?;

    let (mut taken, mut tipped) = (Uint128::zero(), Uint128::zero());
    let mut events: Vec<Event> = Vec::new();
    for penalty in msg.penalties {
        let labeler = deps.api.addr_canonicalize(&penalty.labeler)?;
        let mut record = stake(deps.storage, &labeler, &denom)?;
        let amount = penalty.amount.min(record.staked);
        if amount.is_zero() {
            continue;
        }
        let tip = match msg.tip_to {
            Some(_) => tip_of(&penalty, amount),
            None => Uint128::zero(),
        };
        record.staked = record.staked.checked_sub(amount)?;
        save_stake(deps.storage, &labeler, &denom, &record)?;
        (taken, tipped) = (taken.checked_add(amount)?, tipped.checked_add(tip)?);
        let (labeler, denom) = (penalty.labeler, denom.clone());
        events.push(
            Penalized {
                labeler,
                denom,
                amount,
                tip,
            }
            .into(),
        );
    }

    if let (Some(account), false) = (msg.tip_to, tipped.is_zero()) {
        let account = deps.api.addr_canonicalize(&account)?;
        let sum = tips(deps.storage, &account, &denom)?.checked_add(tipped)?;
        TIPS.save(deps.storage, &stake_key(&account, &denom), &Tips(sum));
    }
    credit_commons(deps.storage, &denom, taken.checked_sub(tipped)?)?;

    Ok(Response::new().add_events(events))
}

/// The tip out of what is really taken, in the penalty's proportion.
fn tip_of(penalty: &Penalty, taken: Uint128) -> Uint128 {
    let tip = penalty.tip.min(penalty.amount);
    tip.multiply_ratio(taken, penalty.amount)
}
