//! Bonds of challenges that a message divides, summed per account, so that the escrow is told once.

use std::collections::BTreeMap;

use cosmwasm_std::{Api, CanonicalAddr, StdResult, Uint128};
use pasar_common::label_escrow::{ChallengeBatch, Credit};

/// Bonds that a message divides.
#[derive(Default)]
pub struct Bonds {
    bonds: Uint128,
    bounties: Uint128,
    commons: Uint128,
    credits: BTreeMap<Vec<u8>, Uint128>,
}

impl Bonds {
    /// Takes a bond, its tip included.
    pub fn take(&mut self, bond: Uint128) {
        self.bonds = self.bonds.saturating_add(bond);
    }

    /// Takes bounties out of the pay that nobody earned.
    pub fn take_bounties(&mut self, bounties: Uint128) {
        self.bounties = self.bounties.saturating_add(bounties);
    }

    /// Gives to the commons.
    pub fn forfeit(&mut self, amount: Uint128) {
        self.commons = self.commons.saturating_add(amount);
    }

    /// Gives to an account.
    pub fn credit(&mut self, to: &CanonicalAddr, amount: Uint128) {
        if !amount.is_zero() {
            let sum = self.credits.entry(to.to_vec()).or_default();
            *sum = sum.saturating_add(amount);
        }
    }

    /// Number of distinct accounts.
    pub fn accounts(&self) -> usize {
        self.credits.len()
    }

    /// What the escrow is told, where any challenge ended.
    ///
    /// # Errors
    /// Where an address cannot be written.
    pub fn batch(&self, api: &dyn Api, campaign: u32) -> StdResult<Option<ChallengeBatch>> {
        if self.bonds.is_zero() {
            return Ok(None);
        }
        let credits = self.credits.iter().map(|(to, amount)| {
            let to = api.addr_humanize(&CanonicalAddr::from(to.as_slice()))?;
            Ok(Credit {
                to: to.into_string(),
                amount: *amount,
            })
        });
        Ok(Some(ChallengeBatch {
            campaign,
            bonds: self.bonds,
            bounties: self.bounties,
            credits: credits.collect::<StdResult<_>>()?,
            commons: self.commons,
        }))
    }
}
