//! What reputation-staking stores. Stakes and skills are read by the registry by raw key, and so
//! are issuers and credentials; their keys and bytes are frozen in `pasar_common::raw`. Packed records stand
//! under one-byte namespaces; a key's parts are of fixed width or length-prefixed but the last, so
//! no key of a map is taken for another's.

use cosmwasm_std::Uint128;
use cw_storage_plus::Item;
use pasar_common::{
    label_escrow::MAX_DENOMS,
    packed::{Packed, PackedError, PackedMap, Reader, Writer},
};

pub use pasar_common::raw::{skill_key, stake_key, CREDENTIALS, ISSUERS, SKILLS, STAKES};

use crate::config::Config;

/// Most denoms that were ever staked: those of the escrow, and the reward token.
pub const MAX_STAKED_DENOMS: usize = 33;
const _: () = assert!(MAX_DENOMS == 32);

/// Siblings, commons, settings; written by instantiate and `UpdateParams`.
pub const CONFIG: Item<Config> = Item::new("config");
/// (account, denom) -> tips that wait; written by `Penalize` and `Withdraw`. Keys as of [`STAKES`].
pub const TIPS: PackedMap<Tips> = PackedMap::new("a");
/// denom -> what is owed in it; written by whatever moves money.
pub const BOOKS: PackedMap<Books> = PackedMap::new("d");

/// (domain, labeler) -> URI of his reply to his record; written by `Reply`. Keys as of [`SKILLS`].
pub const REPLIES: PackedMap<Text> = PackedMap::new("y");

/// A record that is only text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl Packed for Text {
    const RECORD: &'static str = "text";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.bytes(self.0.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let text = String::from_utf8_lossy(from.rest());
        Ok(Self(text.into_owned()))
    }
}

/// Tips that wait for whoever turned cranks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tips(pub Uint128);

impl Packed for Tips {
    const RECORD: &'static str = "tips";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        from.amount().map(Self)
    }
}

/// What is owed in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// All stakes, issuers' bonds, what is unbonding, tips, and what is due to the commons.
    pub liabilities: Uint128,
    /// Of this due to the commons.
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
    use crate::fees::{DUES, ENTRIES, INDEXES, POOL, SHARES};
    use cosmwasm_std::CanonicalAddr;

    #[test]
    fn records_are_frozen() {
        let books = Books {
            liabilities: Uint128::new(1_000),
            commons: Uint128::new(5),
        };
        assert_eq!(books.to_bytes(), [1, 2, 0x03, 0xe8, 1, 5]);
        assert_eq!(Books::from_bytes(&books.to_bytes()), Ok(books));
        let tips = Tips(Uint128::new(7));
        assert_eq!(tips.to_bytes(), [1, 1, 7]);
        assert_eq!(Tips::from_bytes(&tips.to_bytes()), Ok(tips));
    }

    #[test]
    fn no_key_of_one_map_is_the_beginning_of_anothers() {
        let account = CanonicalAddr::from([1; 20]);
        let keys = [
            STAKES.key(&[]),
            SKILLS.key(&[]),
            TIPS.key(&[]),
            CREDENTIALS.key(&[]),
            ISSUERS.key(&[]),
            REPLIES.key(&[]),
            BOOKS.key(&[]),
            POOL.key(&[]),
            INDEXES.key(&[]),
            ENTRIES.key(&[]),
            SHARES.key(&[]),
            DUES.key(&[]),
            b"config".to_vec(),
            b"ownership".to_vec(),
            b"contract_info".to_vec(),
        ];
        for (a, one) in keys.iter().enumerate() {
            for (b, other) in keys.iter().enumerate() {
                assert!(a == b || !other.starts_with(one), "{one:?} {other:?}");
            }
        }
        assert_ne!(stake_key(&account, "uatom"), stake_key(&account, "uatomx"));
    }
}
