//! Puts licenses to datasets on sale.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Storage};
use cw_utils::nonpayable;
use pasar_common::{
    asset::denom_key,
    label_escrow::{
        LicenseOffered, OfferEnded, OfferLicense, OfferRef, OfferResponse, MAX_LICENSE_SECONDS,
        MAX_TERMS_URI_BYTES, TERMS_HASH_BYTES,
    },
};

use super::campaign;
use crate::{
    denoms::checked_key,
    error::ContractError,
    ledger::{Frozen, Ledger},
    state::{campaign_key, DATASETS, OFFERS},
};

/// Puts a license on sale.
///
/// # Errors
/// See `ExecuteMsg::OfferLicense`.
pub fn offer_license(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: OfferLicense,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let (frozen, ledger) = requested(&deps, info, msg.campaign)?;

    if !ledger.closed {
        return Err(ContractError::CampaignOpen {
            campaign: msg.campaign,
            tasks_left: ledger.tasks_left,
        });
    }
    check_offer(&frozen, &msg)?;
    let key = campaign_key(msg.campaign);
    let mut dataset = DATASETS.may_load(deps.storage, &key)?.unwrap_or_default();
    dataset.offers = dataset.offers.saturating_add(1);
    let (campaign, offer, price) = (msg.campaign, dataset.offers, msg.price);
    let event = LicenseOffered {
        campaign,
        offer,
        price,
        denom: denom_key(&msg.denom),
        duration_seconds: msg.duration_seconds.unwrap_or_default(),
        terms_hash: msg.terms_hash.to_hex(),
    };
    let stored = OfferResponse {
        offer,
        price,
        denom: msg.denom,
        duration_seconds: msg.duration_seconds,
        terms_uri: msg.terms_uri,
        terms_hash: msg.terms_hash,
        withdrawn: false,
    };

    DATASETS.save(deps.storage, &key, &dataset);
    OFFERS.save(deps.storage, (campaign, offer), &stored)?;

    Ok(Response::new().add_event(event))
}

/// Sells an offer no more.
///
/// # Errors
/// See `ExecuteMsg::WithdrawOffer`.
pub fn withdraw_offer(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: OfferRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    requested(&deps, info, msg.campaign)?;

    let (campaign, offer) = (msg.campaign, msg.offer);
    let mut stored = on_sale(deps.storage, campaign, offer)?;
    stored.withdrawn = true;

    OFFERS.save(deps.storage, (campaign, offer), &stored)?;

    Ok(Response::new().add_event(OfferEnded { campaign, offer }))
}

/// The books of a campaign, for its requester alone.
fn requested(
    deps: &DepsMut<'_>,
    info: &MessageInfo,
    id: u32,
) -> Result<(Frozen, Ledger), ContractError> {
    let (frozen, ledger) = campaign(deps.as_ref(), id)?;
    if deps.api.addr_canonicalize(info.sender.as_str())? != frozen.requester {
        return Err(ContractError::Unauthorized {
            role: "requester",
            sender: info.sender.clone(),
        });
    }
    Ok((frozen, ledger))
}

fn check_offer(frozen: &Frozen, msg: &OfferLicense) -> Result<(), ContractError> {
    if msg.price.is_zero() {
        return Err(ContractError::ZeroAmount { what: "price" });
    }
    let denom = checked_key(&msg.denom)?;
    if frozen.place(&denom).is_none() {
        let campaign = msg.campaign;
        return Err(ContractError::IncomeDenom { campaign, denom });
    }
    within(
        "terms_uri bytes",
        msg.terms_uri.len(),
        1,
        MAX_TERMS_URI_BYTES,
    )?;
    let hash = msg.terms_hash.as_slice().len();
    within("terms_hash bytes", hash, TERMS_HASH_BYTES, TERMS_HASH_BYTES)?;
    match msg.duration_seconds {
        Some(found) if found == 0 || found > MAX_LICENSE_SECONDS => {
            Err(ContractError::ParamOutOfRange {
                param: "duration_seconds",
                found,
                min: 1,
                max: MAX_LICENSE_SECONDS,
            })
        }
        Some(_) | None => Ok(()),
    }
}

fn within(param: &'static str, found: usize, min: usize, max: usize) -> Result<(), ContractError> {
    if found >= min && found <= max {
        return Ok(());
    }
    let wide = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    Err(ContractError::ParamOutOfRange {
        param,
        found: wide(found),
        min: wide(min),
        max: wide(max),
    })
}

/// An offer that is sold.
///
/// # Errors
/// [`ContractError::OfferNotFound`], [`ContractError::OfferWithdrawn`].
pub fn on_sale(
    store: &dyn Storage,
    campaign: u32,
    offer: u32,
) -> Result<OfferResponse, ContractError> {
    let stored = OFFERS
        .may_load(store, (campaign, offer))?
        .ok_or(ContractError::OfferNotFound { campaign, offer })?;
    match stored.withdrawn {
        true => Err(ContractError::OfferWithdrawn { campaign, offer }),
        false => Ok(stored),
    }
}
