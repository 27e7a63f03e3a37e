//! What the escrow shows: ledgers, holders, earnings, books.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::label_escrow::{
    self, AuditEntry, AuditResponse, DueResponse, EarningsResponse, HolderResponse,
    HoldersResponse, LedgerResponse, PointsResponse,
};

use crate::chain::{market::Market, native::denom};

impl Market {
    /// A campaign's ledger.
    #[track_caller]
    pub fn ledger(&self, campaign: u32) -> LedgerResponse {
        self.ask(&self.escrow, &label_escrow::QueryMsg::Campaign { campaign })
    }

    /// A holder of shares.
    #[track_caller]
    pub fn holder(&self, campaign: u32, holder: &Addr) -> HolderResponse {
        let address = holder.to_string();
        self.ask(
            &self.escrow,
            &label_escrow::QueryMsg::Holder { campaign, address },
        )
    }

    /// What waits in a denom.
    #[track_caller]
    pub fn due_in(&self, denom: &Denom) -> DueResponse {
        let denom = denom.clone();
        self.ask(&self.escrow, &label_escrow::QueryMsg::Due { denom })
    }

    /// All holders of a campaign's shares.
    #[track_caller]
    pub fn holders(&self, campaign: u32) -> Vec<HolderResponse> {
        let mut all = Vec::new();
        let mut start_after = None;
        loop {
            let query = label_escrow::QueryMsg::Holders {
                campaign,
                start_after,
                limit: Some(50),
            };
            let page: HoldersResponse = self.ask(&self.escrow, &query);
            let Some(last) = page.holders.last() else {
                return all;
            };
            start_after = Some(last.holder.to_string());
            all.extend(page.holders);
        }
    }

    /// What somebody could withdraw from these campaigns in the native denom, tips included.
    #[track_caller]
    pub fn earnings(&self, address: &Addr, campaigns: &[u32]) -> u128 {
        let query = label_escrow::QueryMsg::Earnings {
            address: address.to_string(),
            campaigns: campaigns.to_vec(),
        };
        let response: EarningsResponse = self.ask(&self.escrow, &query);
        let native = response
            .earnings
            .iter()
            .find(|earning| earning.denom == denom());
        native.map_or(0, |earning| earning.amount.u128())
    }

    /// Emission points of a labeler in an epoch, and of all.
    #[track_caller]
    pub fn points(&self, epoch: u32, labeler: &Addr) -> PointsResponse {
        let labeler = labeler.to_string();
        self.ask(
            &self.escrow,
            &label_escrow::QueryMsg::Points { epoch, labeler },
        )
    }

    /// The escrow's books.
    #[track_caller]
    pub fn audit(&self) -> Vec<AuditEntry> {
        let query = label_escrow::QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        };
        self.ask::<AuditResponse>(&self.escrow, &query).denoms
    }
}
