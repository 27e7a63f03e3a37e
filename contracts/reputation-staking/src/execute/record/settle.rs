//! Adds what settled tasks showed to the labelers' records.

use cosmwasm_std::{CanonicalAddr, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use cw_utils::nonpayable;
use pasar_common::{
    raw::{issuer_key, requester_tag},
    reputation_staking::{IssuerSlashed, SkillChanged, SkillDelta, Slashed, TrustBatch},
    time::{self, Seconds},
};
use pasar_formats::domain::{domain_id, DomainId};
use pasar_truth::SLASH_EVIDENCE;

use crate::{
    books::{
        config::{check_batch, only_registry},
        denoms::{checked_key, credit_commons},
        issuers::slash_issuer,
        stakes::{save_stake, stake},
    },
    error::ContractError,
    rules::{
        evidence::{bounded_evidence, suspend},
        issuers::HolderSlash,
    },
    store::{skill_key, SKILLS},
};

/// What holds for every labeler of a batch.
struct Batch {
    /// Field of expertise.
    domain: String,
    /// The same, as keys have it.
    domain_id: DomainId,
    /// Denom of the stakes.
    denom: String,
    /// What a seat has at stake: the most that a slash takes.
    seat_stake: Uint128,
    /// The requester, as [`requester_tag`] shortens their address.
    requester: u32,
    now: Seconds,
}

/// Adds what settled tasks showed to the labelers' records, faded to this day. A labeler who is
/// named twice gets both, one after the other.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: TrustBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.storage, &info.sender)?;
    check_batch(msg.deltas.len())?;
    let batch = Batch {
        domain_id: domain_id(&msg.domain)?,
        domain: msg.domain,
        denom: checked_key(deps.api, &msg.seat_stake.denom)?,
        seat_stake: msg.seat_stake.amount,
        requester: requester_tag(&deps.api.addr_canonicalize(&msg.requester)?),
        now: time::now(&env.block),
    };

    let mut events = Vec::new();
    for delta in msg.deltas {
        add_delta(&mut deps, &batch, delta, &mut events)?;
    }

    Ok(Response::new().add_events(events))
}

/// Adds one labeler's part to their record, and slashes them where it shows spam.
fn add_delta(
    deps: &mut DepsMut<'_>,
    batch: &Batch,
    delta: SkillDelta,
    events: &mut Vec<Event>,
) -> Result<(), ContractError> {
    let labeler = deps.api.addr_canonicalize(&delta.labeler)?;
    let key = skill_key(batch.domain_id, &labeler);
    let mut record = SKILLS.may_load(deps.storage, &key)?.unwrap_or_default();
    let evidence = bounded_evidence(&mut record, batch.requester, delta.evidence);
    let history = record.history_at(batch.now);
    record.history = history.settled(delta.skill, delta.mass, evidence);
    record.last = batch.now;
    if record.history.evidence <= SLASH_EVIDENCE {
        let amount = slash(deps.storage, batch, &labeler)?;
        suspend(&mut record, batch.now);
        events.push(
            Slashed {
                labeler: delta.labeler.clone(),
                domain: batch.domain.clone(),
                denom: batch.denom.clone(),
                amount,
                suspended_until: record.suspended_until,
            }
            .into(),
        );
        events.extend(slash_voucher(deps, batch, &delta, amount)?);
    }
    SKILLS.save(deps.storage, &key, &record);

    events.push(
        SkillChanged {
            labeler: delta.labeler,
            domain: batch.domain.clone(),
            skill: record.history.skill,
            mass: record.history.mass,
            evidence: record.history.evidence,
        }
        .into(),
    );
    Ok(())
}

/// Takes one seat's stake. The registry has given the seat's exposure back, so that what other seats
/// expose is still covered.
fn slash(
    store: &mut dyn Storage,
    batch: &Batch,
    labeler: &CanonicalAddr,
) -> Result<Uint128, ContractError> {
    let mut staked = stake(store, labeler, &batch.denom)?;
    let amount = batch.seat_stake.min(staked.staked);
    staked.staked = staked.staked.checked_sub(amount)?;
    save_stake(store, labeler, &batch.denom, &staked, batch.now)?;
    credit_commons(store, &batch.denom, amount)?;
    Ok(amount)
}

/// Slashes the issuer whose credential let a slashed labeler in, where there is one.
fn slash_voucher(
    deps: &mut DepsMut<'_>,
    batch: &Batch,
    delta: &SkillDelta,
    amount: Uint128,
) -> Result<Option<Event>, ContractError> {
    let Some(issuer) = &delta.issuer else {
        return Ok(None);
    };
    let slash = HolderSlash {
        amount,
        seat_stake: batch.seat_stake,
        denom: &batch.denom,
    };
    let key = issuer_key(batch.domain_id, &deps.api.addr_canonicalize(issuer)?);
    let answer = slash_issuer(deps.storage, &key, slash, batch.now)?;
    Ok(answer.map(|answer| {
        IssuerSlashed {
            issuer: issuer.clone(),
            holder: delta.labeler.clone(),
            domain: batch.domain.clone(),
            denom: answer.denom,
            amount: answer.amount,
        }
        .into()
    }))
}
