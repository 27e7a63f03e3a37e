//! Every way the reward token refuses a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use cw_utils::PaymentError;
use pasar_common::packed::PackedError;

/// Every way the reward token refuses a call.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Returned when storage, JSON or an address is broken, or a query asks for what is not there.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Returned when the CW20 itself refuses: balance, allowance, marketing account, metadata.
    #[error(transparent)]
    Cw20(#[from] cw20_base::ContractError),
    /// Returned when funds are attached; no message takes any.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Returned when there are too many initial balances.
    #[error("{found} initial balances, expected at most {max}")]
    TooManyBalances {
        /// How many were found.
        found: usize,
        /// Most initial balances.
        max: usize,
    },
    /// Returned when the initial balances are more than can ever exist.
    #[error("initial balances are {found} in all, expected at most {cap}")]
    AboveCap {
        /// The sum found.
        found: Uint128,
        /// The hard cap.
        cap: Uint128,
    },
    /// Returned when a stored record does not fit the code.
    #[error(transparent)]
    Packed(#[from] PackedError),
    /// Returned when budgets would not shrink.
    #[error("a budget keeps {found} basis points of the one before, expected at most {max}")]
    NoDecay {
        /// The ratio found.
        found: u16,
        /// The largest ratio.
        max: u16,
    },
    /// Returned when initial balances and all budgets together are more than can ever exist.
    #[error("{initial} to begin with and {emission} minted in all, expected at most {cap}")]
    ScheduleAboveCap {
        /// Sum of the initial balances.
        initial: Uint128,
        /// Sum of all budgets, rounded up.
        emission: Uint128,
        /// The hard cap.
        cap: Uint128,
    },
    /// Returned when a claim names too many epochs.
    #[error("{found} epochs, expected at most {max}")]
    TooManyEpochs {
        /// How many were found.
        found: usize,
        /// Most epochs.
        max: usize,
    },
    /// Returned when an epoch has not ended: its points are not final.
    #[error("epoch {epoch} runs until {ends_at}")]
    EpochRuns {
        /// Number of the epoch.
        epoch: u32,
        /// When it ends, Unix seconds.
        ends_at: u64,
    },
    /// Returned when a labeler claimed an epoch before.
    #[error("{labeler} claimed epoch {epoch} already")]
    AlreadyClaimed {
        /// Number of the epoch.
        epoch: u32,
        /// The labeler.
        labeler: Addr,
    },
    /// Returned when the labeler earned nothing in the epochs that they name.
    #[error("{labeler} has nothing to claim")]
    NothingToClaim {
        /// The labeler.
        labeler: Addr,
    },
    /// Returned when an epoch would mint more than its budget, as only an escrow that lies can make
    /// it.
    #[error("epoch {epoch} would mint {wanted} in all, expected at most {budget}")]
    BudgetExceeded {
        /// Number of the epoch.
        epoch: u32,
        /// What would be minted in all.
        wanted: Uint128,
        /// Its budget.
        budget: Uint128,
    },
    /// Returned when an amount exceeds 128 bits.
    #[error("an amount exceeds 128 bits")]
    Overflow,
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
