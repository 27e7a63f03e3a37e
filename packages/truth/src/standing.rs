//! What every seat brings to an inference: its weight, or that it is left out.

use alloc::vec::Vec;

use crate::gold::Judgement;
use crate::skill::{kappa, weight, MIN_WEIGHT, NEWCOMER_MASS, SUSPEND_EVIDENCE};
use crate::task::Seat;

/// A label of counted gold is worth this many of the record.
pub(crate) const GOLD_WEIGHT: i64 = 4;
/// Skill below which a seat with enough evidence is left out, Q12: 0.2.
pub(crate) const EXCLUDE_SKILL: i64 = 819;
/// Mass of a record that is enough evidence, Q12.
pub(crate) const EXCLUDE_MASS: i64 = NEWCOMER_MASS;
/// Counted gold labels that are enough evidence.
pub(crate) const EXCLUDE_GOLD: i64 = 5;
/// What history alone adds counts up to this many times the task's lower median: one farmed record
/// must not outvote four honest newcomers.
const MEDIAN_CAP: i64 = 2;

/// What one seat brings to an inference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// Weight of its votes, Q12 bits; zero where it is left out.
    pub weight: i64,
    /// History or gold shows the seat to be spam: no part in the inference.
    pub excluded: bool,
    /// Agreement above chance, record and gold together, Q12 labels.
    pub skill: i64,
    /// Mass of record and gold together, Q12 labels.
    pub mass: i64,
}

/// The standing of every seat, where votes are between `classes` classes; on a scale, between two.
pub(crate) fn standings(seats: &[Seat<'_>], classes: i64, judgement: &Judgement) -> Vec<Standing> {
    let record = |seat: &Seat<'_>| weight(seat.history.bounded().standing(), classes);
    let records: Vec<i64> = seats.iter().map(record).collect();
    let top = MEDIAN_CAP * lower_median(&records);
    seats
        .iter()
        .zip(&records)
        .enumerate()
        .map(|(index, (seat, &record))| {
            let history = seat.history.bounded();
            let gold = judgement.evidence(index);
            let skill = history.skill + GOLD_WEIGHT * gold.skill;
            let mass = history.mass + GOLD_WEIGHT * gold.mass;
            let standing = kappa(skill, mass);
            let known = gold.labels >= EXCLUDE_GOLD || history.mass >= EXCLUDE_MASS;
            let excluded = history.evidence + gold.bits <= SUSPEND_EVIDENCE
                || (standing < EXCLUDE_SKILL && known);
            // What gold adds in this very task is not capped: it is evidence, not reputation.
            let capped = weight(standing, classes) - (record - top).max(0);
            Standing {
                weight: if excluded { 0 } else { capped.max(MIN_WEIGHT) },
                excluded,
                skill,
                mass,
            }
        })
        .collect()
}

/// The middle value, the lower of the two where there is an even number; zero of none.
fn lower_median(values: &[i64]) -> i64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len().saturating_sub(1) / 2;
    sorted.get(middle).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::judge_gold;
    use crate::skill::{History, ONE};
    use crate::task::{PayTerms, Task};
    use alloc::vec;

    fn weights(histories: &[History]) -> Vec<Standing> {
        let labels = [0_u8, 1];
        let seats: Vec<Seat<'_>> = histories
            .iter()
            .map(|&history| Seat {
                labels: &labels,
                asked: 2,
                history,
            })
            .collect();
        let task = Task::new(2, 2, &seats, &[], PayTerms::default()).unwrap();
        standings(&seats, 2, &judge_gold(&task))
    }

    #[test]
    fn the_median_of_an_even_number_is_the_lower() {
        assert_eq!(lower_median(&[4, 1, 3, 2]), 2);
        assert_eq!(lower_median(&[5]), 5);
        assert_eq!(lower_median(&[]), 0);
    }

    #[test]
    fn a_farmed_record_counts_at_most_twice_a_newcomer() {
        let farmed = History {
            skill: 198 * ONE,
            mass: 200 * ONE,
            evidence: 0,
        };
        let all = weights(&[farmed, History::default(), History::default()]);
        assert_eq!(all[0].weight, 2 * all[1].weight);
    }

    #[test]
    fn a_record_of_spam_has_no_vote() {
        let spam = History {
            skill: 0,
            mass: 20 * ONE,
            evidence: 0,
        };
        let suspended = History {
            skill: 100 * ONE,
            mass: 100 * ONE,
            evidence: SUSPEND_EVIDENCE,
        };
        let all = weights(&[spam, suspended, History::default()]);
        let excluded: Vec<bool> = all.iter().map(|standing| standing.excluded).collect();
        assert_eq!(excluded, vec![true, true, false]);
        assert_eq!(all[0].weight, 0);
    }

    #[test]
    fn a_bad_start_alone_excludes_nobody() {
        let unlucky = History {
            skill: 0,
            mass: 19 * ONE,
            evidence: 0,
        };
        let all = weights(&[unlucky]);
        assert!(!all[0].excluded);
        assert!(all[0].weight >= MIN_WEIGHT);
    }
}
