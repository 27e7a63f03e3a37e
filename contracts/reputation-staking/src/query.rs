//! Answers about stakes and records.

use cosmwasm_std::{to_json_binary, Binary, CanonicalAddr, Deps, Env};
use cw20::Denom;
use pasar_common::{
    asset::{balance, denom_key, denom_of_key},
    domain::domain_id,
    label_escrow::{AuditEntry, AuditResponse},
    packed::key,
    page::page,
    raw::{skill_key, StakeRecord, SKILLS, STAKES},
    reputation_staking::{
        ConfigResponse, QueryMsg, SkillResponse, StakeResponse, StakesResponse, UnbondingEntry,
    },
    time::{self, timestamp},
};

use crate::{
    books::stake,
    error::ContractError,
    state::{tips_key, BOOKS, CONFIG, TIPS},
};

/// Answers a query.
///
/// # Errors
/// Where what is asked for does not exist.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    Ok(match msg {
        Q::Config {} => to_json_binary(&config(deps)?),
        Q::Stake { staker, denom } => to_json_binary(&one_stake(deps, &staker, &denom)?),
        Q::Stakes {
            staker,
            start_after,
            limit,
        } => to_json_binary(&stakes(deps, &staker, start_after, limit)?),
        Q::Skill { labeler, domain } => to_json_binary(&skill(deps, env, &labeler, &domain)?),
        Q::Audit { start_after, limit } => to_json_binary(&audit(deps, env, start_after, limit)?),
        Q::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        task_registry: config.task_registry,
        label_escrow: config.label_escrow,
        reward_token: config.reward_token,
        commons: config.commons,
        params: config.params,
    })
}

fn canonical(deps: Deps<'_>, address: &str) -> Result<CanonicalAddr, ContractError> {
    let address = deps.api.addr_validate(address)?;
    Ok(deps.api.addr_canonicalize(address.as_str())?)
}

fn show_stake(
    deps: Deps<'_>,
    staker: &CanonicalAddr,
    denom: &str,
    record: StakeRecord,
) -> Result<StakeResponse, ContractError> {
    let tips = TIPS
        .may_load(deps.storage, &tips_key(staker, denom))?
        .unwrap_or_default();
    let unbonding = record.unbonding.into_iter();
    Ok(StakeResponse {
        denom: denom_of_key(deps.api, denom)?,
        staked: record.staked,
        unbonding: unbonding
            .map(|entry| UnbondingEntry {
                amount: entry.amount,
                ready_at: timestamp(entry.ready_at),
            })
            .collect(),
        tips: tips.0,
    })
}

fn one_stake(deps: Deps<'_>, staker: &str, denom: &Denom) -> Result<StakeResponse, ContractError> {
    let (staker, denom) = (canonical(deps, staker)?, denom_key(denom));
    let record = stake(deps.storage, &staker, &denom)?;
    show_stake(deps, &staker, &denom, record)
}

fn stakes(
    deps: Deps<'_>,
    staker: &str,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<StakesResponse, ContractError> {
    let staker = canonical(deps, staker)?;
    let behind = start_after.map(|denom| denom_key(&denom).into_bytes());
    let stakes = STAKES
        .range(deps.storage, &key().address(&staker).take(), behind)
        .take(page(limit))
        .map(|entry| {
            let (denom, record) = entry?;
            show_stake(deps, &staker, &String::from_utf8_lossy(&denom), record)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(StakesResponse { stakes })
}

fn skill(
    deps: Deps<'_>,
    env: &Env,
    labeler: &str,
    domain: &str,
) -> Result<SkillResponse, ContractError> {
    let key = skill_key(domain_id(domain)?, &canonical(deps, labeler)?);
    let found = SKILLS.may_load(deps.storage, &key)?;
    let (last, record) = (
        found.as_ref().map(|record| record.last),
        found.unwrap_or_default(),
    );
    let now = time::now(&env.block);
    let history = record.history_at(now);
    Ok(SkillResponse {
        standing: history.standing(),
        skill: history.skill,
        mass: history.mass,
        evidence: history.evidence,
        newcomer: history.is_newcomer(),
        suspended: history.is_suspended() || record.suspended_until > now,
        last: last.map(timestamp),
    })
}

fn audit(
    deps: Deps<'_>,
    env: &Env,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<AuditResponse, ContractError> {
    let behind = start_after.map(|denom| denom_key(&denom).into_bytes());
    let denoms = BOOKS
        .range(deps.storage, &[], behind)
        .take(page(limit))
        .map(|entry| {
            let (denom, books) = entry?;
            let denom = denom_of_key(deps.api, &String::from_utf8_lossy(&denom))?;
            // A token that does not answer must not hide the books of the others.
            let balance = balance(&deps.querier, &denom, &env.contract.address).unwrap_or_default();
            Ok(AuditEntry {
                denom,
                balance,
                liabilities: books.liabilities,
                free: balance.saturating_sub(books.liabilities),
                shortfall: books.liabilities.saturating_sub(balance),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(AuditResponse { denoms })
}
