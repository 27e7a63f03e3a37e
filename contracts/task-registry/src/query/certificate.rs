//! Answers what a campaign's labels are worth.

use cosmwasm_std::{Decimal, Deps, StdResult};
use pasar_common::{
    ratio::{Bps, WHOLE_BPS},
    siblings::LabelEscrow,
    task_registry::{CertificateResponse, IssuerLabels},
    wilson::lower_bound,
};

use super::hot;
use crate::{
    error::ContractError,
    state::{campaign_key, CERTIFICATES, CONFIG},
};

/// A campaign's sums, with what the escrow counts.
pub fn certificate(deps: Deps<'_>, id: u32) -> Result<CertificateResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let sums = CERTIFICATES.may_load(deps.storage, &campaign_key(id))?;
    let sums = sums.unwrap_or_default();
    let escrow = CONFIG.load(deps.storage)?.label_escrow;
    let counted = LabelEscrow(&escrow).counted(&deps.querier, id)?;
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
        mean_overlap: Decimal::checked_from_ratio(counted.labels, sums.items).unwrap_or_default(),
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
