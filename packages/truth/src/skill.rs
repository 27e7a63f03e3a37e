//! Skill as a record: what a labeler brings to a task, and how a task changes it.
//!
//! Skill is agreement above chance, 0 for labels that are unrelated to the items and 1 for labels
//! that always match the reference (mechanism.md, sections 1 and 5).

use crate::fixed::{floor_div, lg};

/// One, in Q12: one label, one bit, or full skill.
pub const ONE: i64 = 4096;

/// Skill of a labeler about whom nothing is known, Q12: 0.3.
pub const NEWCOMER_SKILL: i64 = 1229;
/// Labels that [`NEWCOMER_SKILL`] is worth, Q12.
pub const PRIOR_MASS: i64 = 8 * ONE;
/// Mass below which a labeler is a newcomer, Q12: a record of less than 20 labels.
pub const NEWCOMER_MASS: i64 = 20 * ONE;
/// Mass at which a record is full, Q12: 200 labels. What comes later replaces what came before.
pub const MASS_CAP: i64 = 200 * ONE;
/// Highest evidence against spam that a record keeps, Q12 bits. Nobody can save up for a spree.
pub const EVIDENCE_CAP: i64 = 3 * ONE;
/// Most that one task moves evidence, either way, Q12 bits. No single task can slash.
pub const TASK_EVIDENCE: i64 = 5 * ONE;
/// Most mass that one task adds to a record, Q12: 25 labels. A record is of eight tasks or more.
pub const TASK_MASS: i64 = 25 * ONE;
/// Evidence at or below which a labeler takes no new seats, Q12 bits.
pub const SUSPEND_EVIDENCE: i64 = -7 * ONE;
/// Evidence at or below which the stake of the seat being settled is slashed, Q12 bits.
pub const SLASH_EVIDENCE: i64 = -10 * ONE;
/// Evidence from which a slashed record starts again, Q12 bits.
pub const RESTART_EVIDENCE: i64 = -6 * ONE;
/// No value of a record counts beyond this, either way, Q12: 262 144 labels or bits.
///
/// Far outside of what [`History::settled`] produces; it keeps every product within `i64`.
pub const HISTORY_LIMIT: i64 = 1 << 30;

/// Lowest and highest standing skill, Q12: -0.5 and 0.99. A weight must stay finite.
const SKILL_RANGE: (i64, i64) = (-2048, 4055);
/// Sums of a record and a task's own evidence stay below this: 2^30 + 4 * 2^20 * 4096 < 2^40.
const SUM_LIMIT: i64 = 1 << 40;
/// How far above what the record promises a task may raise it: by its mass divided by this, ...
const RISE_SHARE: i64 = 8;
/// ... and by these labels, Q12.
const RISE_LABELS: i64 = 6 * ONE;
/// Lowest weight of a vote that counts at all, Q12 bits.
pub(crate) const MIN_WEIGHT: i64 = 64;

/// A labeler's record in one domain, all in Q12.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// G: agreement above chance, in labels.
    pub skill: i64,
    /// H: most that `skill` could have been, in labels.
    pub mass: i64,
    /// E: evidence against being a spammer, in bits; negative is evidence of spam.
    pub evidence: i64,
}

impl History {
    /// Standing skill, Q12: what the record says, shrunk toward a newcomer's. See [`kappa`].
    #[must_use]
    pub fn standing(&self) -> i64 {
        kappa(self.skill, self.mass)
    }

    /// Whether the record is of less than 20 labels ([`NEWCOMER_MASS`]).
    #[must_use]
    pub fn is_newcomer(&self) -> bool {
        self.mass < NEWCOMER_MASS
    }

    /// Whether the evidence of spam bars new seats ([`SUSPEND_EVIDENCE`]).
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.evidence <= SUSPEND_EVIDENCE
    }

    /// The record after `idle_periods` whole periods (90 days each) without work: all three values
    /// halved once a period, rounded toward zero.
    ///
    /// Rounding toward zero forgets good and bad alike, ends at exactly zero, and makes two decays
    /// in a row equal to one over the sum of their periods. Values beyond [`HISTORY_LIMIT`] count as
    /// the limit, a negative mass as none.
    #[must_use]
    pub fn decayed(self, idle_periods: u32) -> Self {
        let record = self.bounded();
        // 2^31 is more than any bounded value.
        let divisor = 1_i64 << idle_periods.min(31);
        Self {
            skill: record.skill / divisor,
            mass: record.mass / divisor,
            evidence: record.evidence / divisor,
        }
    }

    /// The record after a task's deltas, Q12 (mechanism.md, section 5).
    ///
    /// Above [`MASS_CAP`] the skill becomes `skill * cap / mass`, rounded toward zero, so a full
    /// record is a moving average. Evidence is capped at [`EVIDENCE_CAP`]. Whatever the input, the
    /// result has a mass of 0 to the cap, a skill of minus to plus the cap, and evidence of at
    /// least minus [`HISTORY_LIMIT`].
    #[must_use]
    pub fn settled(self, d_skill: i64, d_mass: i64, d_evidence: i64) -> Self {
        let skill = self.skill.saturating_add(d_skill);
        let mass = self.mass.saturating_add(d_mass).max(0);
        let evidence = self.evidence.saturating_add(d_evidence);
        // The product is at most 2^40 * 819 200 < 2^60.
        let skill = skill.clamp(-SUM_LIMIT, SUM_LIMIT);
        let scaled = if mass > MASS_CAP {
            skill * MASS_CAP / mass
        } else {
            skill
        };
        Self {
            skill: scaled.clamp(-MASS_CAP, MASS_CAP),
            mass: mass.min(MASS_CAP),
            evidence: evidence.clamp(-HISTORY_LIMIT, EVIDENCE_CAP),
        }
    }

    /// What a task's evidence adds to the record, skill and mass, Q12 labels. The evidence is at most
    /// 2^33 either way, the mass at least zero.
    ///
    /// Skill rises by at most an eighth of the mass and six labels above what the record promises, and
    /// falls without a bound; then both are scaled to a mass of [`TASK_MASS`] where it is more. One
    /// task that a ring won makes none of its members a veteran.
    pub(crate) fn recorded(self, d_skill: i64, d_mass: i64) -> (i64, i64) {
        // Below 2^46 before the shift.
        let promised = (self.bounded().standing() * d_mass) >> 12;
        let d_skill = d_skill.min(promised + d_mass / RISE_SHARE + RISE_LABELS);
        if d_mass > TASK_MASS {
            // Below 2^51.
            (floor_div(d_skill * TASK_MASS, d_mass), TASK_MASS)
        } else {
            (d_skill, d_mass)
        }
    }

    /// What labels that were not drawn by lot of the whole frontier add to the record, skill and mass, Q12 labels, as
    /// [`History::recorded`] left them: nothing where they show what the record promises or more. Such labels can lower
    /// a record and never raise it, nor the mass that it counts with.
    #[must_use]
    pub fn lowered(self, d_skill: i64, d_mass: i64) -> (i64, i64) {
        let d_mass = d_mass.clamp(0, TASK_MASS);
        let promised = (self.bounded().standing() * d_mass) >> 12;
        if d_skill < promised {
            (d_skill, d_mass)
        } else {
            (0, 0)
        }
    }

    /// The record with every value brought within what inference and scoring can hold.
    pub(crate) fn bounded(self) -> Self {
        Self {
            skill: self.skill.clamp(-HISTORY_LIMIT, HISTORY_LIMIT),
            mass: self.mass.clamp(0, HISTORY_LIMIT),
            evidence: self.evidence.clamp(-HISTORY_LIMIT, HISTORY_LIMIT),
        }
    }
}

/// Mass, Q12 labels, that a seat's record takes for answers that it was asked and never showed:
/// silence hides no bad score. `chance_room_q16` is the task's, see [`crate::Resolution`].
#[must_use]
pub fn missed_mass(asked: u32, chance_room_q16: i64) -> i64 {
    let room = chance_room_q16.clamp(0, 65_536);
    ((i64::from(asked) * room) >> 4).min(TASK_MASS)
}

/// Standing skill, Q12, of `skill` labels above chance out of a `mass` of labels (both Q12).
///
/// `(G + 8 * 0.3) / (H + 8)`, between -0.5 and 0.99 (mechanism.md, section 1, step 1). A negative
/// mass counts as none.
#[must_use]
pub fn kappa(skill: i64, mass: i64) -> i64 {
    let skill = skill.clamp(-SUM_LIMIT, SUM_LIMIT);
    let mass = mass.clamp(0, SUM_LIMIT);
    // |numerator| < 2^41 before the shift, 2^53 after it; the denominator is at least PRIOR_MASS.
    let numerator = (skill + ((PRIOR_MASS * NEWCOMER_SKILL) >> 12)) << 12;
    floor_div(numerator, mass + PRIOR_MASS).clamp(SKILL_RANGE.0, SKILL_RANGE.1)
}

/// Weight of a vote, Q12 bits, of a seat with standing skill `skill` (Q12) among `classes` classes:
/// `log2((1 + (K - 1) kappa) / (1 - kappa))`, at least [`MIN_WEIGHT`].
///
/// Below 2^16: `skill <= 4055` and `classes <= 32` give at most 47 629.
pub(crate) fn weight(skill: i64, classes: i64) -> i64 {
    let skill = skill.clamp(0, SKILL_RANGE.1);
    (lg(ONE + (classes - 1) * skill) - lg(ONE - skill)).max(MIN_WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn record(skill: i64, mass: i64, evidence: i64) -> History {
        History {
            skill,
            mass,
            evidence,
        }
    }

    #[test]
    fn a_newcomer_stands_at_three_tenths() {
        assert_eq!(History::default().standing(), NEWCOMER_SKILL);
        assert!(History::default().is_newcomer());
        assert!(!History::default().is_suspended());
    }

    #[rstest]
    #[case::perfect(200 * ONE, 200 * ONE, 3985)]
    #[case::spam(0, 200 * ONE, 47)]
    #[case::contrary(-200 * ONE, 200 * ONE, -2048)]
    #[case::one_good_label(ONE, ONE, 1547)]
    #[case::beyond_all(i64::MAX, 0, 4055)]
    #[case::below_all(i64::MIN, i64::MIN, -2048)]
    #[case::mass_alone(0, i64::MAX, 0)]
    fn standing_is_shrunk_toward_a_newcomers(
        #[case] skill: i64,
        #[case] mass: i64,
        #[case] standing: i64,
    ) {
        assert_eq!(kappa(skill, mass), standing);
    }

    #[test]
    fn weight_grows_with_skill_and_never_vanishes() {
        assert_eq!(weight(-2048, 2), MIN_WEIGHT);
        assert_eq!(weight(0, 2), MIN_WEIGHT);
        let mut last = 0;
        for skill in 0..=4055 {
            assert!(weight(skill, 2) >= last, "weight({skill})");
            last = weight(skill, 2);
        }
        assert_eq!(weight(4055, 32), 47_629);
    }

    #[test]
    fn idleness_halves_good_and_bad_alike() {
        let before = record(100 * ONE, 150 * ONE, -7);
        assert_eq!(before.decayed(0), before);
        assert_eq!(before.decayed(1), record(50 * ONE, 75 * ONE, -3));
        assert_eq!(before.decayed(u32::MAX), History::default());
    }

    #[test]
    fn a_full_record_is_a_moving_average() {
        let full = record(160 * ONE, 200 * ONE, 0);
        let after = full.settled(-50 * ONE, 50 * ONE, 0);
        assert_eq!(after, record(88 * ONE, 200 * ONE, 0));
    }

    #[test]
    fn nobody_saves_evidence_for_a_spree() {
        let saved = record(0, 0, 0).settled(0, 0, 100 * ONE);
        assert_eq!(saved.evidence, EVIDENCE_CAP);
        let after = saved.settled(0, 0, -TASK_EVIDENCE);
        assert!(!after.is_suspended());
        assert!(after.settled(0, 0, -TASK_EVIDENCE).is_suspended());
    }

    #[test]
    fn one_task_cannot_slash_a_record_in_good_standing() {
        let after = record(0, 0, 0).settled(0, 0, -TASK_EVIDENCE);
        assert!(after.evidence > SLASH_EVIDENCE);
        assert!(!after.is_suspended());
    }

    #[test]
    fn one_task_makes_no_veteran() {
        let newcomer = History::default();
        let (d_skill, d_mass) = newcomer.recorded(400 * ONE, 400 * ONE);
        assert_eq!(d_mass, TASK_MASS);
        // 0.3 of 400 labels, an eighth of them and six, scaled to 25.
        let most = ((1229 * 400) + 50 * ONE + 6 * ONE) * 25 / 400;
        assert_eq!(d_skill, most);
        assert!(newcomer.settled(d_skill, d_mass, 0).standing() < ONE / 2);
    }

    #[test]
    fn a_small_task_counts_as_it_is_and_a_bad_one_in_full() {
        let newcomer = History::default();
        assert_eq!(newcomer.recorded(5 * ONE, 6 * ONE), (5 * ONE, 6 * ONE));
        assert_eq!(
            newcomer.recorded(-20 * ONE, 20 * ONE),
            (-20 * ONE, 20 * ONE)
        );
        assert_eq!(
            newcomer.recorded(-100 * ONE, 100 * ONE),
            (-TASK_MASS, TASK_MASS)
        );
    }

    #[test]
    fn a_missed_seat_takes_at_most_the_mass_of_a_task() {
        assert_eq!(missed_mass(10, 32_768), 5 * ONE);
        assert_eq!(missed_mass(10, 65_536), 10 * ONE);
        assert_eq!(missed_mass(u32::MAX, i64::MAX), TASK_MASS);
        assert_eq!(missed_mass(u32::MAX, i64::MIN), 0);
    }

    #[test]
    fn silence_costs_standing() {
        let before = record(10 * ONE, 20 * ONE, 0);
        assert!(before.settled(0, 50 * ONE, 0).standing() < before.standing());
    }
}
