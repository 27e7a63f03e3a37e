//! A campaign's books: what it froze, and its ledger.

use cosmwasm_std::{Addr, Deps};
use pasar_common::access::{Role, Unauthorized};

use crate::{
    error::ContractError,
    rules::ledger::{EscrowTerms, Ledger},
    store::{ESCROW_TERMS, LEDGERS},
};

/// A campaign's books.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Campaign id.
    pub id: u32,
    /// What it froze when it was opened.
    pub terms: EscrowTerms,
    /// What became of its deposit.
    pub ledger: Ledger,
}

impl Campaign {
    /// Reads them.
    ///
    /// # Errors
    /// [`ContractError::CampaignNotFound`].
    pub fn load(deps: Deps<'_>, id: u32) -> Result<Self, ContractError> {
        let terms = ESCROW_TERMS
            .may_load(deps.storage, &id)?
            .ok_or(ContractError::CampaignNotFound { campaign: id })?;
        Ok(Self {
            id,
            terms,
            ledger: LEDGERS.load(deps.storage, &id)?,
        })
    }

    /// Reads them for the campaign's requester alone.
    ///
    /// # Errors
    /// [`ContractError::CampaignNotFound`], [`Unauthorized`].
    pub fn of_requester(deps: Deps<'_>, id: u32, sender: &Addr) -> Result<Self, ContractError> {
        let campaign = Self::load(deps, id)?;
        if deps.api.addr_canonicalize(sender.as_str())? == campaign.terms.requester {
            return Ok(campaign);
        }
        Err(Unauthorized {
            role: Role::Requester,
            sender: sender.clone(),
        }
        .into())
    }
}
