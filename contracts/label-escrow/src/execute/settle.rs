//! Pays ended tasks out of their campaign's reserve.

use cosmwasm_std::{CanonicalAddr, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    label_escrow::{LabelerPaid, ReserveSettled, SettleBatch, SettledLabeler},
    time,
};

use super::{campaign, only_registry};
use crate::{
    denoms::{add, books, credit},
    error::ContractError,
    income,
    ledger::{Division, Frozen},
    state::{
        campaign_key, fees_key, holder_key, points_key, Amount, ALL_POINTS, BOOKS, FEES_BEFORE,
        HOLDERS, LEDGERS, POINTS, WEIGHTS,
    },
};

/// Emission weights are millionths.
const WEIGHT_ONE: u32 = 1_000_000;

/// Pays tasks out of their campaign's reserve. Everything is a credit: nothing is sent.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    batch: SettleBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let config = only_registry(deps.as_ref(), &info.sender)?;

    let (frozen, ledger) = campaign(deps.as_ref(), batch.campaign)?;
    let (mut ledger, division) =
        ledger
            .settle(&frozen, &batch)
            .map_err(|reason| ContractError::Ledger {
                campaign: batch.campaign,
                reason,
            })?;

    let epoch = config.epoch(time::now(&env.block));
    book(deps.storage, &frozen, &division, epoch)?;
    income::close(deps.storage, batch.campaign, &frozen, &ledger)?;
    let weight = WEIGHTS.may_load(deps.storage, frozen.denom.as_bytes())?;
    let weight = weight.unwrap_or_default().at(epoch);
    let mut response = Response::new();
    for seat in &batch.seats {
        let labeler = deps.api.addr_validate(&seat.labeler)?;
        let labeler = deps.api.addr_canonicalize(labeler.as_str())?;
        let new = credit_labeler(deps.storage, batch.campaign, &labeler, seat)?;
        ledger.labelers = ledger.labelers.saturating_add(u32::from(new));
        add_points(deps.storage, epoch, &labeler, points(&frozen, weight, seat))?;
        response = response.add_event(paid(batch.campaign, seat));
    }
    LEDGERS.save(deps.storage, &campaign_key(batch.campaign), &ledger);
    for tip in &batch.tips {
        let to = deps.api.addr_validate(&tip.to)?;
        let to = deps.api.addr_canonicalize(to.as_str())?;
        credit(deps.storage, &to, &frozen.denom, tip.amount)?;
    }

    Ok(response.add_event(ReserveSettled {
        campaign: batch.campaign,
        tasks: batch.tasks,
        pay: division.pay,
        commons: division.commons,
        fee: division.fee,
        tips: division.tips,
        refund: division.refund,
    }))
}

/// Half of the fee is the stakers', rounded down; the rest and everything punitive the commons'.
/// What is owed in all does not change: it changes hands. Fees before each epoch are kept, so that a
/// staker shares in those of his epochs alone, whenever he claims.
fn book(
    store: &mut dyn Storage,
    frozen: &Frozen,
    division: &Division,
    epoch: u32,
) -> Result<(), ContractError> {
    let mut books = books(store, &frozen.denom)?;
    let stakers = division.fee.multiply_ratio(1u8, 2u8);
    let key = fees_key(&frozen.denom, epoch);
    if !stakers.is_zero() && !FEES_BEFORE.has(store, &key) {
        FEES_BEFORE.save(store, &key, &Amount(books.accrued));
    }
    books.accrued = books.accrued.checked_add(stakers)?;
    let commons = division
        .fee
        .checked_sub(stakers)?
        .checked_add(division.commons)?;
    books.stakers = books.stakers.checked_add(stakers)?;
    books.commons = books.commons.checked_add(commons)?;
    BOOKS.save(store, frozen.denom.as_bytes(), &books);
    Ok(())
}

/// Pay is shares: one record. Tells whether the labeler had none.
fn credit_labeler(
    store: &mut dyn Storage,
    campaign: u32,
    labeler: &CanonicalAddr,
    seat: &SettledLabeler,
) -> Result<bool, ContractError> {
    if seat.pay.is_zero() {
        return Ok(false);
    }
    let key = holder_key(campaign, labeler);
    let before = HOLDERS.may_load(store, &key)?;
    let new = before.is_none();
    let mut holder = before.unwrap_or_default();
    holder.earn(seat.pay)?;
    HOLDERS.save(store, &key, &holder);
    Ok(new)
}

/// A labeler's emission points: the protocol fee of his labels, times the rate before the lift,
/// times the denom's weight in this epoch. With `rate = earned / (labels x price)` that is
/// `fee_per_label x earned x weight / (price x 10^6)`, rounded down once.
fn points(frozen: &Frozen, weight: u32, seat: &SettledLabeler) -> Uint128 {
    let weight = u128::from(weight);
    let unit = frozen.price.full_mul(WEIGHT_ONE);
    let fee = frozen.fee_per_label.full_mul(seat.earned);
    // Prices, fees and weights have at most 64, 64 and 32 bits, pay 128: 256 bits hold them all.
    fee.checked_mul(weight.into())
        .and_then(|fee| fee.checked_div(unit).map_err(|_| overflow()))
        .ok()
        .and_then(|points| Uint128::try_from(points).ok())
        .unwrap_or_default()
}

/// Stands for a division by a price of zero, which no campaign has.
fn overflow() -> cosmwasm_std::OverflowError {
    cosmwasm_std::OverflowError::new(cosmwasm_std::OverflowOperation::Mul)
}

fn add_points(
    store: &mut dyn Storage,
    epoch: u32,
    labeler: &CanonicalAddr,
    points: Uint128,
) -> Result<(), ContractError> {
    add(store, &POINTS, &points_key(epoch, labeler), points)?;
    add(store, &ALL_POINTS, &campaign_key(epoch), points)
}

fn paid(campaign: u32, seat: &SettledLabeler) -> Event {
    LabelerPaid {
        campaign,
        labeler: seat.labeler.clone(),
        labels: seat.labels,
        earned: seat.earned,
        pay: seat.pay,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::ratio::Bps;

    fn frozen(price: u128, fee: u128) -> Frozen {
        Frozen {
            requester: CanonicalAddr::from([7; 20]),
            denom: "uatom".into(),
            price: price.into(),
            fee_per_label: fee.into(),
            tip: Uint128::zero(),
            gold_bond: Uint128::zero(),
            overlap: 3,
            reading_key: false,
            deposited: Uint128::zero(),
            contributors: Bps::ZERO,
            transferable: false,
            royalty_denoms: vec![],
        }
    }

    #[test]
    fn points_are_the_fee_times_the_rate_before_the_lift_times_the_weight() {
        let seat = |earned: u128| SettledLabeler {
            labeler: "labeler".into(),
            labels: 10,
            earned: earned.into(),
            pay: 1_000u128.into(),
        };
        // Ten labels at 100 with a fee of 5 each: 50 of fee; half earned; weight 2.
        assert_eq!(
            points(&frozen(100, 5), 2_000_000, &seat(500)),
            Uint128::new(50)
        );
        assert_eq!(points(&frozen(100, 5), 0, &seat(500)), Uint128::zero());
        assert_eq!(
            points(&frozen(100, 5), 1_000_000, &seat(0)),
            Uint128::zero()
        );
        let huge = frozen(u64::MAX.into(), u64::MAX.into());
        assert!(!points(&huge, u32::MAX, &seat(1 << 100)).is_zero());
    }
}
