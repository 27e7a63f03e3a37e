//! Answers about datasets: income, offers and licenses.

use cosmwasm_std::{Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;
use pasar_common::{
    asset::denom_of_key,
    label_escrow::{
        DatasetResponse, HasLicenseResponse, IncomeResponse, LicenseCursor, LicenseResponse,
        LicensesResponse, OffersResponse,
    },
    packed::{key, Reader},
    page::page,
    raw::{LicenseRecord, PERPETUAL},
    time::{self, is_late, timestamp, Seconds},
};

use crate::{
    error::ContractError,
    execute::campaign,
    query::canonical,
    state::{campaign_key, license_key, DATASETS, LICENSES, OFFERS, OFFER_LICENSES},
};

/// What a campaign's dataset earns.
///
/// # Errors
/// Where there is no such campaign.
pub fn dataset(deps: Deps<'_>, id: u32) -> Result<DatasetResponse, ContractError> {
    let (frozen, ledger) = campaign(deps, id)?;
    let dataset = DATASETS.may_load(deps.storage, &campaign_key(id))?;
    let dataset = dataset.unwrap_or_default();
    let mut income = Vec::new();
    for (denom, sums) in frozen.denoms().zip(dataset.income) {
        income.push(IncomeResponse {
            denom: denom_of_key(deps.api, denom)?,
            paid: sums.paid,
            contributors: sums.contributors,
            taken: sums.taken,
        });
    }
    Ok(DatasetResponse {
        shares: ledger.pay,
        closed: ledger.closed,
        offers: dataset.offers,
        licenses: dataset.licenses,
        income,
    })
}

/// License offers of a campaign.
///
/// # Errors
/// Where there is no such campaign.
pub fn offers(
    deps: Deps<'_>,
    id: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<OffersResponse, ContractError> {
    campaign(deps, id)?;
    let behind = start_after.map(Bound::exclusive);
    let offers = OFFERS
        .prefix(id)
        .range(deps.storage, behind, None, Order::Ascending)
        .take(page(limit))
        .map(|entry| entry.map(|(_, offer)| offer))
        .collect::<StdResult<_>>()?;
    Ok(OffersResponse { offers })
}

/// All licenses to a campaign's dataset.
///
/// # Errors
/// Where there is no such campaign, or an address is invalid.
pub fn licenses(
    deps: Deps<'_>,
    env: &Env,
    id: u32,
    start_after: Option<LicenseCursor>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    let behind = match start_after {
        Some(cursor) => {
            let licensee = canonical(deps, &cursor.licensee)?;
            Some(key().address(&licensee).u32(cursor.offer).take())
        }
        None => None,
    };
    list(deps, env, (id, &campaign_key(id)), behind, limit)
}

/// Licenses of one address to a campaign's dataset.
///
/// # Errors
/// Where there is no such campaign, or the address is invalid.
pub fn licenses_of(
    deps: Deps<'_>,
    env: &Env,
    (id, licensee): (u32, &str),
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    let prefix = license_key(id, &canonical(deps, licensee)?);
    let behind = start_after.map(|offer| key().u32(offer).take());
    list(deps, env, (id, &prefix), behind, limit)
}

/// Licenses whose keys begin with a prefix.
fn list(
    deps: Deps<'_>,
    env: &Env,
    (id, prefix): (u32, &[u8]),
    behind: Option<Vec<u8>>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    campaign(deps, id)?;
    let now = time::now(&env.block);
    let mut licenses = Vec::new();
    for entry in OFFER_LICENSES
        .range(deps.storage, prefix, behind)
        .take(page(limit))
    {
        let (suffix, license) = entry?;
        // The prefix ends with the campaign or with the licensee.
        let whole = [prefix, &suffix].concat();
        let mut whole = Reader::of_key("license", &whole);
        whole.u32()?;
        licenses.push(LicenseResponse {
            licensee: deps.api.addr_humanize(&whole.address()?)?,
            offer: license.offer,
            expires: shown(license.expires),
            valid: !is_late(now, license.expires),
        });
    }
    Ok(LicensesResponse { licenses })
}

/// Whether an address may use a campaign's dataset now: one read.
///
/// # Errors
/// Where the address is invalid.
pub fn has_license(
    deps: Deps<'_>,
    env: &Env,
    id: u32,
    address: &str,
) -> Result<HasLicenseResponse, ContractError> {
    let key = license_key(id, &canonical(deps, address)?);
    let license: Option<LicenseRecord> = LICENSES.may_load(deps.storage, &key)?;
    let now = time::now(&env.block);
    Ok(HasLicenseResponse {
        licensed: license.is_some_and(|license| !is_late(now, license.expires)),
        expires: license.and_then(|license| shown(license.expires)),
        offer: license.map(|license| license.offer),
    })
}

/// The end of a license; none where it has none.
fn shown(expires: Seconds) -> Option<cosmwasm_std::Timestamp> {
    (expires != PERPETUAL).then(|| timestamp(expires))
}
