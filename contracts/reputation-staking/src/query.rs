//! Answers about stakes, records and books.

use cosmwasm_std::{to_json_binary, Addr, Binary, CanonicalAddr, Deps, Env, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::{balance, denom_key, denom_of_key},
    domain::domain_id,
    label_escrow::{Amount, AuditEntry, AuditResponse},
    page::page,
    reputation_staking::{
        ConfigResponse, FeePoolResponse, FeeShareResponse, QueryMsg, SkillResponse, StakeResponse,
        StakesResponse, UnbondingEntry,
    },
    time::{self, timestamp},
};

use crate::{
    books::{stake, tips},
    credential_query,
    error::ContractError,
    fees::{Fees, Staker},
    guard::checked_key,
    state::{skill_key, Books, BOOKS, CONFIG, REPLIES, SKILLS},
};

/// Answers a query.
///
/// # Errors
/// Where an address, a denom or a domain is malformed.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    Ok(match msg {
        Q::Config {} => to_json_binary(&config(deps)?),
        Q::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
        Q::Stake { staker, denom } => to_json_binary(&one_stake(deps, &staker, &denom)?),
        Q::Stakes {
            staker,
            start_after,
            limit,
        } => to_json_binary(&stakes(deps, &staker, start_after, limit)?),
        Q::Skill { labeler, domain } => to_json_binary(&skill(deps, env, &labeler, &domain)?),
        Q::Audit { start_after, limit } => {
            to_json_binary(&audit(deps, &env.contract.address, start_after, limit)?)
        }
        Q::FeeShare { staker } => to_json_binary(&fee_share(deps, &staker)?),
        Q::Issuer { issuer, domain } => {
            to_json_binary(&credential_query::issuer(deps, env, &issuer, domain)?)
        }
        Q::Issuers {
            domain,
            start_after,
            limit,
        } => to_json_binary(&credential_query::issuers(
            deps,
            env,
            &domain,
            start_after,
            limit,
        )?),
        Q::Credential {
            issuer,
            domain,
            holder,
        } => to_json_binary(&credential_query::credential(
            deps,
            env,
            (&issuer, &holder),
            domain,
        )?),
        Q::Credentials {
            issuer,
            domain,
            start_after,
            limit,
        } => to_json_binary(&credential_query::credentials(
            deps,
            env,
            (&issuer, &domain),
            start_after,
            limit,
        )?),
        Q::FeePool {} => to_json_binary(&fee_pool(deps)?),
    }?)
}

fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
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

fn one_stake(deps: Deps<'_>, staker: &str, denom: &Denom) -> Result<StakeResponse, ContractError> {
    let staker = deps.api.addr_canonicalize(staker)?;
    stake_in(deps, &staker, &checked_key(deps.api, denom)?)
}

/// What an account has in the denom of a key.
fn stake_in(
    deps: Deps<'_>,
    staker: &CanonicalAddr,
    key: &str,
) -> Result<StakeResponse, ContractError> {
    let record = stake(deps.storage, staker, key)?;
    Ok(StakeResponse {
        denom: denom_of_key(deps.api, key)?,
        staked: record.staked,
        unbonding: record
            .unbonding
            .into_iter()
            .map(|entry| UnbondingEntry {
                amount: entry.amount,
                ready_at: timestamp(entry.ready_at),
            })
            .collect(),
        tips: tips(deps.storage, staker, key)?,
    })
}

/// Goes through the denoms, of which there are few, so that tips without a stake are found too.
fn stakes(
    deps: Deps<'_>,
    staker: &str,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<StakesResponse, ContractError> {
    let staker = deps.api.addr_canonicalize(staker)?;
    let mut stakes = Vec::new();
    for entry in books_behind(deps, start_after) {
        if stakes.len() == page(limit) {
            break;
        }
        let found = stake_in(deps, &staker, &entry?.0)?;
        if !(found.staked.is_zero() && found.unbonding.is_empty() && found.tips.is_zero()) {
            stakes.push(found);
        }
    }
    Ok(StakesResponse { stakes })
}

fn skill(
    deps: Deps<'_>,
    env: &Env,
    labeler: &str,
    domain: &str,
) -> Result<SkillResponse, ContractError> {
    let key = skill_key(domain_id(domain)?, &deps.api.addr_canonicalize(labeler)?);
    let record = SKILLS.may_load(deps.storage, &key)?;
    let last = record.as_ref().map(|record| timestamp(record.last));
    let (record, now) = (record.unwrap_or_default(), time::now(&env.block));
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

fn audit(
    deps: Deps<'_>,
    own: &Addr,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<AuditResponse, ContractError> {
    let mut denoms = Vec::new();
    for entry in books_behind(deps, start_after).take(page(limit)) {
        let (key, books) = entry?;
        let denom = denom_of_key(deps.api, &key)?;
        // A token that does not answer must not hide the other denoms' books.
        let balance = balance(&deps.querier, &denom, own).unwrap_or_default();
        denoms.push(audit_entry(denom, balance, books.liabilities));
    }
    Ok(AuditResponse { denoms })
}

fn audit_entry(denom: Denom, balance: Uint128, liabilities: Uint128) -> AuditEntry {
    AuditEntry {
        denom,
        balance,
        liabilities,
        free: balance.saturating_sub(liabilities),
        shortfall: liabilities.saturating_sub(balance),
    }
}

/// The books of all denoms behind one, ascending by key.
fn books_behind(
    deps: Deps<'_>,
    start_after: Option<Denom>,
) -> impl Iterator<Item = Result<(String, Books), ContractError>> + '_ {
    let start = start_after.map(|denom| denom_key(&denom).into_bytes());
    BOOKS.range(deps.storage, &[], start).map(|entry| {
        let (key, books) = entry?;
        let key = String::from_utf8(key).map_err(cosmwasm_std::StdError::from)?;
        Ok((key, books))
    })
}

fn fee_share(deps: Deps<'_>, staker: &str) -> Result<FeeShareResponse, ContractError> {
    let staker = deps
        .api
        .addr_canonicalize(deps.api.addr_validate(staker)?.as_str())?;
    let fees = Fees::synced(deps, &CONFIG.load(deps.storage)?)?;
    let mut staker = Staker::load(deps.storage, &staker, &fees)?;
    let (active, pending) = (staker.share.active, staker.share.pending);
    Ok(FeeShareResponse {
        active,
        pending,
        fees: show(deps, staker.take(&|_| true)?)?,
    })
}

fn fee_pool(deps: Deps<'_>) -> Result<FeePoolResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let fees = Fees::synced(deps, &config)?;
    Ok(FeePoolResponse {
        epoch: fees.epoch,
        active: fees.pool.active,
        pending: fees.pool.pending,
        min_fee_stake: config.min_fee_stake,
        waiting: show(deps, fees.waiting())?,
    })
}

fn show(deps: Deps<'_>, amounts: Vec<(String, Uint128)>) -> Result<Vec<Amount>, ContractError> {
    let show = |(denom, amount): (String, Uint128)| {
        let denom = denom_of_key(deps.api, &denom)?;
        Ok(Amount { denom, amount })
    };
    amounts.into_iter().map(show).collect()
}
