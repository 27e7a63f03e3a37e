//! What reputation-staking stores. Stakes and skills are read by the registry by raw key, so their
//! keys and bytes are frozen in `pasar_common::raw` ([`STAKES`], [`SKILLS`]). Packed records stand
//! under one-byte namespaces; a key's parts are of fixed width or length-prefixed but the last, so
//! no key of a map is taken for another's.

use cosmwasm_std::{CanonicalAddr, Storage, Uint128};
use cw_storage_plus::Item;
use pasar_common::{
    label_escrow::MAX_DENOMS,
    packed::{Packed, PackedError, PackedMap, Reader, Writer},
    raw::StakeRecord,
};

pub use pasar_common::raw::{skill_key, stake_key, SKILLS, STAKES};

use crate::{config::Config, error::ContractError};

/// Most denoms that were ever staked: those of the escrow, and the reward token.
pub const MAX_STAKED_DENOMS: usize = 33;
const _: () = assert!(MAX_DENOMS == 32);

/// Siblings, commons, settings; written by instantiate and `UpdateParams`.
pub const CONFIG: Item<Config> = Item::new("config");
/// (account, denom) -> tips that wait; written by `Penalize` and `Withdraw`. Keys as of [`STAKES`].
pub const TIPS: PackedMap<Tips> = PackedMap::new("a");
/// denom -> what is owed in it; written by whatever moves money.
pub const BOOKS: PackedMap<Books> = PackedMap::new("d");

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
    /// All stakes, what is unbonding, tips, and what is due to the commons.
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

/// The books of a denom, new ones where nobody has staked in it before.
///
/// # Errors
/// [`ContractError::TooManyDenoms`]: one more than [`MAX_STAKED_DENOMS`] would outgrow an audit.
pub fn open_books(store: &dyn Storage, denom: &str) -> Result<Books, ContractError> {
    if let Some(books) = BOOKS.may_load(store, denom.as_bytes())? {
        return Ok(books);
    }
    let max = MAX_STAKED_DENOMS;
    if BOOKS.range(store, &[], None).take(max).count() == max {
        let denom = denom.to_owned();
        return Err(ContractError::TooManyDenoms { denom, max });
    }
    Ok(Books::default())
}

/// Takes what leaves out of the books of a denom.
///
/// # Errors
/// Where more would leave than is owed, which no sequence of calls brings about.
pub fn pay_out(
    store: &mut dyn Storage,
    denom: &str,
    amount: Uint128,
    commons: Uint128,
) -> Result<(), ContractError> {
    let mut books = BOOKS.load(store, denom.as_bytes())?;
    books.liabilities = books.liabilities.checked_sub(amount)?;
    books.commons = books.commons.checked_sub(commons)?;
    BOOKS.save(store, denom.as_bytes(), &books);
    Ok(())
}

/// A stake; an empty one where there is none.
///
/// # Errors
/// Where the record is unreadable.
pub fn stake(
    store: &dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
) -> Result<StakeRecord, PackedError> {
    let record = STAKES.may_load(store, &stake_key(staker, denom))?;
    Ok(record.unwrap_or_default())
}

/// Writes a stake; an empty one leaves no record.
pub fn save_stake(
    store: &mut dyn Storage,
    staker: &CanonicalAddr,
    denom: &str,
    record: &StakeRecord,
) {
    let key = stake_key(staker, denom);
    match *record == StakeRecord::default() {
        true => STAKES.remove(store, &key),
        false => STAKES.save(store, &key, record),
    }
}

/// An account's tips in a denom.
///
/// # Errors
/// Where the record is unreadable.
pub fn tips(
    store: &dyn Storage,
    account: &CanonicalAddr,
    denom: &str,
) -> Result<Uint128, PackedError> {
    let tips = TIPS.may_load(store, &stake_key(account, denom))?;
    Ok(tips.unwrap_or_default().0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            BOOKS.key(&[]),
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
