//! Answers about the escrow's books.

use cosmwasm_std::{to_json_binary, Binary, CanonicalAddr, Deps, Env, Order, StdResult, Uint128};
use cw20::Denom;
use cw_storage_plus::Bound;
use pasar_common::{
    asset::{balance, denom_key, denom_of_key},
    label_escrow::{
        Amount, AuditEntry, AuditResponse, ConfigResponse, DenomsResponse, DueResponse,
        EarningsResponse, HolderResponse, HoldersResponse, LedgerResponse, PointsResponse,
        QueryMsg, StakerFees, StakerFeesResponse, MAX_DENOMS, MAX_WITHDRAW_CAMPAIGNS,
    },
    packed::{key, Reader},
    page::page,
    task_registry::ShareTerms,
    time::{self, timestamp},
};

use crate::{
    denoms::{allowed, books, checked_key},
    error::ContractError,
    execute::campaign,
    holding::{add, Amounts, Holding},
    rights_query,
    state::{
        campaign_key, credits_prefix, fees_prefix, points_key, ALL_POINTS, BOOKS, CONFIG, CREDITS,
        DENOMS, FEES_BEFORE, HOLDERS, POINTS,
    },
};

/// Answers a query.
///
/// # Errors
/// Where what is asked for does not exist.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    Ok(match msg {
        Q::Config {} => to_json_binary(&config(deps)?),
        Q::Denom { denom } => to_json_binary(&allowed(deps, &denom)?),
        Q::Denoms { start_after, limit } => to_json_binary(&denoms(deps, start_after, limit)?),
        Q::Campaign { campaign } => to_json_binary(&ledger(deps, campaign)?),
        Q::Holder { campaign, address } => to_json_binary(&holder(deps, campaign, &address)?),
        Q::Holders {
            campaign,
            start_after,
            limit,
        } => to_json_binary(&holders(deps, campaign, start_after, limit)?),
        Q::Earnings { address, campaigns } => {
            to_json_binary(&earnings(deps, &address, &campaigns)?)
        }
        Q::Audit { start_after, limit } => to_json_binary(&audit(deps, env, start_after, limit)?),
        Q::Points { epoch, labeler } => to_json_binary(&points(deps, epoch, &labeler)?),
        Q::Due { denom } => to_json_binary(&due(deps, &denom)?),
        Q::Dataset { campaign } => to_json_binary(&rights_query::dataset(deps, campaign)?),
        Q::Offers {
            campaign,
            start_after,
            limit,
        } => to_json_binary(&rights_query::offers(deps, campaign, start_after, limit)?),
        Q::Licenses {
            campaign,
            start_after,
            limit,
        } => to_json_binary(&rights_query::licenses(
            deps,
            env,
            campaign,
            start_after,
            limit,
        )?),
        Q::LicensesOf {
            campaign,
            licensee,
            start_after,
            limit,
        } => to_json_binary(&rights_query::licenses_of(
            deps,
            env,
            (campaign, &licensee),
            start_after,
            limit,
        )?),
        Q::HasLicense { campaign, address } => {
            to_json_binary(&rights_query::has_license(deps, env, campaign, &address)?)
        }
        Q::StakerFees { through } => to_json_binary(&staker_fees(deps, env, through)?),
        Q::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        task_registry: config.task_registry,
        reputation_staking: config.reputation_staking,
        commons: config.commons,
        fees: config.fees,
        epoch_seconds: config.epoch_seconds,
        epoch_zero: timestamp(config.epoch_zero),
    })
}

fn denoms(
    deps: Deps<'_>,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<DenomsResponse, ContractError> {
    let behind = start_after.as_ref().map(denom_key);
    let denoms = DENOMS
        .range(
            deps.storage,
            behind.as_deref().map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(page(limit))
        .map(|entry| entry.map(|(_, entry)| entry))
        .collect::<StdResult<_>>()?;
    Ok(DenomsResponse { denoms })
}

fn ledger(deps: Deps<'_>, id: u32) -> Result<LedgerResponse, ContractError> {
    let (frozen, ledger) = campaign(deps, id)?;
    let reserved = frozen.reserve(ledger.tasks_left, ledger.items_left)?;
    let royalties = frozen.royalty_denoms.iter();
    Ok(LedgerResponse {
        campaign: id,
        requester: deps.api.addr_humanize(&frozen.requester)?,
        denom: denom_of_key(deps.api, &frozen.denom)?,
        price: frozen.price,
        fee_per_label: frozen.fee_per_label,
        tip_per_task: frozen.tip,
        shares: ShareTerms {
            contributors: frozen.contributors,
            transferable: frozen.transferable,
            royalty_denoms: royalties
                .map(|denom| denom_of_key(deps.api, denom))
                .collect::<StdResult<_>>()?,
        },
        deposited: frozen.deposited,
        reserved,
        labels: ledger.labels,
        labelers: ledger.labelers,
        pay: ledger.pay,
        commons: ledger.commons,
        bounties: ledger.bounties,
        bonds: ledger.bonds,
        fee: ledger.fee,
        tips: ledger.tips,
        refunded: ledger.refunded,
        refundable: ledger.refundable,
        closed: ledger.closed,
    })
}

/// A checked address in its canonical form.
///
/// # Errors
/// Where it is invalid.
pub fn canonical(deps: Deps<'_>, address: &str) -> Result<CanonicalAddr, ContractError> {
    let address = deps.api.addr_validate(address)?;
    Ok(deps.api.addr_canonicalize(address.as_str())?)
}

fn show_holder(mut holding: Holding, deps: Deps<'_>) -> Result<HolderResponse, ContractError> {
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

fn holder(deps: Deps<'_>, id: u32, address: &str) -> Result<HolderResponse, ContractError> {
    show_holder(Holding::load(deps, id, &canonical(deps, address)?)?, deps)
}

fn holders(
    deps: Deps<'_>,
    id: u32,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<HoldersResponse, ContractError> {
    let nobody = Holding::load(deps, id, &CanonicalAddr::from([]))?;
    let behind = start_after
        .map(|address| canonical(deps, &address))
        .transpose()?;
    let behind = behind.map(|address| key().address(&address).take());
    let holders = HOLDERS
        .range(deps.storage, &campaign_key(id), behind)
        .take(page(limit))
        .map(|entry| {
            let (suffix, holder) = entry?;
            let holding = Holding {
                owner: Reader::of_key("holder", &suffix).address()?,
                holder: Some(holder),
                ..nobody.clone()
            };
            show_holder(holding, deps)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(HoldersResponse { holders })
}

fn earnings(
    deps: Deps<'_>,
    address: &str,
    campaigns: &[u32],
) -> Result<EarningsResponse, ContractError> {
    let (found, max) = (campaigns.len(), MAX_WITHDRAW_CAMPAIGNS);
    if found > max {
        return Err(ContractError::TooManyCampaigns { found, max });
    }
    let owner = canonical(deps, address)?;
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

fn audit(
    deps: Deps<'_>,
    env: &Env,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<AuditResponse, ContractError> {
    let listed = denoms(deps, start_after, limit)?.denoms;
    let entry = |denom: Denom| -> Result<AuditEntry, ContractError> {
        // A token that does not answer must not hide the books of the others.
        let balance = balance(&deps.querier, &denom, &env.contract.address).unwrap_or_default();
        let liabilities = books(deps.storage, &denom_key(&denom))?.liabilities;
        let free = balance.saturating_sub(liabilities);
        let shortfall = liabilities.saturating_sub(balance);
        Ok(AuditEntry {
            denom,
            balance,
            liabilities,
            free,
            shortfall,
        })
    };
    let denoms = listed.into_iter().map(|listed| entry(listed.terms.denom));
    Ok(AuditResponse {
        denoms: denoms.collect::<Result<_, _>>()?,
    })
}

fn points(deps: Deps<'_>, epoch: u32, labeler: &str) -> Result<PointsResponse, ContractError> {
    let labeler = canonical(deps, labeler)?;
    let points = POINTS
        .may_load(deps.storage, &points_key(epoch, &labeler))?
        .unwrap_or_default();
    let total = ALL_POINTS
        .may_load(deps.storage, &campaign_key(epoch))?
        .unwrap_or_default();
    Ok(PointsResponse {
        points: points.0,
        total: total.0,
    })
}

fn due(deps: Deps<'_>, denom: &Denom) -> Result<DueResponse, ContractError> {
    let books = books(deps.storage, &checked_key(denom)?)?;
    Ok(DueResponse {
        stakers: books.stakers,
        commons: books.commons,
    })
}

/// Goes through the denoms, of which there are at most 32.
fn staker_fees(
    deps: Deps<'_>,
    env: &Env,
    through: Option<u32>,
) -> Result<StakerFeesResponse, ContractError> {
    let epoch = CONFIG.load(deps.storage)?.epoch(time::now(&env.block));
    let most = usize::try_from(MAX_DENOMS).unwrap_or(usize::MAX);
    let mut fees = Vec::new();
    for entry in BOOKS.range(deps.storage, &[], None).take(most) {
        let (denom, books) = entry?;
        let denom = String::from_utf8_lossy(&denom).into_owned();
        let next = FEES_BEFORE
            .range(
                deps.storage,
                &fees_prefix(&denom),
                through.map(|epoch| key().u32(epoch).take()),
            )
            .next()
            .filter(|_| through.is_some())
            .transpose()?;
        fees.push(StakerFees {
            denom: denom_of_key(deps.api, &denom)?,
            through: next.map_or(books.accrued, |(_, before)| before.0),
            accrued: books.accrued,
        });
    }
    Ok(StakerFeesResponse { epoch, fees })
}
