//! The reward token: a CW20 with a hard cap and a decaying emission. Its messages are those of
//! `cw20-base`, without minting from outside, and the claim of what the emission gives.

mod event;

pub use event::*;

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Timestamp, Uint128};
// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, Cw20Coin, DownloadLogoResponse, Expiration, Logo, MarketingInfoResponse,
    MinterResponse, TokenInfoResponse,
};

use crate::ratio::Bps;

/// Most epochs of one claim.
pub const MAX_CLAIM_EPOCHS: usize = 16;
/// Most that a budget may keep of the one before, in basis points.
pub const MAX_KEEP_BPS: u16 = 9_999;
/// Most initial balances.
pub const MAX_INITIAL_BALANCES: usize = 100;

/// Starts the token.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Name, 3 to 50 characters.
    pub name: String,
    /// Symbol, 3 to 12 letters or `-`.
    pub symbol: String,
    /// Decimal places, at most 18.
    pub decimals: u8,
    /// No more than this can ever exist, in the smallest unit.
    pub cap: Uint128,
    /// Balances to begin with, at most 100, within the cap; the default is none.
    #[serde(default)]
    pub initial_balances: Vec<Cw20Coin>,
    /// Address of label-escrow, which counts points and epochs; never changes.
    pub label_escrow: String,
    /// What is minted, and for what; never changes. Initial balances and all budgets together must
    /// fit the cap: `initial + first_budget x 10 000 / (10 000 - keep) <= cap`.
    pub emission: Emission,
    /// What wallets show.
    pub marketing: Option<Marketing>,
}

/// The emission: `budget(epoch) = first_budget x (keep / 10 000)^epoch`, rounded down.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Emission {
    /// Budget of epoch 0, in the smallest unit.
    pub first_budget: Uint128,
    /// What each budget keeps of the one before, basis points, at most 9 999.
    pub keep: Bps,
    /// Most that one point mints, in millionths of the smallest unit.
    pub mint_per_point: Uint128,
}

/// See [`ExecuteMsg::ClaimEmission`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ClaimEmission {
    /// Epochs that ended, at most 16.
    pub epochs: Vec<u32>,
}

/// What wallets show.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Marketing {
    /// URL of the project.
    pub project: Option<String>,
    /// What the token is.
    pub description: Option<String>,
    /// Who may change this, and nothing else.
    pub marketing: Option<String>,
    /// URL of the logo, or the logo itself.
    pub logo: Option<Logo>,
}

/// Nothing to say: a migration changes code and storage version only.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

/// Standard CW20 messages, and the claim of what the emission gives. There is no `mint` and no
/// `update_minter`.
#[cw_serde]
pub enum ExecuteMsg {
    /// Moves tokens. **Who:** anyone, his own.
    Transfer {
        /// Who gets them.
        recipient: String,
        /// How many.
        amount: Uint128,
    },
    /// Destroys tokens. **Who:** anyone, his own.
    Burn {
        /// How many.
        amount: Uint128,
    },
    /// Moves tokens to a contract and tells it. **Who:** anyone, his own.
    Send {
        /// Which contract.
        contract: String,
        /// How many.
        amount: Uint128,
        /// What it is told.
        msg: Binary,
    },
    /// Allows somebody to move more of the sender's tokens.
    IncreaseAllowance {
        /// Who may.
        spender: String,
        /// How many more.
        amount: Uint128,
        /// Until when.
        expires: Option<Expiration>,
    },
    /// Allows somebody to move less of the sender's tokens.
    DecreaseAllowance {
        /// Who may.
        spender: String,
        /// How many less.
        amount: Uint128,
        /// Until when.
        expires: Option<Expiration>,
    },
    /// Moves somebody's tokens within an allowance.
    TransferFrom {
        /// Whose.
        owner: String,
        /// Who gets them.
        recipient: String,
        /// How many.
        amount: Uint128,
    },
    /// Moves somebody's tokens to a contract, within an allowance, and tells it.
    SendFrom {
        /// Whose.
        owner: String,
        /// Which contract.
        contract: String,
        /// How many.
        amount: Uint128,
        /// What it is told.
        msg: Binary,
    },
    /// Destroys somebody's tokens within an allowance.
    BurnFrom {
        /// Whose.
        owner: String,
        /// How many.
        amount: Uint128,
    },
    /// Changes what wallets show. **Who:** the marketing account.
    UpdateMarketing {
        /// URL of the project.
        project: Option<String>,
        /// What the token is.
        description: Option<String>,
        /// Who may change this.
        marketing: Option<String>,
    },
    /// Changes the logo. **Who:** the marketing account.
    UploadLogo(Logo),
    /// Mints what the sender's labels earned in epochs that ended:
    /// `points x min(budget / all points, mint_per_point)` for each, rounded down. What is not
    /// claimed, or not earned, is never minted for anybody else.
    ///
    /// **Who:** a labeler, his own. **Funds:** none. **Emits:** `emission_claimed` for each epoch.
    /// **Fails:** `TooManyEpochs`, `EpochRuns`, `AlreadyClaimed`, `NothingToClaim`.
    ClaimEmission(ClaimEmission),
}

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
    /// Begin of epoch 0.
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
    /// What they mint, as it stands now; what they minted, where he claimed it already.
    pub amount: Uint128,
    /// Whether the epoch has ended: only then can it be claimed, and only then is `amount` final.
    pub ended: bool,
    /// Whether he claimed it already.
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
