//! Answers about issuers and credentials.

use cosmwasm_std::{CanonicalAddr, Deps, Env};
use pasar_common::{
    account::Account,
    asset::denom_of_key,
    packed::{key, Reader},
    page::page,
    raw::{
        credential_key, issuer_key, CredentialRecord, IssuerRecord, CREDENTIALS, ISSUERS, PERPETUAL,
    },
    reputation_staking::{
        CredentialResponse, CredentialsResponse, IssuerResponse, IssuersResponse,
    },
    time::{self, is_late, timestamp, Seconds},
};
use pasar_formats::domain::domain_id;

use crate::{error::ContractError, rules::issuers::slashable};

/// One issuer.
///
/// # Errors
/// [`ContractError::NoIssuer`].
pub fn issuer(
    deps: Deps<'_>,
    env: &Env,
    issuer: &str,
    domain: String,
) -> Result<IssuerResponse, ContractError> {
    let issuer = Account::of(deps.api, issuer)?;
    let key = issuer_key(domain_id(&domain)?, &issuer.canonical);
    let Some(record) = ISSUERS.may_load(deps.storage, &key)? else {
        return Err(ContractError::NoIssuer {
            sender: issuer.addr,
            domain,
        });
    };
    show_issuer(deps, &issuer.canonical, &record, time::now(&env.block))
}

/// A page of a domain's issuers.
pub fn issuers(
    deps: Deps<'_>,
    env: &Env,
    domain: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<IssuersResponse, ContractError> {
    let prefix = domain_id(domain)?;
    let now = time::now(&env.block);
    let issuers = ISSUERS
        .range(deps.storage, &prefix, after(deps, start_after)?)
        .take(page(limit))
        .map(|entry| {
            let (suffix, record) = entry?;
            let issuer = Reader::of_key("issuer", &suffix).address()?;
            show_issuer(deps, &issuer, &record, now)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(IssuersResponse { issuers })
}

/// One credential.
///
/// # Errors
/// [`ContractError::NoCredential`].
pub fn credential(
    deps: Deps<'_>,
    env: &Env,
    issuer: &str,
    domain: String,
    holder: &str,
) -> Result<CredentialResponse, ContractError> {
    let issuer = Account::of(deps.api, issuer)?;
    let holder = Account::of(deps.api, holder)?;
    let id = domain_id(&domain)?;
    let key = credential_key(id, &issuer.canonical, &holder.canonical);
    let Some(record) = CREDENTIALS.may_load(deps.storage, &key)? else {
        return Err(ContractError::NoCredential {
            issuer: issuer.addr,
            holder: holder.addr,
            domain,
        });
    };
    let vouches = vouches(deps, &issuer_key(id, &issuer.canonical))?;
    let now = time::now(&env.block);
    show_credential(deps, &holder.canonical, record, vouches, now)
}

/// A page of an issuer's credentials in a domain.
pub fn credentials(
    deps: Deps<'_>,
    env: &Env,
    issuer: &str,
    domain: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<CredentialsResponse, ContractError> {
    let issuer = Account::of(deps.api, issuer)?;
    let prefix = issuer_key(domain_id(domain)?, &issuer.canonical);
    let vouches = vouches(deps, &prefix)?;
    let now = time::now(&env.block);
    let credentials = CREDENTIALS
        .range(deps.storage, &prefix, after(deps, start_after)?)
        .take(page(limit))
        .map(|entry| {
            let (suffix, record) = entry?;
            let holder = Reader::of_key("credential", &suffix).address()?;
            show_credential(deps, &holder, record, vouches, now)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(CredentialsResponse { credentials })
}

fn vouches(deps: Deps<'_>, issuer: &[u8]) -> Result<bool, ContractError> {
    let record = ISSUERS.may_load(deps.storage, issuer)?;
    Ok(record.is_some_and(|record| record.vouches()))
}

/// The end of the key after which a page begins.
fn after(deps: Deps<'_>, account: Option<String>) -> Result<Option<Vec<u8>>, ContractError> {
    let Some(account) = account else {
        return Ok(None);
    };
    let account = Account::of(deps.api, &account)?;
    Ok(Some(key().address(&account.canonical).take()))
}

fn show_issuer(
    deps: Deps<'_>,
    issuer: &CanonicalAddr,
    record: &IssuerRecord,
    now: Seconds,
) -> Result<IssuerResponse, ContractError> {
    Ok(IssuerResponse {
        issuer: deps.api.addr_humanize(issuer)?,
        denom: denom_of_key(deps.api, &record.denom)?,
        bond: record.bond,
        slashable: slashable(record, now)?,
        leaves_at: (!record.vouches()).then(|| timestamp(record.leaves_at)),
    })
}

fn show_credential(
    deps: Deps<'_>,
    holder: &CanonicalAddr,
    record: CredentialRecord,
    vouches: bool,
    now: Seconds,
) -> Result<CredentialResponse, ContractError> {
    let expires = record.expires;
    Ok(CredentialResponse {
        holder: deps.api.addr_humanize(holder)?,
        holds: vouches && !is_late(now, expires),
        expires: (expires != PERPETUAL).then(|| timestamp(expires)),
    })
}
