//! What may be asked of the reward token.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};
use cw20::{Cw20Coin, Expiration, Logo};

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
    /// Balances at the start, at most 100, within the cap; the default is none.
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
///
/// Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed`
/// where a stored record does not fit the code, and with `Payment` where it comes with funds that
/// it does not take.
#[cw_serde]
pub enum ExecuteMsg {
    /// Moves tokens.
    ///
    /// **Who:** anyone, their own tokens. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    Transfer {
        /// Who gets them.
        recipient: String,
        /// How many.
        amount: Uint128,
    },
    /// Destroys tokens.
    ///
    /// **Who:** anyone, their own tokens. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    Burn {
        /// How many.
        amount: Uint128,
    },
    /// Moves tokens to a contract and tells it.
    ///
    /// **Who:** anyone, their own tokens. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`, and what the contract refuses.
    Send {
        /// Which contract.
        contract: String,
        /// How many.
        amount: Uint128,
        /// What it is told.
        msg: Binary,
    },
    /// Allows somebody to move more of the sender's tokens.
    ///
    /// **Who:** anyone, for their own tokens. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    IncreaseAllowance {
        /// Who may.
        spender: String,
        /// How many more.
        amount: Uint128,
        /// Until when.
        expires: Option<Expiration>,
    },
    /// Allows somebody to move less of the sender's tokens.
    ///
    /// **Who:** anyone, for their own tokens. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    DecreaseAllowance {
        /// Who may.
        spender: String,
        /// How many less.
        amount: Uint128,
        /// Until when.
        expires: Option<Expiration>,
    },
    /// Moves somebody's tokens within an allowance.
    ///
    /// **Who:** an account with an allowance. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    TransferFrom {
        /// Whose.
        owner: String,
        /// Who gets them.
        recipient: String,
        /// How many.
        amount: Uint128,
    },
    /// Moves somebody's tokens to a contract, within an allowance, and tells it.
    ///
    /// **Who:** an account with an allowance. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`, and what the contract refuses.
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
    ///
    /// **Who:** an account with an allowance. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    BurnFrom {
        /// Whose.
        owner: String,
        /// How many.
        amount: Uint128,
    },
    /// Changes what wallets show.
    ///
    /// **Who:** the marketing account. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    UpdateMarketing {
        /// URL of the project.
        project: Option<String>,
        /// What the token is.
        description: Option<String>,
        /// Who may change this.
        marketing: Option<String>,
    },
    /// Changes the logo.
    ///
    /// **Who:** the marketing account. **Funds:** none. **Emits:** no event of its own; the
    /// attributes of a CW20. **Fails:** `Cw20`.
    UploadLogo(Logo),
    /// Mints what the sender's labels earned in epochs that ended: `points x min(budget / all
    /// points, mint_per_point)` for each, rounded down. What is not claimed, or not earned, is
    /// never minted for anybody else.
    ///
    /// **Who:** a labeler, their own part. **Funds:** none. **Emits:** `emission_claimed` for each
    /// epoch. **Fails:** `TooManyEpochs`, `EpochRuns`, `AlreadyClaimed`, `NothingToClaim`,
    /// `BudgetExceeded`, `Cw20`, `Overflow`.
    ClaimEmission(ClaimEmission),
}
