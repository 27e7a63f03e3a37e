//! Answers about issuers and credentials.

use cosmwasm_std::{CanonicalAddr, Deps, Env};
use pasar_common::{
    asset::denom_of_key,
    domain::domain_id,
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

use crate::{error::ContractError, issuers::slashable};

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
    let sender = deps.api.addr_validate(issuer)?;
    let canonical = deps.api.addr_canonicalize(sender.as_str())?;
    let record = ISSUERS.may_load(deps.storage, &issuer_key(domain_id(&domain)?, &canonical))?;
    let record = record.ok_or(ContractError::NoIssuer { sender, domain })?;
    show_issuer(deps, &canonical, &record, time::now(&env.block))
}

/// A page of a domain's issuers.
///
/// # Errors
/// Where the domain or an address is malformed.
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
        .range(deps.storage, &prefix, behind(deps, start_after)?)
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
    (issuer, holder): (&str, &str),
    domain: String,
) -> Result<CredentialResponse, ContractError> {
    let (issuer, holder) = (
        deps.api.addr_validate(issuer)?,
        deps.api.addr_validate(holder)?,
    );
    let id = domain_id(&domain)?;
    let by = deps.api.addr_canonicalize(issuer.as_str())?;
    let of = deps.api.addr_canonicalize(holder.as_str())?;
    let record = CREDENTIALS.may_load(deps.storage, &credential_key(id, &by, &of))?;
    let record = record.ok_or(ContractError::NoCredential {
        issuer,
        holder,
        domain,
    })?;
    let vouches = vouches(deps, &issuer_key(id, &by))?;
    show_credential(deps, &of, record, vouches, time::now(&env.block))
}

/// A page of an issuer's credentials in a domain.
///
/// # Errors
/// Where the domain or an address is malformed.
pub fn credentials(
    deps: Deps<'_>,
    env: &Env,
    (issuer, domain): (&str, &str),
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<CredentialsResponse, ContractError> {
    let issuer = deps.api.addr_validate(issuer)?;
    let prefix = issuer_key(
        domain_id(domain)?,
        &deps.api.addr_canonicalize(issuer.as_str())?,
    );
    let vouches = vouches(deps, &prefix)?;
    let now = time::now(&env.block);
    let credentials = CREDENTIALS
        .range(deps.storage, &prefix, behind(deps, start_after)?)
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

/// The end of a key behind which a page begins.
fn behind(deps: Deps<'_>, account: Option<String>) -> Result<Option<Vec<u8>>, ContractError> {
    let suffix = |account: String| -> Result<Vec<u8>, ContractError> {
        let account = deps.api.addr_validate(&account)?;
        let account = deps.api.addr_canonicalize(account.as_str())?;
        Ok(key().address(&account).take())
    };
    account.map(suffix).transpose()
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
        slashable: slashable(record, now),
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
