//! What ends tasks: pay, tips and evidence, summed per labeler over all tasks of a message, so that
//! the escrow and staking are told once.

use std::collections::BTreeMap;

use cosmwasm_std::{CanonicalAddr, OverflowError, Uint128};

use super::scores::SeatScore;
use crate::rules::campaign::hot_terms::{HotTerms, FULL_SCALE};

/// Tasks that end in one message.
#[derive(Default)]
pub struct Settlement {
    /// How many.
    pub tasks: u32,
    /// Items in them, each as often as there are questions about it.
    pub items: u32,
    /// What each labeler did, by canonical address.
    pub labelers: BTreeMap<Vec<u8>, LabelerSum>,
    /// What each labeler showed, by canonical address and by who vouched for the seat: an issuer's number
    /// in the terms, 0 for nobody. So an issuer answers for no seat that another vouched for, whichever
    /// tasks a message settles together.
    pub evidence: BTreeMap<(Vec<u8>, u8), RecordChange>,
    /// What revealed labels cost and nobody earned.
    pub commons: Uint128,
    /// Labels sealed and never revealed, where the campaign has a reading key.
    pub unrevealed: u32,
    /// Gold bonds that are forfeited.
    pub gold_bonds: u32,
    /// Tips, by canonical address.
    pub tips: BTreeMap<Vec<u8>, Uint128>,
}

/// What one labeler did.
#[derive(Default)]
pub struct LabelerSum {
    /// Revealed seats, without those of the next line.
    pub done: u32,
    /// Revealed seats that left out most of what they were asked.
    pub skipped: u32,
    /// Labels revealed.
    pub labels: u32,
    /// What they earned by their skill.
    pub earned: Uint128,
    /// What they are paid, with the lift.
    pub pay: Uint128,
}

/// How much a labeler's record changes, scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordChange {
    /// Evidence of skill.
    pub skill: i64,
    /// The mass of that evidence.
    pub mass: i64,
    /// Evidence of spam.
    pub evidence: i64,
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
        self.tasks += 1;
        self.items += items;
    }

    /// A gold bond goes to the commons.
    pub fn forfeit_bond(&mut self) {
        self.gold_bonds += 1;
    }

    /// Adds a tip.
    ///
    /// # Errors
    /// [`OverflowError`] where the sum does not fit 128 bits.
    pub fn tip(&mut self, to: &CanonicalAddr, amount: Uint128) -> Result<(), OverflowError> {
        if !amount.is_zero() {
            let tip = self.tips.entry(to.to_vec()).or_default();
            *tip = tip.checked_add(amount)?;
        }
        Ok(())
    }

    /// Adds the scores of a task's seats. Every label costs its full price; what its seat does not
    /// earn is the commons'.
    ///
    /// # Errors
    /// [`OverflowError`] where a sum does not fit 128 bits; the deposit covers them all.
    pub fn add_seats(
        &mut self,
        campaign: &HotTerms,
        seats: &[SeatScore],
    ) -> Result<TaskPay, OverflowError> {
        let mut task = TaskPay::default();
        for seat in seats {
            let labels = if seat.missed { 0 } else { seat.labels };
            let full = campaign.price.checked_mul(Uint128::from(labels))?;
            let pay = seat.paid.of(full);
            let sum = self.labelers.entry(seat.labeler.to_vec()).or_default();
            sum.done += u32::from(!seat.missed && !seat.skipped);
            sum.skipped += u32::from(seat.skipped);
            sum.labels += labels;
            sum.earned = sum.earned.checked_add(seat.rate.of(full))?;
            sum.pay = sum.pay.checked_add(pay)?;
            let deltas = seat.deltas.map(i64::from);
            self.add_evidence(campaign, (&seat.labeler, seat.issuer), deltas);
            task.labels += labels;
            // The requester may have read them: they are not to be had for nothing.
            if seat.missed && campaign.reading_key {
                self.unrevealed += seat.labels;
            }
            task.pay = task.pay.checked_add(pay)?;
            task.unearned = task.unearned.checked_add(full.checked_sub(pay)?)?;
        }
        self.commons = self.commons.checked_add(task.unearned)?;
        Ok(task)
    }

    /// Adds what labels showed of a labeler, for whom an issuer vouched: skill, mass and evidence of spam.
    pub fn add_evidence(
        &mut self,
        campaign: &HotTerms,
        (labeler, issuer): (&CanonicalAddr, u8),
        deltas: [i64; 3],
    ) {
        let scale = campaign.reputation_scale;
        let [skill, mass, evidence] = deltas.map(|delta| scaled(delta, scale));
        if [skill, mass, evidence] == [0; 3] {
            return;
        }
        let key = (labeler.to_vec(), issuer);
        let sum = self.evidence.entry(key).or_default();
        sum.skill += skill;
        sum.mass += mass;
        sum.evidence += evidence;
    }

    /// How many accounts are paid, and how many of them are punished too; or how many records change,
    /// where that is more.
    pub fn accounts(&self) -> usize {
        let skipped = self.labelers.values().filter(|sum| sum.skipped > 0);
        self.evidence
            .len()
            .max(self.labelers.len() + skipped.count())
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
}

/// Evidence in the ratio of the fee to the reputation fee, rounded toward zero.
fn scaled(delta: i64, scale: u32) -> i64 {
    // Deltas stay below 2^29 (65 536 labels in Q12), the scale at most 2^16.
    let product = delta * i64::from(scale);
    product.checked_div(i64::from(FULL_SCALE)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_scaled_toward_zero() {
        assert_eq!(scaled(-3, FULL_SCALE / 2), -1);
        assert_eq!(scaled(3, FULL_SCALE / 2), 1);
        assert_eq!(scaled(i32::MIN.into(), FULL_SCALE), i64::from(i32::MIN));
        assert_eq!(scaled(100, 0), 0);
    }
}
