//! What may be asked about the label escrow's books.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Timestamp, Uint128};
use cw20::Denom;
use cw_ownable::cw_ownable_query;

// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use super::{
    DatasetResponse, DenomTerms, Fees, HasLicenseResponse, LicenseCursor, LicensesResponse,
    OffersResponse, StakerFeesResponse,
};
use crate::task_registry::ShareTerms;

/// What may be asked about the label escrow's books.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Siblings, commons, fees and epochs.
    #[returns(ConfigResponse)]
    Config {},
    /// Settings of a denom; fails where it is not allowed for new campaigns.
    #[returns(DenomTerms)]
    Denom {
        /// The denom.
        denom: Denom,
    },
    /// Denoms that were ever allowed, ascending by key, 10 a page, at most 50.
    #[returns(DenomsResponse)]
    Denoms {
        /// Last denom of the page before.
        start_after: Option<Denom>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// A campaign's ledger.
    #[returns(LedgerResponse)]
    Campaign {
        /// Campaign id.
        campaign: u32,
    },
    /// One holder of a campaign's shares; zeros where he has none.
    #[returns(HolderResponse)]
    Holder {
        /// Campaign id.
        campaign: u32,
        /// The holder.
        address: String,
    },
    /// Holders of a campaign's shares, in the order of canonical addresses, 10 a page, at most 50.
    #[returns(HoldersResponse)]
    Holders {
        /// Campaign id.
        campaign: u32,
        /// Last holder of the page before.
        start_after: Option<String>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// What an address could withdraw now from these campaigns (at most 32), tips included.
    #[returns(EarningsResponse)]
    Earnings {
        /// The address.
        address: String,
        /// Campaign ids.
        campaigns: Vec<u32>,
    },
    /// Balance, liabilities and what is free, for each denom; 10 a page, at most 50.
    #[returns(AuditResponse)]
    Audit {
        /// Last denom of the page before.
        start_after: Option<Denom>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Emission points of a labeler in an epoch, and of all.
    #[returns(PointsResponse)]
    Points {
        /// Number of the epoch, 0 for the first.
        epoch: u32,
        /// The labeler.
        labeler: String,
    },
    /// Fees, tips and commons that wait in one denom.
    #[returns(DueResponse)]
    Due {
        /// The denom.
        denom: Denom,
    },
    /// What a campaign's dataset earns.
    #[returns(DatasetResponse)]
    Dataset {
        /// Campaign id.
        campaign: u32,
    },
    /// License offers of a campaign, ascending by number, 10 a page, at most 50.
    #[returns(OffersResponse)]
    Offers {
        /// Campaign id.
        campaign: u32,
        /// Last offer of the page before.
        start_after: Option<u32>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Licenses to a campaign's dataset, 10 a page, at most 50.
    #[returns(LicensesResponse)]
    Licenses {
        /// Campaign id.
        campaign: u32,
        /// Last license of the page before.
        start_after: Option<LicenseCursor>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Licenses of one address to a campaign's dataset, ascending by offer, 10 a page, at most 50.
    #[returns(LicensesResponse)]
    LicensesOf {
        /// Campaign id.
        campaign: u32,
        /// The address.
        licensee: String,
        /// Last offer of the page before.
        start_after: Option<u32>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Whether an address may use a campaign's dataset now: one read, for gateways. The same is
    /// answered by the raw key of `pasar_common::raw::LICENSES`.
    #[returns(HasLicenseResponse)]
    HasLicense {
        /// Campaign id.
        campaign: u32,
        /// The address.
        address: String,
    },
    /// The stakers' half of the fees that settled labels paid, in every denom.
    #[returns(StakerFeesResponse)]
    StakerFees {
        /// Also what was paid until the end of this epoch; none: until now.
        through: Option<u32>,
    },
}

/// Siblings, commons, fees and epochs.
#[cw_serde]
pub struct ConfigResponse {
    /// Address of task-registry.
    pub task_registry: Addr,
    /// Address of reputation-staking.
    pub reputation_staking: Addr,
    /// Where everything punitive and half of the fees go.
    pub commons: Addr,
    /// Fees for new campaigns.
    pub fees: Fees,
    /// Length of an epoch, seconds.
    pub epoch_seconds: u64,
    /// Begin of epoch 0.
    pub epoch_zero: Timestamp,
}

/// A denom.
#[cw_serde]
pub struct DenomEntry {
    /// Its settings.
    pub terms: DenomTerms,
    /// Whether new campaigns may use it.
    pub allowed: bool,
}

/// A page of denoms.
#[cw_serde]
pub struct DenomsResponse {
    /// Ascending by key.
    pub denoms: Vec<DenomEntry>,
}

/// A campaign's ledger. `deposited = reserved + pay + commons + fee + tips + refunded`.
#[cw_serde]
pub struct LedgerResponse {
    /// Campaign id.
    pub campaign: u32,
    /// Who paid and gets refunds.
    pub requester: Addr,
    /// In which denom.
    pub denom: Denom,
    /// Price of a label, frozen.
    pub price: Uint128,
    /// Protocol fee of a label, frozen.
    pub fee_per_label: Uint128,
    /// Tip of a task, frozen.
    pub tip_per_task: Uint128,
    /// Who owns the dataset, frozen.
    pub shares: ShareTerms,
    /// What was deposited.
    pub deposited: Uint128,
    /// What is reserved for tasks that have not ended.
    pub reserved: Uint128,
    /// Labels paid for.
    pub labels: u64,
    /// Labelers who were paid; who gave all his shares away and was paid again counts twice.
    pub labelers: u32,
    /// Credited to labelers; also the number of all dataset shares.
    pub pay: Uint128,
    /// Credited to the commons out of labels' prices and gold bonds; fees are not in it.
    pub commons: Uint128,
    /// Bounties of challenges, out of pay that nobody earned.
    pub bounties: Uint128,
    /// Bonds of challenges that have not ended; not part of the deposit.
    pub bonds: Uint128,
    /// Protocol fee charged.
    pub fee: Uint128,
    /// Tips credited.
    pub tips: Uint128,
    /// Refunded to the requester, withdrawn or not.
    pub refunded: Uint128,
    /// Of this not yet withdrawn.
    pub refundable: Uint128,
    /// Whether no task is left.
    pub closed: bool,
}

/// What a holder has in a campaign.
#[cw_serde]
pub struct HolderResponse {
    /// The holder.
    pub holder: Addr,
    /// Dataset shares: what he was paid, and what was transferred to or from him.
    pub shares: Uint128,
    /// Of the pay not yet withdrawn.
    pub withdrawable: Uint128,
    /// Royalties that he could withdraw now, in each denom of the campaign with any.
    pub royalties: Vec<Amount>,
}

/// A page of holders.
#[cw_serde]
pub struct HoldersResponse {
    /// In the order of canonical addresses.
    pub holders: Vec<HolderResponse>,
}

/// An amount of a denom.
#[cw_serde]
pub struct Amount {
    /// The denom.
    pub denom: Denom,
    /// How much.
    pub amount: Uint128,
}

/// What an address could withdraw.
#[cw_serde]
pub struct EarningsResponse {
    /// Ascending by denom.
    pub earnings: Vec<Amount>,
}

/// The books of a denom. `balance = liabilities + free - shortfall`.
#[cw_serde]
pub struct AuditEntry {
    /// The denom.
    pub denom: Denom,
    /// What the escrow has; 0 where a token does not answer.
    pub balance: Uint128,
    /// What it owes: reserves, pay, royalties, refunds, tips, fees and commons.
    pub liabilities: Uint128,
    /// What nobody is owed, such as gifts.
    pub free: Uint128,
    /// What is missing; never anything but 0, unless a token lied or took money away.
    pub shortfall: Uint128,
}

/// The books.
#[cw_serde]
pub struct AuditResponse {
    /// Ascending by denom.
    pub denoms: Vec<AuditEntry>,
}

/// Emission points.
#[cw_serde]
pub struct PointsResponse {
    /// The labeler's.
    pub points: Uint128,
    /// Everybody's.
    pub total: Uint128,
}

/// What waits in a denom.
#[cw_serde]
pub struct DueResponse {
    /// The stakers' half of the fees.
    pub stakers: Uint128,
    /// What the commons will get.
    pub commons: Uint128,
}
