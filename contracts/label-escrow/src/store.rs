//! What the escrow stores: every map with its key and who writes it.

use cosmwasm_std::CanonicalAddr;
use cw_storage_plus::{Item, Map};
use pasar_common::{
    amount::StoredAmount,
    label_escrow::{DenomEntry, OfferResponse},
    packed::{key, PackedMap},
    raw::LicenseRecord,
};

pub use pasar_common::raw::{license_key, LICENSES};

use crate::rules::{
    books::{Books, Weight},
    config::Config,
    dataset::{Dataset, Holder},
    fee_index::FeeIndex,
    ledger::{EscrowTerms, Ledger},
};

/// Siblings, commons, fees and epochs; written by instantiate and `UpdateFees`.
pub const CONFIG: Item<Config> = Item::new("config");
/// denom -> its settings; written by `AllowDenom` and `DisallowDenom`. At most 32.
pub const DENOMS: Map<&str, DenomEntry> = Map::new("D");

/// campaign -> prices and rights as its terms have them, frozen; written by `Open`.
pub const ESCROW_TERMS: PackedMap<EscrowTerms, u32> = PackedMap::new("c");
/// campaign -> what became of the deposit; written by `Open`, `Settle`, `Release`,
/// `Withdraw`, `Bond` and `SettleChallenges`.
pub const LEDGERS: PackedMap<Ledger, u32> = PackedMap::new("l");
/// (campaign, holder) -> shares, pay and parts of royalties; written by `Settle`, `Withdraw` and
/// `TransferShares`.
pub const HOLDERS: PackedMap<Holder> = PackedMap::new("h");
/// (account, denom) -> tips, bonds that come back, and the requester's part of income; written by
/// `Settle`, `SettleChallenges`, `Withdraw`, and by whatever pays income: `PayRoyalty`, `BuyLicense`,
/// `Receive`.
pub const CREDITS: PackedMap<StoredAmount> = PackedMap::new("a");
/// (epoch, labeler) -> emission points; written by `Settle`.
pub const POINTS: PackedMap<StoredAmount> = PackedMap::new("p");
/// epoch -> everybody's emission points; written by `Settle`.
pub const ALL_POINTS: PackedMap<StoredAmount, u32> = PackedMap::new("P");
/// campaign -> income, and how many offers and licenses there are; written by `OfferLicense` and by
/// every message that pays or claims income.
pub const DATASETS: PackedMap<Dataset, u32> = PackedMap::new("i");
/// (campaign, offer) -> a license on sale; written by `OfferLicense` and `WithdrawOffer`.
pub const OFFERS: Map<(u32, u32), OfferResponse> = Map::new("o");
/// (campaign, licensee, offer) -> when the license ends; written by `BuyLicense` and `Receive`. The one
/// that gateways see is in [`LICENSES`] too.
pub const OFFER_LICENSES: PackedMap<LicenseRecord> = PackedMap::new("K");
/// denom -> emission weight; written by `AllowDenom`.
pub const WEIGHTS: PackedMap<Weight> = PackedMap::new("w");
/// (denom, epoch) -> the stakers' half of the fees before the epoch; written by the first `Settle` of an
/// epoch that pays stakers.
pub const FEE_INDEXES: PackedMap<FeeIndex> = PackedMap::new("e");
/// epoch -> the stake that shares its fees; written by its first `Settle` with a fee.
pub const EARNING: PackedMap<StoredAmount, u32> = PackedMap::new("s");
/// denom -> what is owed in it; written whenever money comes, goes or changes hands.
pub const BOOKS: PackedMap<Books> = PackedMap::new("d");

/// Prefix of what belongs to a campaign.
pub fn campaign_prefix(campaign: u32) -> Vec<u8> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the whole keys of each map begin with, read from the maps themselves.
    fn beginnings() -> Vec<(&'static str, Vec<u8>)> {
        vec![
            ("config", CONFIG.as_slice().to_vec()),
            ("ownership", b"ownership".to_vec()),
            ("contract_info", b"contract_info".to_vec()),
            ("DENOMS", prefix(&DENOMS.key(""), 0)),
            ("OFFERS", prefix(&OFFERS.key((0, 0)), 10)),
            ("ESCROW_TERMS", prefix(&ESCROW_TERMS.key(&0), 4)),
            ("LEDGERS", prefix(&LEDGERS.key(&0), 4)),
            ("DATASETS", prefix(&DATASETS.key(&0), 4)),
            ("ALL_POINTS", prefix(&ALL_POINTS.key(&0), 4)),
            ("HOLDERS", HOLDERS.key(&[])),
            ("CREDITS", CREDITS.key(&[])),
            ("POINTS", POINTS.key(&[])),
            ("LICENSES", LICENSES.key(&[])),
            ("OFFER_LICENSES", OFFER_LICENSES.key(&[])),
            ("WEIGHTS", WEIGHTS.key(&[])),
            ("FEE_INDEXES", FEE_INDEXES.key(&[])),
            ("EARNING", prefix(&EARNING.key(&0), 4)),
            ("BOOKS", BOOKS.key(&[])),
        ]
    }

    /// A whole key without its map's own part, which has this number of bytes.
    fn prefix(key: &[u8], own: usize) -> Vec<u8> {
        key[..key.len().checked_sub(own).unwrap()].to_vec()
    }

    #[test]
    fn no_map_begins_like_another() {
        let all = beginnings();
        for (one, key) in &all {
            for (other, longer) in &all {
                assert!(one == other || !longer.starts_with(key), "{one} {other}");
            }
        }
    }

    #[test]
    fn no_key_is_the_beginning_of_another() {
        let [short, long] = [CanonicalAddr::from([1; 20]), CanonicalAddr::from([1; 32])];
        assert!(!holder_key(1, &long).starts_with(&holder_key(1, &short)));
        assert!(!credit_key(&long, "u").starts_with(&credits_prefix(&short)));
        assert!(!license_key(1, &long).starts_with(&license_key(1, &short)));
        assert!(!fees_key("uatom", 1).starts_with(&fees_prefix("u")));
    }
}
