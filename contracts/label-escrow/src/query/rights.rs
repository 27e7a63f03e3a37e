//! Answers about datasets: income, offers and licenses.

use cosmwasm_std::{CanonicalAddr, Deps, Env, Order, StdResult, Timestamp};
use cw_storage_plus::Bound;
use pasar_common::{
    account::Account,
    asset::denom_of_key,
    label_escrow::{
        DatasetResponse, HasLicenseResponse, IncomeResponse, LicenseCursor, LicenseResponse,
        LicensesResponse, OffersResponse, MAX_NAMED_OFFERS,
    },
    packed::{key, Reader},
    page::page,
    raw::{LicenseRecord, PERPETUAL},
    time::{self, timestamp, Seconds},
};

use crate::{
    books::{campaign::Campaign, config::within},
    error::ContractError,
    store::{
        campaign_prefix, license_key, offer_license_key, DATASETS, LICENSES, OFFERS, OFFER_LICENSES,
    },
};

/// What a campaign's dataset earns.
pub fn dataset(deps: Deps<'_>, id: u32) -> Result<DatasetResponse, ContractError> {
    let Campaign { terms, ledger, .. } = Campaign::load(deps, id)?;
    let dataset = DATASETS.may_load(deps.storage, &id)?.unwrap_or_default();
    let mut income = Vec::new();
    for (denom, sums) in terms.denoms().zip(dataset.income) {
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
pub fn offers(
    deps: Deps<'_>,
    id: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<OffersResponse, ContractError> {
    Campaign::load(deps, id)?;
    let after = start_after.map(Bound::exclusive);
    let offers = OFFERS
        .prefix(id)
        .range(deps.storage, after, None, Order::Ascending)
        .take(page(limit))
        .map(|entry| entry.map(|(_, offer)| offer))
        .collect::<StdResult<_>>()?;
    Ok(OffersResponse { offers })
}

/// All licenses to a campaign's dataset.
pub fn licenses(
    deps: Deps<'_>,
    env: &Env,
    id: u32,
    start_after: Option<LicenseCursor>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    let after = match start_after {
        Some(cursor) => {
            let licensee = Account::of(deps.api, &cursor.licensee)?.canonical;
            Some(key().address(&licensee).u32(cursor.offer).take())
        }
        None => None,
    };
    Campaign::load(deps, id)?;
    list(deps, env, &campaign_prefix(id), after, limit)
}

/// Licenses of one address to a campaign's dataset.
pub fn licenses_of(
    deps: Deps<'_>,
    env: &Env,
    id: u32,
    licensee: &str,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    let prefix = license_key(id, &Account::of(deps.api, licensee)?.canonical);
    let after = start_after.map(|offer| key().u32(offer).take());
    Campaign::load(deps, id)?;
    list(deps, env, &prefix, after, limit)
}

/// Licenses whose keys begin with a prefix, from the one after a key.
fn list(
    deps: Deps<'_>,
    env: &Env,
    prefix: &[u8],
    after: Option<Vec<u8>>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    let now = time::now(&env.block);
    let mut licenses = Vec::new();
    for entry in OFFER_LICENSES
        .range(deps.storage, prefix, after)
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
            expires: end_of(license.expires),
            valid: license.holds(now),
        });
    }
    Ok(LicensesResponse { licenses })
}

/// Whether an address may use a campaign's dataset now: one read, or one for each offer that is taken.
pub fn has_license(
    deps: Deps<'_>,
    env: &Env,
    id: u32,
    address: &str,
    offers: Option<Vec<u32>>,
) -> Result<HasLicenseResponse, ContractError> {
    let licensee = Account::of(deps.api, address)?.canonical;
    let license = match offers {
        Some(offers) => longest_of(deps, id, &licensee, &offers)?,
        None => LICENSES.may_load(deps.storage, &license_key(id, &licensee))?,
    };
    let now = time::now(&env.block);
    Ok(HasLicenseResponse {
        licensed: license.is_some_and(|license| license.holds(now)),
        expires: license.and_then(|license| end_of(license.expires)),
        offer: license.map(|license| license.offer),
    })
}

/// Of the licenses under some offers the one that holds longest.
fn longest_of(
    deps: Deps<'_>,
    id: u32,
    licensee: &CanonicalAddr,
    offers: &[u32],
) -> Result<Option<LicenseRecord>, ContractError> {
    within("offers", offers.len(), 1, MAX_NAMED_OFFERS)?;
    let mut longest: Option<LicenseRecord> = None;
    for offer in offers {
        let key = offer_license_key(id, licensee, *offer);
        let license = OFFER_LICENSES.may_load(deps.storage, &key)?;
        longest = longest
            .into_iter()
            .chain(license)
            .max_by_key(|license| license.expires);
    }
    Ok(longest)
}

/// The end of a license; none where it has none.
fn end_of(expires: Seconds) -> Option<Timestamp> {
    (expires != PERPETUAL).then(|| timestamp(expires))
}
