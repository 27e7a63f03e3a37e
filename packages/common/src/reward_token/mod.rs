//! The reward token: a CW20 with a hard cap. Its messages are those of `cw20-base`, without
//! minting from outside.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};
// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, Cw20Coin, DownloadLogoResponse, Expiration, Logo, MarketingInfoResponse,
    MinterResponse, TokenInfoResponse,
};

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
    /// What wallets show.
    pub marketing: Option<Marketing>,
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

/// Standard CW20 messages. There is no `mint` and no `update_minter`.
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
}

/// Standard CW20 queries.
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
}
