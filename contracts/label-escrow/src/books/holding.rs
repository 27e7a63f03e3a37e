//! What an account has in a campaign: pay, royalties, refunds. `Withdraw` takes it, `Earnings` and
//! `Holder` show it.

use std::collections::BTreeMap;

use cosmwasm_std::{CanonicalAddr, Deps, Storage, Uint128};

use super::campaign::Campaign;
use crate::{
    error::ContractError,
    rules::{
        dataset::{Dataset, Holder},
        ledger::{EscrowTerms, Ledger},
    },
    store::{holder_key, DATASETS, HOLDERS, LEDGERS},
};

/// Amounts by denom.
pub type Amounts = BTreeMap<String, Uint128>;

/// Adds to the amounts; nothing leaves no entry.
pub fn add(amounts: &mut Amounts, denom: &str, amount: Uint128) -> Result<(), ContractError> {
    if !amount.is_zero() {
        let sum = amounts.entry(denom.to_owned()).or_default();
        *sum = sum.checked_add(amount)?;
    }
    Ok(())
}

/// A campaign, and what an account has in it.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Campaign id.
    pub campaign: u32,
    /// Whose it is.
    pub owner: CanonicalAddr,
    /// What the campaign froze.
    pub terms: EscrowTerms,
    /// Its ledger.
    pub ledger: Ledger,
    /// What its dataset earned.
    pub dataset: Dataset,
    /// The account's shares, pay and royalties; none where it never had any.
    pub holder: Option<Holder>,
}

impl Holding {
    /// Reads it.
    ///
    /// # Errors
    /// [`ContractError::CampaignNotFound`].
    pub fn load(deps: Deps<'_>, id: u32, owner: &CanonicalAddr) -> Result<Self, ContractError> {
        let campaign = Campaign::load(deps, id)?;
        let dataset = DATASETS.may_load(deps.storage, &id)?;
        Ok(Self {
            campaign: id,
            owner: owner.clone(),
            terms: campaign.terms,
            ledger: campaign.ledger,
            dataset: dataset.unwrap_or_default(),
            holder: HOLDERS.may_load(deps.storage, &holder_key(id, owner))?,
        })
    }

    /// Takes pay and royalties in the wanted denoms and, for the campaign's requester, refunds.
    pub fn take(
        &mut self,
        wants: &dyn Fn(&String) -> bool,
        amounts: &mut Amounts,
    ) -> Result<(), ContractError> {
        if wants(&self.terms.denom) {
            if let Some(holder) = &mut self.holder {
                let pay = core::mem::take(&mut holder.unpaid);
                add(amounts, &self.terms.denom, pay)?;
            }
            if self.terms.requester == self.owner {
                let refund = self.ledger.take_refund();
                add(amounts, &self.terms.denom, refund)?;
            }
        }
        self.take_royalties(wants, amounts)
    }

    /// Takes royalties in the wanted denoms. Before the close they wait: shares are not final.
    pub fn take_royalties(
        &mut self,
        wants: &dyn Fn(&String) -> bool,
        amounts: &mut Amounts,
    ) -> Result<(), ContractError> {
        let Some(holder) = self.holder.as_mut().filter(|_| self.ledger.closed) else {
            return Ok(());
        };
        for (place, denom) in self.terms.denoms().enumerate() {
            if wants(denom) {
                let due = holder.claim(&mut self.dataset, place, self.ledger.pay)?;
                add(amounts, denom, due)?;
            }
        }
        Ok(())
    }

    /// Writes what [`Holding::take`] changed.
    pub fn save(&self, store: &mut dyn Storage, before: &Self) {
        if self.ledger != before.ledger {
            LEDGERS.save(store, &self.campaign, &self.ledger);
        }
        if self.dataset != before.dataset {
            DATASETS.save(store, &self.campaign, &self.dataset);
        }
        if let Some(holder) = self
            .holder
            .as_ref()
            .filter(|_| self.holder != before.holder)
        {
            HOLDERS.save(store, &holder_key(self.campaign, &self.owner), holder);
        }
    }
}
