//! What an account has in a campaign: pay, royalties, refunds. `Withdraw` takes it, `Earnings` and
//! `Holder` show it.

use std::collections::BTreeMap;

use cosmwasm_std::{CanonicalAddr, Deps, Storage, Uint128};

use crate::{
    dataset::{Dataset, Holder},
    error::ContractError,
    execute::campaign,
    ledger::{Frozen, Ledger},
    state::{campaign_key, holder_key, DATASETS, HOLDERS, LEDGERS},
};

/// Amounts by denom.
pub type Amounts = BTreeMap<String, Uint128>;

/// Adds to the amounts; nothing leaves no entry.
///
/// # Errors
/// Where it cannot be counted.
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
    pub frozen: Frozen,
    /// Its ledger.
    pub ledger: Ledger,
    /// What its dataset earned.
    pub dataset: Dataset,
    /// The account's shares, pay and royalties; none where he never had any.
    pub holder: Option<Holder>,
}

impl Holding {
    /// Reads it.
    ///
    /// # Errors
    /// [`ContractError::CampaignNotFound`].
    pub fn load(deps: Deps<'_>, id: u32, owner: &CanonicalAddr) -> Result<Self, ContractError> {
        let (frozen, ledger) = campaign(deps, id)?;
        let dataset = DATASETS.may_load(deps.storage, &campaign_key(id))?;
        Ok(Self {
            campaign: id,
            owner: owner.clone(),
            frozen,
            ledger,
            dataset: dataset.unwrap_or_default(),
            holder: HOLDERS.may_load(deps.storage, &holder_key(id, owner))?,
        })
    }

    /// Takes pay and royalties in the wanted denoms and, for the campaign's requester, refunds.
    ///
    /// # Errors
    /// Where they cannot be counted.
    pub fn take(
        &mut self,
        wants: &dyn Fn(&String) -> bool,
        amounts: &mut Amounts,
    ) -> Result<(), ContractError> {
        if wants(&self.frozen.denom) {
            if let Some(holder) = &mut self.holder {
                let pay = core::mem::take(&mut holder.unpaid);
                add(amounts, &self.frozen.denom, pay)?;
            }
            if self.frozen.requester == self.owner {
                let refund = self.ledger.take_refund();
                add(amounts, &self.frozen.denom, refund)?;
            }
        }
        self.take_royalties(wants, amounts)
    }

    /// Takes royalties in the wanted denoms. Before the close they wait: shares are not final.
    ///
    /// # Errors
    /// Where they cannot be counted.
    pub fn take_royalties(
        &mut self,
        wants: &dyn Fn(&String) -> bool,
        amounts: &mut Amounts,
    ) -> Result<(), ContractError> {
        let Some(holder) = self.holder.as_mut().filter(|_| self.ledger.closed) else {
            return Ok(());
        };
        for (place, denom) in self.frozen.denoms().enumerate() {
            if wants(denom) {
                let due = holder.claim(&mut self.dataset, place, self.ledger.pay)?;
                add(amounts, denom, due)?;
            }
        }
        Ok(())
    }

    /// Writes what [`Holding::take`] changed.
    pub fn save(&self, store: &mut dyn Storage, before: &Self) {
        let key = campaign_key(self.campaign);
        if self.ledger != before.ledger {
            LEDGERS.save(store, &key, &self.ledger);
        }
        if self.dataset != before.dataset {
            DATASETS.save(store, &key, &self.dataset);
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
