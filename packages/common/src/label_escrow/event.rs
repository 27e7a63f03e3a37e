//! Facts that the label escrow announces.

use cosmwasm_std::Uint128;

crate::events! {
    /// Emitted when a campaign's deposit was taken.
    DepositTaken = "deposit_taken" {
        /// Campaign id.
        campaign: u32,
        /// Who gets refunds.
        requester: String,
        /// The denom: native, or cw20: and the token's address.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when a labeler was credited with pay and as many shares.
    LabelerPaid = "labeler_paid" {
        /// Campaign id.
        campaign: u32,
        /// The labeler.
        labeler: String,
        /// Labels paid for.
        labels: u32,
        /// What their skill earned, before the lift.
        earned: Uint128,
        /// What they are paid.
        pay: Uint128,
    }
    /// Emitted when the reserve of ended tasks was divided.
    ReserveSettled = "reserve_settled" {
        /// Campaign id.
        campaign: u32,
        /// Number of tasks.
        tasks: u32,
        /// Credited to labelers.
        pay: Uint128,
        /// Credited to the commons.
        commons: Uint128,
        /// Protocol fee.
        fee: Uint128,
        /// Tips.
        tips: Uint128,
        /// Credited to the requester.
        refund: Uint128,
    }
    /// Emitted when the reserve of tasks that never started was refunded.
    ReserveReleased = "reserve_released" {
        /// Campaign id.
        campaign: u32,
        /// Number of tasks.
        tasks: u32,
        /// Credited to the requester.
        refund: Uint128,
    }
    /// Emitted when somebody took their money out, once for each denom.
    Withdrawn = "withdrawn" {
        /// Whose money.
        owner: String,
        /// Who got it.
        to: String,
        /// The denom.
        denom: String,
        /// Pay, refunds and tips together.
        amount: Uint128,
    }
    /// Emitted when the bond of a challenge was taken.
    BondTaken = "bond_taken" {
        /// Campaign id.
        campaign: u32,
        /// The campaign's denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when bonds of challenges were divided.
    BondsSettled = "bonds_settled" {
        /// Campaign id.
        campaign: u32,
        /// Bonds that ended.
        bonds: Uint128,
        /// Credited to panelists and challengers.
        credited: Uint128,
        /// To the commons.
        commons: Uint128,
    }
    /// Emitted when the commons got what was due to it.
    CommonsFlushed = "commons_flushed" {
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when the owner allowed a denom or changed its settings.
    DenomAllowed = "denom_allowed" {
        /// The denom.
        denom: String,
        /// Least price of a label.
        min_price: Uint128,
        /// Least seat stake.
        min_seat_stake: Uint128,
        /// Tip of a task.
        tip_per_task: Uint128,
        /// Fee per label from which evidence counts fully.
        reputation_fee: Uint128,
        /// Emission points of one unit of fee, in millionths.
        emission_weight: u32,
    }
    /// Emitted when the owner stopped new campaigns in a denom.
    DenomDisallowed = "denom_disallowed" {
        /// The denom.
        denom: String,
    }
    /// Emitted when the owner changed the fees for new campaigns.
    FeesUpdated = "fees_updated" {
        /// Protocol fee, basis points.
        fee: u16,
        /// Least contributors' share, basis points.
        contributors_floor: u16,
    }
    /// Emitted when the ownership was transferred, accepted or renounced.
    OwnershipUpdated = "ownership_updated" {
        /// The owner now, or `none`.
        owner: String,
        /// The owner to be, or `none`.
        pending_owner: String,
    }
    /// Emitted when dataset shares changed hands.
    SharesTransferred = "shares_transferred" {
        /// Campaign id.
        campaign: u32,
        /// Whose they were.
        from: String,
        /// Whose they are.
        to: String,
        /// How many.
        shares: Uint128,
    }
    /// Emitted when a license was put on sale.
    LicenseOffered = "license_offered" {
        /// Campaign id.
        campaign: u32,
        /// Number of the offer.
        offer: u32,
        /// What one license costs.
        price: Uint128,
        /// In which denom.
        denom: String,
        /// How long a license holds, seconds; 0: forever.
        duration_seconds: u64,
        /// SHA-256 of the terms of use, hexadecimal.
        terms_hash: String,
    }
    /// Emitted when an offer is sold no more.
    OfferEnded = "offer_withdrawn" {
        /// Campaign id.
        campaign: u32,
        /// Number of the offer.
        offer: u32,
    }
    /// Emitted when a license was bought or prolonged.
    LicenseBought = "license_bought" {
        /// Campaign id.
        campaign: u32,
        /// Number of the offer.
        offer: u32,
        /// Who may use the dataset.
        licensee: String,
        /// Last second in which it holds, Unix seconds; 1 099 511 627 775: forever.
        expires: u64,
    }
    /// Emitted when a dataset had income, of a license or not.
    RoyaltyPaid = "royalty_paid" {
        /// Campaign id.
        campaign: u32,
        /// Who paid.
        payer: String,
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
        /// Of this the contributors', or the commons' where the campaign closed without shares.
        contributors: Uint128,
    }
    /// Emitted when a staker was paid out of the stakers' half of the fees, once for each denom.
    StakerPaid = "staker_paid" {
        /// Who got it.
        to: String,
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
}
