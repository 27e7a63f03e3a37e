//! Answers about the configuration and labelers' records.

use cosmwasm_std::{Deps, Env};
use pasar_common::{
    reputation_staking::{ConfigResponse, SkillResponse},
    time::{self, timestamp},
};
use pasar_formats::domain::domain_id;

use crate::{
    error::ContractError,
    store::{skill_key, CONFIG, REPLIES, SKILLS},
};

/// Siblings and settings.
pub fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        task_registry: config.task_registry,
        label_escrow: config.label_escrow,
        reward_token: config.reward_token,
        commons: config.commons,
        min_fee_stake: config.min_fee_stake,
        params: config.params,
    })
}

/// A labeler's record in a domain.
pub fn skill(
    deps: Deps<'_>,
    env: &Env,
    labeler: &str,
    domain: &str,
) -> Result<SkillResponse, ContractError> {
    let key = skill_key(domain_id(domain)?, &deps.api.addr_canonicalize(labeler)?);
    let record = SKILLS.may_load(deps.storage, &key)?;
    let last = record.as_ref().map(|record| timestamp(record.last));
    let record = record.unwrap_or_default();
    let now = time::now(&env.block);
    let history = record.history_at(now);
    Ok(SkillResponse {
        standing: history.standing(),
        skill: history.skill,
        mass: history.mass,
        evidence: history.evidence,
        newcomer: history.is_newcomer(),
        suspended: history.is_suspended() || record.suspended_until > now,
        last,
        reply: REPLIES.may_load(deps.storage, &key)?.map(|reply| reply.0),
    })
}
