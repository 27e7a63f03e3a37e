//! Who may take seats: records and stakes are read from reputation-staking by their raw keys, as a
//! smart query would cost fifty times as much.

use cosmwasm_std::{Addr, Uint128};
use pasar_common::{
    domain::domain_id,
    packed::{Packed, PackedMap},
    ratio::{Bps, WHOLE_BPS},
    raw::{
        credential_key, issuer_key, skill_key, stake_key, SkillRecord, StakeRecord, CREDENTIALS,
        ISSUERS, SKILLS, STAKES,
    },
    task_registry::{TermsError, PANEL_MASS, PANEL_SKILL_BPS},
    time::is_late,
};
use pasar_truth::{History, ONE};

use crate::{
    campaign::Campaign,
    error::{ContractError, Ineligible},
    state::{account_key, RELATED},
    work::Work,
};

/// What a labeler's record must show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Least standing skill; zero asks for none, and takes those who stand below it too.
    pub skill: Bps,
    /// Least mass, in labels.
    pub mass: u32,
}

impl Bar {
    /// The bar of a campaign's labelers.
    pub const fn of_labelers(campaign: &Campaign) -> Self {
        Self {
            skill: campaign.min_skill,
            mass: campaign.min_mass,
        }
    }

    /// The bar of those who judge them: above it, and never met by a newcomer.
    pub fn of_panelists(campaign: &Campaign) -> Self {
        let floor = campaign.min_skill.get().max(campaign.pay_floor.get());
        Self {
            skill: Bps::new(floor.saturating_add(PANEL_SKILL_BPS)),
            mass: campaign.min_mass.max(PANEL_MASS),
        }
    }

    fn check(self, history: &History) -> Result<(), Ineligible> {
        let skill = history.standing().saturating_mul(i64::from(WHOLE_BPS));
        let found = skill.checked_div(ONE).unwrap_or(0);
        let min = self.skill;
        if min > Bps::ZERO && found < i64::from(min.get()) {
            return Err(Ineligible::Skill { found, min });
        }
        let found = history.mass.checked_div(ONE).unwrap_or(0);
        if found < i64::from(self.mass) {
            return Err(Ineligible::Mass {
                found,
                min: self.mass,
            });
        }
        Ok(())
    }
}

/// The sender is neither related to the requester nor suspended, and his record reaches the bar.
/// Returns it for weights and pay.
///
/// # Errors
/// [`ContractError::NotEligible`].
pub fn check_record(work: &Work<'_>, staking: &Addr, bar: Bar) -> Result<History, ContractError> {
    let labeler = &work.sender_canonical;
    if RELATED.has(work.deps.storage, &account_key(work.id, labeler)) {
        let labeler = work.sender.clone();
        return Err(Ineligible::Related { labeler }.into());
    }
    let domain = domain_id(&work.campaign.domain).map_err(TermsError::from)?;
    let record: SkillRecord =
        read_raw(work, staking, &SKILLS, &skill_key(domain, labeler))?.unwrap_or_default();
    let history = record.history_at(work.now());
    if history.is_suspended() || record.suspended_until > work.now() {
        let until = record.suspended_until;
        return Err(Ineligible::Suspended { until }.into());
    }
    bar.check(&history)?;
    Ok(history)
}

/// One of the issuers whom the campaign names vouches for the sender now, where it names any.
/// Returns the issuer's place in the terms, from 1 on; 0 where nobody need vouch.
///
/// # Errors
/// [`ContractError::NotEligible`].
pub fn check_credential(
    work: &Work<'_>,
    staking: &Addr,
    issuer: Option<&str>,
) -> Result<u8, ContractError> {
    let named = &work.campaign.issuers;
    let Some(issuer) = issuer else {
        return match named.is_empty() {
            true => Ok(0),
            false => Err(Ineligible::NoIssuer { named: named.len() }.into()),
        };
    };
    let issuer = work.deps.api.addr_validate(issuer)?;
    let canonical = work.deps.api.addr_canonicalize(issuer.as_str())?;
    let Some(place) = named.iter().position(|named| *named == canonical) else {
        return Err(Ineligible::IssuerNotNamed { issuer }.into());
    };
    let domain = domain_id(&work.campaign.domain).map_err(TermsError::from)?;
    let key = issuer_key(domain, &canonical);
    let record = read_raw(work, staking, &ISSUERS, &key)?;
    if !record.is_some_and(|record| record.vouches()) {
        return Err(Ineligible::IssuerGone { issuer }.into());
    }
    let key = credential_key(domain, &canonical, &work.sender_canonical);
    let held = read_raw(work, staking, &CREDENTIALS, &key)?;
    if held.is_none_or(|held| is_late(work.now(), held.expires)) {
        return Err(Ineligible::NoCredential { issuer }.into());
    }
    // At most 8 issuers stand in the terms.
    Ok(u8::try_from(place).unwrap_or(0).saturating_add(1))
}

/// The sender's stake covers the campaign's minimum and so many seats, which are exposed from now
/// on.
///
/// # Errors
/// [`ContractError::NotEligible`].
pub fn check_stake(work: &mut Work<'_>, staking: &Addr, seats: u8) -> Result<(), ContractError> {
    if !work.campaign.is_staked() && work.campaign.min_stake.is_zero() {
        return Ok(());
    }
    let labeler = work.sender_canonical.clone();
    let denom = work.campaign.seat_stake_denom.clone();
    let record: StakeRecord =
        read_raw(work, staking, &STAKES, &stake_key(&labeler, &denom))?.unwrap_or_default();
    let (found, min) = (record.staked, work.campaign.min_stake);
    if found < min {
        return Err(Ineligible::MinStake { found, min, denom }.into());
    }
    work.expose(&labeler, |exposure, campaign| {
        let wanted = campaign.seat_stake.saturating_mul(Uint128::from(seats));
        let free = found.saturating_sub(exposure.amount);
        if free < wanted {
            return Some(Ineligible::FreeStake {
                free,
                wanted,
                denom,
            });
        }
        exposure.amount = exposure.amount.saturating_add(wanted);
        None
    })?
    .map_or(Ok(()), |reason| Err(reason.into()))
}

/// A record of reputation-staking.
fn read_raw<T: Packed>(
    work: &Work<'_>,
    staking: &Addr,
    map: &PackedMap<T>,
    key: &[u8],
) -> Result<Option<T>, ContractError> {
    let bytes = work.deps.querier.query_wasm_raw(staking, map.key(key))?;
    Ok(bytes.map(|bytes| T::from_bytes(&bytes)).transpose()?)
}
