//! Pays ended tasks out of their campaign's reserve.

use cosmwasm_std::{CanonicalAddr, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    label_escrow::{LabelerPaid, ReserveSettled, SettleBatch, SettledLabeler},
    time,
};

use crate::{
    books::{
        campaign::Campaign,
        config::only_registry,
        denoms::{add, books, credit},
        fees::{earning, keep_index},
        income,
    },
    error::ContractError,
    rules::{
        config::Config,
        ledger::{Division, EscrowTerms},
        points::points,
    },
    store::{holder_key, points_key, ALL_POINTS, BOOKS, HOLDERS, LEDGERS, POINTS, WEIGHTS},
};

/// Pays tasks out of their campaign's reserve. Everything is a credit: nothing is sent.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    batch: SettleBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let config = only_registry(deps.storage, &info.sender)?;

    let Campaign { terms, ledger, .. } = Campaign::load(deps.as_ref(), batch.campaign)?;
    let (mut ledger, division) = ledger
        .settle(&terms, &batch)
        .map_err(|reason| reason.of(batch.campaign))?;

    let epoch = config.epoch(time::now(&env.block));
    let stakers = stakers_part(&mut deps, &config, division.fee, epoch)?;
    book(deps.storage, &terms, &division, stakers, epoch)?;
    income::close(deps.storage, batch.campaign, &terms, &ledger)?;
    let weight = WEIGHTS
        .may_load(deps.storage, terms.denom.as_bytes())?
        .unwrap_or_default()
        .at(epoch);
    let mut response = Response::new();
    for seat in &batch.seats {
        let labeler = Account::of(deps.api, &seat.labeler)?.canonical;
        let new = credit_labeler(deps.storage, batch.campaign, &labeler, seat)?;
        ledger.labelers = ledger.labelers.saturating_add(u32::from(new));
        add_points(deps.storage, epoch, &labeler, points(&terms, weight, seat))?;
        response = response.add_event(paid(batch.campaign, seat));
    }
    LEDGERS.save(deps.storage, &batch.campaign, &ledger);
    for tip in &batch.tips {
        let to = Account::of(deps.api, &tip.to)?.canonical;
        credit(deps.storage, &to, &terms.denom, tip.amount)?;
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

/// Half of the fee is the stakers', rounded down.
///
/// Attack: fees that wait until enough is staked go to whoever stakes first. So where too little was staked
/// when the epoch started, nobody is owed its fees but the commons.
fn stakers_part(
    deps: &mut DepsMut<'_>,
    config: &Config,
    fee: Uint128,
    epoch: u32,
) -> Result<Uint128, ContractError> {
    let half = fee.multiply_ratio(1u8, 2u8);
    if half.is_zero() || earning(deps, &config.reputation_staking, epoch)?.is_zero() {
        return Ok(Uint128::zero());
    }
    Ok(half)
}

/// What is not the stakers' of the fee, and everything punitive, is the commons'. What is owed in all does
/// not change: it changes hands. What a staked unit got before each epoch is kept, so that a staker shares in
/// the fees of their own epochs alone, whenever they claim.
fn book(
    store: &mut dyn Storage,
    terms: &EscrowTerms,
    division: &Division,
    stakers: Uint128,
    epoch: u32,
) -> Result<(), ContractError> {
    let mut books = books(store, &terms.denom)?;
    if !stakers.is_zero() {
        keep_index(store, &terms.denom, epoch, books.accrued)?;
    }
    books.accrued = books.accrued.checked_add(stakers)?;
    let commons = division
        .fee
        .checked_sub(stakers)?
        .checked_add(division.commons)?;
    books.stakers = books.stakers.checked_add(stakers)?;
    books.commons = books.commons.checked_add(commons)?;
    BOOKS.save(store, terms.denom.as_bytes(), &books);
    Ok(())
}

/// Pay is shares: one record. Tells whether the labeler was never paid before.
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
    let mut holder = HOLDERS.may_load(store, &key)?.unwrap_or_default();
    let new = !holder.was_paid;
    holder.earn(seat.pay)?;
    HOLDERS.save(store, &key, &holder);
    Ok(new)
}

fn add_points(
    store: &mut dyn Storage,
    epoch: u32,
    labeler: &CanonicalAddr,
    points: Uint128,
) -> Result<(), ContractError> {
    add(store, &POINTS, &points_key(epoch, labeler), points)?;
    add(store, &ALL_POINTS, &epoch, points)
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
