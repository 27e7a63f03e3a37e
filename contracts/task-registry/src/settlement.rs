//! What ends tasks: pay, tips and evidence, summed per labeler over all tasks of a message, so that
//! the escrow and staking are told once.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Api, CanonicalAddr, StdResult, Uint128};
use pasar_common::{
    asset::denom_of_key,
    label_escrow::{Credit, SettleBatch, SettledLabeler},
    reputation_staking::{SkillDelta, TrustBatch},
    task_registry::SeatStake,
};

use crate::{
    campaign::{Campaign, FULL_SCALE},
    scores::SeatScore,
};

/// Tasks that end in one message.
#[derive(Default)]
pub struct Settlement {
    /// How many.
    pub tasks: u32,
    /// Items in them.
    pub items: u32,
    /// What each labeler did, by canonical address.
    labelers: BTreeMap<Vec<u8>, LabelerSum>,
    /// What revealed labels cost and nobody earned.
    commons: Uint128,
    /// Labels sealed and never revealed, where the campaign has a reading key.
    unrevealed: u32,
    /// Gold bonds that are forfeited.
    bonds: u32,
    /// Tips, by canonical address.
    tips: BTreeMap<Vec<u8>, Uint128>,
}

/// What one labeler did.
#[derive(Default)]
struct LabelerSum {
    /// Revealed seats, without those of the next line.
    done: u32,
    /// Revealed seats that left out most of what they were asked.
    skipped: u32,
    labels: u32,
    earned: Uint128,
    pay: Uint128,
    deltas: [i64; 3],
    /// Who vouched for him, by the place in the terms; 0: nobody.
    issuer: u8,
}

/// What a task's seats cost and earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskPay {
    /// Labels revealed.
    pub labels: u32,
    /// What their labelers get.
    pub pay: Uint128,
    /// What nobody earned.
    pub unearned: Uint128,
}

impl Settlement {
    /// Counts a task that ends.
    pub fn end_task(&mut self, items: u32) {
        self.tasks = self.tasks.saturating_add(1);
        self.items = self.items.saturating_add(items);
    }

    /// A gold bond goes to the commons.
    pub fn forfeit_bond(&mut self) {
        self.bonds = self.bonds.saturating_add(1);
    }

    /// Adds a tip.
    pub fn tip(&mut self, to: &CanonicalAddr, amount: Uint128) {
        if !amount.is_zero() {
            let tip = self.tips.entry(to.to_vec()).or_default();
            *tip = tip.saturating_add(amount);
        }
    }

    /// Adds the scores of a task's seats. Every label costs its full price; what its seat does not
    /// earn is the commons'.
    pub fn add_seats(&mut self, campaign: &Campaign, seats: &[SeatScore]) -> TaskPay {
        let mut task = TaskPay::default();
        for seat in seats {
            let labels = if seat.missed { 0 } else { seat.labels };
            let full = campaign.price.saturating_mul(Uint128::from(labels));
            let (earned, pay) = (seat.rate.of(full), seat.paid.of(full));
            let sum = self.labelers.entry(seat.labeler.to_vec()).or_default();
            sum.issuer = sum.issuer.max(seat.issuer);
            let done = !seat.missed && !seat.skipped;
            sum.done = sum.done.saturating_add(u32::from(done));
            sum.skipped = sum.skipped.saturating_add(u32::from(seat.skipped));
            sum.labels = sum.labels.saturating_add(labels);
            sum.earned = sum.earned.saturating_add(earned);
            sum.pay = sum.pay.saturating_add(pay);
            for (sum, delta) in sum.deltas.iter_mut().zip(seat.deltas) {
                *sum = sum.saturating_add(scaled(delta, campaign.reputation_scale));
            }
            task.labels = task.labels.saturating_add(labels);
            // The requester may have read them: they are not to be had for nothing.
            if seat.missed && campaign.reading_key {
                self.unrevealed = self.unrevealed.saturating_add(seat.labels);
            }
            task.pay = task.pay.saturating_add(pay);
            task.unearned = task.unearned.saturating_add(full.saturating_sub(pay));
        }
        self.commons = self.commons.saturating_add(task.unearned);
        task
    }

    /// How many accounts are paid, and how many of them are punished too.
    pub fn accounts(&self) -> usize {
        let skipped = self.labelers.values().filter(|sum| sum.skipped > 0);
        self.labelers.len().saturating_add(skipped.count())
    }

    /// Each labeler's revealed seats, whose exposure ends: those that were done, and skipped ones.
    pub fn seats(&self) -> impl Iterator<Item = (CanonicalAddr, u32, u32)> + '_ {
        self.labelers
            .iter()
            .filter(|(_, sum)| sum.done > 0 || sum.skipped > 0)
            .map(|(labeler, sum)| {
                let labeler = CanonicalAddr::from(labeler.as_slice());
                (labeler, sum.done, sum.skipped)
            })
    }

    /// What the escrow is told.
    ///
    /// # Errors
    /// Where an address cannot be written.
    pub fn batch(&self, api: &dyn Api, campaign: u32, closes: bool) -> StdResult<SettleBatch> {
        let mut seats = Vec::new();
        for (labeler, sum) in self.labelers.iter().filter(|(_, sum)| sum.labels > 0) {
            seats.push(SettledLabeler {
                labeler: human(api, labeler)?.into_string(),
                labels: sum.labels,
                earned: sum.earned,
                pay: sum.pay,
            });
        }
        let mut tips = Vec::new();
        for (to, amount) in &self.tips {
            tips.push(Credit {
                to: human(api, to)?.into_string(),
                amount: *amount,
            });
        }
        Ok(SettleBatch {
            campaign,
            tasks: self.tasks,
            items: self.items,
            seats,
            commons: self.commons,
            unrevealed: self.unrevealed,
            gold_bonds_forfeited: self.bonds,
            tips,
            closes,
        })
    }

    /// What staking is told, where there is any evidence.
    ///
    /// # Errors
    /// Where an address cannot be written.
    pub fn trust(&self, api: &dyn Api, campaign: &Campaign) -> StdResult<Option<TrustBatch>> {
        let mut deltas = Vec::new();
        for (labeler, sum) in self.labelers.iter().filter(|(_, sum)| sum.deltas != [0; 3]) {
            let [skill, mass, evidence] = sum.deltas;
            let labeler = human(api, labeler)?.into_string();
            let place = usize::from(sum.issuer).checked_sub(1);
            let issuer = place.and_then(|place| campaign.issuers.get(place));
            deltas.push(SkillDelta {
                labeler,
                issuer: issuer
                    .map(|issuer| human(api, issuer).map(Addr::into_string))
                    .transpose()?,
                skill,
                mass,
                evidence,
            });
        }
        if deltas.is_empty() {
            return Ok(None);
        }
        Ok(Some(TrustBatch {
            requester: human(api, &campaign.requester)?.into_string(),
            domain: campaign.domain.clone(),
            seat_stake: SeatStake {
                denom: denom_of_key(api, &campaign.seat_stake_denom)?,
                amount: campaign.seat_stake,
            },
            deltas,
        }))
    }
}

/// A canonical address as it is written.
fn human(api: &dyn Api, canonical: &[u8]) -> StdResult<Addr> {
    api.addr_humanize(&CanonicalAddr::from(canonical))
}

/// Evidence in the ratio of the fee to the reputation fee, rounded toward zero.
fn scaled(delta: i32, scale: u32) -> i64 {
    let product = i64::from(delta).saturating_mul(i64::from(scale));
    product.checked_div(i64::from(FULL_SCALE)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_scaled_toward_zero() {
        assert_eq!(scaled(-3, FULL_SCALE / 2), -1);
        assert_eq!(scaled(3, FULL_SCALE / 2), 1);
        assert_eq!(scaled(i32::MIN, FULL_SCALE), i64::from(i32::MIN));
        assert_eq!(scaled(100, 0), 0);
    }
}
