//! Adds what settled tasks showed to the labelers' records.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    domain::domain_id,
    raw::{skill_key, SkillRecord, SKILLS},
    reputation_staking::{SkillChanged, SkillDelta, TrustBatch},
    time::{self, Seconds},
};
use pasar_truth::TASK_EVIDENCE;

use super::only_registry;
use crate::error::ContractError;

/// Adds what settled tasks showed to the labelers' records.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    batch: TrustBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.as_ref(), &info.sender, batch.deltas.len())?;

    let domain = domain_id(&batch.domain)?;
    let mut response = Response::new();
    for delta in batch.deltas {
        let labeler = deps.api.addr_validate(&delta.labeler)?;
        let key = skill_key(domain, &deps.api.addr_canonicalize(labeler.as_str())?);
        let record = SKILLS.may_load(deps.storage, &key)?.unwrap_or_default();
        let record = apply(record, &delta, batch.campaign, time::now(&env.block));
        SKILLS.save(deps.storage, &key, &record);
        response = response.add_event(SkillChanged {
            labeler: delta.labeler,
            domain: batch.domain.clone(),
            skill: record.history.skill,
            mass: record.history.mass,
            evidence: record.history.evidence,
        });
    }
    Ok(response)
}

/// A record after a delta. It fades first; then the deltas count on the live values, so that tasks
/// settled in parallel lose nothing. One campaign in a row moves the evidence of spam down by at
/// most five bits: no single requester can push anybody out.
fn apply(record: SkillRecord, delta: &SkillDelta, campaign: u32, now: Seconds) -> SkillRecord {
    let mut evidence = delta.evidence;
    let mut last_negative = record.last_negative;
    if evidence < 0 {
        let moved = if last_negative.0 == campaign {
            i64::from(last_negative.1)
        } else {
            0
        };
        let total = moved
            .saturating_add(evidence)
            .max(TASK_EVIDENCE.saturating_neg());
        evidence = total.saturating_sub(moved).min(0);
        last_negative = (campaign, i32::try_from(total).unwrap_or(i32::MIN));
    }
    let history = record
        .history_at(now)
        .settled(delta.skill, delta.mass, evidence);
    SkillRecord {
        history,
        last: now,
        suspended_until: record.suspended_until,
        last_negative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::raw::IDLE_PERIOD;
    use pasar_truth::ONE;

    fn delta(skill: i64, mass: i64, evidence: i64) -> SkillDelta {
        let [skill, mass, evidence] =
            [skill, mass, evidence].map(|value| value.saturating_mul(ONE));
        SkillDelta {
            labeler: "labeler".into(),
            skill,
            mass,
            evidence,
        }
    }

    #[test]
    fn a_campaign_in_a_row_moves_evidence_down_by_five_bits_at_most() {
        let mut record = SkillRecord::default();
        for _ in 0..4 {
            record = apply(record, &delta(0, 0, -2), 1, 10);
        }
        assert_eq!(record.history.evidence, -5 * ONE);
        record = apply(record, &delta(0, 0, -4), 2, 10);
        assert_eq!(record.history.evidence, -9 * ONE);
    }

    #[test]
    fn evidence_of_honesty_is_capped_at_three_bits() {
        let record = apply(SkillRecord::default(), &delta(0, 0, 5), 1, 10);
        assert_eq!(record.history.evidence, 3 * ONE);
    }

    #[test]
    fn a_record_fades_before_it_grows() {
        let record = apply(SkillRecord::default(), &delta(40, 80, 0), 1, 10);
        let record = apply(record, &delta(1, 2, 0), 1, 10 + IDLE_PERIOD);
        assert_eq!(
            (record.history.skill, record.history.mass),
            (21 * ONE, 42 * ONE)
        );
        assert_eq!(record.last, 10 + IDLE_PERIOD);
    }

    #[test]
    fn mass_is_capped_at_200_labels_and_skill_with_it() {
        let record = apply(SkillRecord::default(), &delta(300, 400, 0), 1, 10);
        assert_eq!(
            (record.history.skill, record.history.mass),
            (150 * ONE, 200 * ONE)
        );
    }
}
