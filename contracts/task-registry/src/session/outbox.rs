//! What a session tells the siblings, each once.

use cosmwasm_std::{Addr, Api, CanonicalAddr, CosmosMsg, StdResult};
use pasar_common::{
    asset::denom_of_key,
    label_escrow::{ChallengeBatch, Credit, ReleaseReserve, SettleBatch, SettledLabeler},
    reputation_staking::{PenaltyBatch, SkillDelta, TrustBatch},
    siblings::{LabelEscrow, ReputationStaking},
    task_registry::SeatStake,
};

use super::campaign::Session;
use crate::{
    error::ContractError,
    rules::{
        campaign::hot_terms::HotTerms, challenge::bonds::Bonds, config::Config, ids::CampaignId,
        verdict::settlement::Settlement,
    },
    store::CONFIG,
};

impl Session<'_> {
    /// What the siblings are told: staking of penalties, the escrow of what ended, staking of the
    /// evidence, the escrow of what was abandoned.
    pub(super) fn messages(&mut self, closes: bool) -> Result<Vec<CosmosMsg>, ContractError> {
        let settles = self.settlement.tasks > 0;
        let abandons = self.abandoned.tasks > 0;
        if !settles && !abandons && self.penalties.is_empty() && self.bonds.taken.is_zero() {
            return Ok(Vec::new());
        }
        let config = CONFIG.load(self.deps.storage)?;
        let mut messages = Vec::new();
        if !self.penalties.is_empty() {
            messages.push(self.penalize_order(&config)?);
        }
        if settles || !self.bonds.taken.is_zero() {
            self.settle_orders(&config, closes && !abandons, &mut messages)?;
        }
        if abandons {
            let release = ReleaseReserve {
                campaign: self.id.0,
                tasks: self.abandoned.tasks,
                items: self.campaign.labels.of_items(self.abandoned.items),
                closes,
            };
            messages.push(LabelEscrow(&config.label_escrow).release(&release)?);
        }
        Ok(messages)
    }

    fn penalize_order(&mut self, config: &Config) -> Result<CosmosMsg, ContractError> {
        let batch = PenaltyBatch {
            denom: denom_of_key(self.deps.api, &self.campaign.seat_stake_denom)?,
            penalties: core::mem::take(&mut self.penalties),
        };
        Ok(ReputationStaking(&config.reputation_staking).penalize(&batch)?)
    }

    fn settle_orders(
        &self,
        config: &Config,
        closes: bool,
        messages: &mut Vec<CosmosMsg>,
    ) -> Result<(), ContractError> {
        let escrow = LabelEscrow(&config.label_escrow);
        let staking = ReputationStaking(&config.reputation_staking);
        if self.settlement.tasks > 0 {
            let batch = settle_batch(self.deps.api, self.id, &self.settlement, closes)?;
            messages.push(escrow.settle(&batch)?);
        }
        if let Some(batch) = challenge_batch(self.deps.api, self.id, &self.bonds)? {
            messages.push(escrow.settle_challenges(&batch)?);
        }
        if let Some(batch) = trust_batch(self.deps.api, &self.campaign, &self.settlement)? {
            messages.push(staking.settle(&batch)?);
        }
        Ok(())
    }
}

/// What the escrow is told.
fn settle_batch(
    api: &dyn Api,
    campaign: CampaignId,
    settlement: &Settlement,
    closes: bool,
) -> StdResult<SettleBatch> {
    let mut seats = Vec::new();
    for (labeler, sum) in settlement.labelers.iter().filter(|(_, sum)| sum.labels > 0) {
        seats.push(SettledLabeler {
            labeler: humanize(api, labeler)?.into_string(),
            labels: sum.labels,
            earned: sum.earned,
            pay: sum.pay,
        });
    }
    let mut tips = Vec::new();
    for (to, amount) in &settlement.tips {
        tips.push(Credit {
            to: humanize(api, to)?.into_string(),
            amount: *amount,
        });
    }
    Ok(SettleBatch {
        campaign: campaign.0,
        tasks: settlement.tasks,
        items: settlement.items,
        seats,
        commons: settlement.commons,
        unrevealed: settlement.unrevealed,
        gold_bonds_forfeited: settlement.gold_bonds,
        tips,
        closes,
    })
}

/// What staking is told, where there is any evidence.
fn trust_batch(
    api: &dyn Api,
    campaign: &HotTerms,
    settlement: &Settlement,
) -> StdResult<Option<TrustBatch>> {
    let mut deltas = Vec::new();
    for ((labeler, issuer), change) in &settlement.evidence {
        let labeler = humanize(api, labeler)?.into_string();
        let place = usize::from(*issuer).checked_sub(1);
        let issuer = place.and_then(|place| campaign.issuers.get(place));
        deltas.push(SkillDelta {
            labeler,
            issuer: issuer
                .map(|issuer| humanize(api, issuer).map(Addr::into_string))
                .transpose()?,
            skill: change.skill,
            mass: change.mass,
            evidence: change.evidence,
        });
    }
    if deltas.is_empty() {
        return Ok(None);
    }
    Ok(Some(TrustBatch {
        requester: humanize(api, &campaign.requester)?.into_string(),
        domain: campaign.domain.clone(),
        seat_stake: SeatStake {
            denom: denom_of_key(api, &campaign.seat_stake_denom)?,
            amount: campaign.seat_stake,
        },
        deltas,
    }))
}

/// What the escrow is told, where any challenge ended.
fn challenge_batch(
    api: &dyn Api,
    campaign: CampaignId,
    bonds: &Bonds,
) -> StdResult<Option<ChallengeBatch>> {
    if bonds.taken.is_zero() {
        return Ok(None);
    }
    let credits = bonds.credits.iter().map(|(to, amount)| {
        let to = api.addr_humanize(&CanonicalAddr::from(to.as_slice()))?;
        Ok(Credit {
            to: to.into_string(),
            amount: *amount,
        })
    });
    Ok(Some(ChallengeBatch {
        campaign: campaign.0,
        bonds: bonds.taken,
        credits: credits.collect::<StdResult<_>>()?,
        commons: bonds.commons,
    }))
}

/// A canonical address as it is written.
fn humanize(api: &dyn Api, canonical: &[u8]) -> StdResult<Addr> {
    api.addr_humanize(&CanonicalAddr::from(canonical))
}
