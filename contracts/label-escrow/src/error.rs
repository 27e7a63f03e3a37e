//! Every way the escrow refuses a call.

use cosmwasm_std::{Addr, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::PaymentError;
use pasar_common::{asset::AssetError, packed::PackedError, ratio::Bps};

use crate::ledger::LedgerError;

/// Every way the escrow refuses a call.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Returned when storage, JSON or an address is broken.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Returned when a stored record does not fit the code.
    #[error(transparent)]
    Packed(#[from] PackedError),
    /// Returned when funds are attached to a call that takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Returned when a denom is malformed or a payment is not what the call needs.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Returned when a change of ownership is refused.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// Returned when a batch does not fit its campaign's ledger.
    #[error("campaign {campaign}: {reason}")]
    Ledger {
        /// Campaign id.
        campaign: u32,
        /// What does not fit.
        reason: LedgerError,
    },
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
    /// Returned when a denom is not allowed for new campaigns.
    #[error("denom {denom} is not allowed")]
    DenomNotAllowed {
        /// The denom.
        denom: String,
    },
    /// Returned when more denoms would have been allowed than one audit can show.
    #[error("{max} denoms were allowed already, expected fewer to add {denom}")]
    TooManyDenoms {
        /// The denom.
        denom: String,
        /// Most denoms.
        max: u32,
    },
    /// Returned when the price is below the denom's minimum, or its fee rounds to nothing.
    #[error("price is {found}, expected at least {min}")]
    PriceTooLow {
        /// The price found.
        found: Uint128,
        /// Least price.
        min: Uint128,
    },
    /// Returned when the contributors' share is below the protocol's floor.
    #[error("contributors get {found} basis points, expected at least {min}")]
    ContributorsTooLow {
        /// The share found.
        found: Bps,
        /// The floor.
        min: Bps,
    },
    /// Returned when a campaign exists already.
    #[error("campaign {campaign} exists already")]
    CampaignExists {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when there is no such campaign.
    #[error("campaign {campaign} does not exist")]
    CampaignNotFound {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when the deposit is not what the campaign needs.
    #[error("deposit is {found}, expected {wanted}")]
    Deposit {
        /// The deposit found.
        found: Uint128,
        /// The deposit wanted.
        wanted: Uint128,
    },
    /// Returned when the escrow does not have what it would owe: a token kept or took some.
    #[error("balance is {balance} {denom}, expected at least the liabilities {liabilities}")]
    Shortfall {
        /// The denom.
        denom: String,
        /// What the escrow has.
        balance: Uint128,
        /// What it would owe.
        liabilities: Uint128,
    },
    /// Returned when an amount exceeds 128 bits.
    #[error("an amount exceeds 128 bits")]
    Overflow,
    /// Returned when there is nothing to pay out.
    #[error("{owner} has nothing to withdraw")]
    NothingToWithdraw {
        /// Whose money.
        owner: Addr,
    },
    /// Returned when a withdrawal names too many campaigns.
    #[error("{found} campaigns, expected at most {max}")]
    TooManyCampaigns {
        /// How many were found.
        found: usize,
        /// Most campaigns.
        max: usize,
    },
}

impl From<cosmwasm_std::OverflowError> for ContractError {
    fn from(_: cosmwasm_std::OverflowError) -> Self {
        Self::Overflow
    }
}
