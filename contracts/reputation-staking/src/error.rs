//! Every way reputation-staking refuses a call.

use cosmwasm_std::{Addr, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::PaymentError;
use pasar_common::{asset::AssetError, domain::DomainError, packed::PackedError};

/// Every way reputation-staking refuses a call.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Returned when storage, JSON, an address or a sibling's answer is broken.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Returned when a stored record does not fit the code.
    #[error(transparent)]
    Packed(#[from] PackedError),
    /// Returned when funds are attached to a call that takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Returned when a bond is not exactly one coin.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Returned when a domain's name is malformed.
    #[error(transparent)]
    Domain(#[from] DomainError),
    /// Returned when a change of ownership is refused.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// Returned when the sender lacks the role.
    #[error("only the {role} may do this; sender is {sender}")]
    Unauthorized {
        /// The role.
        role: &'static str,
        /// Who tried.
        sender: Addr,
    },
    /// Returned when the commons would be a contract of the suite.
    #[error("the commons {commons} is a contract of the suite")]
    CommonsInSuite {
        /// Its address.
        commons: Addr,
    },
    /// Returned when a setting is outside its bounds.
    #[error("{param} is {found}, expected {min} to {max}")]
    ParamOutOfRange {
        /// Which setting.
        param: &'static str,
        /// The value found.
        found: u64,
        /// Least value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// Returned when a denom can be neither a campaign's nor is the reward token.
    #[error("denom {denom} cannot be staked: {reason}")]
    DenomNotAllowed {
        /// The denom.
        denom: String,
        /// What the escrow answered.
        reason: String,
    },
    /// Returned when the contract does not have what it would owe: a token kept some.
    #[error("balance is {balance} {denom}, expected at least the liabilities {liabilities}")]
    Shortfall {
        /// The denom.
        denom: String,
        /// What the contract has.
        balance: Uint128,
        /// What it would owe.
        liabilities: Uint128,
    },
    /// Returned when an amount is zero.
    #[error("amount is 0, expected more")]
    ZeroAmount {},
    /// Returned when more would unbond than is free.
    #[error("{wanted} {denom} wanted, but of {staked} staked {exposed} are behind tickets and unsettled seats: {free} are free")]
    Exposed {
        /// The denom.
        denom: String,
        /// All stake.
        staked: Uint128,
        /// What is exposed.
        exposed: Uint128,
        /// What is free.
        free: Uint128,
        /// What was wanted.
        wanted: Uint128,
    },
    /// Returned when there is nothing to pay out now.
    #[error("{owner} has nothing to withdraw in {denom}")]
    NothingToWithdraw {
        /// Whose money.
        owner: Addr,
        /// The denom.
        denom: String,
    },
    /// Returned when a batch names too many labelers.
    #[error("{found} entries, expected at most {max}")]
    BatchTooLarge {
        /// How many were found.
        found: usize,
        /// Most entries.
        max: usize,
    },
    /// Returned when an amount exceeds 128 bits.
    #[error("an amount exceeds 128 bits")]
    Overflow,
}

impl From<cosmwasm_std::OverflowError> for ContractError {
    fn from(_: cosmwasm_std::OverflowError) -> Self {
        Self::Overflow
    }
}
