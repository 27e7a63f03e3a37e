//! What the tests ask the contract, and the chain about accounts.

use cosmwasm_std::{Addr, Api, CanonicalAddr};
use cw20::{BalanceResponse, Cw20QueryMsg, Denom};
use pasar_common::label_escrow::{
    AuditEntry, AuditResponse, DueResponse, EarningsResponse, HolderResponse, LedgerResponse,
    PointsResponse, QueryMsg,
};
use serde::de::DeserializeOwned;

use crate::setup::Suite;

impl Suite {
    #[track_caller]
    pub fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.escrow, msg).unwrap()
    }

    #[track_caller]
    pub fn ledger(&self, campaign: u32) -> LedgerResponse {
        self.query(&QueryMsg::Campaign { campaign })
    }

    #[track_caller]
    pub fn holder(&self, campaign: u32, holder: &Addr) -> HolderResponse {
        let address = holder.to_string();
        self.query(&QueryMsg::Holder { campaign, address })
    }

    /// What an account could withdraw of a denom.
    #[track_caller]
    pub fn earned(&self, account: &Addr, campaigns: &[u32], denom: &Denom) -> u128 {
        let found: EarningsResponse = self.query(&QueryMsg::Earnings {
            address: account.to_string(),
            campaigns: campaigns.to_vec(),
        });
        let mut entries = found.earnings.into_iter();
        let entry = entries.find(|entry| entry.denom == *denom);
        entry.map_or(0, |entry| entry.amount.u128())
    }

    /// What waits in a denom: the stakers' half of the fees, and what is the commons'.
    #[track_caller]
    pub fn due(&self, denom: &Denom) -> (u128, u128) {
        let denom = denom.clone();
        let due: DueResponse = self.query(&QueryMsg::Due { denom });
        (due.stakers.u128(), due.commons.u128())
    }

    /// A labeler's points, and everybody's.
    #[track_caller]
    pub fn points(&self, epoch: u32, labeler: &Addr) -> (u128, u128) {
        let labeler = labeler.to_string();
        let found: PointsResponse = self.query(&QueryMsg::Points { epoch, labeler });
        (found.points.u128(), found.total.u128())
    }

    #[track_caller]
    pub fn audit(&self, denom: &Denom) -> AuditEntry {
        let audit: AuditResponse = self.query(&QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        });
        let mut entries = audit.denoms.into_iter();
        entries.find(|entry| entry.denom == *denom).unwrap()
    }

    #[track_caller]
    pub fn liabilities(&self, denom: &Denom) -> u128 {
        self.audit(denom).liabilities.u128()
    }

    /// What an account has outside of the contract; nothing where a token does not say.
    pub fn balance(&self, account: &Addr, denom: &Denom) -> u128 {
        match denom {
            Denom::Native(denom) => {
                let coin = self.app.wrap().query_balance(account, denom).unwrap();
                coin.amount.u128()
            }
            Denom::Cw20(token) => {
                let query = Cw20QueryMsg::Balance {
                    address: account.to_string(),
                };
                let answer = self.app.wrap().query_wasm_smart(token, &query);
                answer.map_or(0, |BalanceResponse { balance }| balance.u128())
            }
        }
    }

    pub fn canonical(&self, account: &Addr) -> CanonicalAddr {
        self.app.api().addr_canonicalize(account.as_str()).unwrap()
    }
}
