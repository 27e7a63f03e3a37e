//! What the owner may do: denoms and fees of future campaigns.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Order, Response, Storage};
use cw_ownable::Action;
use cw_utils::nonpayable;
use pasar_common::{
    asset::{check_token, denom_key},
    label_escrow::{
        DenomAllowed, DenomDisallowed, DenomEntry, DenomRef, DenomTerms, Fees, FeesUpdated,
        OwnershipUpdated, MAX_DENOMS,
    },
    time,
};

use crate::{
    config::check_fees,
    denoms::checked_key,
    error::ContractError,
    state::{Weight, CONFIG, DENOMS, WEIGHTS},
};

/// Refuses everybody but the owner.
fn only_owner(deps: &DepsMut<'_>, info: &MessageInfo) -> Result<(), ContractError> {
    if cw_ownable::is_owner(deps.storage, &info.sender)? {
        return Ok(());
    }
    Err(ContractError::Unauthorized {
        role: "owner",
        sender: info.sender.clone(),
    })
}

/// Allows a denom for new campaigns, or changes its settings for them.
///
/// # Errors
/// See `ExecuteMsg::AllowDenom`.
pub fn allow_denom(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    terms: DenomTerms,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner(&deps, info)?;

    store_denom(&mut deps, &terms)?;
    let denom = denom_key(&terms.denom);
    let epoch = CONFIG.load(deps.storage)?.epoch(time::now(&env.block));
    let weight = WEIGHTS.may_load(deps.storage, denom.as_bytes())?;
    let weight = weight.unwrap_or_default();
    let weight = weight.changed(epoch, terms.emission_weight);
    WEIGHTS.save(deps.storage, denom.as_bytes(), &weight);

    Ok(Response::new().add_event(DenomAllowed {
        denom,
        min_price: terms.min_price,
        min_seat_stake: terms.min_seat_stake,
        tip_per_task: terms.tip_per_task,
        reputation_fee: terms.reputation_fee,
        emission_weight: terms.emission_weight,
    }))
}

/// Checks and stores the denoms that the escrow begins with.
///
/// # Errors
/// As [`allow_denom`].
pub fn check_denoms(deps: &mut DepsMut<'_>, denoms: &[DenomTerms]) -> Result<(), ContractError> {
    for terms in denoms {
        store_denom(deps, terms)?;
        let weight = Weight {
            after: terms.emission_weight,
            ..Weight::default()
        };
        WEIGHTS.save(deps.storage, denom_key(&terms.denom).as_bytes(), &weight);
    }
    Ok(())
}

/// Stores a denom; not more than one audit can show.
fn store_denom(deps: &mut DepsMut<'_>, terms: &DenomTerms) -> Result<(), ContractError> {
    let denom = checked_key(&terms.denom)?;
    check_token(deps.api, &terms.denom)?;
    let known = DENOMS.has(deps.storage, &denom);
    if !known && count(deps.storage) >= MAX_DENOMS {
        return Err(ContractError::TooManyDenoms {
            denom,
            max: MAX_DENOMS,
        });
    }
    let entry = DenomEntry {
        terms: terms.clone(),
        allowed: true,
    };
    Ok(DENOMS.save(deps.storage, &denom, &entry)?)
}

/// Denoms that were ever allowed.
fn count(store: &dyn Storage) -> u32 {
    let count = DENOMS.keys(store, None, None, Order::Ascending).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Stops new campaigns in a denom.
///
/// # Errors
/// See `ExecuteMsg::DisallowDenom`.
pub fn disallow_denom(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: DenomRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner(&deps, info)?;

    let denom = checked_key(&msg.denom)?;
    let entry = DENOMS
        .may_load(deps.storage, &denom)?
        .filter(|entry| entry.allowed);
    let Some(entry) = entry else {
        return Err(ContractError::DenomNotAllowed { denom });
    };
    DENOMS.save(
        deps.storage,
        &denom,
        &DenomEntry {
            allowed: false,
            ..entry
        },
    )?;

    Ok(Response::new().add_event(DenomDisallowed { denom }))
}

/// Changes the fees of new campaigns.
///
/// # Errors
/// See `ExecuteMsg::UpdateFees`.
pub fn update_fees(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    fees: Fees,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner(&deps, info)?;
    check_fees(&fees)?;

    let mut config = CONFIG.load(deps.storage)?;
    config.fees = fees.clone();
    CONFIG.save(deps.storage, &config)?;

    let (fee, contributors_floor) = (fees.fee.get(), fees.contributors_floor.get());
    Ok(Response::new().add_event(FeesUpdated {
        fee,
        contributors_floor,
    }))
}

/// Transfers, accepts or renounces ownership.
///
/// # Errors
/// See `ExecuteMsg::UpdateOwnership`.
pub fn update_ownership(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    nonpayable(info)?;

    let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;

    let shown =
        |account: Option<Addr>| account.map_or_else(|| "none".to_owned(), Addr::into_string);
    Ok(Response::new().add_event(OwnershipUpdated {
        owner: shown(ownership.owner),
        pending_owner: shown(ownership.pending_owner),
    }))
}
