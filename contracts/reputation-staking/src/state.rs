//! What reputation-staking stores, beside the two records that the registry reads by raw key:
//! `pasar_common::raw::{STAKES, SKILLS}`.

use cosmwasm_std::{CanonicalAddr, Uint128};
use cw_storage_plus::Item;
use pasar_common::packed::{key, Packed, PackedError, PackedMap, Reader, Writer};

use crate::config::Config;

/// Siblings, commons and settings; written by instantiate and `UpdateParams`.
pub const CONFIG: Item<Config> = Item::new("config");
/// (account, denom) -> tips; written by `Penalize` and `Withdraw`.
pub const TIPS: PackedMap<Tips> = PackedMap::new("a");
/// denom -> what is owed in it; written whenever money comes, goes or changes hands.
pub const BOOKS: PackedMap<Books> = PackedMap::new("d");

/// Key of an account's tips.
pub fn tips_key(account: &CanonicalAddr, denom: &str) -> Vec<u8> {
    key().address(account).bytes(denom.as_bytes()).take()
}

/// Tips that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tips(pub Uint128);

impl Packed for Tips {
    const RECORD: &'static str = "tips";
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
    /// Everything owed: stakes, unbondings, tips and commons.
    pub liabilities: Uint128,
    /// Of this what the commons will get.
    pub commons: Uint128,
}

impl Packed for Books {
    const RECORD: &'static str = "books";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.liabilities).amount(self.commons);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            liabilities: from.amount()?,
            commons: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_read_back() {
        let books = Books {
            liabilities: Uint128::new(300),
            commons: Uint128::new(1),
        };
        assert_eq!(Books::from_bytes(&books.to_bytes()), Ok(books));
        let tips = Tips(Uint128::new(7));
        assert_eq!(Tips::from_bytes(&tips.to_bytes()), Ok(tips));
    }

    #[test]
    fn namespaces_are_unique() {
        let keys = [
            pasar_common::raw::STAKES.key(&[]),
            pasar_common::raw::SKILLS.key(&[]),
            TIPS.key(&[]),
            BOOKS.key(&[]),
        ];
        for (n, key) in keys.iter().enumerate() {
            assert!(!keys[..n].contains(key));
        }
    }
}
