//! Sells licenses to datasets.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, Storage};
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_key, Payment},
    label_escrow::{
        BuyLicense, LicenseBought, LicenseOffered, OfferEnded, OfferLicense, OfferRef,
        OfferResponse, MAX_LICENSE_SECONDS, MAX_TERMS_URI_BYTES, TERMS_HASH_BYTES,
    },
    raw::{LicenseRecord, PERPETUAL},
    time::{self, is_late, Seconds},
};

use super::campaign;
use crate::{
    denoms::checked_key,
    error::ContractError,
    income,
    ledger::{Frozen, Ledger},
    state::{
        campaign_key, license_key, offer_license_key, DATASETS, LICENSES, OFFERS, OFFER_LICENSES,
    },
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

/// Buys a license with native coins.
///
/// # Errors
/// See `ExecuteMsg::BuyLicense`.
pub fn buy_license(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: BuyLicense,
) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    buy(deps, env, payment, msg)
}

/// Buys a license, whatever it is paid with.
///
/// # Errors
/// See `ExecuteMsg::BuyLicense`.
pub fn buy(
    mut deps: DepsMut<'_>,
    env: &Env,
    payment: Payment,
    msg: BuyLicense,
) -> Result<Response, ContractError> {
    let (campaign, offer) = (msg.campaign, msg.offer);
    let stored = on_sale(deps.storage, campaign, offer)?;
    payment.exactly(&stored.denom, stored.price)?;

    let licensee = match &msg.licensee {
        Some(licensee) => deps.api.addr_validate(licensee)?,
        None => payment.payer.clone(),
    };
    let expires = license(&deps, env, &licensee, campaign, &stored)?;
    let royalty = income::receive(&mut deps, env, campaign, payment)?;
    save_license(
        &mut deps,
        &licensee,
        campaign,
        LicenseRecord { expires, offer },
    )?;

    Ok(Response::new()
        .add_event(LicenseBought {
            campaign,
            offer,
            licensee: licensee.into_string(),
            expires,
        })
        .add_event(royalty))
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
fn on_sale(store: &dyn Storage, campaign: u32, offer: u32) -> Result<OfferResponse, ContractError> {
    let stored = OFFERS
        .may_load(store, (campaign, offer))?
        .ok_or(ContractError::OfferNotFound { campaign, offer })?;
    match stored.withdrawn {
        true => Err(ContractError::OfferWithdrawn { campaign, offer }),
        false => Ok(stored),
    }
}

/// Until when the license holds: from now on, or from the end of one that runs under the same offer.
fn license(
    deps: &DepsMut<'_>,
    env: &Env,
    licensee: &Addr,
    campaign: u32,
    offer: &OfferResponse,
) -> Result<Seconds, ContractError> {
    let owner = deps.api.addr_canonicalize(licensee.as_str())?;
    let key = offer_license_key(campaign, &owner, offer.offer);
    let running = OFFER_LICENSES.may_load(deps.storage, &key)?;
    let now = time::now(&env.block);
    let begins = match running {
        Some(license) if license.expires == PERPETUAL => {
            let (licensee, offer) = (licensee.clone(), offer.offer);
            return Err(ContractError::AlreadyLicensed { licensee, offer });
        }
        Some(license) if !is_late(now, license.expires) => license.expires,
        Some(_) | None => now,
    };
    Ok(match offer.duration_seconds {
        Some(seconds) => begins.saturating_add(seconds).min(PERPETUAL),
        None => PERPETUAL,
    })
}

/// Writes a license, and what gateways read: the one that holds longest.
fn save_license(
    deps: &mut DepsMut<'_>,
    licensee: &Addr,
    campaign: u32,
    license: LicenseRecord,
) -> Result<(), ContractError> {
    let owner = deps.api.addr_canonicalize(licensee.as_str())?;
    let key = offer_license_key(campaign, &owner, license.offer);
    OFFER_LICENSES.save(deps.storage, &key, &license);
    let key = license_key(campaign, &owner);
    let longest = LICENSES.may_load(deps.storage, &key)?.unwrap_or_default();
    if license.expires >= longest.expires {
        LICENSES.save(deps.storage, &key, &license);
    }
    let key = campaign_key(campaign);
    let mut dataset = DATASETS.load(deps.storage, &key)?;
    dataset.licenses = dataset.licenses.saturating_add(1);
    DATASETS.save(deps.storage, &key, &dataset);
    Ok(())
}
