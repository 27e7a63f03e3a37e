//! What may be asked about the reward token.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Timestamp, Uint128};
// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, DownloadLogoResponse, MarketingInfoResponse, MinterResponse,
    TokenInfoResponse,
};

use crate::ratio::Bps;

/// Standard CW20 queries, and those of the emission.
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// How many tokens an account has.
    #[returns(BalanceResponse)]
    Balance {
        /// Which account.
        address: String,
    },
    /// Name, symbol, decimals and supply.
    #[returns(TokenInfoResponse)]
    TokenInfo {},
    /// The minter, which is the token itself, and the hard cap.
    #[returns(MinterResponse)]
    Minter {},
    /// What a spender may still move of an owner's tokens.
    #[returns(AllowanceResponse)]
    Allowance {
        /// Whose.
        owner: String,
        /// Who may.
        spender: String,
    },
    /// Allowances that an owner gave.
    #[returns(AllAllowancesResponse)]
    AllAllowances {
        /// Whose.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Allowances that a spender got.
    #[returns(AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// Who may.
        spender: String,
        /// Last owner of the page before.
        start_after: Option<String>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// Accounts that hold tokens.
    #[returns(AllAccountsResponse)]
    AllAccounts {
        /// Last account of the page before.
        start_after: Option<String>,
        /// Entries wanted.
        limit: Option<u32>,
    },
    /// What wallets show.
    #[returns(MarketingInfoResponse)]
    MarketingInfo {},
    /// The logo, where it is stored on chain.
    #[returns(DownloadLogoResponse)]
    DownloadLogo {},
    /// The emission's schedule, and what was minted until now.
    #[returns(ScheduleResponse)]
    Schedule {},
    /// One epoch of the emission.
    #[returns(EmissionResponse)]
    Emission {
        /// Number of the epoch, 0 for the first.
        epoch: u32,
    },
    /// What a labeler could claim.
    #[returns(PendingEmissionResponse)]
    PendingEmission {
        /// The labeler.
        labeler: String,
        /// Epochs, at most 16.
        epochs: Vec<u32>,
    },
}

/// The emission's schedule.
#[cw_serde]
pub struct ScheduleResponse {
    /// Address of label-escrow, which counts points and epochs.
    pub label_escrow: Addr,
    /// Budget of epoch 0, in the smallest unit.
    pub first_budget: Uint128,
    /// What each budget keeps of the one before.
    pub keep: Bps,
    /// Most that one point mints, in millionths of the smallest unit.
    pub mint_per_point: Uint128,
    /// Start of epoch 0.
    pub epoch_zero: Timestamp,
    /// Length of an epoch, seconds.
    pub epoch_seconds: u64,
    /// The epoch that runs.
    pub epoch: u32,
    /// Its budget.
    pub budget: Uint128,
    /// All that was minted until now; initial balances are not in it.
    pub minted: Uint128,
}

/// One epoch of the emission.
#[cw_serde]
pub struct EmissionResponse {
    /// Number of the epoch.
    pub epoch: u32,
    /// Most that it mints.
    pub budget: Uint128,
    /// Everybody's points; final once the epoch has ended.
    pub points: Uint128,
    /// What was minted of it until now.
    pub minted: Uint128,
    /// When it ends, or ended.
    pub ends_at: Timestamp,
    /// Whether it has ended.
    pub ended: bool,
}

/// What a labeler could claim of one epoch.
#[cw_serde]
pub struct PendingEpoch {
    /// Number of the epoch.
    pub epoch: u32,
    /// The labeler's points.
    pub points: Uint128,
    /// What they mint, as it stands now; what they minted, where they claimed it already.
    pub amount: Uint128,
    /// Whether the epoch has ended: only then can it be claimed, and only then is `amount` final.
    pub ended: bool,
    /// Whether they claimed it already.
    pub claimed: bool,
}

/// What a labeler could claim.
#[cw_serde]
pub struct PendingEmissionResponse {
    /// As asked for.
    pub epochs: Vec<PendingEpoch>,
    /// What a claim of them would mint now.
    pub claimable: Uint128,
}
