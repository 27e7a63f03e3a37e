//! What may be asked about stakes and records.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Timestamp, Uint128};
use cw20::Denom;
use cw_ownable::cw_ownable_query;

use super::Params;
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
    /// What a staker of reward tokens shares in, and what they could claim now.
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
    /// The stake that shares the stakers' half of the fees.
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
    /// Whether they take no new seats in the domain now.
    pub suspended: bool,
    /// Last settlement that changed it; none where there is no record.
    pub last: Option<Timestamp>,
    /// What the labeler says to it: a URI.
    pub reply: Option<String>,
}

/// A staker's part of the fees.
#[cw_serde]
pub struct FeeShareResponse {
    /// Their stake of reward tokens at the start of this epoch, by which its fees are shared.
    pub active: Uint128,
    /// Their stake now, by which those of the next epoch are shared unless it changes.
    pub next: Uint128,
    /// What they could claim now, in each denom with any: of epochs that are over, and where their stake
    /// changed in more than 8 of these, of the first ones.
    pub fees: Vec<Amount>,
}

/// All stakes that share fees.
#[cw_serde]
pub struct FeePoolResponse {
    /// The epoch that runs.
    pub epoch: u32,
    /// Stake at the start of this epoch, by which its fees are shared.
    pub active: Uint128,
    /// Stake now, by which those of the next epoch are shared unless it changes.
    pub next: Uint128,
    /// Least stake that shares fees; with less the stakers' half of an epoch is the commons'.
    pub min_fee_stake: Uint128,
}

/// An issuer.
#[cw_serde]
pub struct IssuerResponse {
    /// Who vouches.
    pub issuer: Addr,
    /// Denom of the bond.
    pub denom: Denom,
    /// The bond, without what was slashed.
    pub bond: Uint128,
    /// What may still be slashed in this period.
    pub slashable: Uint128,
    /// When the bond may leave; none: they vouch.
    pub leaves_at: Option<Timestamp>,
}

/// A page of issuers.
#[cw_serde]
pub struct IssuersResponse {
    /// In the order of canonical addresses.
    pub issuers: Vec<IssuerResponse>,
}

/// A credential.
#[cw_serde]
pub struct CredentialResponse {
    /// Who has it.
    pub holder: Addr,
    /// Whether it lets them in now: it has not expired, and its issuer vouches.
    pub holds: bool,
    /// Last second in which it holds; none: until it is revoked.
    pub expires: Option<Timestamp>,
}

/// A page of credentials.
#[cw_serde]
pub struct CredentialsResponse {
    /// In the order of canonical addresses.
    pub credentials: Vec<CredentialResponse>,
}
