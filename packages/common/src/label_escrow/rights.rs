//! Who owns a dataset and who may use it: shares, offers, licenses and royalties.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, HexBinary, Timestamp, Uint128};
use cw20::Denom;

use super::{Amount, DenomRef};

/// Most bytes of the URI of a license's terms.
pub const MAX_TERMS_URI_BYTES: usize = 256;
/// Bytes of the hash of a license's terms: SHA-256.
pub const TERMS_HASH_BYTES: usize = 32;
/// Longest license that is not perpetual: 100 years of 365 days.
pub const MAX_LICENSE_SECONDS: u64 = 100 * 365 * 86_400;

/// See [`super::ExecuteMsg::TransferShares`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TransferShares {
    /// Campaign id.
    pub campaign: u32,
    /// Who gets them.
    pub to: String,
    /// How many.
    pub shares: Uint128,
}

/// See [`super::ExecuteMsg::OfferLicense`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct OfferLicense {
    /// Campaign id.
    pub campaign: u32,
    /// What one license costs; more than 0.
    pub price: Uint128,
    /// In which denom: the campaign's own, or one of its royalty denoms.
    pub denom: Denom,
    /// How long a license holds, in seconds, at most 100 years; none: for ever.
    pub duration_seconds: Option<u64>,
    /// Where the terms of use are, 1 to 256 bytes.
    pub terms_uri: String,
    /// SHA-256 of the terms of use, 32 bytes.
    pub terms_hash: HexBinary,
}

/// Names an offer.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct OfferRef {
    /// Campaign id.
    pub campaign: u32,
    /// Number of the offer in its campaign, 1 for the first.
    pub offer: u32,
}

/// See [`super::ExecuteMsg::BuyLicense`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct BuyLicense {
    /// Campaign id.
    pub campaign: u32,
    /// Number of the offer.
    pub offer: u32,
    /// Who gets the license; none: the payer.
    pub licensee: Option<String>,
}

/// See [`super::ExecuteMsg::PayRoyalty`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PayRoyalty {
    /// Campaign id.
    pub campaign: u32,
}

/// What a CW20 `Send` to the escrow may carry.
#[cw_serde]
pub enum ReceiveMsg {
    /// As [`super::ExecuteMsg::BuyLicense`], paid with the sent tokens.
    BuyLicense(BuyLicense),
    /// As [`super::ExecuteMsg::PayRoyalty`], with the sent tokens.
    PayRoyalty(PayRoyalty),
}

/// See [`super::ExecuteMsg::PayFees`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PayFees {
    /// Who gets the money.
    pub to: String,
    /// How much of which denoms; each denom once.
    pub fees: Vec<Amount>,
}

/// A license on sale. Nothing of it but `withdrawn` ever changes.
#[cw_serde]
pub struct OfferResponse {
    /// Number of the offer in its campaign, 1 for the first.
    pub offer: u32,
    /// What one license costs.
    pub price: Uint128,
    /// In which denom.
    pub denom: Denom,
    /// How long a license holds, in seconds; none: for ever.
    pub duration_seconds: Option<u64>,
    /// Where the terms of use are.
    pub terms_uri: String,
    /// SHA-256 of the terms of use.
    pub terms_hash: HexBinary,
    /// Whether it is sold no more. Licenses that were bought go on.
    pub withdrawn: bool,
}

/// A page of offers.
#[cw_serde]
pub struct OffersResponse {
    /// Ascending by number.
    pub offers: Vec<OfferResponse>,
}

/// A license that was bought, running or not.
#[cw_serde]
pub struct LicenseResponse {
    /// Who may use the dataset.
    pub licensee: Addr,
    /// Offer it was bought under, which names the terms.
    pub offer: u32,
    /// Last second in which it holds; none: for ever.
    pub expires: Option<Timestamp>,
    /// Whether it holds now.
    pub valid: bool,
}

/// Where a page of licenses begins.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LicenseCursor {
    /// Licensee of the last license of the page before.
    pub licensee: String,
    /// Offer of the last license of the page before.
    pub offer: u32,
}

/// A page of licenses.
#[cw_serde]
pub struct LicensesResponse {
    /// In the order of the licensees' canonical addresses, then by offer.
    pub licenses: Vec<LicenseResponse>,
}

/// Whether an address may use a dataset now.
#[cw_serde]
pub struct HasLicenseResponse {
    /// Whether any license of the address holds now.
    pub licensed: bool,
    /// Last second of the one that holds longest; none: for ever, or there is none.
    pub expires: Option<Timestamp>,
    /// Offer that one was bought under; none: there is no license.
    pub offer: Option<u32>,
}

/// Income of a dataset in one denom.
#[cw_serde]
pub struct IncomeResponse {
    /// The denom.
    pub denom: Denom,
    /// All that was paid for licenses and as royalties.
    pub paid: Uint128,
    /// Of this the shares'; nothing where the campaign closed without shares.
    pub contributors: Uint128,
    /// Of this credited to holders.
    pub taken: Uint128,
}

/// What a dataset earns.
#[cw_serde]
pub struct DatasetResponse {
    /// All shares: what labelers were paid until now.
    pub shares: Uint128,
    /// Whether the campaign is closed, so that shares and claims are final.
    pub closed: bool,
    /// Offers made.
    pub offers: u32,
    /// Licenses sold, renewals included.
    pub licenses: u32,
    /// The campaign's own denom first, then its royalty denoms.
    pub income: Vec<IncomeResponse>,
}

/// The stakers' half of the fees of one denom.
#[cw_serde]
pub struct StakerFees {
    /// The denom.
    pub denom: Denom,
    /// All that settled labels paid to stakers until the end of the epoch asked for.
    pub through: Uint128,
    /// All that they paid until now, whether it was claimed or not. Never shrinks.
    pub accrued: Uint128,
}

/// The stakers' half of the fees.
#[cw_serde]
pub struct StakerFeesResponse {
    /// The epoch that runs.
    pub epoch: u32,
    /// Ascending by denom; at most 32.
    pub fees: Vec<StakerFees>,
}

impl From<Denom> for DenomRef {
    fn from(denom: Denom) -> Self {
        Self { denom }
    }
}
