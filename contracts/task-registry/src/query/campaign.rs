//! Answers about campaigns: terms, deposit, state, and what their labels are worth.

use cosmwasm_std::{Decimal, Deps, Env, StdResult};
use pasar_common::{
    page::page,
    ratio::{Bps, WHOLE_BPS},
    siblings::LabelEscrow,
    task_registry::{
        CampaignResponse, CampaignStatus, CampaignsPage, CampaignsResponse, CertificateResponse,
        FrontierEntry, FrontierResponse, IssuerLabels, QuoteResponse, SeatOpening, Terms,
    },
    time::{self, is_late, timestamp},
    wilson::lower_bound,
};

use super::lookup::{hot, numbers};
use crate::{
    error::ContractError,
    rules::{draw::frontier::Slot, ids::CampaignId},
    session::quote::quote,
    store::{CERTIFICATES, CONFIG, FRONTIERS, FULL_TERMS, NEXT_CAMPAIGN, PROGRESS},
};

pub fn quoted(deps: Deps<'_>, env: &Env, terms: &Terms) -> Result<QuoteResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(quote(deps, &config, terms, time::now(&env.block))?.response)
}

pub fn one_campaign(
    deps: Deps<'_>,
    env: &Env,
    id: CampaignId,
) -> Result<CampaignResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let full = FULL_TERMS.load(deps.storage, id.0)?;
    let progress = PROGRESS.load(deps.storage, &id)?;
    let frontier = FRONTIERS.load(deps.storage, &id)?;
    let status = if progress.done >= campaign.tasks() {
        CampaignStatus::Closed
    } else if frontier.is_open() && !is_late(time::now(&env.block), campaign.ends_at) {
        CampaignStatus::Open
    } else {
        CampaignStatus::Ended
    };
    Ok(CampaignResponse {
        campaign: id.0,
        requester: full.requester,
        unprotected: full.terms.is_unprotected(),
        terms: full.terms,
        status,
        cancelled: progress.cancelled,
        tasks: campaign.tasks(),
        tasks_done: progress.done,
        created_at_height: full.height,
        opens_at: timestamp(campaign.opens_at),
        fee_per_label: full.fee_per_label,
        tip_per_task: campaign.tip,
        reputation_scale: campaign.reputation_scale,
        params: full.params,
    })
}

pub fn campaigns(
    deps: Deps<'_>,
    env: &Env,
    asked: &CampaignsPage,
) -> Result<CampaignsResponse, ContractError> {
    let end = NEXT_CAMPAIGN.may_load(deps.storage)?.unwrap_or(1);
    let page = numbers(1, asked.start_after, end).take(page(asked.limit));
    let campaigns = page
        .map(|id| one_campaign(deps, env, CampaignId(id)))
        .collect::<Result<_, _>>()?;
    Ok(CampaignsResponse { campaigns })
}

pub fn frontier(deps: Deps<'_>, id: CampaignId) -> Result<FrontierResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let frontier = FRONTIERS.load(deps.storage, &id)?;
    let show = |slot: Slot| FrontierEntry {
        task: slot.task,
        free: slot.free(),
        newcomers: slot.newcomers,
        openings: slot
            .openings
            .iter()
            .map(|opening| SeatOpening {
                at: timestamp(campaign.time_of_opening(opening.number)),
                seats: opening.seats,
            })
            .collect(),
    };
    Ok(FrontierResponse {
        tasks: frontier.slots.into_iter().map(show).collect(),
        next: frontier.next,
        verified: frontier.verified,
    })
}

/// A campaign's sums, with what the escrow counts.
pub fn certificate(deps: Deps<'_>, id: CampaignId) -> Result<CertificateResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let sums = CERTIFICATES.may_load(deps.storage, &id)?;
    let sums = sums.unwrap_or_default();
    let escrow = CONFIG.load(deps.storage)?.label_escrow;
    let counted = LabelEscrow(&escrow).counted(&deps.querier, id.0)?;
    let asked = campaign.labels.of_items(sums.items);
    let vouched = campaign.issuers.iter().zip(&sums.by_issuer);
    let credentials = vouched.map(|(issuer, labels)| {
        Ok(IssuerLabels {
            issuer: deps.api.addr_humanize(issuer)?,
            labels: *labels,
        })
    });
    Ok(CertificateResponse {
        items: sums.items,
        labels: counted.labels,
        mean_overlap: Decimal::checked_from_ratio(counted.labels, asked).unwrap_or_default(),
        sure: part_of(sums.sure, sums.items),
        gold_items: sums.gold_items,
        gold_right: sums.gold_right,
        gold_accuracy_at_least: lower_bound(sums.gold_right, sums.gold_items),
        challenges_upheld: sums.upheld,
        challenges_lost: sums.lost,
        labelers: counted.labelers,
        credentials: credentials.collect::<StdResult<_>>()?,
    })
}

/// A part in basis points; 0 of nothing.
fn part_of(part: u32, all: u32) -> Bps {
    let bps = u64::from(part).saturating_mul(WHOLE_BPS.into());
    let bps = bps.checked_div(all.into()).unwrap_or(0);
    Bps::new(u16::try_from(bps).unwrap_or(WHOLE_BPS))
}
