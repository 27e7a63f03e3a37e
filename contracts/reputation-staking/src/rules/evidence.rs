//! Evidence of spam, and what follows from it.

use pasar_common::{
    raw::{Negative, SkillRecord},
    time::{Seconds, DAY},
};
use pasar_truth::{RESTART_EVIDENCE, TASK_EVIDENCE};

/// Seconds for which a slashed labeler takes no seats in the domain.
pub const SUSPENSION: Seconds = 90 * DAY;

/// How far the evidence of spam may move. One requester in a row moves it down by at most 5 bits, in
/// however many campaigns and settlements, so that none suspends a labeler alone. Evidence for
/// the labeler is not counted, and does not give a requester room again.
pub fn bounded_evidence(record: &mut SkillRecord, requester: u32, evidence: i64) -> i64 {
    if evidence >= 0 {
        return evidence;
    }
    let last = record.last_negative;
    let before = if last.requester == requester {
        i64::from(last.evidence)
    } else {
        0
    };
    let most = TASK_EVIDENCE.saturating_neg();
    let after = before.saturating_add(evidence).max(most);
    record.last_negative = Negative {
        requester,
        evidence: i32::try_from(after).unwrap_or(i32::MIN),
    };
    after.saturating_sub(before)
}

/// Suspends a slashed labeler in the domain, and lets the record begin again short of the next
/// suspension.
pub fn suspend(record: &mut SkillRecord, now: Seconds) {
    record.suspended_until = now.saturating_add(SUSPENSION);
    record.history.evidence = RESTART_EVIDENCE;
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_truth::{ONE, SUSPEND_EVIDENCE};

    #[test]
    fn one_requester_in_a_row_moves_evidence_down_by_five_bits() {
        let mut record = SkillRecord::default();
        let mut moved =
            |requester, bits| bounded_evidence(&mut record, requester, bits * ONE) / ONE;
        assert_eq!(moved(0, -3), -3);
        assert_eq!(moved(0, 2), 2);
        assert_eq!(moved(0, -3), -2);
        assert_eq!(moved(0, -3), 0);
        assert_eq!(moved(1, -9), -5);
        assert_eq!(moved(0, -1), -1);
        assert_eq!(moved(0, i64::MIN / ONE), -4);
    }

    #[test]
    fn one_requester_suspends_nobody() {
        let mut record = SkillRecord::default();
        let moved = bounded_evidence(&mut record, 7, i64::MIN);
        assert_eq!(moved, -5 * ONE);
        assert!(moved > SUSPEND_EVIDENCE);
    }
}
