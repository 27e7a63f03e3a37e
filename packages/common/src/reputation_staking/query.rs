//! What may be asked about stakes and records.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Timestamp, Uint128};
use cw20::Denom;
use cw_ownable::cw_ownable_query;

use super::Params;
#[allow(unused_imports)]
use super::{CredentialResponse, CredentialsResponse, IssuerResponse, IssuersResponse};
// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use crate::label_escrow::{Amount, AuditResponse};

/// What may be asked about stakes and records.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Siblings and settings.
    #[returns(ConfigResponse)]
    Config {},
    /// What an address has staked in a denom.
    #[returns(StakeResponse)]
    Stake {
        /// The staker.
        staker: String,
        /// The denom.
        denom: Denom,
    },
    /// An address's stakes in all denoms, ascending by denom, 10 a page, at most 50.
    #[returns(StakesResponse)]
    Stakes {
        /// The staker.
        staker: String,
        /// Last denom of the page before.
        start_after: Option<Denom>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// A labeler's record in a domain.
    #[returns(SkillResponse)]
    Skill {
        /// The labeler.
        labeler: String,
        /// The domain.
        domain: String,
    },
    /// Balance, liabilities and what is free, for each denom; 10 a page, at most 50.
    #[returns(AuditResponse)]
    Audit {
        /// Last denom of the page before.
        start_after: Option<Denom>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// What a staker of reward tokens shares in, and what he could claim now.
    #[returns(FeeShareResponse)]
    FeeShare {
        /// The staker.
        staker: String,
    },
    /// One issuer.
    #[returns(IssuerResponse)]
    Issuer {
        /// Who vouches.
        issuer: String,
        /// Field of expertise.
        domain: String,
    },
    /// Issuers of a domain, 10 a page, at most 50.
    #[returns(IssuersResponse)]
    Issuers {
        /// Field of expertise.
        domain: String,
        /// Last issuer of the page before.
        start_after: Option<String>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// One credential.
    #[returns(CredentialResponse)]
    Credential {
        /// Who vouches.
        issuer: String,
        /// Field of expertise.
        domain: String,
        /// For whom.
        holder: String,
    },
    /// Credentials of an issuer in a domain, 10 a page, at most 50.
    #[returns(CredentialsResponse)]
    Credentials {
        /// Who vouches.
        issuer: String,
        /// Field of expertise.
        domain: String,
        /// Last holder of the page before.
        start_after: Option<String>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Who shares the stakers' half of the fees now.
    #[returns(FeePoolResponse)]
    FeePool {},
}

/// Siblings and settings.
#[cw_serde]
pub struct ConfigResponse {
    /// Address of task-registry.
    pub task_registry: Addr,
    /// Address of label-escrow.
    pub label_escrow: Addr,
    /// Address of reward-token.
    pub reward_token: Addr,
    /// Where penalties go.
    pub commons: Addr,
    /// Least stake of reward tokens that shares fees.
    pub min_fee_stake: Uint128,
    /// Settings.
    pub params: Params,
}

/// An amount on its way out.
#[cw_serde]
pub struct UnbondingEntry {
    /// How much.
    pub amount: Uint128,
    /// When it may be withdrawn.
    pub ready_at: Timestamp,
}

/// A stake.
#[cw_serde]
pub struct StakeResponse {
    /// The denom.
    pub denom: Denom,
    /// Staked, exposed or free.
    pub staked: Uint128,
    /// On its way out, at most 8 entries.
    pub unbonding: Vec<UnbondingEntry>,
    /// Tips that may be withdrawn.
    pub tips: Uint128,
}

/// A page of stakes.
#[cw_serde]
pub struct StakesResponse {
    /// Ascending by denom.
    pub stakes: Vec<StakeResponse>,
}

/// A labeler's record in a domain, faded to the block's time. All numbers in Q12: 4 096 is 1.
#[cw_serde]
pub struct SkillResponse {
    /// Standing skill: agreement above chance; newcomers stand at 0.3.
    pub standing: i64,
    /// Skill evidence (G), labels.
    pub skill: i64,
    /// Its mass (H), labels.
    pub mass: i64,
    /// Evidence of spam (E), bits; negative is bad.
    pub evidence: i64,
    /// Whether the record has less than 20 labels.
    pub newcomer: bool,
    /// Whether he takes no new seats in the domain now.
    pub suspended: bool,
    /// Last settlement that changed it; none where there is no record.
    pub last: Option<Timestamp>,
    /// What the labeler says to it: a URI.
    pub reply: Option<String>,
}

/// A staker's part of the fees.
#[cw_serde]
pub struct FeeShareResponse {
    /// Stake of reward tokens that shares fees in this epoch.
    pub active: Uint128,
    /// Stake that shares them from the next epoch on.
    pub pending: Uint128,
    /// What he could claim now, in each denom with any.
    pub fees: Vec<Amount>,
}

/// All stakes that share fees.
#[cw_serde]
pub struct FeePoolResponse {
    /// The epoch that runs.
    pub epoch: u32,
    /// Stake that shares fees in this epoch.
    pub active: Uint128,
    /// Stake that shares them from the next epoch on.
    pub pending: Uint128,
    /// Least stake that shares fees; with less they wait.
    pub min_fee_stake: Uint128,
    /// What waits for enough stake, in each denom with any.
    pub waiting: Vec<Amount>,
}
