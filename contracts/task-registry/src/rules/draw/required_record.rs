//! The record that a campaign asks of who takes a seat.

use pasar_common::{
    ratio::{Bps, WHOLE_BPS},
    task_registry::{MIN_PANEL_SKILL_BPS, PANEL_SKILL_BPS},
};
use pasar_truth::{History, ONE};

use super::ineligible::Ineligible;
use crate::rules::campaign::hot_terms::HotTerms;

/// What a labeler's record must show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequiredRecord {
    /// Least standing skill; zero asks for none, and takes those who stand below it too.
    pub skill: Bps,
    /// Least mass, in labels.
    pub mass: u32,
}

impl RequiredRecord {
    /// That of a campaign's labelers.
    pub const fn of_labelers(campaign: &HotTerms) -> Self {
        Self {
            skill: campaign.min_skill,
            mass: campaign.min_mass,
        }
    }

    /// That of those who judge them: above it, and never met by a newcomer.
    pub fn of_panelists(campaign: &HotTerms) -> Self {
        let floor = campaign.min_skill.get().max(campaign.pay_floor.get());
        let above = floor.saturating_add(PANEL_SKILL_BPS);
        let mass = campaign.challenge.map_or(0, |rule| rule.panel_mass);
        Self {
            skill: Bps::new(above.max(MIN_PANEL_SKILL_BPS)),
            mass: campaign.min_mass.max(mass),
        }
    }

    /// Refuses a record that shows less.
    ///
    /// # Errors
    /// [`Ineligible::Skill`], [`Ineligible::Mass`].
    pub fn check(self, history: &History) -> Result<(), Ineligible> {
        let skill = history.standing().saturating_mul(i64::from(WHOLE_BPS));
        let found = skill.checked_div(ONE).unwrap_or(0);
        let min = self.skill;
        if min > Bps::ZERO && found < i64::from(min.get()) {
            return Err(Ineligible::Skill { found, min });
        }
        let found = history.mass.checked_div(ONE).unwrap_or(0);
        if found < i64::from(self.mass) {
            return Err(Ineligible::Mass {
                found,
                min: self.mass,
            });
        }
        Ok(())
    }
}
