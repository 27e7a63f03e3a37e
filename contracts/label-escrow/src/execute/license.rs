//! Sells licenses to datasets.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    asset::Payment,
    label_escrow::{BuyLicense, LicenseBought, OfferResponse},
    raw::{LicenseRecord, PERPETUAL},
    time::{self, is_late, Seconds},
};

use super::offer::on_sale;
use crate::{
    error::ContractError,
    income,
    state::{campaign_key, license_key, offer_license_key, DATASETS, LICENSES, OFFER_LICENSES},
};

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
