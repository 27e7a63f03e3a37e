//! Every way the reward token refuses a call.

use cosmwasm_std::{OverflowError, StdError, Uint128};
use cw_utils::PaymentError;

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
    /// Returned when the initial balances exceed 128 bits in all.
    #[error("the initial balances exceed 128 bits")]
    Overflow,
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
