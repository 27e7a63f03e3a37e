//! Every way the escrow refuses a call.

use cosmwasm_std::{Addr, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::PaymentError;
use pasar_common::{
    access::Unauthorized,
    asset::{AssetError, Shortfall},
    packed::PackedError,
    ratio::Bps,
};

use crate::rules::{dataset::DatasetError, ledger::LedgerError};

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
    #[error(transparent)]
    Unauthorized(#[from] Unauthorized),
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
    #[error(transparent)]
    Shortfall(#[from] Shortfall),
    /// Returned when shares or income cannot be counted.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// Returned when shares would be transferred that the campaign's terms bind to their labeler.
    #[error("shares of campaign {campaign} are not transferable")]
    SharesNotTransferable {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when shares would be transferred to whom they belong.
    #[error("{holder} would transfer shares to their own account")]
    SelfTransfer {
        /// Who tried.
        holder: Addr,
    },
    /// Returned when an amount is zero.
    #[error("{what} is 0, expected more")]
    ZeroAmount {
        /// Which amount.
        what: &'static str,
    },
    /// Returned when licenses would be sold before the campaign is closed.
    #[error("campaign {campaign} has {tasks_left} tasks left, expected none")]
    CampaignOpen {
        /// Campaign id.
        campaign: u32,
        /// Tasks that have not ended.
        tasks_left: u32,
    },
    /// Returned when income comes in a denom that the campaign's terms do not name.
    #[error("campaign {campaign} takes no income in {denom}")]
    IncomeDenom {
        /// Campaign id.
        campaign: u32,
        /// The denom.
        denom: String,
    },
    /// Returned when there is no such offer.
    #[error("campaign {campaign} has no offer {offer}")]
    OfferNotFound {
        /// Campaign id.
        campaign: u32,
        /// Number of the offer.
        offer: u32,
    },
    /// Returned when an offer is sold no more.
    #[error("offer {offer} of campaign {campaign} was withdrawn")]
    OfferWithdrawn {
        /// Campaign id.
        campaign: u32,
        /// Number of the offer.
        offer: u32,
    },
    /// Returned when somebody would pay for a license that they have forever.
    #[error("{licensee} has a license under offer {offer} forever")]
    AlreadyLicensed {
        /// The licensee.
        licensee: Addr,
        /// Number of the offer.
        offer: u32,
    },
    /// Returned when stakers would be paid more than their half of the fees.
    #[error("stakers would get {wanted} {denom}, {found} is theirs")]
    FeesExceeded {
        /// The denom.
        denom: String,
        /// What is theirs.
        found: Uint128,
        /// What they would get.
        wanted: Uint128,
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

impl LedgerError {
    /// The refusal of a campaign's batch.
    pub const fn of(self, campaign: u32) -> ContractError {
        ContractError::Ledger {
            campaign,
            reason: self,
        }
    }
}

impl From<cosmwasm_std::OverflowError> for ContractError {
    fn from(_: cosmwasm_std::OverflowError) -> Self {
        Self::Overflow
    }
}
