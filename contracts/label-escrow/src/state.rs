//! What the escrow stores.

use cosmwasm_std::{CanonicalAddr, Uint128};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    label_escrow::DenomEntry,
    packed::{key, Packed, PackedError, PackedMap, Reader, Writer},
};

use crate::{
    config::Config,
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
/// (campaign, labeler) -> shares and what was withdrawn; written by `Settle` and `Withdraw`.
pub const HOLDERS: PackedMap<Holder> = PackedMap::new("h");
/// (account, denom) -> tips; written by `Settle` and `Withdraw`.
pub const CREDITS: PackedMap<Amount> = PackedMap::new("a");
/// (epoch, labeler) -> emission points; written by `Settle`.
pub const POINTS: PackedMap<Amount> = PackedMap::new("p");
/// epoch -> everybody's emission points; written by `Settle`.
pub const ALL_POINTS: PackedMap<Amount> = PackedMap::new("P");
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

/// A holder of a campaign's shares. One record is pay, shares and, later, royalty index: behind
/// the amounts stands the number of royalty entries, none in this version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// Dataset shares: what he was paid.
    pub shares: Uint128,
    /// Of the pay withdrawn.
    pub withdrawn: Uint128,
}

impl Packed for Holder {
    const RECORD: &'static str = "holder";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.shares).amount(self.withdrawn).u8(0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let holder = Self {
            shares: from.amount()?,
            withdrawn: from.amount()?,
        };
        match from.u8()? {
            0 => Ok(holder),
            found => Err(from.unknown(found)),
        }
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
    /// Everything owed: reserves, pay, refunds, tips, fees and commons.
    pub liabilities: Uint128,
    /// Of this the stakers' half of the fees.
    pub stakers: Uint128,
    /// Of this what the commons will get.
    pub commons: Uint128,
}

impl Packed for Books {
    const RECORD: &'static str = "books";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.liabilities)
            .amount(self.stakers)
            .amount(self.commons);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            liabilities: from.amount()?,
            stakers: from.amount()?,
            commons: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_unique_single_bytes() {
        let namespaces = ["D", "c", "l", "h", "a", "p", "P", "d"];
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
    }

    #[test]
    fn records_read_back() {
        let holder = Holder {
            shares: Uint128::new(5),
            withdrawn: Uint128::new(3),
        };
        assert_eq!(Holder::from_bytes(&holder.to_bytes()), Ok(holder));
        let one = Uint128::new(1);
        let books = Books {
            liabilities: Uint128::new(3),
            stakers: one,
            commons: one,
        };
        assert_eq!(Books::from_bytes(&books.to_bytes()), Ok(books));
        assert_eq!(Amount::from_bytes(&Amount(one).to_bytes()), Ok(Amount(one)));
    }
}
