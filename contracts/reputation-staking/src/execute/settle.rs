//! Adds what settled tasks showed to the labelers' records.

use cosmwasm_std::{CanonicalAddr, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    domain::domain_id,
    raw::{issuer_key, requester_tag, SkillRecord, ISSUERS},
    reputation_staking::{IssuerSlashed, SkillChanged, Slashed, TrustBatch},
    time::{self, Seconds, DAY},
};
use pasar_truth::{RESTART_EVIDENCE, SLASH_EVIDENCE, TASK_EVIDENCE};

use crate::{
    books::{credit_commons, save_stake, stake},
    error::ContractError,
    guard::{check_batch, checked_key, only_registry},
    issuers::{answer, HolderSlash},
    state::{skill_key, CONFIG, SKILLS},
};

/// Seconds for which a slashed labeler takes no seats in the domain.
pub const SUSPENSION: Seconds = 90 * DAY;

/// Adds what settled tasks showed to the labelers' records, faded to this day. A labeler who is
/// named twice gets both, one after the other.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: TrustBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(&CONFIG.load(deps.storage)?, info)?;
    check_batch(msg.deltas.len())?;
    let domain = domain_id(&msg.domain)?;
    let denom = checked_key(deps.api, &msg.seat_stake.denom)?;
    let requester = requester_tag(&deps.api.addr_canonicalize(&msg.requester)?);

    let now = time::now(&env.block);
    let mut events: Vec<Event> = Vec::new();
    for delta in msg.deltas {
        let labeler = deps.api.addr_canonicalize(&delta.labeler)?;
        let key = skill_key(domain, &labeler);
        let mut record = SKILLS.may_load(deps.storage, &key)?.unwrap_or_default();
        let evidence = bounded_evidence(&mut record, requester, delta.evidence);
        let history = record.history_at(now);
        record.history = history.settled(delta.skill, delta.mass, evidence);
        record.last = now;
        if record.history.evidence <= SLASH_EVIDENCE {
            let seat = (denom.as_str(), msg.seat_stake.amount);
            let amount = slash(deps.storage, &labeler, &mut record, seat, now)?;
            events.push(slashed(
                &delta.labeler,
                &msg.domain,
                &denom,
                amount,
                &record,
            ));
            if let Some(issuer) = &delta.issuer {
                let slash = HolderSlash {
                    amount,
                    seat_stake: msg.seat_stake.amount,
                    denom: &denom,
                };
                let issuer_key = issuer_key(domain, &deps.api.addr_canonicalize(issuer)?);
                let answered = slash_issuer(deps.storage, &issuer_key, slash, now)?;
                events.extend(answered.map(|(amount, denom)| {
                    let (issuer, holder) = (issuer.clone(), delta.labeler.clone());
                    let domain = msg.domain.clone();
                    Event::from(IssuerSlashed {
                        issuer,
                        holder,
                        domain,
                        denom,
                        amount,
                    })
                }));
            }
        }
        SKILLS.save(deps.storage, &key, &record);

        events.push(
            SkillChanged {
                labeler: delta.labeler,
                domain: msg.domain.clone(),
                skill: record.history.skill,
                mass: record.history.mass,
                evidence: record.history.evidence,
            }
            .into(),
        );
    }

    Ok(Response::new().add_events(events))
}

/// Takes one seat's stake, suspends the labeler in the domain and lets his record begin again short
/// of the next suspension. The registry has given the seat's exposure back, so that what other seats
/// expose is still covered.
fn slash(
    store: &mut dyn Storage,
    labeler: &CanonicalAddr,
    record: &mut SkillRecord,
    (denom, seat_stake): (&str, Uint128),
    now: Seconds,
) -> Result<Uint128, ContractError> {
    let mut staked = stake(store, labeler, denom)?;
    let amount = seat_stake.min(staked.staked);
    staked.staked = staked.staked.checked_sub(amount)?;
    save_stake(store, labeler, denom, &staked)?;
    credit_commons(store, denom, amount)?;
    record.suspended_until = now.saturating_add(SUSPENSION);
    record.history.evidence = RESTART_EVIDENCE;
    Ok(amount)
}

/// Takes what the issuer who vouched for a slashed labeler answers for: nothing where he has left.
/// Returns how much, and in which denom.
fn slash_issuer(
    store: &mut dyn Storage,
    key: &[u8],
    slash: HolderSlash<'_>,
    now: Seconds,
) -> Result<Option<(Uint128, String)>, ContractError> {
    let Some(mut record) = ISSUERS.may_load(store, key)? else {
        return Ok(None);
    };
    let amount = answer(&mut record, slash, now);
    if amount.is_zero() {
        return Ok(None);
    }
    ISSUERS.save(store, key, &record);
    credit_commons(store, &record.denom, amount)?;
    Ok(Some((amount, record.denom)))
}

fn slashed(
    labeler: &str,
    domain: &str,
    denom: &str,
    amount: Uint128,
    record: &SkillRecord,
) -> Event {
    Slashed {
        labeler: labeler.to_owned(),
        domain: domain.to_owned(),
        denom: denom.to_owned(),
        amount,
        suspended_until: record.suspended_until,
    }
    .into()
}

/// How far the evidence of spam may move. One requester in a row moves it down by at most 5 bits, in
/// however many campaigns and settlements, so that none suspends a labeler by himself. Evidence for
/// the labeler is not counted, and does not give a requester room again.
fn bounded_evidence(record: &mut SkillRecord, requester: u32, evidence: i64) -> i64 {
    if evidence >= 0 {
        return evidence;
    }
    let before = match record.last_negative {
        (last, moved) if last == requester => i64::from(moved),
        _ => 0,
    };
    let most = TASK_EVIDENCE.saturating_neg();
    let after = before.saturating_add(evidence).max(most);
    record.last_negative = (requester, i32::try_from(after).unwrap_or(i32::MIN));
    after.saturating_sub(before)
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
