//! Puts licenses to datasets on sale.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    asset::denom_key,
    label_escrow::{
        LicenseOffered, OfferLicense, OfferResponse, MAX_LICENSE_SECONDS, MAX_TERMS_URI_BYTES,
        TERMS_HASH_BYTES,
    },
};

use crate::{
    books::{campaign::Campaign, config::within, denoms::checked_key},
    error::ContractError,
    rules::ledger::EscrowTerms,
    store::{DATASETS, OFFERS},
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
    let campaign = Campaign::of_requester(deps.as_ref(), msg.campaign, &info.sender)?;

    if !campaign.ledger.closed {
        return Err(ContractError::CampaignOpen {
            campaign: msg.campaign,
            tasks_left: campaign.ledger.tasks_left,
        });
    }
    check_offer(&campaign.terms, &msg)?;
    let mut dataset = DATASETS
        .may_load(deps.storage, &msg.campaign)?
        .unwrap_or_default();
    dataset.offers = dataset
        .offers
        .checked_add(1)
        .ok_or(ContractError::Overflow)?;
    let offer = dataset.offers;
    let event = LicenseOffered {
        campaign: msg.campaign,
        offer,
        price: msg.price,
        denom: denom_key(&msg.denom),
        duration_seconds: msg.duration_seconds.unwrap_or_default(),
        terms_hash: msg.terms_hash.to_hex(),
    };
    let stored = OfferResponse {
        offer,
        price: msg.price,
        denom: msg.denom,
        duration_seconds: msg.duration_seconds,
        terms_uri: msg.terms_uri,
        terms_hash: msg.terms_hash,
        withdrawn: false,
    };

    DATASETS.save(deps.storage, &msg.campaign, &dataset);
    OFFERS.save(deps.storage, (msg.campaign, offer), &stored)?;

    Ok(Response::new().add_event(event))
}

fn check_offer(terms: &EscrowTerms, msg: &OfferLicense) -> Result<(), ContractError> {
    if msg.price.is_zero() {
        return Err(ContractError::ZeroAmount { what: "price" });
    }
    let denom = checked_key(&msg.denom)?;
    if terms.place(&denom).is_none() {
        return Err(ContractError::IncomeDenom {
            campaign: msg.campaign,
            denom,
        });
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
