//! Answers about accounts: shares, earnings, points.

use cosmwasm_std::{CanonicalAddr, Deps, StdResult, Uint128};
use pasar_common::{
    account::Account,
    asset::denom_of_key,
    label_escrow::{
        Amount, EarningsResponse, HolderResponse, HoldersResponse, PointsResponse,
        MAX_WITHDRAW_CAMPAIGNS,
    },
    packed::{key, Reader},
    page::page,
};

use crate::{
    books::holding::{add, Amounts, Holding},
    error::ContractError,
    store::{campaign_prefix, credits_prefix, points_key, ALL_POINTS, CREDITS, HOLDERS, POINTS},
};

/// One holder of a campaign's shares.
///
/// # Errors
/// [`ContractError::CampaignNotFound`], or where the address is invalid.
pub fn holder(deps: Deps<'_>, id: u32, address: &str) -> Result<HolderResponse, ContractError> {
    let account = Account::of(deps.api, address)?.canonical;
    show_holder(deps, Holding::load(deps, id, &account)?)
}

/// Holders of a campaign's shares.
pub fn holders(
    deps: Deps<'_>,
    id: u32,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<HoldersResponse, ContractError> {
    let nobody = Holding::load(deps, id, &CanonicalAddr::from([]))?;
    let after = start_after
        .map(|address| Account::of(deps.api, &address))
        .transpose()?
        .map(|account| key().address(&account.canonical).take());
    let holders = HOLDERS
        .range(deps.storage, &campaign_prefix(id), after)
        .take(page(limit))
        .map(|entry| {
            let (suffix, holder) = entry?;
            let holding = Holding {
                owner: Reader::of_key("holder", &suffix).address()?,
                holder: Some(holder),
                ..nobody.clone()
            };
            show_holder(deps, holding)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(HoldersResponse { holders })
}

/// What an address could withdraw.
///
/// # Errors
/// [`ContractError::TooManyCampaigns`], [`ContractError::CampaignNotFound`].
pub fn earnings(
    deps: Deps<'_>,
    address: &str,
    campaigns: &[u32],
) -> Result<EarningsResponse, ContractError> {
    let found = campaigns.len();
    if found > MAX_WITHDRAW_CAMPAIGNS {
        return Err(ContractError::TooManyCampaigns {
            found,
            max: MAX_WITHDRAW_CAMPAIGNS,
        });
    }
    let owner = Account::of(deps.api, address)?.canonical;
    let mut amounts = Amounts::new();
    let mut seen = Vec::new();
    for &id in campaigns {
        if !seen.contains(&id) {
            seen.push(id);
            Holding::load(deps, id, &owner)?.take(&|_| true, &mut amounts)?;
        }
    }
    for entry in CREDITS.range(deps.storage, &credits_prefix(&owner), None) {
        let (denom, tip) = entry?;
        add(&mut amounts, &String::from_utf8_lossy(&denom), tip.0)?;
    }
    let earnings = show(deps, amounts)?;
    Ok(EarningsResponse { earnings })
}

/// Emission points of a labeler in an epoch, and of all.
pub fn points(deps: Deps<'_>, epoch: u32, labeler: &str) -> Result<PointsResponse, ContractError> {
    let labeler = Account::of(deps.api, labeler)?.canonical;
    Ok(PointsResponse {
        points: POINTS.amount(deps.storage, &points_key(epoch, &labeler))?,
        total: ALL_POINTS.amount(deps.storage, &epoch)?,
    })
}

fn show_holder(deps: Deps<'_>, mut holding: Holding) -> Result<HolderResponse, ContractError> {
    let holder = holding.holder.unwrap_or_default();
    let mut royalties = Amounts::new();
    holding.take_royalties(&|_| true, &mut royalties)?;
    Ok(HolderResponse {
        holder: deps.api.addr_humanize(&holding.owner)?,
        shares: holder.shares,
        withdrawable: holder.unpaid,
        royalties: show(deps, royalties)?,
    })
}

/// Amounts, ascending by denom.
fn show(deps: Deps<'_>, amounts: Amounts) -> StdResult<Vec<Amount>> {
    let show = |(denom, amount): (String, Uint128)| {
        let denom = denom_of_key(deps.api, &denom)?;
        Ok(Amount { denom, amount })
    };
    amounts.into_iter().map(show).collect()
}
