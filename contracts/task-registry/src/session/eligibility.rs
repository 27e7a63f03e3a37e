//! Who may take seats: records and stakes are read from reputation-staking by their raw keys, as a
//! smart query would cost fifty times as much.

use cosmwasm_std::{Addr, CanonicalAddr, Uint128};
use pasar_common::{
    account::Account,
    packed::{Packed, PackedMap},
    raw::{
        credential_key, issuer_key, skill_key, stake_key, SkillRecord, StakeRecord, CREDENTIALS,
        ISSUERS, SKILLS, STAKES,
    },
    task_registry::{PanelLeft, TermsError},
    time::is_late,
};
use pasar_formats::domain::domain_id;
use pasar_truth::History;

use super::{campaign::Session, registrations::free_registrations};
use crate::{
    error::ContractError,
    rules::draw::{ineligible::Ineligible, required_record::RequiredRecord},
    store::RELATED,
};

impl Session<'_> {
    /// The sender is neither related to the requester nor suspended, and their record shows what is
    /// required. Returns it for weights and pay.
    ///
    /// # Errors
    /// [`ContractError::NotEligible`].
    pub fn check_record(
        &self,
        staking: &Addr,
        required: RequiredRecord,
    ) -> Result<History, ContractError> {
        let labeler = &self.sender.canonical;
        if RELATED.has(self.deps.storage, &(self.id, labeler)) {
            let labeler = self.sender.addr.clone();
            return Err(Ineligible::Related { labeler }.into());
        }
        let domain = domain_id(&self.campaign.domain).map_err(TermsError::from)?;
        let record: SkillRecord = self
            .read_raw(staking, &SKILLS, &skill_key(domain, labeler))?
            .unwrap_or_default();
        let history = record.history_at(self.now());
        if history.is_suspended() || record.suspended_until > self.now() {
            let until = record.suspended_until;
            return Err(Ineligible::Suspended { until }.into());
        }
        required.check(&history)?;
        Ok(history)
    }

    /// One of the issuers that the campaign names vouches for the sender now, where it names any.
    /// Returns the issuer's number in the terms, from 1 on; 0 where none has to vouch.
    ///
    /// # Errors
    /// [`ContractError::NotEligible`].
    pub fn check_credential(
        &self,
        staking: &Addr,
        issuer: Option<&str>,
    ) -> Result<u8, ContractError> {
        let issuers = &self.campaign.issuers;
        let Some(issuer) = issuer else {
            if issuers.is_empty() {
                return Ok(0);
            }
            let named = issuers.len();
            return Err(Ineligible::NoIssuer { named }.into());
        };
        let issuer = Account::of(self.deps.api, issuer)?;
        let Some(position) = issuers.iter().position(|named| *named == issuer.canonical) else {
            let issuer = issuer.addr;
            return Err(Ineligible::IssuerNotNamed { issuer }.into());
        };
        let domain = domain_id(&self.campaign.domain).map_err(TermsError::from)?;
        let key = issuer_key(domain, &issuer.canonical);
        let record = self.read_raw(staking, &ISSUERS, &key)?;
        if !record.is_some_and(|record| record.vouches()) {
            let issuer = issuer.addr;
            return Err(Ineligible::IssuerGone { issuer }.into());
        }
        let key = credential_key(domain, &issuer.canonical, &self.sender.canonical);
        let held = self.read_raw(staking, &CREDENTIALS, &key)?;
        if held.is_none_or(|held| is_late(self.now(), held.expires)) {
            let issuer = issuer.addr;
            return Err(Ineligible::NoCredential { issuer }.into());
        }
        // Terms name at most 8 issuers.
        Ok(u8::try_from(position).unwrap_or(0).saturating_add(1))
    }

    /// The sender's stake covers the campaign's minimum and the seats, for which it is exposed from
    /// now on.
    ///
    /// Attack: a claim ends a ticket that lapsed, at a penalty, and takes another one. Staking hears of
    /// the penalty after it, so what it takes would be exposed again, and the last seat's silence
    /// would cost less than its stake.
    ///
    /// # Errors
    /// [`ContractError::NotEligible`].
    pub fn check_stake(&mut self, staking: &Addr, seats: u8) -> Result<(), ContractError> {
        if !self.campaign.is_staked() && self.campaign.min_stake.is_zero() {
            return Ok(());
        }
        let labeler = self.sender.canonical.clone();
        let denom = self.campaign.seat_stake_denom.clone();
        self.end_registrations(&labeler, &denom)?;
        let record: StakeRecord = self
            .read_raw(staking, &STAKES, &stake_key(&labeler, &denom))?
            .unwrap_or_default();
        let taken = self.taken_from(&self.sender.addr)?;
        let staked = record.staked.saturating_sub(taken);
        let min = self.campaign.min_stake;
        if staked < min {
            return Err(Ineligible::MinStake {
                found: staked,
                min,
                denom,
            }
            .into());
        }
        self.expose(&labeler, |exposure, campaign| {
            // What does not fit 128 bits no stake covers.
            let wanted = campaign.seat_stake.saturating_mul(Uint128::from(seats));
            let free = staked.saturating_sub(exposure.amount);
            if free < wanted {
                return Err(Ineligible::FreeStake {
                    free,
                    wanted,
                    denom,
                }
                .into());
            }
            exposure.amount = exposure.amount.checked_add(wanted)?;
            Ok(())
        })
    }

    /// Frees what registrations for panels expose that are over.
    fn end_registrations(
        &mut self,
        labeler: &CanonicalAddr,
        denom: &str,
    ) -> Result<(), ContractError> {
        let now = self.now();
        let amount = free_registrations(self.deps.storage, labeler, denom, now)?;
        if !amount.is_zero() {
            self.emit(PanelLeft {
                labeler: self.sender.to_string(),
                denom: denom.to_owned(),
                amount,
            });
        }
        Ok(())
    }

    /// A record of reputation-staking.
    fn read_raw<T: Packed>(
        &self,
        staking: &Addr,
        map: &PackedMap<T>,
        key: &[u8],
    ) -> Result<Option<T>, ContractError> {
        let bytes = self.deps.querier.query_wasm_raw(staking, map.key(key))?;
        Ok(bytes.map(|bytes| T::from_bytes(&bytes)).transpose()?)
    }
}
