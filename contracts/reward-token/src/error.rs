//! Every way the token refuses a call.

use cosmwasm_std::{StdError, Uint128};
use cw_utils::PaymentError;

/// Every way the token refuses a call.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Returned when storage, JSON or an address is broken.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Returned when `cw20-base` refuses.
    #[error(transparent)]
    Cw20(#[from] cw20_base::ContractError),
    /// Returned when funds are attached to a call; the token takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Returned when there are too many initial balances.
    #[error("{found} initial balances, expected at most {max}")]
    TooManyBalances {
        /// How many were found.
        found: usize,
        /// Most balances.
        max: usize,
    },
    /// Returned when the initial balances exceed the cap.
    #[error("initial balances sum up to {found}, expected at most the cap {cap}")]
    AboveCap {
        /// Their sum; the largest number where it exceeds 128 bits.
        found: Uint128,
        /// The hard cap.
        cap: Uint128,
    },
}
