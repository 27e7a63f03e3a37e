//! Every way reputation-staking refuses a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::PaymentError;
use pasar_common::{
    access::Unauthorized,
    asset::{AssetError, Shortfall},
    packed::PackedError,
    time::Seconds,
};
use pasar_formats::domain::DomainError;

/// Every way reputation-staking refuses a call.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Returned when storage, JSON, an address or the registry's answer is broken.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Returned when a stored record does not fit the code.
    #[error(transparent)]
    Packed(#[from] PackedError),
    /// Returned when funds are attached to a call that takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Returned when the funds are not one native coin, or a denom is malformed.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Returned when a change of ownership is refused.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// Returned when a domain's name is malformed.
    #[error(transparent)]
    Domain(#[from] DomainError),
    /// Returned when the sender lacks the role.
    #[error(transparent)]
    Unauthorized(#[from] Unauthorized),
    /// Returned when the denom is neither the reward token nor one that the escrow ever allowed.
    #[error("denom {denom} cannot be staked: {reason}")]
    DenomNotAllowed {
        /// The denom.
        denom: String,
        /// What the escrow answered.
        reason: String,
    },
    /// Returned when there are stakes in as many denoms as there may ever be.
    #[error("{max} denoms are staked already, expected fewer to add {denom}")]
    TooManyDenoms {
        /// The denom that is one too many.
        denom: String,
        /// Most denoms ever.
        max: usize,
    },
    /// Returned when a token's balance does not cover what is owed in it, the new stake included.
    #[error(transparent)]
    Shortfall(#[from] Shortfall),
    /// Returned when the amount is zero.
    #[error("amount is 0, expected more")]
    ZeroAmount {},
    /// Returned when stake is exposed by tickets and unsettled seats, or there is less than asked for.
    #[error("{free} of {staked} {denom} is free, {exposed} is exposed; wanted {wanted}")]
    Exposed {
        /// The denom.
        denom: String,
        /// What is staked.
        staked: Uint128,
        /// Of this exposed by tickets and unsettled seats.
        exposed: Uint128,
        /// What may leave.
        free: Uint128,
        /// What should leave.
        wanted: Uint128,
    },
    /// Returned when nothing has finished unbonding and there are no tips, or when nothing is due
    /// to the commons.
    #[error("{owner} has nothing to withdraw in {denom}")]
    NothingToWithdraw {
        /// Whose money.
        owner: Addr,
        /// The denom.
        denom: String,
    },
    /// Returned when a staker has no fees to claim in the denoms that they name.
    #[error("{staker} has no fees to claim")]
    NothingToClaim {
        /// Who tried.
        staker: Addr,
    },
    /// Returned when somebody who vouches for nobody in the domain wants to.
    #[error("{sender} is no issuer in {domain}, or is leaving")]
    NoIssuer {
        /// Who tried.
        sender: Addr,
        /// Field of expertise.
        domain: String,
    },
    /// Returned when a bond would be of two denoms.
    #[error("the bond is in {wanted}, found {found}")]
    IssuerDenom {
        /// The denom found.
        found: String,
        /// The denom of the bond.
        wanted: String,
    },
    /// Returned when an issuer's bond still answers for those it vouched for.
    #[error("too early: the bond leaves at {at}, now is {now}")]
    IssuerLeaving {
        /// Unix seconds.
        at: Seconds,
        /// Unix seconds.
        now: Seconds,
    },
    /// Returned when a credential would end before it begins.
    #[error("the credential would expire at {at}, expected at least now, {now}")]
    Expired {
        /// Unix seconds.
        at: Seconds,
        /// Unix seconds.
        now: Seconds,
    },
    /// Returned when there is no such credential.
    #[error("{holder} has no credential of {issuer} in {domain}")]
    NoCredential {
        /// Who would vouch.
        issuer: Addr,
        /// For whom.
        holder: Addr,
        /// Field of expertise.
        domain: String,
    },
    /// Returned when somebody without a record replies to it.
    #[error("{labeler} has no record in {domain}")]
    NoRecord {
        /// Who tried.
        labeler: Addr,
        /// Field of expertise.
        domain: String,
    },
    /// Returned when a reply's URI is too long.
    #[error("the URI has {found} bytes, expected at most {max}")]
    ReplyTooLong {
        /// Bytes found.
        found: usize,
        /// Most bytes.
        max: usize,
    },
    /// Returned when a batch has too many entries.
    #[error("batch has {found} entries, expected at most {max}")]
    BatchTooLarge {
        /// Entries found.
        found: usize,
        /// Most entries.
        max: usize,
    },
    /// Returned when a setting is outside its bounds.
    #[error("{param} is {found}, expected {min} to {max}")]
    ParamOutOfRange {
        /// Which setting.
        param: &'static str,
        /// The value found.
        found: u64,
        /// Smallest value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// Returned when the commons would be a contract of the suite: penalties could not leave.
    #[error("commons {commons} is a contract of the suite")]
    CommonsInSuite {
        /// The address found.
        commons: Addr,
    },
    /// Returned when an amount exceeds 128 bits, as only a token that lies can make it.
    #[error("an amount exceeds 128 bits")]
    Overflow,
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
