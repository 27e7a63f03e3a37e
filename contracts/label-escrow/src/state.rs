//! What the escrow stores.

use cosmwasm_std::{CanonicalAddr, Uint128};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    label_escrow::{DenomEntry, OfferResponse},
    packed::{key, Packed, PackedError, PackedMap, Reader, Writer},
    raw::LicenseRecord,
};

pub use pasar_common::raw::{license_key, LICENSES};

use crate::{
    config::Config,
    dataset::{Dataset, Holder},
    ledger::{Frozen, Ledger},
};

/// Siblings, commons, fees and epochs; written by instantiate and `UpdateFees`.
pub const CONFIG: Item<Config> = Item::new("config");
/// denom -> its settings; written by `AllowDenom` and `DisallowDenom`. At most 32.
pub const DENOMS: Map<&str, DenomEntry> = Map::new("D");

/// campaign -> what was frozen; written by `Open`.
pub const FROZEN: PackedMap<Frozen> = PackedMap::new("c");
/// campaign -> what became of the deposit; written by `Settle`, `Release`, `Withdraw`.
pub const LEDGERS: PackedMap<Ledger> = PackedMap::new("l");
/// (campaign, holder) -> shares, pay and place in the royalties; written by `Settle`, `Withdraw` and
/// `TransferShares`.
pub const HOLDERS: PackedMap<Holder> = PackedMap::new("h");
/// (account, denom) -> tips, the requester's part of income, and royalties of shares that were
/// transferred; written by `Settle`, `PayRoyalty`, `BuyLicense`, `TransferShares` and `Withdraw`.
pub const CREDITS: PackedMap<Amount> = PackedMap::new("a");
/// (epoch, labeler) -> emission points; written by `Settle`.
pub const POINTS: PackedMap<Amount> = PackedMap::new("p");
/// epoch -> everybody's emission points; written by `Settle`.
pub const ALL_POINTS: PackedMap<Amount> = PackedMap::new("P");
/// campaign -> income and number of offers; written by whatever pays or claims income.
pub const DATASETS: PackedMap<Dataset> = PackedMap::new("i");
/// (campaign, offer) -> a license on sale; written by `OfferLicense` and `WithdrawOffer`.
pub const OFFERS: Map<(u32, u32), OfferResponse> = Map::new("o");
/// (campaign, licensee, offer) -> when the license ends; written by `BuyLicense`. The one that holds
/// longest stands in [`LICENSES`] too.
pub const OFFER_LICENSES: PackedMap<LicenseRecord> = PackedMap::new("K");
/// denom -> emission weight; written by `AllowDenom`.
pub const WEIGHTS: PackedMap<Weight> = PackedMap::new("w");
/// (denom, epoch) -> the stakers' half of all fees before the epoch; written by the first `Settle`
/// of an epoch.
pub const FEES_BEFORE: PackedMap<Amount> = PackedMap::new("e");
/// denom -> what is owed in it; written whenever money comes, goes or changes hands.
pub const BOOKS: PackedMap<Books> = PackedMap::new("d");

/// Key of a campaign.
pub fn campaign_key(campaign: u32) -> Vec<u8> {
    key().u32(campaign).take()
}

/// Key of a holder.
pub fn holder_key(campaign: u32, holder: &CanonicalAddr) -> Vec<u8> {
    key().u32(campaign).address(holder).take()
}

/// Prefix of an account's credits.
pub fn credits_prefix(account: &CanonicalAddr) -> Vec<u8> {
    key().address(account).take()
}

/// Key of a credit.
pub fn credit_key(account: &CanonicalAddr, denom: &str) -> Vec<u8> {
    key().address(account).bytes(denom.as_bytes()).take()
}

/// Key of a labeler's points.
pub fn points_key(epoch: u32, labeler: &CanonicalAddr) -> Vec<u8> {
    key().u32(epoch).address(labeler).take()
}

/// Key of a license under an offer.
pub fn offer_license_key(campaign: u32, licensee: &CanonicalAddr, offer: u32) -> Vec<u8> {
    key().u32(campaign).address(licensee).u32(offer).take()
}

/// Prefix of a denom's fees by epoch.
pub fn fees_prefix(denom: &str) -> Vec<u8> {
    key().short(denom.as_bytes()).take()
}

/// Key of the fees before an epoch.
pub fn fees_key(denom: &str, epoch: u32) -> Vec<u8> {
    key().short(denom.as_bytes()).u32(epoch).take()
}

/// Emission points of one unit of fee, in millionths. A change holds from the next epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// First epoch of the weight `after`.
    pub from: u32,
    /// The weight until then.
    pub before: u32,
    /// The weight from then on.
    pub after: u32,
}

impl Weight {
    /// The weight in an epoch that is not long past.
    pub const fn at(self, epoch: u32) -> u32 {
        if epoch < self.from {
            self.before
        } else {
            self.after
        }
    }

    /// The same with a new weight from the epoch behind this one.
    pub const fn changed(self, epoch: u32, after: u32) -> Self {
        Self {
            from: epoch.saturating_add(1),
            before: self.at(epoch),
            after,
        }
    }
}

impl Packed for Weight {
    const RECORD: &'static str = "emission weight";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.from).u32(self.before).u32(self.after);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            from: from.u32()?,
            before: from.u32()?,
            after: from.u32()?,
        })
    }
}

/// An amount by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount(pub Uint128);

impl Packed for Amount {
    const RECORD: &'static str = "amount";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self(from.amount()?))
    }
}

/// What is owed in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Everything owed: reserves, pay, royalties, refunds, tips, fees and commons.
    pub liabilities: Uint128,
    /// Of this the stakers' half of the fees.
    pub stakers: Uint128,
    /// Of this what the commons will get.
    pub commons: Uint128,
    /// The stakers' half of all fees ever, whether they claimed it or not.
    pub accrued: Uint128,
}

impl Packed for Books {
    const RECORD: &'static str = "books";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.liabilities)
            .amount(self.stakers)
            .amount(self.commons)
            .amount(self.accrued);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            liabilities: from.amount()?,
            stakers: from.amount()?,
            commons: from.amount()?,
            accrued: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_unique_single_bytes() {
        let namespaces = [
            "D", "c", "l", "h", "a", "p", "P", "d", "i", "o", "k", "K", "w", "e",
        ];
        for (n, namespace) in namespaces.iter().enumerate() {
            assert_eq!(namespace.len(), 1);
            assert!(!namespaces[..n].contains(namespace), "{namespace}");
        }
    }

    #[test]
    fn no_key_is_the_beginning_of_another() {
        let (short, long) = (CanonicalAddr::from([1; 20]), CanonicalAddr::from([1; 32]));
        assert!(!holder_key(1, &long).starts_with(&holder_key(1, &short)));
        assert!(!credit_key(&long, "u").starts_with(&credits_prefix(&short)));
        assert!(!license_key(1, &long).starts_with(&license_key(1, &short)));
        assert!(!fees_key("uatom", 1).starts_with(&fees_prefix("u")));
    }

    #[test]
    fn records_read_back() {
        let one = Uint128::new(1);
        let books = Books {
            liabilities: Uint128::new(3),
            stakers: one,
            commons: one,
            accrued: one,
        };
        assert_eq!(Books::from_bytes(&books.to_bytes()), Ok(books));
        let weight = Weight::default().changed(4, 9);
        assert_eq!(Weight::from_bytes(&weight.to_bytes()), Ok(weight));
        assert_eq!(Amount::from_bytes(&Amount(one).to_bytes()), Ok(Amount(one)));
    }

    #[test]
    fn a_weight_changes_with_the_next_epoch() {
        let weight = Weight::default().changed(4, 9);
        assert_eq!([3, 4, 5, 6].map(|epoch| weight.at(epoch)), [0, 0, 9, 9]);
        // Changed twice in an epoch: the last word counts, and the epoch itself keeps its weight.
        let weight = weight.changed(6, 1).changed(6, 2);
        assert_eq!([6, 7].map(|epoch| weight.at(epoch)), [9, 2]);
    }
}
