//! Licenses to datasets: on sale, bought, and which one gateways see.

use cosmwasm_std::{DepsMut, Env, Response, Storage};
use pasar_common::{
    account::Account,
    asset::Payment,
    label_escrow::{BuyLicense, LicenseBought, OfferResponse},
    raw::{LicenseRecord, PERPETUAL},
    time::{self, Seconds},
};

use super::income;
use crate::{
    error::ContractError,
    store::{license_key, offer_license_key, DATASETS, LICENSES, OFFERS, OFFER_LICENSES},
};

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
    if stored.withdrawn {
        return Err(ContractError::OfferWithdrawn { campaign, offer });
    }
    Ok(stored)
}

/// Buys a license, in native coins or in tokens.
///
/// # Errors
/// See `ExecuteMsg::BuyLicense`.
pub fn buy(
    mut deps: DepsMut<'_>,
    env: &Env,
    payment: Payment,
    msg: BuyLicense,
) -> Result<Response, ContractError> {
    let offer = on_sale(deps.storage, msg.campaign, msg.offer)?;
    payment.exactly(&offer.denom, offer.price)?;

    let licensee = match &msg.licensee {
        Some(licensee) => Account::of(deps.api, licensee)?,
        None => Account::of_addr(deps.api, payment.payer.clone())?,
    };
    let now = time::now(&env.block);
    let expires = expires(deps.storage, now, &licensee, msg.campaign, &offer)?;
    let license = LicenseRecord {
        expires,
        offer: msg.offer,
        gift: licensee.addr != payment.payer,
    };
    let royalty = income::receive(&mut deps, env, msg.campaign, payment)?;
    save(deps.storage, &licensee, msg.campaign, license, now)?;

    Ok(Response::new()
        .add_event(LicenseBought {
            campaign: msg.campaign,
            offer: msg.offer,
            licensee: licensee.addr.into_string(),
            expires,
        })
        .add_event(royalty))
}

/// Until when the license holds: from now on, or from the end of one that runs under the same offer.
fn expires(
    store: &dyn Storage,
    now: Seconds,
    licensee: &Account,
    campaign: u32,
    offer: &OfferResponse,
) -> Result<Seconds, ContractError> {
    let key = offer_license_key(campaign, &licensee.canonical, offer.offer);
    let begins = match OFFER_LICENSES.may_load(store, &key)? {
        Some(license) if license.expires == PERPETUAL => {
            return Err(ContractError::AlreadyLicensed {
                licensee: licensee.addr.clone(),
                offer: offer.offer,
            });
        }
        Some(license) if license.holds(now) => license.expires,
        Some(_) | None => now,
    };
    Ok(match offer.duration_seconds {
        Some(seconds) => begins.saturating_add(seconds).min(PERPETUAL),
        None => PERPETUAL,
    })
}

/// Writes a license, and what gateways see.
fn save(
    store: &mut dyn Storage,
    licensee: &Account,
    campaign: u32,
    license: LicenseRecord,
    now: Seconds,
) -> Result<(), ContractError> {
    let key = offer_license_key(campaign, &licensee.canonical, license.offer);
    OFFER_LICENSES.save(store, &key, &license);
    let key = license_key(campaign, &licensee.canonical);
    let seen = LICENSES.may_load(store, &key)?.unwrap_or_default();
    LICENSES.save(store, &key, &seen.after(license, now));
    let mut dataset = DATASETS.load(store, &campaign)?;
    dataset.licenses = dataset.licenses.saturating_add(1);
    DATASETS.save(store, &campaign, &dataset);
    Ok(())
}
