//! What staking shows: stakes, records, books.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::{
    label_escrow::{AuditEntry, AuditResponse},
    reputation_staking::{self, SkillResponse, StakeResponse},
};

use crate::chain::market::Market;

impl Market {
    /// The books of staking.
    #[track_caller]
    pub fn staking_audit(&self) -> Vec<AuditEntry> {
        let query = reputation_staking::QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        };
        self.ask::<AuditResponse>(&self.staking, &query).denoms
    }

    /// A stake.
    #[track_caller]
    pub fn stake_in(&self, staker: &Addr, denom: &Denom) -> StakeResponse {
        let staker = staker.to_string();
        let denom = denom.clone();
        let query = reputation_staking::QueryMsg::Stake { staker, denom };
        self.ask(&self.staking, &query)
    }

    /// A labeler's record.
    #[track_caller]
    pub fn skill(&self, labeler: &Addr, domain: &str) -> SkillResponse {
        let labeler = labeler.to_string();
        let domain = domain.to_owned();
        self.ask(
            &self.staking,
            &reputation_staking::QueryMsg::Skill { labeler, domain },
        )
    }
}
