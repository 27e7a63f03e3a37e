//! What may be asked about the label escrow's books.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Timestamp, Uint128, Uint256};
use cw20::Denom;
use cw_ownable::cw_ownable_query;

use super::{Amount, DenomTerms, Fees};
use crate::task_registry::ShareTerms;

/// What may be asked about the label escrow's books.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Siblings, commons, fees and epochs.
    #[returns(ConfigResponse)]
    Config {},
    /// A denom that was ever allowed: its settings, and whether new campaigns may use it.
    #[returns(DenomEntry)]
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
    /// One holder of a campaign's shares; zeros where they have none.
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
    /// Whether an address may use a campaign's dataset now: one read, for gateways. Without offers the
    /// same is answered by the raw key of `pasar_common::raw::LICENSES`.
    #[returns(HasLicenseResponse)]
    HasLicense {
        /// Campaign id.
        campaign: u32,
        /// The address.
        address: String,
        /// Offers whose terms of use the gateway takes, at most 32; none: the license that stands for the
        /// address is asked for, whatever its offer.
        offers: Option<Vec<u32>>,
    },
    /// What a staked reward token got of the stakers' half of the fees, in every denom.
    #[returns(StakerFeesResponse)]
    StakerFees {
        /// Epochs before which it is asked for, none later than the one that runs; at most 9.
        epochs: Vec<u32>,
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
    /// Start of epoch 0.
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
    /// Distinct labelers who were paid.
    pub labelers: u32,
    /// Credited to labelers; also the number of all dataset shares.
    pub pay: Uint128,
    /// Credited to the commons out of labels' prices and gold bonds; fees are not in it.
    pub commons: Uint128,
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
    /// Dataset shares: what they were paid, and what was transferred to or from them.
    pub shares: Uint128,
    /// Of the pay not yet withdrawn.
    pub withdrawable: Uint128,
    /// Royalties that they could withdraw now, in each denom of the campaign with any.
    pub royalties: Vec<Amount>,
}

/// A page of holders.
#[cw_serde]
pub struct HoldersResponse {
    /// In the order of canonical addresses.
    pub holders: Vec<HolderResponse>,
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

impl AuditEntry {
    /// The books of a denom in which a contract has this and owes that.
    pub fn of(denom: Denom, balance: Uint128, liabilities: Uint128) -> Self {
        Self {
            denom,
            balance,
            liabilities,
            free: balance.saturating_sub(liabilities),
            shortfall: liabilities.saturating_sub(balance),
        }
    }
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

/// A license on sale. Nothing of it but `withdrawn` ever changes.
#[cw_serde]
pub struct OfferResponse {
    /// Number of the offer in its campaign, 1 for the first.
    pub offer: u32,
    /// What one license costs.
    pub price: Uint128,
    /// In which denom.
    pub denom: Denom,
    /// How long a license holds, in seconds; none: forever.
    pub duration_seconds: Option<u64>,
    /// Where the terms of use are.
    pub terms_uri: String,
    /// SHA-256 of the terms of use.
    pub terms_hash: HexBinary,
    /// Whether it is sold no more. Licenses that were bought go on.
    pub withdrawn: bool,
}

/// A page of offers.
#[cw_serde]
pub struct OffersResponse {
    /// Ascending by number.
    pub offers: Vec<OfferResponse>,
}

/// A license that was bought, running or not.
#[cw_serde]
pub struct LicenseResponse {
    /// Who may use the dataset.
    pub licensee: Addr,
    /// Offer it was bought under, which names the terms.
    pub offer: u32,
    /// Last second in which it holds; none: forever.
    pub expires: Option<Timestamp>,
    /// Whether it holds now.
    pub valid: bool,
}

/// Where a page of licenses begins.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LicenseCursor {
    /// Licensee of the last license of the page before.
    pub licensee: String,
    /// Offer of the last license of the page before.
    pub offer: u32,
}

/// A page of licenses.
#[cw_serde]
pub struct LicensesResponse {
    /// In the order of the licensees' canonical addresses, then by offer.
    pub licenses: Vec<LicenseResponse>,
}

/// Whether an address may use a dataset now.
#[cw_serde]
pub struct HasLicenseResponse {
    /// Whether a license holds now: under one of the named offers, or else the one that stands for the
    /// address.
    pub licensed: bool,
    /// Its last second; none: forever, or there is none.
    pub expires: Option<Timestamp>,
    /// Offer that it was bought under; none: there is no license.
    pub offer: Option<u32>,
}

/// Income of a dataset in one denom.
#[cw_serde]
pub struct IncomeResponse {
    /// The denom.
    pub denom: Denom,
    /// All that was paid for licenses and as royalties.
    pub paid: Uint128,
    /// Of this the shares'; nothing where the campaign closed without shares.
    pub contributors: Uint128,
    /// Of this withdrawn by holders.
    pub taken: Uint128,
}

/// What a dataset earns.
#[cw_serde]
pub struct DatasetResponse {
    /// All shares: what labelers were paid until now.
    pub shares: Uint128,
    /// Whether the campaign is closed, so that shares and claims are final.
    pub closed: bool,
    /// Offers made.
    pub offers: u32,
    /// Licenses sold, renewals included.
    pub licenses: u32,
    /// The campaign's own denom first, then its royalty denoms.
    pub income: Vec<IncomeResponse>,
}

/// Fees of a staked unit are counted in parts of one unit by this.
pub const FEE_UNIT: Uint128 = Uint128::new(1 << 64);
/// Most epochs that one question names.
pub const MAX_FEE_EPOCHS: usize = 9;

/// The stakers' half of the fees of one denom.
#[cw_serde]
pub struct StakerFees {
    /// The denom.
    pub denom: Denom,
    /// What one staked unit got before each of the epochs asked for, in parts of [`FEE_UNIT`]. Never
    /// shrinks from one epoch to a later one.
    pub indexes: Vec<Uint256>,
    /// All that settled labels paid to stakers until now, whether it was claimed or not. Never shrinks.
    pub accrued: Uint128,
}

/// The stakers' half of the fees.
#[cw_serde]
pub struct StakerFeesResponse {
    /// The epoch that runs.
    pub epoch: u32,
    /// Ascending by denom; at most 32.
    pub fees: Vec<StakerFees>,
}
